/**
 * What a project is after a new draft was taken over: every scene and shot in its order, with what is written.
 *
 * Nothing leaves its place but what the script has moved. What is new stands behind what it stands behind in the
 * script, and behind what is gone there. A shot that moves takes along the companions and the shots made by hand that
 * stand right behind it; what is gone stays. A scene that is gone goes to the trash only when nothing stays in it.
 */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { OutlineScene, OutlineShot } from '#shared/domain/outline.ts';
import type { DifferenceChoices, SceneDifference, ShotDifference } from '#shared/domain/script-difference.ts';
import type { BoundProject } from './bind-to-script.ts';
import { type Comparison, newKey, placesOfShot } from './compare-scripts.ts';
import { type Link, linkBehind, linkOf, unlink, valuesFrom } from './order-list.ts';
import { decidedChanges, type SceneWords, type ShotWords } from './three-way.ts';

/** Lines of the new draft, 1-based, both included. */
type Lines = { startLine: number; endLine: number };

export type ResolvedShot =
  | { shotId: ShotId; patch: Partial<ShotWords>; lines: Lines | null }
  | { shotId: null; added: OutlineShot };

export type ResolvedScene = { shots: ResolvedShot[] } & (
  | { sceneId: SceneId; patch: Partial<SceneWords>; lines: Lines | null }
  | { sceneId: null; added: OutlineScene }
);

export type Resolution = {
  /** All that the project then has, in order. `lines` is null for what keeps those that it has. */
  scenes: ResolvedScene[];
  trashedShots: ShotId[];
  trashedScenes: SceneId[];
};

export function resolveDifference(
  comparison: Comparison,
  project: BoundProject,
  choices: DifferenceChoices,
): Resolution {
  const plan = startPlan(comparison, project, choices);
  comparison.match.next.scenes.forEach((_, at) => placeScene(plan, at));
  return finish(plan);
}

/** A shot that leads some others, or those that stand before any such in a scene. */
type Block = { isFree: boolean; entries: Array<ShotId | number> };
type SceneBlock = { isFree: boolean; entries: Array<SceneId | number> };

type Plan = {
  comparison: Comparison;
  project: BoundProject;
  choices: DifferenceChoices;
  differences: ReadonlyMap<string, ShotDifference>;
  /** The head of each scene's blocks, by the scene, or the place in the script of one that is added. */
  shotsOf: Map<SceneId | number, Link<Block>>;
  /** The block that a shot leads. */
  blockOf: Map<ShotId, Link<Block>>;
  /** The scene in whose list a block is. */
  sceneOf: Map<Link<Block>, SceneId | number>;
  scenes: Link<SceneBlock>;
  sceneBlockOf: Map<SceneId, Link<SceneBlock>>;
  /** What the next scene of the script stands behind. */
  sceneCursor: Link<SceneBlock>;
};

function startPlan(comparison: Comparison, project: BoundProject, choices: DifferenceChoices): Plan {
  const { match } = comparison;
  const plan: Plan = {
    ...{ comparison, project, choices },
    differences: new Map(comparison.scenes.flatMap(({ shots }) => shots.map((shot) => [shot.key, shot] as const))),
    ...{ shotsOf: new Map(), blockOf: new Map(), sceneOf: new Map(), sceneBlockOf: new Map() },
    scenes: linkOf<SceneBlock>({ isFree: false, entries: [] }),
    sceneCursor: linkOf<SceneBlock>({ isFree: false, entries: [] }),
  };
  plan.sceneCursor = plan.scenes;
  const known = new Set(match.sceneOfNext.values());
  let scene = plan.scenes;
  for (const { id } of project.scenes) {
    plan.shotsOf.set(id, linkOf<Block>({ isFree: false, entries: [] }));
    const isKnown = known.has(id);
    // Scenes made by hand stay behind the one that they stand behind.
    if (!isKnown && !match.bound.scenes.has(id)) {
      scene.value.entries.push(id);
      continue;
    }
    const link = linkOf<SceneBlock>({ isFree: !isKnown, entries: [id] });
    linkBehind(scene, link);
    scene = link;
    if (isKnown) plan.sceneBlockOf.set(id, link);
  }
  fillBlocks(plan);
  return plan;
}

