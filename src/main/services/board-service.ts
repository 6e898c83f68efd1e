/** Takes an uploaded file into the library and gives it to a shot. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { AssetId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ShotService } from './shot-service.ts';

export interface BoardService {
  /** @throws {AppError} SHOT_NOT_FOUND, UPLOAD_NOT_FOUND, IMAGE_…, MEDIA_…, DISK_FULL; the shot is then as it was */
  set(
    shotId: ShotId,
    what: 'board' | 'voice',
    uploadId: UploadId,
    signal?: AbortSignal,
  ): Promise<Saved & { shot: StoryboardShot }>;
  /** A picture for generation. @throws {AppError} as `set`; INVALID_INPUT when the shot keeps no more of them */
  add(
    shotId: ShotId,
    role: 'last-frame' | 'reference',
    uploadId: UploadId,
    signal?: AbortSignal,
  ): Promise<Saved & { shot: StoryboardShot }>;
}

export function createBoardService(
  shots: ShotService,
  assets: Pick<AssetStore, 'commit'>,
  uploads: Pick<Uploads, 'takeFile'>,
): BoardService {
  async function takeIn(shotId: ShotId, uploadId: UploadId, signal: AbortSignal | undefined): Promise<AssetId> {
    // The shot is looked up first: a file for a shot that is gone is not taken in.
    shots.get(shotId);
    const { staged, fileName } = await uploads.takeFile(uploadId);
    const { id } = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
    return id;
  }

  return {
    async set(shotId, what, uploadId, signal) {
      const assetId = await takeIn(shotId, uploadId, signal);
      const { shots: changed, savedAtMs } = shots.setMedia([shotId], what, assetId);
      const shot = changed[0];
      if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
      return { shot, savedAtMs };
    },
    async add(shotId, role, uploadId, signal) {
      return shots.addPicture(shotId, role, await takeIn(shotId, uploadId, signal));
    },
  };
}
