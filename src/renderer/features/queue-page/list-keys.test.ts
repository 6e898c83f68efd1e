import { describe, expect, it } from 'vitest';
import { listCommandOf } from './list-keys.ts';

const press = (key: string, modifiers: Partial<Parameters<typeof listCommandOf>[0]> = {}) =>
  listCommandOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe('listCommandOf', () => {
  it('moves, selects a range with Shift, and reorders with Alt', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'focus', to: 'down', isRange: false });
    expect(press('End', { shiftKey: true })).toEqual({ kind: 'focus', to: 'end', isRange: true });
    expect(press('ArrowUp', { altKey: true })).toEqual({ kind: 'move', step: -1 });
    expect(press('Home', { altKey: true })).toBeNull();
  });

  it('knows priority on any keyboard, whether plus needs Shift or not', () => {
    expect(press('+', { shiftKey: true })).toEqual({ kind: 'priority', step: 1 });
    expect(press('-')).toEqual({ kind: 'priority', step: -1 });
  });

  it('leaves other chords and letters to the window', () => {
    expect(press('a', { ctrlKey: true })).toEqual({ kind: 'selectAll' });
    expect(press('a')).toBeNull();
    expect(press('z', { metaKey: true })).toBeNull();
    expect(press('?')).toBeNull();
  });
});
