/** The keys of the list of jobs. */

export type ListCommand =
  | { kind: 'focus'; to: 'up' | 'down' | 'start' | 'end'; isRange: boolean }
  | { kind: 'toggle' | 'selectAll' | 'unselect' | 'cancel' | 'menu' }
  | { kind: 'move' | 'priority'; step: 1 | -1 };

type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

const moves = { ArrowUp: 'up', ArrowDown: 'down', Home: 'start', End: 'end' } as const;

/** What a key does; null means nothing, so that it goes on to others. */
export function listCommandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): ListCommand | null {
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' && !altKey && !shiftKey ? { kind: 'selectAll' } : null;
  if (altKey) {
    if (shiftKey || (key !== 'ArrowUp' && key !== 'ArrowDown')) return null;
    return { kind: 'move', step: key === 'ArrowUp' ? -1 : 1 };
  }
  if (key in moves) return { kind: 'focus', to: moves[key as keyof typeof moves], isRange: shiftKey };
  switch (key) {
    case ' ':
      return { kind: 'toggle' };
    case 'Enter':
      return { kind: 'menu' };
    case 'Escape':
      return { kind: 'unselect' };
    case 'Delete':
    case 'Backspace':
      return { kind: 'cancel' };
    case '+':
      return { kind: 'priority', step: 1 };
    case '-':
      return { kind: 'priority', step: -1 };
    default:
      return null;
  }
}
