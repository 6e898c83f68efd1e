/** Turns the rows of a table into scenes and shots, by what its columns were taken for. */
import type { ImportProblem, PlannedScene, PlannedShot } from '#shared/domain/import-plan.ts';
import type { CustomFieldDefinition, CustomFieldValues } from '#shared/domain/shot-fields.ts';
import {
  parseCustomValue,
  parseLensMm,
  parseShotAngle,
  parseShotSize,
  parseShotStatus,
  parseTags,
} from '#shared/domain/shot-terms.ts';
import { type DurationUnit, type TableField, tableFieldNames, tableFields } from '#shared/domain/table-fields.ts';
import { type FrameRate, type Frames, framesFromSeconds, maxShotFrames, parseDuration } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { TableText } from './read-table.ts';

/** A field of every shot, or one of the project's own; null leaves the column out. */
export type TableColumn = TableField | CustomFieldDefinition | null;

export type TableMapping = {
  /** What each column becomes. */
  fields: readonly TableColumn[];
  durationUnit: DurationUnit;
  frameRate: FrameRate;
  /** Heading of the scene of rows that name none. */
  heading: string;
};

/** Length of a shot whose row tells none, in seconds. */
const untimedSeconds = 3;

/** Rows that are read without a stop. */
const stretchRows = 500;

export type TableScenes = {
  scenes: PlannedScene[];
  /** Row with which the last scene begins; null without any. */
  lastSceneRow: number | null;
  problems: ImportProblem[];
};

/**
 * A row a shot. A row whose scene is not that of the row above begins a scene; an empty cell means the same scene.
 * Stops for other work now and then.
 *
 * @param rows without the head
 * @throws {AppError} CANCELLED
 */
export async function scenesOfTable(
  rows: TableText['rows'],
  mapping: TableMapping,
  signal?: AbortSignal,
): Promise<TableScenes> {
  const scenes: PlannedScene[] = [];
  const problems: ImportProblem[] = [];
  let lastSceneRow: number | null = null;
  for (const [index, { number, cells }] of rows.entries()) {
    if (index % stretchRows === stretchRows - 1) await breathe(signal);
    const texts = readFields(cells, number, mapping, problems);
    const customFields = readOwnFields(cells, number, mapping, problems);
    const isEmpty = Object.values(texts).every((text) => text === '') && Object.keys(customFields).length === 0;
    if (isEmpty) {
      problems.push({ reason: 'row-empty', at: number, name: '' });
      continue;
    }
    const last = scenes.at(-1);
    const sceneNumber = texts.sceneNumber === '' ? null : texts.sceneNumber;
    const isSame =
      last !== undefined &&
      (sceneNumber === null || sceneNumber === last.sceneNumber) &&
      (texts.sceneHeading === '' || texts.sceneHeading === last.heading);
    const scene = isSame ? last : { ...emptyScene(), sceneNumber, heading: headingOf(texts.sceneHeading, mapping) };
    if (!isSame) {
      scenes.push(scene);
      lastSceneRow = number;
    }
    scene.shots.push({ ...shotOf(texts, number, mapping, problems), customFields });
  }
  return { scenes, lastSceneRow, problems };
}

/** Lets other work go first. @throws {AppError} CANCELLED */
export async function breathe(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted) throw new AppError('CANCELLED', 'the reader was stopped');
}

function emptyScene(): PlannedScene {
  return { heading: '', sceneNumber: null, synopsis: '', notes: '', shots: [] };
}

function headingOf(text: string, { fields, heading }: TableMapping): string {
  return text === '' && !fields.includes('sceneNumber') && !fields.includes('sceneHeading') ? heading : text;
}

/** Fields that are one line. */
const singleLines: ReadonlySet<TableField> = new Set(tableFieldNames.filter((field) => tableFields[field].most <= 500));

