/** A table as scenes and shots, by the fields that its columns were given or that their heads tell. */
import { readTable, type TableText } from '#main/imports/read-table.ts';
import { breathe, scenesOfTable, type TableColumn, type TableScenes } from '#main/imports/table-to-scenes.ts';
import type { ReadingOf, TableSource } from '#shared/contract/import-schemas.ts';
import type { FieldId } from '#shared/domain/ids.ts';
import { type ImportProblem, inFileOrder, mostImportedShots, type RowSpan } from '#shared/domain/import-plan.ts';
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

/**
 * Of a table with more rows than one import makes shots, the first that do fit, and what is left over for the next one.
 *
 * @throws {AppError} TABLE_UNREADABLE, IMPORT_EMPTY, CANCELLED
 */
export async function planTable(
  file: NamedBytes,
  { source, frameRate, ownFields, createFieldId, signal }: PlanTableOptions,
): Promise<ImportPlan> {
  const { fileName } = file;
  const firstRow = source.firstRow ?? 1;
  const { text, encoding } = decodeNamed(file, 'TABLE_UNREADABLE');
  const table = await readTable(text, { fileName, mostRows: mostImportedShots + 1, firstRow, signal });
  const first = table.rows[0]?.cells ?? [];
  const isOwn = (cell: string) => ownFields.some(({ name }) => name.toLowerCase() === cell.trim().toLowerCase());
  const hasHead = source.hasHead ?? first.some((cell) => fieldOfHead(cell) !== null || isOwn(cell));
  const body = table.rows.filter(({ number }, index) => (index > 0 || !hasHead) && number >= firstRow);
  const rows = body.slice(0, mostImportedShots);
  const rowCount = table.rowCount - (hasHead ? 1 : 0);
  const { targets, durationUnit, columns } = readColumns(hasHead ? first : null, rows, source, ownFields);
  const own = { ownFields, createFieldId };
  const resolving = { rows, columns, ...own, signal };
  const { fields, newFields, problems: fieldProblems } = await resolveFields(targets, resolving);
  const title = plainTitle(fileName);
  const mapping = { fields, durationUnit, frameRate, heading: title.slice(0, 500) };
  const left = joinSpans(spanOf(body.slice(mostImportedShots)), table.rest);
  const { scenes, rest, problems } = keepScenesWhole(await scenesOfTable(rows, mapping, signal), rows, left);
  return {
    ...{ fileName, title, encoding, format: null, frameRate, scenes, newFields, rest },
    dialogue: new Map(),
    problems: [...toProblem(rest), ...inFileOrder([...table.problems, ...fieldProblems, ...problems])],
    details: { kind: 'table', rowCount, hasHead, columns, durationUnit, rest },
  };
}

function spanOf(rows: TableText['rows']): RowSpan | null {
  const [first, last] = [rows[0], rows.at(-1)];
  return first && last ? { fromRow: first.number, toRow: last.number, rowCount: rows.length } : null;
}

function joinSpans(first: RowSpan | null, second: RowSpan | null): RowSpan | null {
  if (!first || !second) return first ?? second;
  return { fromRow: first.fromRow, toRow: second.toRow, rowCount: first.rowCount + second.rowCount };
}

function toProblem(rest: RowSpan | null): ImportProblem[] {
  return rest ? [{ reason: 'rows-left-over', at: rest.fromRow, name: `${rest.fromRow}–${rest.toRow}` }] : [];
}

/** Leaves the scene in which the import is full to the next one, unless it is most of what there is. */
function keepScenesWhole(
  { scenes, lastSceneRow, problems }: TableScenes,
  rows: TableText['rows'],
  rest: RowSpan | null,
): Pick<TableScenes, 'scenes' | 'problems'> & { rest: RowSpan | null } {
  if (rest === null || lastSceneRow === null) return { scenes, problems, rest };
  const cut = rows.findIndex(({ number }) => number === lastSceneRow);
  if (cut < rows.length / 2) return { scenes, problems, rest };
  return {
    scenes: scenes.slice(0, -1),
    problems: problems.filter(({ at }) => at === null || at < lastSceneRow),
    rest: joinSpans(spanOf(rows.slice(cut)), rest),
  };
}

function readColumns(
  head: readonly string[] | null,
  body: TableText['rows'],
  source: ReadingOf<TableSource>,
  ownFields: readonly CustomFieldDefinition[],
) {
  const columnCount = body.reduce((most, { cells }) => Math.max(most, cells.length), head?.length ?? 0);
  const heads = Array.from({ length: columnCount }, (_, index) => head?.[index] ?? '');
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
} & Pick<PlanTableOptions, 'ownFields' | 'createFieldId' | 'signal'>;

type ResolvedFields = { fields: TableColumn[]; newFields: CustomFieldDefinition[]; problems: ImportProblem[] };

/** Longest name of a field. */
const longestFieldName = 60;

/** The fields of the columns; those that the project is to get have the names of their heads. */
async function resolveFields(
  targets: ReadonlyArray<ColumnTarget | null>,
  { rows, columns, ownFields, createFieldId, signal }: ResolveOptions,
): Promise<ResolvedFields> {
  const newFields: CustomFieldDefinition[] = [];
  const problems: ImportProblem[] = [];
  const fields: TableColumn[] = [];
  for (const [index, target] of targets.entries()) {
    const ownId = ownFieldOf(target);
    const head = columns[index]?.head ?? '';
    if (ownId !== null) fields.push(ownFields.find(({ id }) => id === ownId) ?? null);
    else if (target !== newFieldTarget) fields.push(target as TableField | null);
    else if (ownFields.length + newFields.length >= mostCustomFields) {
      problems.push({ reason: 'fields-full', at: null, name: head });
      fields.push(null);
    } else {
      await breathe(signal);
      const name = freeName(head === '' ? `Column ${index + 1}` : head, [...ownFields, ...newFields]);
      const kind = kindOfValues(rows.map(({ cells }) => cells[index] ?? ''));
      const field: CustomFieldDefinition = { id: createFieldId(), name, kind, choices: [] };
      newFields.push(field);
      fields.push(field);
    }
  }
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
