/**
 * The neutral outline that every script format is parsed to, before anything is created.
 *
 * Promise: the `source` of all elements, joined in order, is the decoded script, character for character
 * (line endings and boneyard included), so nothing that a person wrote can get lost on import. In Final Draft's
 * format the script is the texts of the file's paragraphs, with a line break after each and empty lines between them
 * where a page has them: every character of text that a person wrote in the file stands in the outline. Left out are
 * typeface and style, and the lists that Final Draft keeps by itself.
 */
import type { Frames } from './time.ts';

/** The formats that can be imported. */
export type ScriptFormat = 'final-draft' | 'fountain' | 'markdown' | 'text';

/** What a stretch of a script is; the names are those of the Fountain syntax (fountain.io/syntax). */
export const outlineElementKinds = [
  'title-page',
  'scene-heading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'lyrics',
  'transition',
  'centered',
  'section',
  'synopsis',
  'note',
  'boneyard',
  'page-break',
  'shot',
  'blank',
] as const;

/** What one stretch of a script is. */
export type OutlineElementKind = (typeof outlineElementKinds)[number];

/** One stretch of whole or partial lines of the script. */
export type OutlineElement = {
  kind: OutlineElementKind;
  /** The words without the marks of the syntax; what a person reads. */
  text: string;
  /** The exact characters of the script that this element covers, with their line endings. */
  source: string;
  /** 1-based number of the line on which it starts. */
  startLine: number;
  /** Scene number between `#` marks or as an attribute, or of a numbered shot; null where none is given. */
  number: string | null;
  /** Side of a dual dialogue; null for all else. */
  dual: 'left' | 'right' | null;
  /** Depth of a section, from 1; 0 for all else. */
  depth: number;
};

/** One entry of the title page, in the order of the script. */
export type TitlePageEntry = { key: string; value: string };

/** A shot that would be created. */
export type OutlineShot = {
  title: string;
  prompt: string;
  /** As `shared/domain/dialogue.ts` reads it: one line a speech. */
  dialogue: string;
  notes: string;
  durationFrames: Frames;
  /** 1-based lines of the script that it stands for, both included. */
  startLine: number;
  endLine: number;
};

/** A scene that would be created, with its shots in order. A scene has at least one shot. */
export type OutlineScene = {
  heading: string;
  /** The number that the script gives it; null means numbered by position. */
  sceneNumber: string | null;
  synopsis: string;
  notes: string;
  startLine: number;
  endLine: number;
  shots: OutlineShot[];
};

/** A parsed script. */
export type Outline = {
  format: ScriptFormat;
  /** From the title page or the first heading, else the file's name without its ending. */
  title: string;
  titlePage: TitlePageEntry[];
  elements: OutlineElement[];
  scenes: OutlineScene[];
};

/** How a shot gets its first duration from its text. */
export type DurationRule = {
  /** Words of dialogue spoken in a minute, 40 to 400. */
  dialogueWordsPerMinute: number;
  /** Characters of action shown in a second, 4 to 100. */
  actionCharactersPerSecond: number;
  /** No shot is planned shorter than this, in seconds, 0.2 to 60. */
  minimumSeconds: number;
  /** No shot is planned longer than this, in seconds, 1 to 600. */
  maximumSeconds: number;
};

/** 160 words a minute is ordinary speech; a page of action of about 900 characters plays for a minute. */
export const defaultDurationRule: DurationRule = {
  dialogueWordsPerMinute: 160,
  actionCharactersPerSecond: 15,
  minimumSeconds: 2,
  maximumSeconds: 30,
};
