/**
 * What a changed script means for a project that was made from an earlier draft of it, before anything is written.
 *
 * A scene or shot is `matched` (it stands in the script, perhaps with other words or at another place), `new`, `gone`
 * (no longer in the script), or `left-out`: in both drafts, but a person took it out of the project.
 */
import type { SceneId, ShotId } from './ids.ts';

/** How a scene or shot of the project and of the script belong together. */
export type DifferenceKind = 'matched' | 'new' | 'gone' | 'left-out';

/** Fields of a shot that a script gives. */
export const scriptShotFields = ['title', 'prompt', 'dialogue', 'notes', 'durationFrames'] as const;
/** One of them. */
export type ScriptShotField = (typeof scriptShotFields)[number];

/** Fields of a scene that a script gives. */
export const scriptSceneFields = ['heading', 'sceneNumber', 'synopsis', 'notes'] as const;
/** One of them. */
export type ScriptSceneField = (typeof scriptSceneFields)[number];

/** A field that the new draft says differently than the one before. */
export type FieldChange<Field extends string = ScriptShotField | ScriptSceneField> = {
  field: Field;
  /** As the project has it. */
  mine: string | number | null;
  script: string | number | null;
  /** The project has neither what the draft before said nor what this one says: a person wrote it. */
  isConflict: boolean;
};

/** A shot of the script, of the project, or of both. */
export type ShotDifference = {
  /** The shot's id, or `new:` and its place in the script; what a choice names. */
  key: string;
  kind: DifferenceKind;
  /** Null for what the project does not have. */
  shotId: ShotId | null;
  /** Another shot of the same lines, such as a copy or a second half: it goes where the first one goes. */
  isCompanion: boolean;
  /** The script has it elsewhere than before. */
  isMoved: boolean;
  /** Empty for one that is only moved, or the same. */
  changes: Array<FieldChange<ScriptShotField>>;
  /** Words of a shot that would be added; null for one that the project has. */
  words: { title: string; prompt: string; dialogue: string; notes: string } | null;
};

/** A scene of the script, of the project, or of both, with its shots. */
export type SceneDifference = {
  /** The scene's id, or `new:` and its place in the script; what a choice names. */
  key: string;
  kind: DifferenceKind;
  /** Null for what the project does not have. */
  sceneId: SceneId | null;
  heading: string;
  sceneNumber: string | null;
  isMoved: boolean;
  changes: Array<FieldChange<ScriptSceneField>>;
  /** In the order of the script; what is gone stands behind what it stood behind. */
  shots: ShotDifference[];
};

/**
 * What a person decides about one scene or shot:
 *
 * - `script` takes all words of the script, `mine` keeps all of the project's; without either, what a person wrote is
 *   kept and the rest follows the script;
 * - `trash` puts something that is gone into the trash, without it it stays where it is;
 * - `leave-out` does not add something new; `add` adds something left out again.
 *
 * `leave-out` and `add` of a scene hold for its shots that have no decision of their own.
 */
export const differenceDecisions = ['script', 'mine', 'trash', 'leave-out', 'add'] as const;
/** One of them. */
export type DifferenceDecision = (typeof differenceDecisions)[number];

/** What a person decides before a changed script is taken over. */
export type DifferenceChoices = {
  /** Nothing moves that the project has. */
  keepsOrder: boolean;
  /** By the keys of scenes and shots; what is not named goes as a person would expect it. */
  decisions: Readonly<Record<string, DifferenceDecision>>;
};

/** Takes the script over without deleting anything. */
export const usualChoices: DifferenceChoices = { keepsOrder: false, decisions: {} };

/** Less than this in common makes it look like another script. */
export const leastCommonShare = 0.1;
