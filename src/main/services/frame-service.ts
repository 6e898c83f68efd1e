/** A picture out of a clip as the board of a shot. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Uploads } from '#main/assets/uploads.ts';
import { lastFrameRun } from '#main/media/last-frame.ts';
import type { FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import { stillFrameRun } from '#main/media/still-frame.ts';
import type { Saved } from '#shared/contract/answers.ts';
import type { AssetId, ShotId, UploadId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ShotService } from './shot-service.ts';

export interface FrameService {
  /**
   * The picture that begins there, or the last one where none does, as one step to undo.
   *
   * @param atMicros where in the clip the picture begins, in microseconds
   * @throws {AppError} SHOT_NOT_FOUND, ASSET_NOT_FOUND, MEDIA_TYPE_NOT_SUPPORTED, MEDIA_DECODE_FAILED, FFMPEG_…, DISK_FULL
   */
  fromAsset(frame: { shotId: ShotId; assetId: AssetId; atMicros: number }, signal?: AbortSignal): Promise<SavedShot>;
  /** As `fromAsset`, from a file that was sent and is not kept. @throws {AppError} also UPLOAD_NOT_FOUND */
  fromUpload(frame: { shotId: ShotId; uploadId: UploadId; atMicros: number }, signal?: AbortSignal): Promise<SavedShot>;
}

type SavedShot = Saved & { shot: StoryboardShot };

export type FrameParts = {
  shots: Pick<ShotService, 'get' | 'setMedia'>;
  assets: Pick<AssetStore, 'get' | 'input' | 'stage' | 'commit'>;
  uploads: Pick<Uploads, 'takeFile'>;
  ffmpeg: Pick<FfmpegRunner, 'run'>;
};

export function createFrameService({ shots, assets, uploads, ffmpeg }: FrameParts): FrameService {
  async function cut(file: string, atMicros: number, outputPath: string, signal: AbortSignal | undefined) {
    try {
      await ffmpeg.run({ ...stillFrameRun({ path: file, atMicros, outputPath }), signal });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MEDIA_DECODE_FAILED') throw error;
      await ffmpeg.run({ ...lastFrameRun({ path: file, outputPath }), signal });
    }
  }

  async function setBoard(
    { shotId, file, atMicros, fileName }: { shotId: ShotId; file: string; atMicros: number; fileName: string },
    signal: AbortSignal | undefined,
  ): Promise<SavedShot> {
    const staged = await assets.stage('png');
    try {
      await cut(file, atMicros, staged.path, signal);
      const { id } = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
      const { shots: changed, savedAtMs } = shots.setMedia([shotId], 'board', id, { labelKey: 'boardFromFrame' });
      const shot = changed[0];
      if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
      return { shot, savedAtMs };
    } finally {
      await staged.discard();
    }
  }

  return {
    async fromAsset({ shotId, assetId, atMicros }, signal) {
      shots.get(shotId);
      const { kind, mime, originalName: fileName } = assets.get(assetId);
      if (kind !== 'video') {
        const params = { fileName, foundType: mime };
        throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', `no frames in ${mime}`, { params });
      }
      return setBoard({ shotId, file: assets.input(assetId), atMicros, fileName }, signal);
    },
    async fromUpload({ shotId, uploadId, atMicros }, signal) {
      shots.get(shotId);
      const { staged, fileName } = await uploads.takeFile(uploadId);
      try {
        return await setBoard({ shotId, file: staged.path, atMicros, fileName }, signal);
      } finally {
        await staged.discard();
      }
    },
  };
}
