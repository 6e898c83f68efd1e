/**
 * Which scene and shot of a script is which in a later draft.
 *
 * Scenes are found by their words, heading and number, shots inside of scenes that were found by their words, and what
 * is then left across all scenes: those moved to another one. What is too short to be told apart stays in its scene.
 * Scenes that are still left are the same where they have shots in common.
 */
import { alignSequences } from './align-sequences.ts';
import type { FlatScene, FlatScript, FlatShot } from './flat-script.ts';
import { createVocabulary, type Vocabulary, type WordBag } from './word-bags.ts';

/** For each scene and shot of the earlier script its place in the later one, or -1. */
export type ScriptAlignment = { scenes: Int32Array; shots: Int32Array };

/** Fewer words than these do not tell a shot from others in other scenes. */
const tellingWords = 4;

type SceneEntry = { key: string; bag: WordBag; heading: WordBag; sceneNumber: string | null };
type ShotEntry = { key: string; bag: WordBag; wordCount: number };

export function alignScripts(base: FlatScript, next: FlatScript): ScriptAlignment {
  const vocabulary = createVocabulary();
  const from = base.shots.map((shot) => shotEntry(shot, vocabulary));
  const to = next.shots.map((shot) => shotEntry(shot, vocabulary));
  const scenes = alignScenes(sceneEntries(base, from, vocabulary), sceneEntries(next, to, vocabulary), vocabulary);
  const shots = new Int32Array(base.shots.length).fill(-1);
  const taken = new Set<number>();
  const pair = (aPlaces: readonly number[], bPlaces: readonly number[], isFar: boolean) => {
    const open = aPlaces.filter((at) => shots[at] === -1);
    const free = bPlaces.filter((at) => !taken.has(at));
    const found = alignSequences(
      open.flatMap((at) => from[at] ?? []),
      free.flatMap((at) => to[at] ?? []),
      { vocabulary, ...(isFar ? acrossScenes : withinScene) },
    );
    open.forEach((at, index) => {
      const place = free[found[index] ?? -1] ?? -1;
      shots[at] = place;
      if (place >= 0) taken.add(place);
    });
  };
  for (const [at, place] of sameElsewhere(from, to)) {
    // In its own scene it is found among its neighbours.
    if (scenes[base.shots[at]?.sceneAt ?? -1] === next.shots[place]?.sceneAt) continue;
    shots[at] = place;
    taken.add(place);
  }
  const pairWithin = (sceneAt: number) => {
    const [scene, other] = [base.scenes[sceneAt], next.scenes[scenes[sceneAt] ?? -1]];
    if (scene && other) pair(placesIn(scene), placesIn(other), false);
  };
  base.scenes.forEach((_, sceneAt) => pairWithin(sceneAt));
  pair([...base.shots.keys()], [...next.shots.keys()], true);
  for (const sceneAt of pairScenesOfShots(base, next, { scenes, shots })) pairWithin(sceneAt);
  return { scenes, shots };
}

/** Shots that say the same and are the only ones to do so: what is alike in their old scene is something else. */
function sameElsewhere(from: readonly ShotEntry[], to: readonly ShotEntry[]): Array<[number, number]> {
  const places = uniquePlaces(to);
  return [...uniquePlaces(from)].flatMap(([key, at]): Array<[number, number]> => {
    const place = places.get(key) ?? -1;
    return at >= 0 && place >= 0 ? [[at, place]] : [];
  });
}

/** Where the words of each telling shot stand, -1 for those that stand in several places. */
function uniquePlaces(entries: readonly ShotEntry[]): Map<string, number> {
  const places = new Map<string, number>();
  entries.forEach((entry, at) => {
    if (isTelling(entry)) places.set(entry.key, places.has(entry.key) ? -1 : at);
  });
  return places;
}

const withinScene = { nearThreshold: 0.3, farThreshold: 0.45 };
const acrossScenes = { nearThreshold: 0.6, farThreshold: 0.6, isTelling, score: likenessOfTelling };

function alignScenes(base: SceneEntry[], next: SceneEntry[], vocabulary: Vocabulary): Int32Array {
  return alignSequences(base, next, {
    vocabulary,
    score: (a, b, likeness) => {
      const headings = vocabulary.likeness(a.heading, b.heading);
      const isNumbered = a.sceneNumber !== null && a.sceneNumber === b.sceneNumber;
      return Math.max(likeness, 0.5 * likeness + 0.3 * headings + (isNumbered ? 0.2 : 0));
    },
    nearThreshold: 0.3,
    farThreshold: 0.5,
  });
}

/** Pairs scenes that were not found by themselves and have shots in common, those with most first; answers which. */
function pairScenesOfShots(base: FlatScript, next: FlatScript, { scenes, shots }: ScriptAlignment): number[] {
  const taken = new Set(scenes);
  const votes = new Map<string, { from: number; to: number; count: number }>();
  shots.forEach((place, at) => {
    const [from, to] = [base.shots[at]?.sceneAt ?? -1, next.shots[place]?.sceneAt ?? -1];
    if (from < 0 || to < 0 || scenes[from] !== -1 || taken.has(to)) return;
    const vote = votes.get(`${from} ${to}`) ?? { from, to, count: 0 };
    vote.count++;
    votes.set(`${from} ${to}`, vote);
  });
  const paired: number[] = [];
  for (const { from, to } of [...votes.values()].sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to)) {
    if (scenes[from] !== -1 || taken.has(to)) continue;
    scenes[from] = to;
    taken.add(to);
    paired.push(from);
  }
  return paired;
}

function isTelling({ wordCount }: ShotEntry): boolean {
  return wordCount >= tellingWords;
}

function likenessOfTelling(a: ShotEntry, b: ShotEntry, likeness: number): number {
  return isTelling(a) && isTelling(b) ? likeness : 0;
}

function placesIn({ firstShot, endShot }: FlatScene): number[] {
  return Array.from({ length: endShot - firstShot }, (_, index) => firstShot + index);
}

function sceneEntries({ scenes }: FlatScript, shots: readonly ShotEntry[], vocabulary: Vocabulary): SceneEntry[] {
  return scenes.map(({ scene, firstShot, endShot }) => {
    const { heading, sceneNumber, synopsis, notes } = scene;
    const own = shots.slice(firstShot, endShot);
    const bag = new Map(vocabulary.bagOf(`${heading}\n${synopsis}`));
    for (const shot of own) {
      for (const [word, count] of shot.bag) bag.set(word, (bag.get(word) ?? 0) + count);
    }
    const key = JSON.stringify([heading, sceneNumber, synopsis, notes, own.map((shot) => shot.key)]);
    return { key, bag, heading: vocabulary.bagOf(heading), sceneNumber };
  });
}

function shotEntry({ shot: { prompt, dialogue, notes } }: FlatShot, vocabulary: Vocabulary): ShotEntry {
  const bag = vocabulary.bagOf(`${prompt}\n${dialogue}`);
  const wordCount = [...bag.values()].reduce((sum, count) => sum + count, 0);
  return { key: JSON.stringify([prompt, dialogue, notes]), bag, wordCount };
}
