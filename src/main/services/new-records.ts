/** New scenes and shots with everything that nobody chose filled in. */
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import { shotWords } from '#shared/domain/compose-prompt.ts';
import { defaultShotGeneration } from '#shared/domain/generation.ts';
import type { ProjectId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, Shot } from '#shared/domain/records.ts';
import { defaultShotStructure } from '#shared/domain/shot-fields.ts';
import { framesFromSeconds, type FrameRate } from '#shared/domain/time.ts';
import { type ElementDigests, noElementDigests } from './element-digests.ts';
import { firstRanks } from './ranks.ts';
import { recipeDigestOf } from './recipe-digest.ts';

/** Length of a shot that nobody has timed yet. */
const newShotSeconds = 3;

type NewSceneFields = { id: SceneId; projectId: ProjectId; nowMs: number } & Partial<Scene>;

export function aScene({ nowMs, ...fields }: NewSceneFields): Scene {
  return {
    rank: firstRanks(1)[0] ?? '',
    heading: '',
    sceneNumber: null,
    synopsis: '',
    notes: '',
    colour: null,
    lockedNumber: null,
    scriptLines: null,
    createdAtMs: nowMs,
    ...fields,
  };
}

type NewShotFields = {
  id: ShotId;
  scene: Pick<Scene, 'id' | 'projectId'>;
  frameRate: FrameRate;
  /** Of the project. @default it has no elements */
  digestsOf?: ElementDigests;
  nowMs: number;
} & Partial<Shot>;

export function aShot({ scene, frameRate, digestsOf = noElementDigests, nowMs, ...fields }: NewShotFields): Shot {
  const shot = {
    ...defaultShotStructure,
    projectId: scene.projectId,
    sceneId: scene.id,
    rank: firstRanks(1)[0] ?? '',
    title: '',
    prompt: '',
    notes: '',
    dialogue: '',
    durationFrames: framesFromSeconds(newShotSeconds, frameRate),
    cameraMove: defaultCameraMove,
    boardAssetId: null,
    voiceAssetId: null,
    connectionId: null,
    generation: defaultShotGeneration,
    selectedTakeId: null,
    scriptLines: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    ...fields,
  };
  return { ...shot, recipeDigest: recipeDigestOf(shot, digestsOf(shotWords(shot))) };
}
