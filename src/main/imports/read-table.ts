/**
 * Reads comma-separated and tab-separated text, with any of the usual delimiters, into rows of cells.
 *
 * Cells are text and nothing else: a formula stands as it was written. The reader stops for other work now and then, so
 * that a large file does not hold up the studio.
 */
import Papa, { type ParseConfig, type ParseLocalConfig } from 'papaparse';
import type { ImportProblem, RowSpan } from '#shared/domain/import-plan.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type TableText = {
  /**
   * Rows that hold anything, with their 1-based number in the file: the first one, which may be a head, and those from
   * `firstRow` on; at most `mostRows` of them.
   */
  rows: Array<{ number: number; cells: string[] }>;
  /** All rows that hold anything. */
  rowCount: number;
  /** What stands behind the rows that are kept; null when nothing does. */
  rest: RowSpan | null;
  delimiter: string;
  problems: ImportProblem[];
};

export type ReadTableOptions = {
  /** Chooses tabs when it ends in `.tsv` or `.tab`. */
  fileName: string;
  /** Rows that are kept; the others are only counted. */
  mostRows: number;
  /** Rows before this one, but for the first, are only counted. @default 1 */
  firstRow?: number;
  signal?: AbortSignal | undefined;
};

/** Most columns that are looked at. */
export const mostColumns = 100;

/** Characters that are read without a stop. */
const stretchLength = 250_000;

/** @throws {AppError} CANCELLED; a text of any kind gives some table */
export function readTable(
  text: string,
  { fileName, mostRows, firstRow = 1, signal }: ReadTableOptions,
): Promise<TableText> {
  // Spreadsheets understand a first line that says what parts the cells, and some programs write it.
  const told = /^sep=(.)[^\S\r\n]*(?:\r|\n|$)/i.exec(text)?.[1];
  const delimiter = told ?? (/\.(?:tsv|tab)$/i.test(fileName) ? '\t' : guessDelimiter(text));
  const table: TableText = { rows: [], rowCount: 0, rest: null, delimiter, problems: [] };
  let number = 0;
  const take = (cells: string[]) => {
    number += 1;
    if (cells.every((cell) => cell.trim() === '') || (told && number === 1)) return;
    table.rowCount += 1;
    const isFirst = table.rowCount === 1;
    if (number < firstRow && !isFirst) return;
    if (table.rows.length >= mostRows) {
      table.rest = spanWith(table.rest, number);
      return;
    }
    table.rows.push({ number, cells: cells.slice(0, mostColumns) });
    if (cells.length > mostColumns) table.problems.push({ reason: 'cells-left-over', at: number, name: '' });
  };
  return new Promise((resolve, reject) => {
    const config: ParseLocalConfig<string[]> = {
      delimiter,
      chunkSize: stretchLength,
      chunk({ data, errors }, parser) {
        for (const cells of data) take(cells);
        for (const error of errors) {
          if (error.code === 'MissingQuotes') table.problems.push({ reason: 'quote-unclosed', at: number, name: '' });
        }
        parser.pause();
        setImmediate(() => {
          if (signal?.aborted) {
            // First, because stopping the parser completes it.
            reject(new AppError('CANCELLED', 'the reader was stopped'));
            parser.abort();
          } else parser.resume();
        });
      },
      complete: () => resolve(table),
    };
    // The types know stretches only of files; a text is read in them just the same.
    Papa.parse<string[]>(text, config as ParseConfig<string[]>);
  });
}

function spanWith(span: RowSpan | null, row: number): RowSpan {
  return { fromRow: span?.fromRow ?? row, toRow: row, rowCount: (span?.rowCount ?? 0) + 1 };
}

const delimiters = [',', '\t', ';', '|'] as const;

/** Characters at the start of a text from which its delimiter is told. */
const sampleLength = 20_000;

/** What parts most rows into as many cells as the first one; of two such, what makes more cells. A comma in doubt. */
export function guessDelimiter(text: string): string {
  const rows: Array<Map<string, number>> = [new Map()];
  let isQuoted = false;
  for (const character of text.slice(0, sampleLength)) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') rows.push(new Map());
    else if ((delimiters as readonly string[]).includes(character)) {
      const row = rows.at(-1);
      row?.set(character, (row.get(character) ?? 0) + 1);
    }
  }
  const score = (delimiter: string) => {
    const first = rows[0]?.get(delimiter) ?? 0;
    return first === 0 ? 0 : rows.filter((row) => row.get(delimiter) === first).length * 1000 + first;
  };
  return delimiters.reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best));
}
