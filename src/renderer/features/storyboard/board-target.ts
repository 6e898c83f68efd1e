/** Where pictures go that are dropped onto a shot, a scene, or beside them. Pure. */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';

/** Shots that get the first pictures, and where the rest become new shots. */
export type BoardTarget = { shotIds: ShotId[]; sceneId: SceneId; afterShotId: ShotId | null };

type Places = Pick<Storyboard, 'scenes' | 'shots'>;

/**
 * The shot and those that are shown after it; what is left over stands behind the last shot that is shown.
 *
 * @param order shots as they are shown. Null when the shot is not among them.
 */
export function targetFromShot({ shots }: Places, shotId: ShotId, order: readonly ShotId[]): BoardTarget | null {
  const start = order.indexOf(shotId);
  const last = shots.find(({ id }) => id === order.at(-1));
  return start === -1 || !last ? null : { shotIds: order.slice(start), sceneId: last.sceneId, afterShotId: last.id };
}

/** New shots at the end of a scene, or of the last one; null where there is no scene. */
export function targetInScene({ scenes, shots }: Places, sceneId: SceneId | null): BoardTarget | null {
  const target = sceneId ?? scenes.at(-1)?.id;
  if (!target) return null;
  const last = shots.findLast((shot) => shot.sceneId === target);
  return { shotIds: [], sceneId: target, afterShotId: last?.id ?? null };
}
