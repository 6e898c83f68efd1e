/**
 * What the columns of an imported table can become: one line a field, which the reader, the preview and the words of
 * the window follow.
 */

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
 * The fields that columns are first taken for, by the heads; each field goes to one column. A column "Scene" whose
 * cells are words is one of headings. Where no head says anything, the column with most words is the prompt.
 *
 * @param samples cells of each column below its head
 */
export function guessFields(
  heads: readonly string[],
  samples: ReadonlyArray<readonly string[]>,
): Array<TableField | null> {
  const taken = new Set<TableField>();
  const fields = heads.map((head, index) => {
    const named = fieldOfHead(head);
    const field = named === 'sceneNumber' && !looksNumbered(samples[index] ?? []) ? 'sceneHeading' : named;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  if (taken.size > 0) return fields;
  const lengths = heads.map((_, index) => (samples[index] ?? []).join('').length);
  const longest = lengths.indexOf(Math.max(...lengths));
  return fields.map((_, index) => (index === longest ? 'prompt' : null));
}

// "12", "12A", "A12", "12-1"
function looksNumbered(cells: readonly string[]): boolean {
  return cells.every((cell) => /^\s*(?:[\p{L}]{0,2}\d+[\p{L}\d.-]{0,6})?\s*$/u.test(cell));
}
