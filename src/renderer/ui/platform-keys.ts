/** How chords are written: `Ctrl+Z` here, `⌘Z` on a Mac. */

export const isMac = /mac/i.test(typeof navigator === 'undefined' ? '' : navigator.platform || navigator.userAgent);

const macSigns: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };
const keySigns: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Plus: '+',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

/** `Mod+Shift+Z` as this system writes it. */
export function chordLabel(chord: string, onMac: boolean = isMac): string {
  const parts = chord.split('+').map((part) => keySigns[part] ?? part);
  if (onMac) return parts.map((part) => macSigns[part] ?? part).join('');
  return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
}
