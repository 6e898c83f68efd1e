/** The keys of the pad. */
import type { SketchBrush } from '#shared/domain/sketch.ts';

export type SketchCommand =
  | { kind: 'undo' | 'redo' | 'onion' | 'flip' | 'hand' | 'fit' | 'done' | 'newLayer' }
  | { kind: 'brush'; brush: SketchBrush }
  | { kind: 'size'; step: 1 | -1 }
  | { kind: 'zoom'; step: 1 | -1 }
  | { kind: 'shot'; step: 1 | -1 };

export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

const brushes: Record<string, SketchBrush> = { p: 'pencil', i: 'ink', b: 'brush', m: 'marker', e: 'eraser' };

/** What a key does; null means nothing. */
export function sketchCommandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): SketchCommand | null {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (ctrlKey || metaKey) {
    if (altKey) return null;
    if (letter === 'z') return { kind: shiftKey ? 'redo' : 'undo' };
    if (letter === 'y') return { kind: 'redo' };
    if (letter === 'Enter') return { kind: 'done' };
    return letter === '0' ? { kind: 'fit' } : null;
  }
  if (altKey) return null;
  const brush = brushes[letter];
  if (brush) return { kind: 'brush', brush };
  switch (letter) {
    case '[':
      return { kind: 'size', step: -1 };
    case ']':
      return { kind: 'size', step: 1 };
    case '+':
    case '=':
      return { kind: 'zoom', step: 1 };
    case '-':
      return { kind: 'zoom', step: -1 };
    case '0':
      return { kind: 'fit' };
    case 'o':
      return { kind: 'onion' };
    case 'f':
      return { kind: 'flip' };
    case 'h':
      return { kind: 'hand' };
    case 'n':
      return { kind: 'newLayer' };
    case 'PageUp':
      return { kind: 'shot', step: -1 };
    case 'PageDown':
      return { kind: 'shot', step: 1 };
    case 'Escape':
      return { kind: 'done' };
    default:
      return null;
  }
}
