import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementNameKey, freeElementName, isElementName, longestElementName, toElementName } from './element.ts';

describe('names', () => {
  it('are letters of any script and digits, with _ and - between them', () => {
    for (const name of [
      'mara',
      'Mara',
      '7',
      'old_mara',
      'jean-luc',
      'Zoé',
      'Zoe\u0301',
      '李雷',
      'مارا',
      'माया',
      'x'.repeat(60),
    ]) {
      expect(isElementName(name), name).toBe(true);
    }
    for (const name of ['', '@mara', 'old mara', '-mara', 'mara_', 'mara!', 'a.b', '🎬', 'x'.repeat(61), 'a\n']) {
      expect(isElementName(name), name).toBe(false);
    }
  });

  it('are one name whatever the case of their letters and however an accent is written', () => {
    expect(elementNameKey('MARA')).toBe(elementNameKey('mara'));
    expect(elementNameKey('Zoé')).toBe(elementNameKey('ZOE\u0301'));
    expect(elementNameKey('mara')).not.toBe(elementNameKey('mira'));
  });
});

describe('toElementName', () => {
  it('makes a name of what a person typed', () => {
    expect(toElementName(' @Old Mara! ')).toBe('Old_Mara');
    expect(toElementName('the  lamp (lit)')).toBe('the_lamp_lit');
    expect(toElementName('…')).toBe('');
  });

  it('gives a name or nothing, and leaves names alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const name = toElementName(text);
        expect(name === '' || isElementName(name)).toBe(true);
        expect(toElementName(name)).toBe(name);
      }),
    );
  });
});

describe('freeElementName', () => {
  it('counts up until nobody has the name', () => {
    expect(freeElementName('mara', [])).toBe('mara');
    expect(freeElementName('mara', ['MARA', 'mara-2'])).toBe('mara-3');
    const long = 'x'.repeat(longestElementName);
    expect(freeElementName(long, [long])).toBe(`${'x'.repeat(longestElementName - 2)}-2`);
  });
});
