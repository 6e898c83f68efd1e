/** Keeps what shots have of the elements that they name in step: the names in their prompts, and their digests. */
import type { ReadDb } from '#main/db/database.ts';
import { listElementMarks } from '#main/db/element-repository.ts';
import { listShotsToDigest } from '#main/db/shot-repository.ts';
import { elementNameKey } from '#shared/domain/element.ts';
import {
  type ElementIndex,
  elementsInPrompt,
  findMentions,
  indexElements,
  type NamedElement,
  renameMentions,
} from '#shared/domain/element-mentions.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { TimedRecorder } from './edit.ts';
import { recipeDigestOf } from './recipe-digest.ts';

/** Digests of the elements that go into a prompt, in order. */
export type ElementDigests = (prompt: string) => string[];

/** Of a project that has no elements, such as a new one. */
export const noElementDigests: ElementDigests = () => [];

/** Over the elements as they are when it is first asked: for one edit, and not to be kept. */
export function readElementDigests(db: ReadDb, projectId: ProjectId): ElementDigests {
  let index: ElementIndex<NamedElement & { digest: string }> | null = null;
  return (prompt) => {
    index ??= indexElements(listElementMarks(db, projectId));
    return elementsInPrompt(prompt, index).map(({ digest }) => digest);
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

/**
 * Writes prompts and digests of the shots that an edit of elements concerns, as part of that edit, with the elements
 * as they are by then.
 */
export function refreshShots(
  recorder: TimedRecorder,
  { db, projectId, affected, rename = null }: RefreshOptions,
): void {
  const digestsOf = readElementDigests(db, projectId);
  const keys = new Set(affected === 'every' ? [] : affected.map(elementNameKey));
  const isConcerned = (prompt: string) => affected === 'every' || findMentions(prompt).some(({ key }) => keys.has(key));
  for (const shot of listShotsToDigest(db, projectId, affected === 'every' ? 'all' : 'naming')) {
    if (!isConcerned(shot.prompt)) continue;
    const prompt = rename ? renameMentions(shot.prompt, rename.from, rename.to) : shot.prompt;
    const recipeDigest = recipeDigestOf({ ...shot, prompt }, digestsOf(prompt));
    recorder.update('shots', shot.id, {
      recipe_digest: recipeDigest,
      ...(prompt !== shot.prompt && { prompt, updated_at_ms: recorder.nowMs }),
    });
  }
}
