import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('writes a head line and rows, each with CRLF at its end', () => {
    expect(
      toCsv([
        ['host', 'bytes'],
        ['api.example.com', 812],
        ['', null],
      ]),
    ).toBe('host,bytes\r\napi.example.com,812\r\n,\r\n');
  });

  it('quotes what would break a line or a cell, and doubles quotes', () => {
    expect(toCsv([['title'], ['Night, "two"'], ['first\nsecond']])).toBe(
      'title\r\n"Night, ""two"""\r\n"first\nsecond"\r\n',
    );
  });

  it('keeps a spreadsheet from running a text', () => {
    const texts = ['=HYPERLINK("x")', '+1', '-1', '@sum', '\t=1', '\r=1', '＝1'];
    for (const text of texts) {
      const cell = readCsv(toCsv([['title'], [text]]))[1]?.[0];
      expect(cell).toBe(`'${text}`);
    }
    expect(toCsv([['amount'], [-1.5]])).toBe('amount\r\n-1.5\r\n');
  });

  it('gives back every cell to a reader', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '1') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
        const expected = rows.map((cells) => cells.map((text) => (/^[\r\n]/.test(text) ? `'${text}` : text)));
        expect(readCsv(toCsv([['one', 'two'], ...rows]))).toEqual([['one', 'two'], ...expected]);
      }),
    );
  });
});

/** A reader of RFC 4180, as a spreadsheet is. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    // a quoted cell with its doubled quotes, or everything up to a comma or a line break
    const pattern = isQuoted ? /"((?:[^"]|"")*)"/y : /([^,\r\n]*)/y;
    pattern.lastIndex = at;
    cells.push((pattern.exec(text)?.[1] ?? '').replaceAll('""', '"'));
    at = pattern.lastIndex;
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    rows.push(cells);
    cells = [];
    at += 2;
  }
  return rows;
}
