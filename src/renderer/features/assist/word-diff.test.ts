import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffPart, diffWords } from './word-diff.ts';

const word = fc.constantFrom('a', 'boat', 'leaves', 'the', 'harbour', ' ', ',', '.', '\n', '港', '口');
const words = fc
  .tuple(fc.array(word, { maxLength: 40 }), fc.constantFrom('', ' '))
  .map(([parts, between]) => parts.join(between));
const anyText = fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 60 }));

const without = (parts: readonly DiffPart[], kind: DiffPart['kind']) =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');

describe('diffWords', () => {
  it('holds both texts, whatever they are', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const parts = diffWords(before, after);
        expect(without(parts, 'added')).toBe(before);
        expect(without(parts, 'removed')).toBe(after);
      }),
    );
  });

  it('has no empty part and no two of a kind behind one another', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const parts = diffWords(before, after);
        for (const [index, { kind, text }] of parts.entries()) {
          expect(text).not.toBe('');
          expect(kind).not.toBe(parts[index + 1]?.kind);
        }
      }),
    );
  });

  it('says that a text is the same as itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(diffWords(text, text)).toEqual(text === '' ? [] : [{ kind: 'same', text }]);
      }),
    );
  });

  it('shows changed words and leaves the others alone', () => {
    expect(diffWords('Boats leave the harbour.', 'Boats leave a quiet harbour.')).toEqual([
      { kind: 'same', text: 'Boats leave ' },
      { kind: 'removed', text: 'the' },
      { kind: 'added', text: 'a quiet' },
      { kind: 'same', text: ' harbour.' },
    ]);
  });

  it('reads several changed words in a row as one change', () => {
    expect(diffWords('A red boat.', 'Two blue ships.')).toEqual([
      { kind: 'removed', text: 'A red boat' },
      { kind: 'added', text: 'Two blue ships' },
      { kind: 'same', text: '.' },
    ]);
  });

  it('compares very long texts as wholes', () => {
    const before = 'a '.repeat(3000);
    const after = 'b '.repeat(3000);
    expect(diffWords(`x ${before}y`, `x ${after}y`)).toEqual([
      { kind: 'same', text: 'x ' },
      { kind: 'removed', text: before.trimEnd() },
      { kind: 'added', text: after.trimEnd() },
      { kind: 'same', text: ' y' },
    ]);
  });
});
