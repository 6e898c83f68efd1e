import { describe, expect, it } from 'vitest';
import { playerCommandOf } from './player-keys.ts';

const press = (key: string, modifiers: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) =>
  playerCommandOf({
    key,
    code: `Key${key.toUpperCase()}`,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...modifiers,
  });

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
    expect(['i', 'O', 'x', 'r', 'f', 't'].map((key) => press(key))).toEqual([
      { kind: 'mark', which: 'in' },
      { kind: 'mark', which: 'out' },
      { kind: 'markShot' },
      { kind: 'loop' },
      { kind: 'fullScreen' },
      { kind: 'subtitles' },
    ]);
    expect(press('x', { altKey: true })).toEqual({ kind: 'unmark' });
    expect(press('7')).toEqual({ kind: 'chooseTake', takeNumber: 7 });
  });

  it('leaves chords and other keys to the window', () => {
    expect(press('l', { ctrlKey: true })).toBeNull();
    expect(press('0')).toBeNull();
    expect(press('Escape')).toBeNull();
  });
});
