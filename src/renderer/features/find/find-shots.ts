/** Which shots of a storyboard are hits. */
import type { ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { holdsWords, wordsToFind } from '#shared/domain/search-text.ts';
import { type ShotFilter, testOf } from './shot-filters.ts';

/** What is looked for. */
export type ShotQuery = {
  /** Words in title, prompt, action, notes, dialogue, tags and the texts of own fields together. */
  text: string;
  /** In the order in which they were added, none twice. */
  filters: readonly ShotFilter[];
};

export const emptyQuery: ShotQuery = { text: '', filters: [] };

/** Ids of the hits in the order of the film; null when nothing is asked for. */
export function findShots(shots: readonly StoryboardShot[], { text, filters }: ShotQuery): ShotId[] | null {
  const words = wordsToFind(text);
  const test = testOf(filters);
  if (words.length === 0 && test === null) return null;
  return shots
    .filter((shot) => (test?.(shot) ?? true) && (words.length === 0 || holdsWords(textsOf(shot), words)))
    .map(({ id }) => id);
}

/** The hit after or before a shot in the order of the film, round the end; null without hits. */
export function hitBeside(
  hits: readonly ShotId[],
  order: readonly ShotId[],
  from: ShotId | null,
  step: 1 | -1,
): ShotId | null {
  const places = new Map(order.map((id, index) => [id, index]));
  const at = from === null ? -1 : (places.get(from) ?? -1);
  const placeOf = (id: ShotId) => places.get(id) ?? -1;
  if (step === 1) return hits.find((id) => placeOf(id) > at) ?? hits[0] ?? null;
  return hits.findLast((id) => placeOf(id) < at) ?? hits.at(-1) ?? null;
}

function textsOf({ title, prompt, action, notes, dialogue, tags, customFields }: StoryboardShot): string[] {
  const own = Object.values(customFields).filter((value) => typeof value === 'string');
  return [title, prompt, action, notes, dialogue, ...tags, ...own];
}
