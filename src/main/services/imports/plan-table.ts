/** A table as scenes and shots, by the fields that its columns were given or that their heads tell. */
import { readTable, type TableText } from '#main/imports/read-table.ts';
import { scenesOfTable } from '#main/imports/table-to-scenes.ts';
import type { ReadingOf, TableSource } from '#shared/contract/import-schemas.ts';
import { mostImportedShots } from '#shared/domain/import-plan.ts';
import { fieldOfHead, guessFields, unitOfHead } from '#shared/domain/table-fields.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { NamedBytes } from './import-files.ts';
import { decodeNamed, type ImportPlan, plainTitle } from './import-plan.ts';

/** Cells of a column that a preview shows, and characters of each. */
const sampleCount = 4;
const sampleLength = 80;

/** Cells that tell whether a column counts scenes. */
const guessingCells = 200;

export type PlanTableOptions = {
  source: ReadingOf<TableSource>;
  frameRate: FrameRate;
  signal?: AbortSignal | undefined;
};

/** @throws {AppError} TABLE_UNREADABLE, IMPORT_EMPTY, IMPORT_TOO_MANY_SHOTS, CANCELLED */
export async function planTable(
  file: NamedBytes,
  { source, frameRate, signal }: PlanTableOptions,
): Promise<ImportPlan> {
  const { fileName } = file;
  const { text, encoding } = decodeNamed(file, 'TABLE_UNREADABLE');
  const table = await readTable(text, { fileName, mostRows: mostImportedShots + 1, signal });
  const first = table.rows[0]?.cells ?? [];
  const hasHead = source.hasHead ?? first.some((cell) => fieldOfHead(cell) !== null);
  const rows = hasHead ? table.rows.slice(1) : table.rows;
  const rowCount = table.rowCount - (hasHead ? 1 : 0);
  refuseTooMany(fileName, rowCount);
  const { fields, durationUnit, columns } = readColumns(table.rows, hasHead, source);
  const title = plainTitle(fileName);
  const { scenes, problems } = scenesOfTable(rows, { fields, durationUnit, frameRate, heading: title.slice(0, 500) });
  return {
    ...{ fileName, title, encoding, format: null, frameRate, scenes },
    dialogue: new Map(),
    problems: [...table.problems, ...problems],
    details: { kind: 'table', rowCount, hasHead, columns, durationUnit },
  };
}

/** @throws {AppError} IMPORT_TOO_MANY_SHOTS */
export function refuseTooMany(fileName: string, shotCount: number): void {
  if (shotCount <= mostImportedShots) return;
  throw new AppError('IMPORT_TOO_MANY_SHOTS', `${shotCount} shots`, {
    params: { fileName, shotCount, limitShots: mostImportedShots },
  });
}

function readColumns(rows: TableText['rows'], hasHead: boolean, source: ReadingOf<TableSource>) {
  const body = hasHead ? rows.slice(1) : rows;
  const columnCount = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const heads = Array.from({ length: columnCount }, (_, index) => (hasHead ? (rows[0]?.cells[index] ?? '') : ''));
  const cellsOf = (index: number) => body.slice(0, guessingCells).map(({ cells }) => cells[index] ?? '');
  const samples = heads.map((_, index) => cellsOf(index));
  const guessed = guessFields(heads, samples);
  const fields = heads.map((_, index) => (source.fields ? (source.fields[index] ?? null) : (guessed[index] ?? null)));
  const durationUnit = source.durationUnit ?? unitOfHead(heads[fields.indexOf('duration')] ?? '');
  const columns = heads.map((head, index) => ({
    head: head.trim().slice(0, sampleLength),
    field: fields[index] ?? null,
    samples: (samples[index] ?? [])
      .filter((cell) => cell.trim() !== '')
      .slice(0, sampleCount)
      .map((cell) => cell.trim().slice(0, sampleLength)),
  }));
  return { fields, durationUnit, columns };
}
