/**
 * Field by field: what the draft before said, what the project says, what the new draft says.
 *
 * What a person left as the draft before had it follows the script; what a person wrote stays. Where both changed a
 * text it is a conflict, which keeps the person's until they decide otherwise. A length that a person set is no
 * conflict: it simply stays. Title and length follow from the words, so they go with prompt and dialogue where those are in conflict.
 */
import type { OutlineScene, OutlineShot } from '#shared/domain/outline.ts';
import {
  type DifferenceDecision,
  type FieldChange,
  type ScriptSceneField,
  scriptSceneFields,
  type ScriptShotField,
  scriptShotFields,
} from '#shared/domain/script-difference.ts';
import type { Frames } from '#shared/domain/time.ts';

/** The fields that a script gives a shot. */
export type ShotWords = Pick<OutlineShot, ScriptShotField>;
/** The fields that a script gives a scene. */
export type SceneWords = Pick<OutlineScene, ScriptSceneField>;

type Value = string | number | null;

function changesOf<Field extends ScriptShotField | ScriptSceneField>(
  fields: readonly Field[],
  base: Readonly<Record<Field, Value>>,
  mine: Readonly<Record<Field, Value>>,
  script: Readonly<Record<Field, Value>>,
): Array<FieldChange<Field>> {
  return fields.flatMap((field) => {
    if (script[field] === base[field] || script[field] === mine[field]) return [];
    const isEdited = mine[field] !== base[field];
    if (isEdited && field === 'durationFrames') return [];
    return [{ field, mine: mine[field], script: script[field], isConflict: isEdited }];
  });
}

export function sceneChanges(base: SceneWords, mine: SceneWords, script: SceneWords) {
  return changesOf(scriptSceneFields, base, mine, script);
}

/** @param isCompanion of a copy, what a person wrote stays without being asked about */
export function shotChanges(
  base: ShotWords,
  mine: ShotWords,
  script: ShotWords,
  isCompanion: boolean,
): Array<FieldChange<ScriptShotField>> {
  const changes = changesOf(scriptShotFields, base, mine, script);
  if (isCompanion) return changes.filter(({ isConflict }) => !isConflict);
  const isDisputed = changes.some(
    ({ field, isConflict }) => isConflict && (field === 'prompt' || field === 'dialogue'),
  );
  if (!isDisputed) return changes;
  return changes.map((change) =>
    change.field === 'title' || change.field === 'durationFrames' ? { ...change, isConflict: true } : change,
  );
}

/** What of some changes is written after a decision. */
export function decidedChanges<Field extends string>(
  changes: ReadonlyArray<FieldChange<Field>>,
  decision: DifferenceDecision | undefined,
): Array<FieldChange<Field>> {
  if (decision === 'mine') return [];
  return decision === 'script' ? [...changes] : changes.filter(({ isConflict }) => !isConflict);
}

/** Words of several shots of a script as they stand in one, put together as merging shots does; one stays as it is. */
export function joinedWords(shots: readonly ShotWords[]): ShotWords {
  const [first] = shots;
  if (first && shots.length === 1) return first;
  const texts = (key: 'title' | 'prompt' | 'dialogue' | 'notes') =>
    shots.map((shot) => shot[key].trim()).filter((text) => text !== '');
  return {
    title: shots.find(({ title }) => title !== '')?.title ?? '',
    prompt: [...new Set(texts('prompt'))].join('\n\n'),
    dialogue: texts('dialogue').join('\n'),
    notes: [...new Set(texts('notes'))].join('\n\n'),
    durationFrames: shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0) as Frames,
  };
}
