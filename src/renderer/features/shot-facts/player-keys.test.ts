import { describe, expect, it } from 'vitest';
import { playerCommandOf } from './player-keys.ts';

const press = (key: string, modifiers: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) =>
  playerCommandOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers });

describe('playerCommandOf', () => {
  it('knows the keys of an edit suite, in either case', () => {
    expect(press(' ')).toEqual({ kind: 'toggle' });
    expect(['J', 'k', 'L', ',', '.'].map((key) => press(key))).toEqual([
      { kind: 'shuttle', direction: 'back' },
      { kind: 'pause' },
      { kind: 'shuttle', direction: 'on' },
      { kind: 'step', frames: -1 },
      { kind: 'step', frames: 1 },
    ]);
    expect(press('7')).toEqual({ kind: 'chooseTake', takeNumber: 7 });
  });

  it('leaves chords and other keys to the window', () => {
    expect(press('l', { ctrlKey: true })).toBeNull();
    expect(press('0')).toBeNull();
    expect(press('Escape')).toBeNull();
  });
});
