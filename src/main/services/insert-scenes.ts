/** Puts planned scenes with their shots behind those that a project has, within an edit. */
import { listScenes, sceneToRow } from '#main/db/scene-repository.ts';
import { shotToRow } from '#main/db/shot-repository.ts';
import type { PlannedScene, PlannedShot } from '#shared/domain/import-plan.ts';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Project, Scene, Shot } from '#shared/domain/records.ts';
import type { TimedRecorder } from './edit.ts';
import { readElementDigests } from './element-digests.ts';
import { aScene, aShot } from './new-records.ts';
import { firstRanks, placeAfter } from './ranks.ts';
import type { ServiceContext } from './service-context.ts';

/** What a shot is made with; the rest is as for any new shot. */
export type NewShotContent = PlannedShot & Partial<Pick<Shot, 'boardAssetId' | 'voiceAssetId' | 'scriptLines'>>;

/** The same of a scene. */
export type NewSceneContent = PlannedScene<NewShotContent> & Partial<Pick<Scene, 'scriptLines'>>;

export function insertScenes(
  { db, ids }: ServiceContext,
  recorder: TimedRecorder,
  project: Project,
  planned: readonly NewSceneContent[],
): { sceneIds: SceneId[]; shotIds: ShotId[] } {
  const { nowMs } = recorder;
  const { frameRate } = project;
  const digestsOf = readElementDigests(db, project.id);
  const present = listScenes(db, project.id);
  const placement = placeAfter(present, present.at(-1)?.id ?? null, planned.length);
  for (const { id, rank } of placement.siblings) recorder.update('scenes', id, { rank });
  const sceneIds: SceneId[] = [];
  const shotIds: ShotId[] = [];
  planned.forEach(({ shots, ...sceneFields }, sceneIndex) => {
    const rank = placement.ranks[sceneIndex] ?? '';
    const id = ids.create('scene');
    const scene = aScene({ ...sceneFields, id, projectId: project.id, rank, nowMs });
    recorder.insert('scenes', sceneToRow(scene));
    sceneIds.push(id);
    const ranks = firstRanks(shots.length);
    shots.forEach((fields, index) => {
      const shotId = ids.create('shot');
      const own = { ...fields, id: shotId, rank: ranks[index] ?? '' };
      recorder.insert('shots', shotToRow(aShot({ ...own, scene, frameRate, digestsOf, nowMs })));
      shotIds.push(shotId);
    });
  });
  return { sceneIds, shotIds };
}
