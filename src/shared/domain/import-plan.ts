/**
 * What a file other than a script becomes, before anything is created: subtitles, tables and Storyboarder projects are
 * read into scenes with shots, and into a list of what could not be read.
 */
import type { ShotStructure } from './shot-fields.ts';
import type { Frames } from './time.ts';

/** The kinds of file that are imported beside scripts. */
export type ImportKind = 'subtitles' | 'table' | 'storyboarder';

/**
 * Most shots that one import makes; a feature film has about 2 000. They are one edit, during which the studio answers
 * nothing else, and one storyboard in the window.
 */
export const mostImportedShots = 10_000;

/** A shot that would be created. What a file need not say stands in it only where it is said. */
export type PlannedShot = Partial<
  Pick<ShotStructure, 'action' | 'shotSize' | 'angle' | 'lensMm' | 'tags' | 'status' | 'customFields'>
> & {
  title: string;
  prompt: string;
  /** As `dialogue.ts` reads it. */
  dialogue: string;
  notes: string;
  durationFrames: Frames;
};

/** A scene that would be created, with its shots in order. */
export type PlannedScene<Shot = PlannedShot> = {
  heading: string;
  /** The number that the file gives it; null means numbered by position. */
  sceneNumber: string | null;
  synopsis: string;
  notes: string;
  shots: Shot[];
};

/** Every reason why a part of a file is not imported, or not as it stands there; keys of the catalogue. */
export const importProblemReasons = [
  'audio-not-supported',
  'audio-refused',
  'cells-left-over',
  'cue-after-end',
  'cue-without-text',
  'cue-without-time',
  'cue-wrong-time',
  'duration-shortened',
  'duration-unreadable',
  'fields-full',
  'file-missing',
  'file-name-unsafe',
  'picture-refused',
  'project-file-unreadable',
  'project-unreadable',
  'quote-unclosed',
  'row-empty',
  'rows-left-over',
  'shot-has-dialogue',
  'text-shortened',
  'value-unknown',
] as const;

/** One such reason. */
export type ImportProblemReason = (typeof importProblemReasons)[number];

/** A part of a file that is not imported, or not as it stands there. */
export type ImportProblem = {
  reason: ImportProblemReason;
  /** Line, row or board, from 1; null where the whole file is meant. */
  at: number | null;
  /** What is named there, such as a file; empty when nothing is. */
  name: string;
  /** Heading of the scene that the board is of, where several come at once. */
  scene?: string;
};

/** Rows of a table that an import leaves out because it is full, by their 1-based numbers in the file. */
export type RowSpan = {
  fromRow: number;
  /** The last of them. */
  toRow: number;
  /** How many of these hold anything. */
  rowCount: number;
};

/** In the order of the file, whichever step found them; what concerns all of it first. */
export function inFileOrder(problems: readonly ImportProblem[]): ImportProblem[] {
  return [...problems].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** Problems as they are sent: the first of them, and how many there are. */
export type ImportProblems = { first: ImportProblem[]; count: number };

/** What happens to the dialogue of a shot that has some already. */
export type FilledDialogue = 'append' | 'keep';

/** Where the words of subtitles go. */
export type CuePlacement = 'onto-shots' | 'new-shots';

const endings: Record<ImportKind, RegExp> = {
  storyboarder: /\.storyboarder$/i,
  subtitles: /\.(?:srt|vtt|ttml|dfxp)$/i,
  table: /\.(?:csv|tsv|tab|xlsx?|ods|numbers)$/i,
};

/** The kind that the ending of a file's name tells; null for scripts and everything else. */
export function importKindOf(fileName: string): ImportKind | null {
  const kinds = Object.keys(endings) as ImportKind[];
  return kinds.find((kind) => endings[kind].test(fileName)) ?? null;
}
