/** A table as scenes and shots, by the fields that its columns were given or that their heads tell. */
import { readTable, type TableText } from '#main/imports/read-table.ts';
import { scenesOfTable, type TableColumn } from '#main/imports/table-to-scenes.ts';
import type { ReadingOf, TableSource } from '#shared/contract/import-schemas.ts';
import type { FieldId } from '#shared/domain/ids.ts';
import { type ImportProblem, mostImportedShots } from '#shared/domain/import-plan.ts';
import { type CustomFieldDefinition, mostCustomFields } from '#shared/domain/shot-fields.ts';
import { kindOfValues } from '#shared/domain/shot-terms.ts';
import {
  type ColumnTarget,
  fieldOfHead,
  guessFields,
  newFieldTarget,
  ownFieldOf,
  type TableField,
  unitOfHead,
} from '#shared/domain/table-fields.ts';
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
  /** Fields of its own that the project has. */
  ownFields: readonly CustomFieldDefinition[];
  createFieldId: () => FieldId;
  signal?: AbortSignal | undefined;
};

/** @throws {AppError} TABLE_UNREADABLE, IMPORT_EMPTY, IMPORT_TOO_MANY_SHOTS, CANCELLED */
export async function planTable(
  file: NamedBytes,
  { source, frameRate, ownFields, createFieldId, signal }: PlanTableOptions,
): Promise<ImportPlan> {
  const { fileName } = file;
  const { text, encoding } = decodeNamed(file, 'TABLE_UNREADABLE');
  const table = await readTable(text, { fileName, mostRows: mostImportedShots + 1, signal });
  const first = table.rows[0]?.cells ?? [];
  const isOwn = (cell: string) => ownFields.some(({ name }) => name.toLowerCase() === cell.trim().toLowerCase());
  const hasHead = source.hasHead ?? first.some((cell) => fieldOfHead(cell) !== null || isOwn(cell));
  const rows = hasHead ? table.rows.slice(1) : table.rows;
  const rowCount = table.rowCount - (hasHead ? 1 : 0);
  refuseTooMany(fileName, rowCount);
  const { targets, durationUnit, columns } = readColumns(table.rows, hasHead, source, ownFields);
  const own = { ownFields, createFieldId };
  const { fields, newFields, problems: fieldProblems } = resolveFields(targets, { rows, columns, ...own });
  const title = plainTitle(fileName);
  const { scenes, problems } = scenesOfTable(rows, { fields, durationUnit, frameRate, heading: title.slice(0, 500) });
  return {
    ...{ fileName, title, encoding, format: null, frameRate, scenes, newFields },
    dialogue: new Map(),
    problems: [...table.problems, ...fieldProblems, ...problems],
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

function readColumns(
  rows: TableText['rows'],
  hasHead: boolean,
  source: ReadingOf<TableSource>,
  ownFields: readonly CustomFieldDefinition[],
) {
  const body = hasHead ? rows.slice(1) : rows;
  const columnCount = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const heads = Array.from({ length: columnCount }, (_, index) => (hasHead ? (rows[0]?.cells[index] ?? '') : ''));
  const cellsOf = (index: number) => body.slice(0, guessingCells).map(({ cells }) => cells[index] ?? '');
  const samples = heads.map((_, index) => cellsOf(index));
  const guessed = guessFields(heads, samples, ownFields);
  const targets = heads.map((_, index) => (source.fields ? (source.fields[index] ?? null) : (guessed[index] ?? null)));
  const durationUnit = source.durationUnit ?? unitOfHead(heads[targets.indexOf('duration')] ?? '');
  const columns = heads.map((head, index) => ({
    head: head.trim().slice(0, sampleLength),
    field: targets[index] ?? null,
    samples: (samples[index] ?? [])
      .filter((cell) => cell.trim() !== '')
      .slice(0, sampleCount)
      .map((cell) => cell.trim().slice(0, sampleLength)),
  }));
  return { targets, durationUnit, columns };
}

type ResolveOptions = {
  rows: TableText['rows'];
  columns: ReadonlyArray<{ head: string }>;
} & Pick<PlanTableOptions, 'ownFields' | 'createFieldId'>;

type ResolvedFields = { fields: TableColumn[]; newFields: CustomFieldDefinition[]; problems: ImportProblem[] };

/** Longest name of a field. */
const longestFieldName = 60;

/** The fields of the columns; those that the project is to get have the names of their heads. */
function resolveFields(
  targets: ReadonlyArray<ColumnTarget | null>,
  { rows, columns, ownFields, createFieldId }: ResolveOptions,
): ResolvedFields {
  const newFields: CustomFieldDefinition[] = [];
  const problems: ImportProblem[] = [];
  const fields = targets.map((target, index): TableColumn => {
    const ownId = ownFieldOf(target);
    if (ownId !== null) return ownFields.find(({ id }) => id === ownId) ?? null;
    if (target !== newFieldTarget) return target as TableField | null;
    const head = columns[index]?.head ?? '';
    if (ownFields.length + newFields.length >= mostCustomFields) {
      problems.push({ reason: 'fields-full', at: null, name: head });
      return null;
    }
    const name = freeName(head === '' ? `Column ${index + 1}` : head, [...ownFields, ...newFields]);
    const kind = kindOfValues(rows.map(({ cells }) => cells[index] ?? ''));
    const field: CustomFieldDefinition = { id: createFieldId(), name, kind, choices: [] };
    newFields.push(field);
    return field;
  });
  return { fields, newFields, problems };
}

function freeName(head: string, taken: readonly CustomFieldDefinition[]): string {
  const names = new Set(taken.map(({ name }) => name.toLowerCase()));
  const name = head.slice(0, longestFieldName).trim();
  if (!names.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    const candidate = `${name.slice(0, longestFieldName - 5).trim()} ${number}`;
    if (!names.has(candidate.toLowerCase())) return candidate;
  }
}
