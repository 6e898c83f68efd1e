/** Where pasted shots go, and which shots can be merged. Pure. */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';

/** Behind the focused shot, else at the end of the film; null without a scene. */
export function pastePlace(
  { scenes, shots }: Pick<Storyboard, 'scenes' | 'shots'>,
  focusId: ShotId | null,
): { sceneId: SceneId; afterShotId: ShotId | null } | null {
  const focused = shots.find(({ id }) => id === focusId);
  if (focused) return { sceneId: focused.sceneId, afterShotId: focused.id };
  const scene = scenes.at(-1);
  if (!scene) return null;
  return { sceneId: scene.id, afterShotId: shots.findLast(({ sceneId }) => sceneId === scene.id)?.id ?? null };
}

/** The selected shots when they stand side by side in one scene; for one shot it and the next; null otherwise. */
export function mergeable({ shots }: Pick<Storyboard, 'shots'>, selectedIds: readonly ShotId[]): ShotId[] | null {
  const wanted = new Set(selectedIds);
  const start = shots.findIndex(({ id }) => wanted.has(id));
  const run = start < 0 ? [] : shots.slice(start, start + Math.max(2, wanted.size));
  const isWhole =
    run.length >= 2 &&
    run.every(({ id, sceneId }) => sceneId === run[0]?.sceneId && (wanted.size < 2 || wanted.has(id)));
  return isWhole ? run.map(({ id }) => id) : null;
}
