import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDifference } from './word-difference.ts';

const textOf = (parts: ReturnType<typeof wordDifference>, side: 'mine' | 'script') =>
  parts
    .filter(({ kind }) => kind === 'same' || kind === side)
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts', () => {
  it('shows the words that were replaced', () => {
    expect(wordDifference('A boat without a lamp.', 'A boat with a lamp, here.')).toEqual([
      { kind: 'same', text: 'A boat ' },
      { kind: 'mine', text: 'without ' },
      { kind: 'script', text: 'with ' },
      { kind: 'same', text: 'a lamp' },
      { kind: 'script', text: ', here' },
      { kind: 'same', text: '.' },
    ]);
  });

  it('holds both texts whole, whatever they are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b ', ' ', '\n', ',', '’', '雨', '🙂'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (mine, script) => {
        const parts = wordDifference(mine, script);
        expect(textOf(parts, 'mine')).toBe(mine);
        expect(textOf(parts, 'script')).toBe(script);
      }),
    );
  });
});