function fillBlocks({ comparison: { match }, project, shotsOf, blockOf, sceneOf }: Plan): void {
  const leading = new Set(match.shotOfNext.values());
  const last = new Map<SceneId, Link<Block>>();
  for (const { id, sceneId } of project.shots) {
    const block = last.get(sceneId) ?? shotsOf.get(sceneId);
    if (!block) continue;
    const isLeading = leading.has(id);
    const binding = match.bound.shots.get(id);
    const isGone = binding !== undefined && placesOfShot(match, id).length === 0;
    if (!isLeading && !isGone) {
      block.value.entries.push(id);
      continue;
    }
    const link = linkOf<Block>({ isFree: !isLeading, entries: [id] });
    linkBehind(block, link);
    last.set(sceneId, link);
    sceneOf.set(link, sceneId);
    if (isLeading) blockOf.set(id, link);
  }
}

/** The place right behind an entry and what is gone behind it. */
function behindGone<Value extends { isFree: boolean }>(link: Link<Value>): Link<Value> {
  let at = link;
  while (at.behind?.value.isFree) at = at.behind;
  return at;
}

function placeScene(plan: Plan, at: number): void {
  const { comparison, choices, sceneBlockOf } = plan;
  const { match } = comparison;
  const sceneId = match.sceneOfNext.get(at);
  if (sceneId === undefined) {
    placeShots(plan, at, addsScene(plan, at) ? addScene(plan, at) : null);
    return;
  }
  const block = sceneBlockOf.get(sceneId);
  if (block) {
    if (match.moved.scenes.has(at) && !choices.keepsOrder && block !== plan.sceneCursor) {
      unlink(block);
      linkBehind(behindGone(plan.sceneCursor), block);
    }
    plan.sceneCursor = block;
  }
  placeShots(plan, at, sceneId);
}

function addScene(plan: Plan, at: number): number {
  const block = linkOf<SceneBlock>({ isFree: false, entries: [at] });
  linkBehind(behindGone(plan.sceneCursor), block);
  plan.sceneCursor = block;
  plan.shotsOf.set(at, linkOf<Block>({ isFree: false, entries: [] }));
  return at;
}

/** Whether a scene that the project has not is made: it is wanted, and something would stand in it. */
function addsScene(plan: Plan, at: number): boolean {
  const { match } = plan.comparison;
  const { choices } = plan;
  const isNew = (match.baseOfNext.scenes[at] ?? -1) < 0;
  const { firstShot, endShot } = match.next.scenes[at] ?? { firstShot: 0, endShot: 0 };
  const places = Array.from({ length: endShot - firstShot }, (_, index) => firstShot + index);
  const isThere = places.some((place) => match.shotOfNext.has(place));
  if (isNew && choices.decisions[newKey('scene', at)] === 'leave-out') return false;
  if (!isNew && isThere) return false;
  return places.some((place) => isAdded(plan, at, place) || (isNew && !choices.keepsOrder && isLed(plan, place)));
}

function isLed({ comparison: { match } }: Plan, place: number): boolean {
  const id = match.shotOfNext.get(place);
  return id !== undefined && placesOfShot(match, id)[0] === place;
}

function isAdded({ comparison: { match }, choices, differences }: Plan, sceneAt: number, place: number): boolean {
  const difference = differences.get(newKey('shot', place));
  if (!difference) return false;
  const own = choices.decisions[difference.key];
  const ofScene = choices.decisions[match.sceneOfNext.get(sceneAt) ?? newKey('scene', sceneAt)];
  const decision = own ?? ofScene;
  return difference.kind === 'new' ? decision !== 'leave-out' : decision === 'add';
}

/** @param target null when the project has no scene for them: what it has stays, what is new goes to its neighbours */
function placeShots(plan: Plan, sceneAt: number, target: SceneId | number | null): void {
  const { comparison, choices, shotsOf, blockOf, sceneOf } = plan;
  const { match } = comparison;
  const { firstShot, endShot } = match.next.scenes[sceneAt] ?? { firstShot: 0, endShot: 0 };
  let cursor = target === null ? beforeFirst(plan, firstShot, endShot) : (shotsOf.get(target) ?? null);
  for (let place = firstShot; place < endShot; place++) {
    const id = match.shotOfNext.get(place);
    const block = id === undefined ? undefined : blockOf.get(id);
    if (block && id !== undefined) {
      if (placesOfShot(match, id)[0] !== place) continue;
      const isMoving = match.moved.shots.has(place) && !choices.keepsOrder && target !== null && block !== cursor;
      if (isMoving && cursor) {
        unlink(block);
        linkBehind(behindGone(cursor), block);
        sceneOf.set(block, target);
      }
      // One that a person has put elsewhere says nothing about this scene.
      if (target === null || sceneOf.get(block) === target) cursor = block;
    } else if (cursor && isAdded(plan, sceneAt, place)) {
      const added = linkOf<Block>({ isFree: false, entries: [place] });
      linkBehind(behindGone(cursor), added);
      cursor = added;
    }
  }
}

