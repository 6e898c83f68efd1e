/** What a new draft of a script means for each scene and shot of a project: for a preview, before anything is written. */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { SceneDifference, ShotDifference } from '#shared/domain/script-difference.ts';
import type { BoundScene, BoundShot } from './bind-to-script.ts';
import { type Comparable, matchProject, type ProjectMatch } from './match-project.ts';
import { joinedWords, sceneChanges, shotChanges } from './three-way.ts';

/** The same in the words of the parts that write it. */
export type Comparison = {
  match: ProjectMatch;
  /** In the order of the new draft; what is gone stands behind what it stood behind. */
  scenes: SceneDifference[];
  /** How much of the shorter of the two drafts is in both, 0 to 1. */
  commonShare: number;
};

/** Key of what the project does not have, by its place in the new draft. */
export const newKey = (what: 'scene' | 'shot', place: number) => `new:${what}:${place}`;

export function compareScripts(comparable: Comparable): Comparison {
  const match = matchProject(comparable);
  const { base, next, drafts } = match;
  const paired = drafts.shots.reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
  const commonShare = paired / Math.max(1, Math.min(base.shots.length, next.shots.length));
  return { match, scenes: listScenes(comparable, match), commonShare };
}

type Lookup = {
  match: ProjectMatch;
  shots: ReadonlyMap<ShotId, BoundShot>;
  scenes: ReadonlyMap<SceneId, BoundScene>;
  /** Companions of the shot that is bound to a place of the base. */
  companions: ReadonlyMap<number, BoundShot[]>;
  /** Shots by the first place of the base that they stand for. */
  boundAt: ReadonlyMap<number, BoundShot>;
};

function lookUp({ project }: Comparable, match: ProjectMatch): Lookup {
  const companions = new Map<number, BoundShot[]>();
  const boundAt = new Map<number, BoundShot>();
  for (const shot of project.shots) {
    const binding = match.bound.shots.get(shot.id);
    const place = binding?.places[0];
    if (place === undefined) continue;
    if (!binding?.isCompanion) boundAt.set(place, shot);
    else addTo(companions, place, [shot]);
  }
  return {
    match,
    shots: new Map(project.shots.map((shot) => [shot.id, shot])),
    scenes: new Map(project.scenes.map((scene) => [scene.id, scene])),
    companions,
    boundAt,
  };
}

function listScenes(comparable: Comparable, match: ProjectMatch): SceneDifference[] {
  const lookup = lookUp(comparable, match);
  const gone = goneScenes(lookup);
  const scenes = [...(gone.get(-1) ?? [])];
  match.next.scenes.forEach((_, at) => {
    scenes.push(sceneOfScript(lookup, at));
    const from = match.baseOfNext.scenes[at] ?? -1;
    if (from >= 0) scenes.push(...(gone.get(from) ?? []));
  });
  return scenes;
}

/** Scenes that only the earlier draft has, by the place of the scene before them that both have; -1 before all. */
function goneScenes(lookup: Lookup): Map<number, SceneDifference[]> {
  const { base, drafts, bound } = lookup.match;
  const sceneAt = new Map([...bound.scenes].map(([id, place]) => [place, id]));
  const gone = new Map<number, SceneDifference[]>();
  let before = -1;
  base.scenes.forEach(({ scene: { heading, sceneNumber }, firstShot, endShot }, at) => {
    if ((drafts.scenes[at] ?? -1) >= 0) {
      before = at;
      return;
    }
    const shots: ShotDifference[] = [];
    for (let place = firstShot; place < endShot; place++) shots.push(...goneShots(lookup, place));
    const sceneId = sceneAt.get(at) ?? null;
    if (sceneId === null && shots.length === 0) return;
    const own = { key: sceneId ?? `gone:${at}`, kind: 'gone' as const, isMoved: false, changes: [] };
    const mine = sceneId && lookup.scenes.get(sceneId);
    const words = { heading: mine?.heading ?? heading, sceneNumber: mine?.sceneNumber ?? sceneNumber };
    addTo(gone, before, [{ ...own, ...words, sceneId, shots }]);
  });
  return gone;
}

/** Shots of a place of the base that the script has no more; none for one that it has. */
function goneShots({ match, boundAt, companions }: Lookup, place: number): ShotDifference[] {
  const bound = boundAt.get(place);
  const isGone = (shot: BoundShot) =>
    match.bound.shots.get(shot.id)?.places.every((at) => (match.drafts.shots[at] ?? -1) < 0);
  const shots = [...(bound ? [bound] : []), ...(companions.get(place) ?? [])].filter(isGone);
  return shots.map(({ id }) => ({
    ...{ key: id, kind: 'gone', shotId: id, isCompanion: id !== bound?.id },
    ...{ isMoved: false, changes: [], words: null },
  }));
}

