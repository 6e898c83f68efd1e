/** The keys of the takes side by side. Arrows, digits and Escape are fixed; the rest are commands. */
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { pressedCommand } from '#renderer/ui/keymap.ts';

export type CompareCommand =
  | { kind: 'playAll' | 'playOne' | 'choose' | 'pair' | 'pin' | 'note' | 'mute' | 'back' }
  | { kind: 'focus'; to: FocusMove }
  | { kind: 'chooseNumber'; takeNumber: number }
  /** Null takes the rating back. */
  | { kind: 'rate'; rating: number | null }
  | { kind: 'step'; frames: 1 | -1 };

export type FocusMove = 'left' | 'right' | 'up' | 'down' | 'start' | 'end';

const moves: Record<string, FocusMove> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'start',
  End: 'end',
};

const commands: Partial<Record<CommandId, CompareCommand>> = {
  'takes.playAll': { kind: 'playAll' },
  'takes.playOne': { kind: 'playOne' },
  'takes.choose': { kind: 'choose' },
  'takes.previousFrame': { kind: 'step', frames: -1 },
  'takes.nextFrame': { kind: 'step', frames: 1 },
  'takes.pair': { kind: 'pair' },
  'takes.pin': { kind: 'pin' },
  'takes.note': { kind: 'note' },
  'takes.mute': { kind: 'mute' },
};

/** What a key does; null means nothing, so that it goes on to others. */
export function compareCommandOf(pressed: Pressed): CompareCommand | null {
  const { key, code = '', ctrlKey, metaKey, altKey, shiftKey = false } = pressed;
  if (!ctrlKey && !metaKey && !altKey) {
    // "Digit5", "Numpad5": with Shift, digits are other signs on each layout.
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : undefined);
    if (digit !== undefined) return digitCommand(Number(digit), shiftKey);
    const to = moves[key];
    if (to) return { kind: 'focus', to };
    if (key === 'Escape') return { kind: 'back' };
  }
  const id = pressedCommand(pressed, 'takes');
  return id ? (commands[id] ?? null) : null;
}

function digitCommand(digit: number, isShifted: boolean): CompareCommand | null {
  if (isShifted) return digit <= 5 ? { kind: 'rate', rating: digit === 0 ? null : digit } : null;
  return digit === 0 ? null : { kind: 'chooseNumber', takeNumber: digit };
}
