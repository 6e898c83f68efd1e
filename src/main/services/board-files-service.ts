/** Many pictures at once: each the board of a shot that is there, or of a new one; all of them one step. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import { findProject } from '#main/db/project-repository.ts';
import { findScene, listScenes } from '#main/db/scene-repository.ts';
import { listStoryboardShots, shotToRow } from '#main/db/shot-repository.ts';
import type { BoardsPlaced, Saved } from '#shared/contract/answers.ts';
import type { AssetId, SceneId, ShotId, UploadId } from '#shared/domain/ids.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import { edit } from './edit.ts';
import { readElementDigests } from './element-digests.ts';
import { aShot } from './new-records.ts';
import { placeAfter } from './ranks.ts';
import type { ServiceContext } from './service-context.ts';
import { changeShot, type ShotService } from './shot-service.ts';

export type BoardFiles = {
  /** In the order in which they are given out. */
  uploadIds: readonly UploadId[];
  /** These get the first pictures. */
  shotIds: ShotId[];
  /** Where the rest become new shots. */
  sceneId: SceneId;
  /** Null means first of the scene. */
  afterShotId: ShotId | null;
};

export interface BoardFilesService {
  /**
   * Files that are no pictures are left out, and their shots' turn goes to the next one.
   *
   * @throws {AppError} SHOT_NOT_FOUND, SCENE_NOT_FOUND, UPLOAD_NOT_FOUND, DISK_FULL; what the first file was refused for
   *   where all of them were: nothing is changed then
   */
  place(files: BoardFiles, signal?: AbortSignal): Promise<Saved & BoardsPlaced>;
}

export type BoardFilesParts = {
  shots: Pick<ShotService, 'list'>;
  assets: Pick<AssetStore, 'commit'>;
  uploads: Pick<Uploads, 'takeFile'>;
};

export function createBoardFilesService(
  context: ServiceContext,
  { shots, assets, uploads }: BoardFilesParts,
): BoardFilesService {
  /** Takes pictures into the library; one that is refused is named. */
  async function takeIn(uploadIds: readonly UploadId[], signal: AbortSignal | undefined) {
    const pictures: AssetId[] = [];
    const refused: Array<{ name: string; error: AppError }> = [];
    for (const uploadId of uploadIds) {
      const { staged, fileName } = await uploads.takeFile(uploadId);
      try {
        const asset = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
        if (asset.kind === 'image') pictures.push(asset.id);
        else refused.push({ name: fileName, error: notAPicture(fileName, asset.mime) });
      } catch (thrown) {
        const error = toAppError(thrown);
        if (!isAboutTheFile(error)) throw error;
        refused.push({ name: fileName, error });
      }
    }
    const [first] = refused;
    if (pictures.length === 0 && first) throw first.error;
    return { pictures, refusedNames: refused.map(({ name }) => name) };
  }

  return {
    async place({ uploadIds, shotIds, sceneId, afterShotId }, signal) {
      // Looked up first: files for what is gone are not taken in.
      findTargets(context, shots, { shotIds, sceneId });
      const { pictures, refusedNames } = await takeIn(uploadIds, signal);
      const { present, scene, project } = findTargets(context, shots, { shotIds, sceneId });
      const { id: projectId, frameRate } = project;
      const labelCount = pictures.length;
      const { result, savedAtMs } = edit(context, { projectId, labelKey: 'setBoards', labelCount }, (recorder) => {
        const digestsOf = readElementDigests(context.db, projectId);
        const filled = present.slice(0, pictures.length);
        filled.forEach((shot, index) =>
          changeShot(recorder, shot, { boardAssetId: pictures[index] ?? null }, digestsOf),
        );
        const rest = pictures.slice(filled.length);
        const siblings = listStoryboardShots(context.db, projectId).filter((shot) => shot.sceneId === sceneId);
        const placement = placeAfter(siblings, afterShotId, rest.length);
        for (const { id, rank } of placement.siblings) recorder.update('shots', id, { rank });
        const newShotIds = rest.map((boardAssetId, index) => {
          const own = { id: context.ids.create('shot'), rank: placement.ranks[index] ?? '', boardAssetId };
          const { nowMs } = recorder;
          recorder.insert('shots', shotToRow(aShot({ ...own, scene, frameRate, digestsOf, nowMs })));
          return own.id;
        });
        return { shotIds: [...filled.map(({ id }) => id), ...newShotIds], newShotIds };
      });
      return { shots: shots.list(result.shotIds), newShotIds: result.newShotIds, refusedNames, savedAtMs };
    },
  };
}

/** @throws {AppError} SHOT_NOT_FOUND, SCENE_NOT_FOUND, INVALID_INPUT for shots of another project */
function findTargets(
  { db }: ServiceContext,
  shots: Pick<ShotService, 'list'>,
  { shotIds, sceneId }: Pick<BoardFiles, 'shotIds' | 'sceneId'>,
) {
  const scene = findScene(db, sceneId);
  const project = scene && findProject(db, scene.projectId);
  if (!scene || !project || !listScenes(db, project.id).some(({ id }) => id === sceneId)) {
    throw new AppError('SCENE_NOT_FOUND', `no scene ${sceneId}`);
  }
  const byId = new Map(shots.list(shotIds).map((shot) => [shot.id, shot]));
  const present = shotIds.map((id) => {
    const shot = byId.get(id);
    if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${id}`);
    if (shot.projectId !== project.id) throw new AppError('INVALID_INPUT', 'a shot of another project');
    return shot;
  });
  return { present, scene, project };
}

function notAPicture(fileName: string, foundType: string): AppError {
  return new AppError('IMAGE_TYPE_NOT_SUPPORTED', `a board is no ${foundType}`, { params: { fileName, foundType } });
}

/** Whether another file could fare better. */
function isAboutTheFile({ code }: AppError): boolean {
  return /^(?:IMAGE|MEDIA_TYPE|MEDIA_DECODE)/.test(code);
}