function sceneOfScript(lookup: Lookup, at: number): SceneDifference {
  const { match } = lookup;
  const { scene } = match.next.scenes[at] ?? raise('scene', at);
  const from = match.baseOfNext.scenes[at] ?? -1;
  const sceneId = match.sceneOfNext.get(at) ?? null;
  const mine = (sceneId && lookup.scenes.get(sceneId)) ?? null;
  const isElsewhere = hasShotElsewhere(match, at);
  const isLeftOut = mine === null && from >= 0 && !isElsewhere;
  const was = match.base.scenes[from]?.scene ?? (sceneId && match.revivedScenes.get(sceneId)?.scene);
  const { heading, sceneNumber } = scene;
  return {
    key: sceneId ?? newKey('scene', at),
    kind: mine || (from >= 0 && isElsewhere) ? 'matched' : isLeftOut ? 'left-out' : 'new',
    ...{ sceneId, heading, sceneNumber },
    isMoved: mine !== null && match.moved.scenes.has(at),
    changes: mine && was ? sceneChanges(was, mine, scene) : [],
    shots: shotsOfScene(lookup, at, isLeftOut),
  };
}

/** Whether the project has a shot of a scene of the script, in whatever scene of its own. */
function hasShotElsewhere({ next, shotOfNext }: ProjectMatch, sceneAt: number): boolean {
  const { firstShot, endShot } = next.scenes[sceneAt] ?? raise('scene', sceneAt);
  for (let at = firstShot; at < endShot; at++) if (shotOfNext.has(at)) return true;
  return false;
}

function shotsOfScene(lookup: Lookup, sceneAt: number, isLeftOut: boolean): ShotDifference[] {
  const { base, next, drafts, baseOfNext } = lookup.match;
  const { firstShot, endShot } = next.scenes[sceneAt] ?? raise('scene', sceneAt);
  const scene = base.scenes[baseOfNext.scenes[sceneAt] ?? -1];
  // What is gone stands behind the last one before it that is still in this scene.
  const behind = new Map<number, ShotDifference[]>();
  let last = -1;
  for (let place = scene?.firstShot ?? 0; place < (scene?.endShot ?? 0); place++) {
    const to = drafts.shots[place] ?? -1;
    if (to >= firstShot && to < endShot) last = place;
    addTo(behind, last, goneShots(lookup, place));
  }
  const shots = [...(behind.get(-1) ?? [])];
  for (let at = firstShot; at < endShot; at++) {
    shots.push(...shotsOfPlace(lookup, at, isLeftOut));
    const from = baseOfNext.shots[at] ?? -1;
    if (from >= 0) shots.push(...(behind.get(from) ?? []));
  }
  return shots;
}

/** The shot of a place in the script, and those that go with it; none where it is a part of one that was merged. */
function shotsOfPlace(lookup: Lookup, at: number, isLeftOut: boolean): ShotDifference[] {
  const { match } = lookup;
  const id = match.shotOfNext.get(at);
  if (id === undefined) {
    const { title, prompt, dialogue, notes } = match.next.shots[at]?.shot ?? raise('shot', at);
    const kind = isLeftOut || (match.baseOfNext.shots[at] ?? -1) >= 0 ? 'left-out' : 'new';
    const absent = { shotId: null, isCompanion: false, isMoved: false, changes: [] };
    return [{ key: newKey('shot', at), kind, ...absent, words: { title, prompt, dialogue, notes } }];
  }
  const places = placesOfShot(match, id);
  if (places[0] !== at) return [];
  const bound = lookup.shots.get(id) ?? raise('shot', at);
  const binding = match.bound.shots.get(id);
  const others = (binding?.places ?? []).flatMap((place) => lookup.companions.get(place) ?? []);
  const isMoved = match.moved.shots.has(at);
  return [matchedShot(match, bound, isMoved), ...others.map((shot) => matchedShot(match, shot, isMoved))];
}

/** Places in the new draft that a shot stands for, rising. */
export function placesOfShot({ bound, drafts, revived }: ProjectMatch, id: ShotId): number[] {
  const again = revived.get(id);
  if (again) return [again.place];
  const places = (bound.shots.get(id)?.places ?? []).map((place) => drafts.shots[place] ?? -1);
  return places.filter((place) => place >= 0).sort((a, b) => a - b);
}

function matchedShot(match: ProjectMatch, mine: BoundShot, isMoved: boolean): ShotDifference {
  const again = match.revived.get(mine.id);
  const binding = again?.binding ?? match.bound.shots.get(mine.id);
  const script = again?.script ?? match.base;
  const was = (binding?.places ?? []).flatMap((place) => script.shots[place]?.shot ?? []);
  const is = placesOfShot(match, mine.id).flatMap((place) => match.next.shots[place]?.shot ?? []);
  const isCompanion = binding?.isCompanion ?? false;
  const changes = shotChanges(joinedWords(was), mine, joinedWords(is), isCompanion);
  return { key: mine.id, kind: 'matched', shotId: mine.id, isCompanion, isMoved, changes, words: null };
}

function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, values: readonly Value[]): void {
  const list = lists.get(key);
  if (list) list.push(...values);
  else lists.set(key, [...values]);
}

function raise(what: string, at: number): never {
  throw new RangeError(`the new draft has no ${what} ${at}`);
}
