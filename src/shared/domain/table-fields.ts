/**
 * What the columns of an imported table can become: one line a field, which the reader, the preview and the words of
 * the window follow.
 */
import { type FieldId, idPattern } from './ids.ts';
import type { CustomFieldDefinition } from './shot-fields.ts';

/** How the cells of a column of durations are read; `auto` is seconds or timecode, whichever a cell looks like. */
export const durationUnits = ['auto', 'seconds', 'frames', 'milliseconds'] as const;

/** One of these ways. */
export type DurationUnit = (typeof durationUnits)[number];

/** Every field: what it is called in the heads of tables, in lower case, and the most characters that it keeps. */
export const tableFields = {
  sceneNumber: { heads: ['scene', 'scene number', 'scene no', 'scene nr', 'sc', 'sc no'], most: 40 },
  sceneHeading: { heads: ['scene heading', 'heading', 'slugline', 'slug', 'scene name', 'location'], most: 500 },
  title: { heads: ['title', 'shot', 'shot title', 'shot name', 'shot number', 'shot no', 'name', 'panel'], most: 500 },
  prompt: {
    heads: ['prompt', 'description', 'shot description', 'visual', 'visuals', 'image', 'picture', 'video'],
    most: 200_000,
  },
  action: { heads: ['action', 'what happens'], most: 200_000 },
  dialogue: {
    heads: ['dialogue', 'dialog', 'speech', 'lines', 'voice over', 'voiceover', 'vo', 'narration', 'audio'],
    most: 200_000,
  },
  notes: { heads: ['notes', 'note', 'comment', 'comments', 'remarks'], most: 200_000 },
  shotSize: { heads: ['shot size', 'size', 'shot type', 'type', 'framing'], most: 40 },
  angle: { heads: ['angle', 'camera angle'], most: 40 },
  lens: { heads: ['lens', 'lens mm', 'focal length'], most: 40 },
  tags: { heads: ['tags', 'tag', 'keywords', 'labels'], most: 2000 },
  status: { heads: ['status', 'state'], most: 40 },
  duration: {
    heads: ['duration', 'length', 'time', 'seconds', 'sec', 'secs', 'duration s', 'frames', 'ms', 'milliseconds'],
    most: 40,
  },
} as const satisfies Record<string, { heads: readonly string[]; most: number }>;

/** One field. */
export type TableField = keyof typeof tableFields;

/** Every field, in the order in which a person is offered them. */
export const tableFieldNames = Object.keys(tableFields) as [TableField, ...TableField[]];

/** A column becomes a new field of the project, named by its head. */
export const newFieldTarget = 'new-field';

/** What a column becomes: a field that every shot has, one of the project's own, or a new one of its own. */
export type ColumnTarget = TableField | `own:${FieldId}` | typeof newFieldTarget;

/** The target for a field of the project's own. */
export function ownFieldTarget(fieldId: FieldId): ColumnTarget {
  return `own:${fieldId}`;
}

/** The project's own field that a target means; null for any other target. */
export function ownFieldOf(target: ColumnTarget | null): FieldId | null {
  return target?.startsWith('own:') ? (target.slice('own:'.length) as FieldId) : null;
}

const fieldIdPattern = idPattern('field');

/** Whether something is a target, such as what a window sent. */
export function isColumnTarget(value: unknown): value is ColumnTarget {
  if (typeof value !== 'string') return false;
  if (value === newFieldTarget || Object.hasOwn(tableFields, value)) return true;
  return value.startsWith('own:') && fieldIdPattern.test(value.slice('own:'.length));
}

/** The field that a head names; null when it names none. */
export function fieldOfHead(head: string): TableField | null {
  const plain = plainHead(head);
  return tableFieldNames.find((field) => (tableFields[field].heads as readonly string[]).includes(plain)) ?? null;
}

// "Duration (s)", "SCENE_NO.", "Scene #"
function plainHead(head: string): string {
  return head
    .toLowerCase()
    .replace(/#/g, ' no ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How the column under this head counts durations. */
export function unitOfHead(head: string): DurationUnit {
  const words = plainHead(head).split(' ');
  if (words.includes('frames')) return 'frames';
  return words.includes('ms') || words.includes('milliseconds') ? 'milliseconds' : 'auto';
}

/**
 * What columns are first taken for, by the heads: a field of the project's own that has the name of the head, else a
 * field of every shot; each goes to one column. A column "Scene" whose cells are words is one of headings. Where no head
 * says anything, the column with most words is the prompt.
 *
 * @param samples cells of each column below its head
 * @param own fields of the project that the table goes into
 */
export function guessFields(
  heads: readonly string[],
  samples: ReadonlyArray<readonly string[]>,
  own: ReadonlyArray<Pick<CustomFieldDefinition, 'id' | 'name'>> = [],
): Array<ColumnTarget | null> {
  const taken = new Set<ColumnTarget>();
  const fields = heads.map((head, index) => {
    const target = ownFieldOfHead(head, own) ?? fieldOfColumn(head, samples[index] ?? []);
    if (target === null || taken.has(target)) return null;
    taken.add(target);
    return target;
  });
  if (taken.size > 0) return fields;
  const lengths = heads.map((_, index) => (samples[index] ?? []).join('').length);
  const longest = lengths.indexOf(Math.max(...lengths));
  return fields.map((_, index) => (index === longest ? 'prompt' : null));
}

function ownFieldOfHead(
  head: string,
  own: ReadonlyArray<Pick<CustomFieldDefinition, 'id' | 'name'>>,
): ColumnTarget | null {
  const wanted = head.trim().toLowerCase();
  const found = own.find(({ name }) => name.toLowerCase() === wanted);
  return found && wanted !== '' ? ownFieldTarget(found.id) : null;
}

function fieldOfColumn(head: string, cells: readonly string[]): TableField | null {
  const named = fieldOfHead(head);
  return named === 'sceneNumber' && !looksNumbered(cells) ? 'sceneHeading' : named;
}

// "12", "12A", "A12", "12-1"
function looksNumbered(cells: readonly string[]): boolean {
  return cells.every((cell) => /^\s*(?:[\p{L}]{0,2}\d+[\p{L}\d.-]{0,6})?\s*$/u.test(cell));
}
