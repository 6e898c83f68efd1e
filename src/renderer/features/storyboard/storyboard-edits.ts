/** What an edit makes of the storyboard before the studio has answered, and where keys move shots to. */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, Storyboard, StoryboardShot } from '#shared/domain/records.ts';

/** A place among the shots; null means first of the scene. */
export type ShotPlace = { sceneId: SceneId; afterShotId: ShotId | null };

/** Shots in the order of the film, with some moved, kept in their order. */
export function withMovedShots(storyboard: Storyboard, shotIds: readonly ShotId[], place: ShotPlace): Storyboard {
  const moved = new Set(shotIds);
  const chosen = storyboard.shots
    .filter(({ id }) => moved.has(id))
    .map((shot) => ({ ...shot, sceneId: place.sceneId }));
  const shots = storyboard.scenes.flatMap(({ id }) => {
    const stay = storyboard.shots.filter((shot) => shot.sceneId === id && !moved.has(shot.id));
    if (id !== place.sceneId) return stay;
    const at = place.afterShotId === null ? 0 : stay.findIndex((shot) => shot.id === place.afterShotId) + 1;
    return [...stay.slice(0, at), ...chosen, ...stay.slice(at)];
  });
  return { ...storyboard, shots };
}

export function withoutShots(storyboard: Storyboard, shotIds: readonly ShotId[]): Storyboard {
  const gone = new Set(shotIds);
  return { ...storyboard, shots: storyboard.shots.filter(({ id }) => !gone.has(id)) };
}

/** With newer versions of shots that are already there. */
export function withShots(storyboard: Storyboard, shots: readonly StoryboardShot[]): Storyboard {
  const newer = new Map(shots.map((shot) => [shot.id, shot]));
  return { ...storyboard, shots: storyboard.shots.map((shot) => newer.get(shot.id) ?? shot) };
}

export function withMovedScene(storyboard: Storyboard, sceneId: SceneId, afterSceneId: SceneId | null): Storyboard {
  const moved = storyboard.scenes.find(({ id }) => id === sceneId);
  if (!moved) return storyboard;
  const stay = storyboard.scenes.filter(({ id }) => id !== sceneId);
  const at = afterSceneId === null ? 0 : stay.findIndex(({ id }) => id === afterSceneId) + 1;
  const scenes = [...stay.slice(0, at), moved, ...stay.slice(at)];
  return { ...storyboard, scenes, shots: inSceneOrder(scenes, storyboard.shots) };
}

function inSceneOrder(scenes: readonly Scene[], shots: readonly StoryboardShot[]): StoryboardShot[] {
  return scenes.flatMap(({ id }) => shots.filter((shot) => shot.sceneId === id));
}

export type MoveKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/**
 * Where Alt and an arrow move shots: one place back or on, over the edge of a scene into the next; up and down to the
 * end of the scene before and the start of the scene after.
 *
 * @returns null where there is no such place.
 */
export function placeByKey(storyboard: Storyboard, shotIds: readonly ShotId[], key: MoveKey): ShotPlace | null {
  const moved = new Set(shotIds);
  const { scenes, shots } = storyboard;
  const edge =
    key === 'ArrowRight' || key === 'ArrowDown'
      ? shots.findLast(({ id }) => moved.has(id))
      : shots.find(({ id }) => moved.has(id));
  if (!edge) return null;
  const stay = shots.filter((shot) => shot.sceneId === edge.sceneId && !moved.has(shot.id));
  const sceneIndex = scenes.findIndex(({ id }) => id === edge.sceneId);
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const inScene = shots.filter((shot) => shot.sceneId === edge.sceneId);
    const edgeIndex = inScene.indexOf(edge);
    const before = inScene.slice(0, edgeIndex).filter(({ id }) => !moved.has(id)).length;
    const at = key === 'ArrowLeft' ? before - 1 : before + 1;
    if (at >= 0 && at <= stay.length) return { sceneId: edge.sceneId, afterShotId: stay[at - 1]?.id ?? null };
  }
  const isBack = key === 'ArrowLeft' || key === 'ArrowUp';
  const neighbour = scenes[sceneIndex + (isBack ? -1 : 1)];
  if (!neighbour) return null;
  const last = shots.findLast((shot) => shot.sceneId === neighbour.id && !moved.has(shot.id));
  return { sceneId: neighbour.id, afterShotId: isBack ? (last?.id ?? null) : null };
}
