import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRanges, foldText, holdsWords, wordsOf, wordsToFind } from './search-text.ts';

const isHit = (text: string, query: string) => holdsWords([text], wordsToFind(query));
const marked = (text: string, query: string) =>
  findRanges(text, wordsToFind(query)).map(({ start, end }) => text.slice(start, end));

describe('words', () => {
  it('are compared without case, accents and variants of a letter', () => {
    expect(foldText('Café ÉLAN Straße ＡＢＣ Łódź')).toBe('cafe elan strasse abc lodz');
    expect(foldText('cafe\u0301')).toBe(foldText('caf\u00e9'));
  });

  it('are letters and digits of any script, and pictures', () => {
    expect(wordsOf('INT. Hafen-Büro, 3A: «да» 夜のtrain3 🚂').map(({ text }) => text)).toEqual([
      ...['int', 'hafen', 'buro', '3a', 'да', '夜の', 'train3', '🚂'],
    ]);
  });

  it('are found by their beginnings, all of them, in any order', () => {
    expect(isHit('Mara looks at the harbour', 'harb mar')).toBe(true);
    expect(isHit('Mara looks at the harbour', 'ara')).toBe(false);
    expect(isHit('Mara looks at the harbour', 'mara gull')).toBe(false);
  });

  it('of scripts without blanks are found by any part', () => {
    expect(isHit('玛拉走过夜晚的港口', '港口')).toBe(true);
    expect(isHit('玛拉走过夜晚的港口', '晚')).toBe(true);
    expect(isHit('灯台のともしび', 'ともし')).toBe(true);
    expect(isHit('ラジオを聞く', 'ジオ')).toBe(true);
    expect(isHit('เรือออกจากท่า', 'ออกจาก')).toBe(true);
    expect(isHit('玛拉走过夜晚的港口', '口港')).toBe(false);
    // A word of Korean is written with its endings.
    expect(isHit('등대에 불이 켜진다', '등대')).toBe(true);
  });

  it('are asked once each, without those that begin another, and never without bound', () => {
    expect(wordsToFind('the th THE lamp').map(({ text }) => text)).toEqual(['the', 'lamp']);
    expect(wordsToFind('word '.repeat(2_000)).length).toBe(1);
    expect(wordsToFind(Array.from({ length: 500 }, (_, index) => `w${index}x`).join(' ')).length).toBeLessThan(13);
    expect(wordsToFind('" OR NEAR( * ^ {} : - AND\u0000')).toEqual([
      { text: 'or', isUnspaced: false },
      { text: 'near', isUnspaced: false },
      { text: 'and', isUnspaced: false },
    ]);
  });
});

describe('ranges', () => {
  it('mark what was typed, in the text as it is written', () => {
    expect(marked('Café noir, CAFÉ au lait', 'cafe')).toEqual(['Café', 'CAFÉ']);
    expect(marked('cafe\u0301s', 'cafe')).toEqual(['cafe\u0301']);
    expect(marked('the lamp, The Last Lamp', 'la th')).toEqual(['th', 'la', 'Th', 'La', 'La']);
    expect(marked('夜晚的港口，夜晚', '夜晚')).toEqual(['夜晚', '夜晚']);
    expect(marked('anything', '')).toEqual([]);
  });

  it('lie inside the text, in order, without overlaps, and show why a text was found', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aAéßñ夜晚の 🚂-.1łe\u0301'), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (body, query) => {
        const words = wordsToFind(query);
        const ranges = findRanges(body, words);
        let end = 0;
        for (const range of ranges) {
          expect(range.start).toBeGreaterThanOrEqual(end);
          expect(range.end).toBeGreaterThan(range.start);
          end = range.end;
        }
        expect(end).toBeLessThanOrEqual(body.length);
        if (words.length > 0 && holdsWords([body], words)) expect(ranges).not.toEqual([]);
      }),
    );
  });
});
