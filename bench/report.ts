/** Figures as people and programs read them. */
import { type Figure, isOverLimit } from './benchmark.ts';

/** A figure, or why there is none. */
export type Row =
  | { kind: 'figure'; figure: Figure; spread: number | null; note?: string }
  | { kind: 'unmeasured'; name: string; reason: string }
  | { kind: 'failed'; name: string; reason: string };

const headings = ['figure', 'value', 'limit', 'baseline', 'spread', ''];

/** The table that is printed, a line a figure. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [headings, ...rows.map(toCells)];
  const widths = headings.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column >= 1 && column <= 4 ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What `--json` writes: the figures that there are. */
export function formatJson(rows: readonly Row[]): string {
  const figures = rows.flatMap((row) => (row.kind === 'figure' ? [row.figure] : []));
  return `${JSON.stringify(figures.map(roundFigure), null, 2)}\n`;
}

/** 1 when a limit is exceeded or a benchmark failed, else 0. What cannot be measured here is no failure. */
export function exitCodeOf(rows: readonly Row[]): 0 | 1 {
  const isBad = rows.some((row) => row.kind === 'failed' || (row.kind === 'figure' && isOverLimit(row.figure)));
  return isBad ? 1 : 0;
}

function toCells(row: Row): string[] {
  if (row.kind === 'unmeasured') return [row.name, '-', '', '', '', `not measured: ${row.reason}`];
  if (row.kind === 'failed') return [row.name, '-', '', '', '', `FAILED: ${row.reason}`];
  const { name, value, unit, limit, baseline } = row.figure;
  return [
    name,
    withUnit(value, unit),
    limit === null ? '' : withUnit(limit, unit),
    baseline === null ? '' : formatNumber(baseline),
    row.spread === null ? '' : `${Math.round(row.spread * 100)}%`,
    [isOverLimit(row.figure) ? 'OVER THE LIMIT' : '', row.note ?? ''].filter(Boolean).join('; '),
  ];
}

function withUnit(value: number, unit: Figure['unit']): string {
  return unit === 'ratio' ? `${value.toFixed(2)}x` : `${formatNumber(value)} ${unit}`;
}

/** Three digits are more than a measurement is worth. */
function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function roundFigure({ value, baseline, ...figure }: Figure): Figure {
  const { name, unit, limit } = figure;
  return { name, value: round(value), unit, baseline: baseline === null ? null : round(baseline), limit };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
