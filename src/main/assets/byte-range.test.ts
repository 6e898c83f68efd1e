import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseByteRange } from './byte-range.ts';

const part = (first: number, last: number) => ({ kind: 'part', first, last });

describe('parseByteRange', () => {
  const cases: Array<[string | null, number, unknown]> = [
    [null, 100, { kind: 'whole' }],
    ['bytes=0-', 100, part(0, 99)],
    ['bytes=10-19', 100, part(10, 19)],
    ['bytes=10-1000', 100, part(10, 99)],
    ['bytes=-10', 100, part(90, 99)],
    ['bytes=-1000', 100, part(0, 99)],
    ['Bytes = 5 - 6', 100, part(5, 6)],
    ['bytes=99-', 100, part(99, 99)],
    ['bytes=100-', 100, { kind: 'unsatisfiable' }],
    ['bytes=-0', 100, { kind: 'unsatisfiable' }],
    ['bytes=0-', 0, { kind: 'unsatisfiable' }],
    ['bytes=-5', 0, { kind: 'unsatisfiable' }],
    ['bytes=20-10', 100, { kind: 'whole' }],
    ['bytes=0-1,5-6', 100, { kind: 'whole' }],
    ['bytes=-', 100, { kind: 'whole' }],
    ['lines=0-1', 100, { kind: 'whole' }],
    ['bytes=a-b', 100, { kind: 'whole' }],
    ['bytes=0x10-', 100, { kind: 'whole' }],
    [`bytes=0-${'9'.repeat(400)}`, 100, part(0, 99)],
    [`bytes=${'9'.repeat(400)}-`, 100, { kind: 'unsatisfiable' }],
    [`bytes=-${'9'.repeat(400)}`, 100, part(0, 99)],
  ];
  for (const [header, size, range] of cases) {
    it(`reads ${String(header).slice(0, 30)} of ${size} bytes`, () => {
      expect(parseByteRange(header, size)).toEqual(range);
    });
  }

  it('selects what slicing the bytes selects, and never leaves the file', () => {
    const size = fc.integer({ min: 0, max: 300 });
    const position = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null });
    fc.assert(
      fc.property(size, position, position, (sizeBytes, from, to) => {
        const bytes = Array.from({ length: sizeBytes }, (_, index) => index);
        const range = parseByteRange(`bytes=${from ?? ''}-${to ?? ''}`, sizeBytes);
        if (from === null && to === null) return range.kind === 'whole';
        if (from !== null && to !== null && to < from) return range.kind === 'whole';
        const expected =
          from === null ? (to ? bytes.slice(-to) : []) : bytes.slice(from, to === null ? undefined : to + 1);
        if (expected.length === 0) return range.kind === 'unsatisfiable';
        if (range.kind !== 'part') return false;
        expect(bytes.slice(range.first, range.last + 1)).toEqual(expected);
        return range.first >= 0 && range.last < sizeBytes && range.first <= range.last;
      }),
      { numRuns: 2000 },
    );
  });

  it('never fails, whatever the header', () => {
    const holds = fc.property(fc.string(), fc.nat(), (text, sizeBytes) => {
      const range = parseByteRange(`bytes=${text}`, sizeBytes);
      return range.kind !== 'part' || (range.first <= range.last && range.last < sizeBytes);
    });
    expect(() => fc.assert(holds)).not.toThrow();
  });
});
