import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellByKey, cellByTab, fromTsv, pasteTargets, toTsv } from './table-grid.ts';

const size = { rows: 4, columns: 3, pageRows: 2 };
const near = (key: string) => ({ key, isFar: false });

describe('keys in the grid', () => {
  it('lead along rows and columns and never out of the table', () => {
    const from = { row: 1, column: 1 };
    expect(cellByKey(from, near('ArrowUp'), size)).toEqual({ row: 0, column: 1 });
    expect(cellByKey({ row: 0, column: 2 }, near('ArrowRight'), size)).toEqual({ row: 0, column: 2 });
    expect(cellByKey(from, near('End'), size)).toEqual({ row: 1, column: 2 });
    expect(cellByKey(from, { key: 'End', isFar: true }, size)).toEqual({ row: 3, column: 2 });
    expect(cellByKey(from, near('PageDown'), size)).toEqual({ row: 3, column: 1 });
    expect(cellByKey(from, near('a'), size)).toBeNull();
  });

  it('go with Tab over the end of a row into the next, and out at the last cell', () => {
    expect(cellByTab({ row: 0, column: 2 }, 1, size)).toEqual({ row: 1, column: 0 });
    expect(cellByTab({ row: 1, column: 0 }, -1, size)).toEqual({ row: 0, column: 2 });
    expect(cellByTab({ row: 3, column: 2 }, 1, size)).toBeNull();
    expect(cellByTab({ row: 0, column: 0 }, -1, size)).toBeNull();
  });
});

describe('cells as text', () => {
  it('come back as they went, whatever stands in them', () => {
    const aCell = fc.string({ unit: fc.constantFrom('a', 'é', '"', '\t', '\n', ' ', '字'), maxLength: 8 });
    const someRows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(aCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(someRows, (rows) => {
        // As a spreadsheet adds it.
        expect(fromTsv(`${toTsv(rows)}\n`)).toEqual(rows);
      }),
    );
  });

  it('are read with the line ends of any system', () => {
    expect(fromTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(fromTsv('')).toEqual([['']]);
  });
});

describe('a paste', () => {
  it('begins at the first chosen cell and ends at the edge of the table', () => {
    const range = { anchor: { row: 3, column: 1 }, focus: { row: 3, column: 1 } };
    const targets = pasteTargets(
      [
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ],
      range,
      size,
    );
    expect(targets).toEqual([
      { row: 3, column: 1, text: 'a' },
      { row: 3, column: 2, text: 'b' },
    ]);
  });

  it('of one cell fills all that are chosen', () => {
    const range = { anchor: { row: 2, column: 1 }, focus: { row: 0, column: 0 } };
    const targets = pasteTargets([['x']], range, size);
    expect(targets).toHaveLength(6);
    expect(targets.every(({ text }) => text === 'x')).toBe(true);
  });
});
