/** What two shots are made of when one is split, and one when several are merged. Pure. */
import { eased, type CameraFraming, type Framing } from './camera-move.ts';
import { mostReferences } from './generation.ts';
import type { ScriptLines, Shot } from './records.ts';
import { cleanTags, mostTags } from './shot-fields.ts';
import { type Frames, maxShotFrames } from './time.ts';

/** Where a shot is cut: the first frame of the second part, and where its dialogue begins, in UTF-16 code units. */
export type SplitPlace = { atFrame: number; dialogueAt: number };

/** The middle of a shot, with half of its lines of dialogue before it, rounded up. */
export function middleOf({ durationFrames, dialogue }: Pick<Shot, 'durationFrames' | 'dialogue'>): SplitPlace {
  const lines = dialogue.split('\n');
  const first = lines.slice(0, Math.ceil(lines.length / 2));
  const isWhole = first.length === lines.length;
  const dialogueAt = isWhole ? dialogue.length : first.join('\n').length + 1;
  return { atFrame: Math.max(1, Math.floor(durationFrames / 2)), dialogueAt };
}

/** Fields that the two parts have instead of those of the whole. */
export function splitFields(
  shot: Shot,
  { atFrame, dialogueAt }: SplitPlace,
): { first: Partial<Shot>; second: Partial<Shot> } {
  const { generation, framing, durationFrames, dialogue } = shot;
  const framings = framing && splitFraming(framing, atFrame / durationFrames);
  return {
    first: {
      durationFrames: atFrame as Frames,
      dialogue: dialogue.slice(0, dialogueAt).trimEnd(),
      framing: framings && framings.first,
      // The clip ends with it only in the second part.
      generation: { ...generation, lastFrameAssetId: null },
    },
    second: {
      durationFrames: (durationFrames - atFrame) as Frames,
      dialogue: dialogue.slice(dialogueAt).trim(),
      framing: framings && framings.second,
      // The recording begins with the first part, and so does what was shot before it.
      voiceAssetId: null,
      generation: { ...generation, startsFromPrevious: false },
    },
  };
}

function splitFraming(framing: CameraFraming, fraction: number): { first: CameraFraming; second: CameraFraming } {
  const { start, end, easing } = framing;
  const along = eased(easing, fraction);
  const between = (from: number, to: number) => from + (to - from) * along;
  const middle: Framing = {
    left: between(start.left, end.left),
    top: between(start.top, end.top),
    size: between(start.size, end.size),
  };
  return { first: { ...framing, end: middle }, second: { ...framing, start: middle } };
}

/** Frames of several shots in a row; null when that is longer than a shot can be. */
export function mergedFrames(shots: ReadonlyArray<Pick<Shot, 'durationFrames'>>): Frames | null {
  const sum = shots.reduce((frames, { durationFrames }) => frames + durationFrames, 0);
  return sum > maxShotFrames ? null : (sum as Frames);
}

/** Fields of the first of some shots once it stands for all of them: texts joined, else the first that says anything. */
export function mergedFields(shots: readonly [Shot, ...Shot[]], durationFrames: Frames): Partial<Shot> {
  const [first] = shots;
  const firstSaid = <Key extends keyof Shot>(key: Key): Shot[Key] =>
    shots.find((shot) => shot[key] !== null && shot[key] !== '')?.[key] ?? first[key];
  const joined = (key: 'prompt' | 'action' | 'dialogue' | 'notes', separator: string) =>
    [...new Set(shots.map((shot) => shot[key].trim()).filter((text) => text !== ''))].join(separator);
  const references = shots.flatMap(({ generation }) => generation.referenceAssetIds);
  const last = shots.at(-1) ?? first;
  return {
    durationFrames,
    title: firstSaid('title'),
    prompt: joined('prompt', '\n\n'),
    action: joined('action', '\n\n'),
    notes: joined('notes', '\n\n'),
    // The same words may well be said twice.
    dialogue: shots
      .map(({ dialogue }) => dialogue.trim())
      .filter((text) => text !== '')
      .join('\n'),
    boardAssetId: firstSaid('boardAssetId'),
    voiceAssetId: firstSaid('voiceAssetId'),
    shotSize: firstSaid('shotSize'),
    angle: firstSaid('angle'),
    lensMm: firstSaid('lensMm'),
    framing: firstSaid('framing'),
    colour: firstSaid('colour'),
    tags: cleanTags(shots.flatMap(({ tags }) => tags)).slice(0, mostTags),
    scriptLines: spannedLines(shots),
    customFields: Object.assign({}, ...shots.map(({ customFields }) => customFields).reverse()),
    generation: {
      ...first.generation,
      lastFrameAssetId: last.generation.lastFrameAssetId,
      referenceAssetIds: [...new Set(references)].slice(0, mostReferences),
    },
  };
}

/** From the first to the last line of those that came from the script of the first such shot; null without one. */
function spannedLines(shots: ReadonlyArray<Pick<Shot, 'scriptLines'>>): ScriptLines | null {
  const all = shots.flatMap(({ scriptLines }) => scriptLines ?? []);
  const [first] = all;
  if (!first) return null;
  const { scriptId } = first;
  const same = all.filter((lines) => lines.scriptId === scriptId);
  const startLine = Math.min(...same.map((lines) => lines.startLine));
  return { scriptId, startLine, endLine: Math.max(...same.map((lines) => lines.endLine)) };
}
