/** The keys of the takes side by side. */

export type CompareCommand =
  | { kind: 'playAll' | 'playOne' | 'choose' | 'pair' | 'pin' | 'note' | 'mute' | 'back' }
  | { kind: 'focus'; to: FocusMove }
  | { kind: 'chooseNumber'; takeNumber: number }
  /** Null takes the rating back. */
  | { kind: 'rate'; rating: number | null }
  | { kind: 'step'; frames: 1 | -1 };

export type FocusMove = 'left' | 'right' | 'up' | 'down' | 'start' | 'end';

export type Pressed = {
  key: string;
  /** Names the key by its place on the keyboard: with Shift, digits are other signs on each layout. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
};

const moves: Record<string, FocusMove> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'start',
  End: 'end',
};

/** What a key does; null means nothing, so that it goes on to others. */
export function compareCommandOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): CompareCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  // "Digit5", "Numpad5"
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : undefined);
  if (digit !== undefined) return digitCommand(Number(digit), shiftKey);
  const to = moves[key];
  if (to) return { kind: 'focus', to };
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
      return { kind: shiftKey ? 'playOne' : 'playAll' };
    case 'Enter':
      return { kind: 'choose' };
    case ',':
      return { kind: 'step', frames: -1 };
    case '.':
      return { kind: 'step', frames: 1 };
    case 'v':
      return { kind: 'pair' };
    case 'b':
      return { kind: 'pin' };
    case 'n':
      return { kind: 'note' };
    case 'm':
      return { kind: 'mute' };
    case 'Escape':
      return { kind: 'back' };
    default:
      return null;
  }
}

function digitCommand(digit: number, isShifted: boolean): CompareCommand | null {
  if (isShifted) return digit <= 5 ? { kind: 'rate', rating: digit === 0 ? null : digit } : null;
  return digit === 0 ? null : { kind: 'chooseNumber', takeNumber: digit };
}
