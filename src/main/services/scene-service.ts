/** Scenes: create, change, move, to the trash. */
import { findProject } from '#main/db/project-repository.ts';
import { findScene, listScenes, sceneToRow } from '#main/db/scene-repository.ts';
import { listShotRanks } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { ScenePatch } from '#shared/contract/schemas.ts';
import type { ProjectId, SceneId } from '#shared/domain/ids.ts';
import type { Scene } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import { labelOfSceneEdit } from './edit-labels.ts';
import { aScene } from './new-records.ts';
import { withoutUndefined } from './project-service.ts';
import { placeAfter } from './ranks.ts';
import type { ServiceContext } from './service-context.ts';
import { keepSoundOf } from './sound-anchors.ts';

export interface SceneService {
  /** Behind `afterSceneId`; null means first. @throws {AppError} PROJECT_NOT_FOUND */
  create(options: { projectId: ProjectId; afterSceneId: SceneId | null; heading: string }): Saved & { scene: Scene };
  /** @throws {AppError} SCENE_NOT_FOUND; NUMBERS_LOCKED for another number while the project's numbers are locked */
  update(sceneId: SceneId, patch: ScenePatch, typingKey?: string): Saved & { scene: Scene };
  /** To behind `afterSceneId`; null means first. @throws {AppError} SCENE_NOT_FOUND */
  move(sceneId: SceneId, afterSceneId: SceneId | null): Saved;
  /** With their shots, to the trash. All must be of one project. @throws {AppError} SCENE_NOT_FOUND */
  delete(sceneIds: SceneId[]): Saved;
}

export function createSceneService(context: ServiceContext): SceneService {
  const { db, ids } = context;

  const get = (sceneId: SceneId) => {
    const scene = findScene(db, sceneId);
    if (!scene) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
    return scene;
  };

  return {
    create({ projectId, afterSceneId, heading }) {
      if (!findProject(db, projectId)) throw new AppError('PROJECT_NOT_FOUND', `no project ${projectId}`);
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'createScene' }, (recorder) => {
        const placement = placeAfter(listScenes(db, projectId), afterSceneId, 1);
        for (const { id, rank } of placement.siblings) recorder.update('scenes', id, { rank });
        const rank = placement.ranks[0] ?? '';
        const scene = aScene({ id: ids.create('scene'), projectId, rank, heading, nowMs: recorder.nowMs });
        recorder.insert('scenes', sceneToRow(scene));
        return scene;
      });
      return { scene: result, savedAtMs };
    },

    update(sceneId, patch, typingKey) {
      const scene = get(sceneId);
      const { projectId } = scene;
      const isOtherNumber = patch.sceneNumber !== undefined && patch.sceneNumber !== scene.sceneNumber;
      if (isOtherNumber && findProject(db, projectId)?.areNumbersLocked) {
        throw new AppError('NUMBERS_LOCKED', 'the scene keeps its number', { retry: 'after-user-action' });
      }
      const { savedAtMs } = edit(context, { projectId, labelKey: labelOfSceneEdit(patch), typingKey }, (recorder) => {
        const { id, ...row } = sceneToRow({ ...scene, ...withoutUndefined(patch) });
        recorder.update('scenes', id, row);
      });
      return { scene: get(sceneId), savedAtMs };
    },

    move(sceneId, afterSceneId) {
      const scene = get(sceneId);
      if (sceneId === afterSceneId) return { savedAtMs: context.clock.nowMs() };
      const { savedAtMs } = edit(context, { projectId: scene.projectId, labelKey: 'moveScene' }, (recorder) => {
        const siblings = listScenes(db, scene.projectId).filter(({ id }) => id !== sceneId);
        const placement = placeAfter(siblings, afterSceneId, 1);
        for (const { id, rank } of placement.siblings) recorder.update('scenes', id, { rank });
        recorder.update('scenes', sceneId, { rank: placement.ranks[0] ?? '' });
      });
      // The order of every shot in the storyboard follows from that of the scenes.
      context.changes.announce([{ kind: 'shot', projectId: scene.projectId, ids: [] }]);
      return { savedAtMs };
    },

    delete(sceneIds) {
      const scenes = sceneIds.map(get);
      const projectId = scenes[0]?.projectId;
      if (!projectId || scenes.some((scene) => scene.projectId !== projectId)) {
        throw new AppError('INVALID_INPUT', 'scenes of one project are deleted at a time');
      }
      const labelCount = sceneIds.length;
      const { savedAtMs } = edit(context, { projectId, labelKey: 'deleteScene', labelCount }, (recorder) => {
        const shotIds = sceneIds.flatMap((sceneId) => listShotRanks(db, sceneId).map(({ id }) => id));
        keepSoundOf(recorder, db, { projectId, shotIds });
        for (const sceneId of sceneIds) {
          for (const { id } of listShotRanks(db, sceneId))
            recorder.update('shots', id, { deleted_at_ms: recorder.nowMs });
          recorder.update('scenes', sceneId, { deleted_at_ms: recorder.nowMs });
        }
      });
      return { savedAtMs };
    },
  };
}
