/** Keeps what shots have of the elements that they name in step: the names in their prompts, and their digests. */
import type { ReadDb, WriteDb } from '#main/db/database.ts';
import type { RowChange } from '#main/db/edit-log.ts';
import { listElementMarks } from '#main/db/element-repository.ts';
import { listShotsByIds, listShotsToDigest, saveRecipeDigest } from '#main/db/shot-repository.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { renameSpeaker } from '#shared/domain/dialogue.ts';
import { elementNameKey } from '#shared/domain/element.ts';
import {
  type ElementIndex,
  elementsInPrompt,
  indexElements,
  type KnownKeys,
  nameAsWords,
  type NamedElement,
  possibleMentionKeys,
  renameMentions,
} from '#shared/domain/element-mentions.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { TimedRecorder } from './edit.ts';
import { recipeDigestOf } from './recipe-digest.ts';

/** Digests of the elements that a shot's words name, and of those in every prompt, in order. */
export type ElementDigests = (words: string) => string[];

/** Of a project that has no elements, such as a new one. */
export const noElementDigests: ElementDigests = () => [];

/** Over the elements as they are when it is first asked: for one edit, and not to be kept. */
export function readElementDigests(db: ReadDb, projectId: ProjectId): ElementDigests {
  let index: ElementIndex<NamedElement & { digest: string }> | null = null;
  return (words) => {
    index ??= indexElements(listElementMarks(db, projectId));
    return elementsInPrompt(words, index).map(({ digest }) => digest);
  };
}

export type RefreshOptions = {
  db: ReadDb;
  projectId: ProjectId;
  /** Names that mean something else than before; `every`: something that goes into every prompt does. */
  affected: readonly string[] | 'every';
  /** Writes the second name wherever the first one stands. */
  rename?: { from: string; to: string } | null;
};

type ChangedRow = Omit<RowChange, 'table'>;

/**
 * Writes prompts and digests of the shots that an edit of elements concerns, as part of that edit, with the elements
 * as they are by then.
 */
export function refreshShots(
  recorder: TimedRecorder,
  { db, projectId, affected, rename = null }: RefreshOptions,
): void {
  const index = indexElements(listElementMarks(db, projectId));
  const affectedKeys = new Set(affected === 'every' ? [] : affected.map(elementNameKey));
  // Names as they were when the prompts were written.
  const [fromKey, toKey] = [elementNameKey(rename?.from ?? ''), elementNameKey(rename?.to ?? '')];
  const knownBefore = { has: (key: string) => key === fromKey || (key !== toKey && index.byKey.has(key)) };
  const digested: ChangedRow[] = [];
  const renamed: ChangedRow[] = [];
  const asked = rename ? 'naming-or-spoken' : 'naming';
  for (const shot of listShotsToDigest(db, projectId, affected === 'every' ? 'all' : asked)) {
    const { id, updatedAtMs, recipeDigest } = shot;
    const written = { prompt: shot.prompt, action: shot.action, dialogue: shot.dialogue };
    const texts = rename ? renamedTexts(written, rename, knownBefore) : written;
    const isRenamed = textNames.some((name) => texts[name] !== written[name]);
    const isAffected =
      affected === 'every' || possibleMentionKeys(shotWords(shot)).some((key) => affectedKeys.has(key));
    if (!isAffected && !isRenamed) continue;
    const digests = elementsInPrompt(shotWords(texts), index).map(({ digest }) => digest);
    const digest = recipeDigestOf(isRenamed ? { ...shot, ...texts } : shot, digests);
    const [before, after] = [{ recipe_digest: recipeDigest }, { recipe_digest: digest }];
    if (!isRenamed) {
      if (digest !== recipeDigest) digested.push({ id, before, after });
      continue;
    }
    renamed.push({
      id,
      before: { ...before, ...written, updated_at_ms: updatedAtMs },
      after: { ...after, ...texts, updated_at_ms: recorder.nowMs },
    });
  }
  recorder.updateAll('shots', ['recipe_digest'], digested);
  recorder.updateAll('shots', ['recipe_digest', ...textNames, 'updated_at_ms'], renamed);
}

/** Texts of a shot in which elements are named; in its dialogue they speak as well. */
const textNames = ['prompt', 'action', 'dialogue'] as const;
type Texts = Record<(typeof textNames)[number], string>;

function renamedTexts(
  { prompt, action, dialogue }: Texts,
  rename: { from: string; to: string },
  known: KnownKeys,
): Texts {
  const speaker = { from: nameAsWords(rename.from), to: nameAsWords(rename.to) };
  return {
    prompt: renameMentions(prompt, rename, known),
    action: renameMentions(action, rename, known),
    dialogue: renameMentions(renameSpeaker(dialogue, speaker), rename, known),
  };
}

/**
 * Digests of shots that were written back by undo or redo. They are of the time of the edit: an element that was erased
 * since then is in them still.
 */
export function correctDigests(db: WriteDb, projectId: ProjectId, changes: readonly RowChange[]): void {
  const touched = changes.filter(({ table, after }) => table === 'shots' && 'recipe_digest' in after);
  if (touched.length === 0) return;
  const digests = readElementDigests(db, projectId);
  const ids = touched.map(({ id }) => id);
  for (const shot of listShotsByIds(db, ids)) {
    const digest = recipeDigestOf(shot, digests(shotWords(shot)));
    if (digest !== shot.recipeDigest) saveRecipeDigest(db, shot.id, digest);
  }
}