function beforeFirst({ comparison: { match }, blockOf }: Plan, firstShot: number, endShot: number): Link<Block> | null {
  for (let place = firstShot; place < endShot; place++) {
    const id = match.shotOfNext.get(place);
    const block = id === undefined ? undefined : blockOf.get(id);
    if (block) return block.before;
  }
  return null;
}

function finish(plan: Plan): Resolution {
  const { comparison, choices, differences, shotsOf } = plan;
  const trashedShots: ShotId[] = [];
  const trashedScenes: SceneId[] = [];
  const scenes: ResolvedScene[] = [];
  const known = knownScenes(plan);
  const goneScenes = new Set(comparison.scenes.filter(({ kind }) => kind === 'gone').map(({ key }) => key));
  for (const scene of valuesFrom(plan.scenes).flatMap(({ entries }) => entries)) {
    const head = shotsOf.get(scene);
    const all = head ? valuesFrom(head).flatMap(({ entries }) => entries) : [];
    const kept = all.filter((shot) => {
      const isTrashed =
        typeof shot === 'string' && differences.get(shot)?.kind === 'gone' && choices.decisions[shot] === 'trash';
      if (isTrashed) trashedShots.push(shot);
      return !isTrashed;
    });
    const shots = kept.flatMap((shot) => resolvedShot(plan, shot));
    const isTrash = typeof scene === 'string' && goneScenes.has(scene) && choices.decisions[scene] === 'trash';
    if (isTrash && shots.length === 0) trashedScenes.push(scene);
    else scenes.push(...resolvedScene(plan, scene, shots, known));
  }
  return { scenes, trashedShots, trashedScenes };
}

function resolvedShot({ comparison: { match }, choices, differences }: Plan, shot: ShotId | number): ResolvedShot[] {
  if (typeof shot === 'number') {
    const added = match.next.shots[shot]?.shot;
    return added ? [{ shotId: null, added }] : [];
  }
  const difference = differences.get(shot);
  if (difference?.kind !== 'matched') return [{ shotId: shot, patch: {}, lines: null }];
  const changes = decidedChanges(difference.changes, choices.decisions[shot]);
  const patch = Object.fromEntries(changes.map(({ field, script }) => [field, script])) as Partial<ShotWords>;
  return [{ shotId: shot, patch, lines: linesOf(match, shot) }];
}

/** Of all that a shot stands for; only the first part of what is no longer in one piece. */
function linesOf(match: Comparison['match'], id: ShotId): Lines | null {
  const places = placesOfShot(match, id);
  const isWhole = places.every((place, index) => place === (places[0] ?? 0) + index);
  const shots = (isWhole ? places : places.slice(0, 1)).flatMap((place) => match.next.shots[place]?.shot ?? []);
  const [first] = shots;
  if (!first) return null;
  return { startLine: first.startLine, endLine: Math.max(...shots.map(({ endLine }) => endLine)) };
}

function resolvedScene(
  { comparison: { match }, choices }: Plan,
  scene: SceneId | number,
  shots: ResolvedShot[],
  known: ReadonlyMap<SceneId, { at: number; changes: SceneDifference['changes'] }>,
): ResolvedScene[] {
  if (typeof scene === 'number') {
    const added = match.next.scenes[scene]?.scene;
    return added ? [{ sceneId: null, added, shots }] : [];
  }
  const { at, changes } = known.get(scene) ?? { at: -1, changes: [] };
  const decided = decidedChanges(changes, choices.decisions[scene]);
  const patch = Object.fromEntries(decided.map(({ field, script }) => [field, script])) as Partial<SceneWords>;
  const lines = match.next.scenes[at]?.scene;
  return [
    { sceneId: scene, patch, lines: lines ? { startLine: lines.startLine, endLine: lines.endLine } : null, shots },
  ];
}

/** Where the scenes of the project are in the new draft, with what changes of them. */
function knownScenes({ comparison: { match, scenes } }: Plan) {
  const changes = new Map(scenes.flatMap((scene) => (scene.sceneId ? [[scene.sceneId, scene.changes] as const] : [])));
  return new Map([...match.sceneOfNext].map(([at, id]) => [id, { at, changes: changes.get(id) ?? [] }] as const));
}
