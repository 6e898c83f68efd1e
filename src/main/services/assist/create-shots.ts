/** Makes the shots that a person accepted from a draft, as one undo step. */
import { findProject } from '#main/db/project-repository.ts';
import { findScene, listScenes, sceneToRow } from '#main/db/scene-repository.ts';
import { listShotRanks, listShotsById, shotToRow } from '#main/db/shot-repository.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { DraftedShots } from '#shared/contract/assist-schemas.ts';
import { dialogueFromSpeeches, toOneLine } from '#shared/domain/assist-draft.ts';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Project, Scene, StoryboardShot } from '#shared/domain/records.ts';
import { type Frames, framesFromSeconds, maxShotFrames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { edit, type TimedRecorder } from '../edit.ts';
import { readElementDigests } from '../element-digests.ts';
import { aScene, aShot } from '../new-records.ts';
import { placeAfter } from '../ranks.ts';
import type { ServiceContext } from '../service-context.ts';

/** @throws {AppError} SCENE_NOT_FOUND, PROJECT_NOT_FOUND */
export function createDraftedShots(
  context: ServiceContext,
  { target, shots }: DraftedShots,
): Saved & { sceneId: SceneId; shots: StoryboardShot[] } {
  const { db } = context;
  const present = target.kind === 'scene' ? getScene(context, target.sceneId) : null;
  const projectId = target.kind === 'scene' ? present?.projectId : target.projectId;
  const project = projectId && findProject(db, projectId);
  if (!project) throw new AppError('PROJECT_NOT_FOUND', 'no project for these shots');
  const { result, savedAtMs } = edit(
    context,
    { projectId: project.id, labelKey: 'createShot', labelCount: shots.length },
    (recorder) => {
      const scene = present ?? insertScene(context, recorder, project, target as NewScene);
      return { sceneId: scene.id, shotIds: insertShots(context, recorder, { project, scene, shots }) };
    },
  );
  return { sceneId: result.sceneId, shots: listShotsById(db, result.shotIds), savedAtMs };
}

type NewScene = Extract<DraftedShots['target'], { kind: 'new-scene' }>;

function getScene({ db }: ServiceContext, sceneId: SceneId): Scene {
  const scene = findScene(db, sceneId);
  if (!scene) throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
  return scene;
}

function insertScene(
  { db, ids }: ServiceContext,
  recorder: TimedRecorder,
  { id: projectId }: Project,
  { heading, synopsis }: NewScene,
): Scene {
  const siblings = listScenes(db, projectId);
  const placement = placeAfter(siblings, siblings.at(-1)?.id ?? null, 1);
  for (const { id, rank } of placement.siblings) recorder.update('scenes', id, { rank });
  const rank = placement.ranks[0] ?? '';
  const { nowMs } = recorder;
  const scene = aScene({ id: ids.create('scene'), projectId, rank, heading: toOneLine(heading), synopsis, nowMs });
  recorder.insert('scenes', sceneToRow(scene));
  return scene;
}

type Placed = { project: Project; scene: Scene; shots: DraftedShots['shots'] };

function insertShots(
  { db, ids }: ServiceContext,
  recorder: TimedRecorder,
  { project: { id: projectId, frameRate }, scene, shots }: Placed,
): ShotId[] {
  const siblings = listShotRanks(db, scene.id);
  const placement = placeAfter(siblings, siblings.at(-1)?.id ?? null, shots.length);
  for (const { id, rank } of placement.siblings) recorder.update('shots', id, { rank });
  const { nowMs } = recorder;
  const digestsOf = readElementDigests(db, projectId);
  return shots.map(({ title, prompt, dialogue, seconds, cameraMove }, index) => {
    const id = ids.create('shot');
    const shot = aShot({
      id,
      scene,
      frameRate,
      digestsOf,
      nowMs,
      rank: placement.ranks[index] ?? '',
      title: toOneLine(title),
      prompt: prompt.trim(),
      dialogue: dialogueFromSpeeches(dialogue),
      durationFrames: Math.min(maxShotFrames, framesFromSeconds(seconds, frameRate)) as Frames,
      cameraMove: { ...defaultCameraMove, kind: cameraMove },
    });
    recorder.insert('shots', shotToRow(shot));
    return id;
  });
}