function readFields(
  cells: readonly string[],
  row: number,
  { fields }: TableMapping,
  problems: ImportProblem[],
): Record<TableField, string> {
  const texts = Object.fromEntries(Object.keys(tableFields).map((field) => [field, ''])) as Record<TableField, string>;
  fields.forEach((field, index) => {
    if (typeof field !== 'string') return;
    const cell = (cells[index] ?? '').replace(/\r\n?/g, '\n').trim();
    const text = singleLines.has(field) ? cell.replace(/\s+/g, ' ') : cell;
    const { most } = tableFields[field];
    if (text.length > most) problems.push({ reason: 'text-shortened', at: row, name: text.slice(0, 40) });
    texts[field] = text.slice(0, most);
  });
  return texts;
}

/** Most characters of a value, as the studio takes them. */
const mostOfValue = 10_000;

function readOwnFields(
  cells: readonly string[],
  row: number,
  { fields }: TableMapping,
  problems: ImportProblem[],
): CustomFieldValues {
  const values: Array<[string, CustomFieldValues[string]]> = [];
  fields.forEach((field, index) => {
    const text = (cells[index] ?? '').replace(/\r\n?/g, '\n').trim();
    if (field === null || typeof field === 'string' || text === '') return;
    if (text.length > mostOfValue) problems.push({ reason: 'text-shortened', at: row, name: text.slice(0, 40) });
    const value = parseCustomValue(field, text.slice(0, mostOfValue));
    if (value === null) problems.push({ reason: 'value-unknown', at: row, name: text.slice(0, 40) });
    else values.push([field.id, value]);
  });
  return Object.fromEntries(values);
}

function shotOf(
  texts: Record<TableField, string>,
  row: number,
  { durationUnit, frameRate }: TableMapping,
  problems: ImportProblem[],
): PlannedShot {
  const { title, prompt, dialogue, notes, action, tags, duration } = texts;
  const frames = duration === '' ? null : readDuration(duration, durationUnit, frameRate);
  if (duration !== '' && frames === null) problems.push({ reason: 'duration-unreadable', at: row, name: duration });
  const term = <Term>(text: string, parse: (text: string) => Term | null): Term | null => {
    const value = text === '' ? null : parse(text);
    if (text !== '' && value === null) problems.push({ reason: 'value-unknown', at: row, name: text });
    return value;
  };
  return {
    ...{ title, prompt, dialogue, notes, action },
    durationFrames: frames ?? framesFromSeconds(untimedSeconds, frameRate),
    shotSize: term(texts.shotSize, parseShotSize),
    angle: term(texts.angle, parseShotAngle),
    lensMm: term(texts.lens, parseLensMm),
    tags: parseTags(tags),
    status: term(texts.status, parseShotStatus) ?? 'planned',
  };
}

/** Frames of a cell; null when it is no duration from one frame to the longest of a shot. */
export function readDuration(text: string, unit: DurationUnit, rate: FrameRate): Frames | null {
  const frames = framesOf(text.trim(), unit, rate);
  return frames !== null && Number.isInteger(frames) && frames >= 1 && frames <= maxShotFrames
    ? (frames as Frames)
    : null;
}

function framesOf(text: string, unit: DurationUnit, rate: FrameRate): number | null {
  // "96", "4,5"; a unit beside the number comes before that of the column.
  const bare = /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
  if (bare !== null && unit === 'frames') return Math.round(bare);
  if (bare !== null && unit === 'milliseconds') return bare > 0 ? framesFromSeconds(bare / 1000, rate) : null;
  // "1500 ms"
  const milliseconds = /^(\d+(?:\.\d+)?)\s*ms$/i.exec(text);
  if (milliseconds) return framesFromSeconds(Number(milliseconds[1]) / 1000, rate);
  // "0:00:04.5", and in a column of seconds "0:04"
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?)$/.exec(text);
  if (clock && (unit === 'seconds' || /[.,]/.test(text))) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return framesFromSeconds((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds.replace(',', '.')), rate);
  }
  try {
    // Drop-frame timecode parts its frames with a semicolon.
    return parseDuration(text.replace(';', ':'), rate);
  } catch {
    return null;
  }
}
