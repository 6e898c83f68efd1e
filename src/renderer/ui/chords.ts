/**
 * Chords: keys with what is held down, written as `Mod+Shift+Z`. `Mod` is Cmd on a Mac and Ctrl elsewhere.
 *
 * A key is named by what stands on it, so that letters are where a person's keyboard has them (AZERTY, QWERTZ). A sign
 * carries its own Shift: `?` is `?` on every keyboard. Where what stands on a key is no Latin letter, or a digit needs
 * Shift, the key is also named by its place.
 */
import { isMac } from './platform-keys.ts';

/** What a chord is read from; a keyboard event has it. */
export type Pressed = {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey?: boolean;
  getModifierState?: (key: 'AltGraph') => boolean;
};

const modifiers: ReadonlySet<string> = new Set(['Mod', 'Ctrl', 'Meta', 'Alt', 'Shift']);
const noKeys: ReadonlySet<string> = new Set([
  ...['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'OS', 'CapsLock', 'NumLock', 'ScrollLock', 'Fn', 'FnLock'],
  ...['Dead', 'Process', 'Unidentified', 'Compose', ''],
]);

/** The names of what is pressed: by what stands on the key, then by its place. Empty for a modifier alone. */
export function chordsOf(pressed: Pressed, onMac: boolean = isMac): string[] {
  const byKey = nameOfKey(pressed.key);
  // AltGr is Ctrl and Alt on Windows, and what it types is a sign of its own.
  if (pressed.getModifierState?.('AltGraph')) return byKey ? [byKey] : [];
  const byPlace = nameOfPlace(pressed.code ?? '');
  const names = [byKey, byPlace].filter((name) => name !== null);
  return [...new Set(names.map((name) => withModifiers(name, pressed, onMac)))];
}

function withModifiers(name: string, { ctrlKey, metaKey, altKey, shiftKey }: Pressed, onMac: boolean): string {
  const isSign = name.length === 1 && !/[\p{L}\p{N}]/u.test(name);
  const held = [
    (onMac ? metaKey : ctrlKey) && 'Mod',
    onMac && ctrlKey && 'Ctrl',
    !onMac && metaKey && 'Meta',
    altKey && 'Alt',
    shiftKey && !isSign && name !== 'Plus' && 'Shift',
  ];
  return [...held.filter((part) => part !== false && part !== undefined), name].join('+');
}

function nameOfKey(key: string): string | null {
  if (noKeys.has(key)) return null;
  if (key === ' ') return 'Space';
  // It stands between the parts of a chord.
  if (key === '+') return 'Plus';
  return key.length === 1 ? key.toUpperCase() : key;
}

/** "KeyZ", "Digit3", "Numpad3" */
function nameOfPlace(code: string): string | null {
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1] ?? null;
}

/** Whether a text is a chord as they are written here. */
export function isChord(text: string): boolean {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  if (key === '' || modifiers.has(key) || key.length > 20) return false;
  return parts.every((part) => modifiers.has(part)) && new Set(parts).size === parts.length;
}

/** Whether a chord types nothing, so that it may also work while somebody is writing. */
export function isSafeWhileTyping(chord: string): boolean {
  const parts = chord.split('+');
  return parts.some((part) => part === 'Mod' || part === 'Ctrl') || /^F\d{1,2}$/.test(parts.at(-1) ?? '');
}
