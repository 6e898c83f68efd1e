/** Cells of the table: where keys lead, which cells are chosen, and cells as text. Pure. */

/** Row and column, from 0. */
export type Cell = { row: number; column: number };

/** Chosen cells: a rectangle from where it began to the one with the focus. */
export type CellRange = { anchor: Cell; focus: Cell };

export type CellBox = { fromRow: number; toRow: number; fromColumn: number; toColumn: number };

/** Both ends included. */
export function boxOf({ anchor, focus }: CellRange): CellBox {
  return {
    fromRow: Math.min(anchor.row, focus.row),
    toRow: Math.max(anchor.row, focus.row),
    fromColumn: Math.min(anchor.column, focus.column),
    toColumn: Math.max(anchor.column, focus.column),
  };
}

export type GridSize = { rows: number; columns: number; pageRows: number };

/** Where a key leads from a cell; null when it is no key of the grid. */
export function cellByKey(
  { row, column }: Cell,
  { key, isFar }: { key: string; isFar: boolean },
  { rows, columns, pageRows }: GridSize,
): Cell | null {
  const at = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowUp':
      return at(isFar ? 0 : row - 1, column);
    case 'ArrowDown':
      return at(isFar ? rows - 1 : row + 1, column);
    case 'ArrowLeft':
      return at(row, isFar ? 0 : column - 1);
    case 'ArrowRight':
      return at(row, isFar ? columns - 1 : column + 1);
    case 'Home':
      return at(isFar ? 0 : row, 0);
    case 'End':
      return at(isFar ? rows - 1 : row, columns - 1);
    case 'PageUp':
      return at(row - pageRows, column);
    case 'PageDown':
      return at(row + pageRows, column);
    default:
      return null;
  }
}

/** Tab and Shift+Tab: along the row, over its end into the next; null past the first and the last cell. */
export function cellByTab({ row, column }: Cell, step: 1 | -1, { rows, columns }: GridSize): Cell | null {
  const index = row * columns + column + step;
  if (index < 0 || index >= rows * columns) return null;
  return { row: Math.floor(index / columns), column: index % columns };
}

/** Tabs and lines as spreadsheets write them: a cell with a tab, a line break or a quote stands in quotes. */
export function toTsv(rows: ReadonlyArray<readonly string[]>): string {
  return rows
    .map((cells) => cells.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');
}

/** The other way round; a line break at the very end is no further row. */
export function fromTsv(tsv: string): string[][] {
  const rows: string[][] = [[]];
  const cellPattern = /("(?:[^"]|"")*"(?=[\t\r\n]|$)|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  const source = tsv.replace(/(?:\r\n|\n|\r)$/, '');
  while (cellPattern.lastIndex <= source.length) {
    const [whole, cell = '', end = ''] = cellPattern.exec(source) ?? [''];
    const isQuoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
    rows.at(-1)?.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '') break;
    if (end !== '\t') rows.push([]);
    if (whole === '') break;
  }
  return rows;
}

/**
 * Where each pasted cell goes: from the first chosen cell on. One row or column is repeated over as many as are
 * chosen, as in a spreadsheet; what would stand beyond the table is left out.
 */
export function pasteTargets(
  pasted: ReadonlyArray<readonly string[]>,
  range: CellRange,
  { rows, columns }: Pick<GridSize, 'rows' | 'columns'>,
): Array<Cell & { text: string }> {
  const box = boxOf(range);
  const height = pasted.length === 1 ? box.toRow - box.fromRow + 1 : pasted.length;
  const width =
    pasted[0]?.length === 1 && pasted.every((cells) => cells.length === 1) ? box.toColumn - box.fromColumn + 1 : 0;
  const targets: Array<Cell & { text: string }> = [];
  for (let down = 0; down < height && box.fromRow + down < rows; down += 1) {
    const cells = pasted[down % pasted.length] ?? [];
    const across = Math.max(width, cells.length);
    for (let right = 0; right < across && box.fromColumn + right < columns; right += 1) {
      const text = cells[right % cells.length] ?? '';
      targets.push({ row: box.fromRow + down, column: box.fromColumn + right, text });
    }
  }
  return targets;
}
