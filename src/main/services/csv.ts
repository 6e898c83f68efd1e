/**
 * Writes comma-separated text as RFC 4180 has it: CRLF after each line, quotes where they are needed.
 *
 * A spreadsheet runs a text that begins like a formula. Such texts get an apostrophe in front, which spreadsheets show
 * as text (OWASP, CSV Injection); numbers stay numbers.
 */

/** A value of a row; null is an empty cell. */
export type CsvCell = string | number | null;

/** One line a row, the head line first; all with as many cells. Numbers are written with a point. */
export function toCsv(rows: Iterable<readonly CsvCell[]>): string {
  return Array.from(rows, (cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = startsLikeFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// "=1+1", "+1", "-1", "@sum", a tab or a line break before one, and the same signs in full width
function startsLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text);
}
