/** Which shots of a storyboard are hits. A new filter is one more line in `filters`. */
import { parseDialogue } from '#shared/domain/dialogue.ts';
import { elementNameKey } from '#shared/domain/element.ts';
import { possibleMentionKeys } from '#shared/domain/element-mentions.ts';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { foldText, holdsWords, wordsToFind } from '#shared/domain/search-text.ts';

export const takeStates = ['with-take', 'without-take', 'outdated'] as const;

/** What a shot has to show for itself. */
export type TakeState = (typeof takeStates)[number];

/** What is looked for; null means that it does not matter. */
export type ShotQuery = {
  /** Words in title, prompt, action, notes, dialogue and tags together. */
  text: string;
  takes: TakeState | null;
  sceneId: SceneId | null;
  /** Name of an element that the prompt names or that speaks. */
  elementName: string | null;
};

export const emptyQuery: ShotQuery = { text: '', takes: null, sceneId: null, elementName: null };

type Filter = (query: ShotQuery) => ((shot: StoryboardShot) => boolean) | null;

/** Each gives null when the query does not ask for it. */
const filters: readonly Filter[] = [
  ({ text }) => {
    const words = wordsToFind(text);
    if (words.length === 0) return null;
    return ({ title, prompt, action, notes, dialogue, tags }) =>
      holdsWords([title, prompt, action, notes, dialogue, ...tags], words);
  },
  ({ takes }) => (takes === null ? null : (shot) => hasTakes(shot, takes)),
  ({ sceneId }) => (sceneId === null ? null : (shot) => shot.sceneId === sceneId),
  ({ elementName }) => (elementName === null ? null : (shot) => isOf(shot, elementName)),
];

/** Ids of the hits in the order of the film; null when nothing is asked for. */
export function findShots(shots: readonly StoryboardShot[], query: ShotQuery): ShotId[] | null {
  const wanted = filters.map((filter) => filter(query)).filter((test) => test !== null);
  if (wanted.length === 0) return null;
  return shots.filter((shot) => wanted.every((test) => test(shot))).map(({ id }) => id);
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

function hasTakes({ takeCount, selectedTake }: StoryboardShot, state: TakeState): boolean {
  switch (state) {
    case 'with-take':
      return takeCount > 0;
    case 'without-take':
      return takeCount === 0;
    case 'outdated':
      return selectedTake?.isOutdated === true;
  }
}

function isOf({ prompt, dialogue }: StoryboardShot, elementName: string): boolean {
  if (possibleMentionKeys(prompt).includes(elementNameKey(elementName))) return true;
  // "MARA (V.O.)" speaks for the element `mara`.
  const spoken = (text: string) =>
    foldText(text.replace(/\(.*?\)/g, ''))
      .replace(/[\s_-]+/g, ' ')
      .trim();
  return parseDialogue(dialogue).some(({ speaker }) => speaker !== null && spoken(speaker) === spoken(elementName));
}
