import type { SceneId } from '#shared/domain/ids.ts';
import type { ScenePatch, ShotPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';

export type CellWrite = { shot: StoryboardShot; patch: ShotPatch };

/** What is written into a cell of a shot's scene. */
export type SceneWrite = { sceneId: SceneId; patch: ScenePatch };

/** The last that is written into each field of each scene: it has a cell in the row of every shot. */
export function lastOfScenes(writes: readonly SceneWrite[]): SceneWrite[] {
  const patches = new Map<SceneId, ScenePatch>();
  for (const { sceneId, patch } of writes) patches.set(sceneId, { ...patches.get(sceneId), ...patch });
  return [...patches].map(([sceneId, patch]) => ({ sceneId, patch }));
}

/** Cells of one shot in one patch, shots that get the same patch together. */
export function groupWrites(writes: readonly CellWrite[]): Array<{ shots: StoryboardShot[]; patch: ShotPatch }> {
  const byShot = new Map<StoryboardShot, ShotPatch>();
  for (const { shot, patch } of writes) {
    const earlier = byShot.get(shot);
    const customFields = { ...earlier?.customFields, ...patch.customFields };
    const hasFields = Object.keys(customFields).length > 0;
    byShot.set(shot, { ...earlier, ...patch, ...(hasFields && { customFields }) });
  }
  const groups = new Map<string, { shots: StoryboardShot[]; patch: ShotPatch }>();
  for (const [shot, patch] of byShot) {
    const key = JSON.stringify(patch);
    const group = groups.get(key) ?? { shots: [], patch };
    group.shots.push(shot);
    groups.set(key, group);
  }
  return [...groups.values()];
}
