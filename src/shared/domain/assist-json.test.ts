import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonValues } from './assist-json.ts';

const anObject = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 });
/** Words without brackets and quotation marks, as sentences around an answer are. */
const prose = fc.string({ maxLength: 80 }).map((text) => text.replaceAll(/[[\]{}"<]/g, ''));

/** As it comes back from JSON: without -0. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('findJsonValues', () => {
  it('finds an object between sentences, however it is set', () => {
    fc.assert(
      fc.property(anObject, prose, prose, fc.constantFrom(0, 2), (value, before, after, indent) => {
        const text = `${before}\n${JSON.stringify(value, null, indent)}\n${after}`;
        expect(findJsonValues(text)).toEqual([plain(value)]);
      }),
    );
  });

  it('finds an object in a fence of backticks', () => {
    fc.assert(
      fc.property(anObject, prose, fc.constantFrom('json', 'JSON', ''), (value, before, language) => {
        const text = `${before}\n\`\`\`${language}\n${JSON.stringify(value)}\n\`\`\`\nHope this helps!`;
        expect(findJsonValues(text)).toEqual([plain(value)]);
      }),
    );
  });

  it('finds every value that stands beside another, in order', () => {
    fc.assert(
      fc.property(fc.array(anObject, { minLength: 2, maxLength: 5 }), (values) => {
        expect(findJsonValues(values.map((value) => JSON.stringify(value)).join(' and '))).toEqual(plain(values));
      }),
    );
  });

  it('never throws, and finds only objects and arrays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const value of findJsonValues(text)) expect(typeof value).toBe('object');
      }),
    );
  });

  it('finds nothing in half an answer', () => {
    fc.assert(
      fc.property(anObject, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (value, part) => {
        const text = JSON.stringify({ whole: value });
        const found = findJsonValues(text.slice(0, Math.max(1, Math.floor(text.length * part))));
        expect(found).not.toContainEqual({ whole: plain(value) });
      }),
    );
  });

  it('passes over what is thought aloud, and over brackets of sentences', () => {
    expect(findJsonValues('<think>maybe {"a":1}?</think>\n{"a":2}')).toEqual([{ a: 2 }]);
    expect(findJsonValues('As [asked] (see {note}): {"a":"}{[\\""} done.')).toEqual([{ a: '}{["' }]);
    expect(findJsonValues('\uFEFF{"a":1}')).toEqual([{ a: 1 }]);
    expect(findJsonValues('"text"')).toEqual([]);
    expect(findJsonValues('42')).toEqual([]);
    expect(findJsonValues('')).toEqual([]);
  });

  it('gives up on what is too long or too deep, without taking long', () => {
    expect(findJsonValues(`{"a":1}${' '.repeat(500_001)}`)).toEqual([]);
    expect(findJsonValues('['.repeat(400_000))).toEqual([]);
    expect(findJsonValues('{"a":"'.repeat(60_000))).toEqual([]);
    expect(findJsonValues(`${'[x] '.repeat(300)}{"a":1}`)).toEqual([]);
  });
});
