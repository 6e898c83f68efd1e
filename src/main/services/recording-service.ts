/** Voices that are recorded for shots: begun, kept, or let go; those that were cut off are offered again. */
import type { AssetStore } from '#main/assets/asset-store.ts';
import type { Recordings } from '#main/assets/recordings.ts';
import type { CutOffRecording, Saved } from '#shared/contract/answers.ts';
import type { RecordingId, ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ShotService } from './shot-service.ts';

export interface RecordingService {
  /** @throws {AppError} SHOT_NOT_FOUND, DISK_FULL, MEDIA_FOLDER_NOT_WRITABLE */
  begin(shotId: ShotId): Promise<{ recordingId: RecordingId }>;
  /** Recordings of a shot that nobody kept or let go yet, oldest first; those without a sound are left out. */
  list(shotId: ShotId): Promise<CutOffRecording[]>;
  /**
   * Takes it into the library and makes it the voice of its shot, as one step.
   *
   * @throws {AppError} RECORDING_NOT_FOUND, SHOT_NOT_FOUND, MEDIA_…, FFMPEG_…, DISK_FULL; the recording then stays
   */
  keep(recordingId: RecordingId, signal?: AbortSignal): Promise<Saved & { shot: StoryboardShot }>;
  /** Lets it go for good. */
  discard(recordingId: RecordingId): Promise<void>;
}

export type RecordingServiceOptions = {
  shots: Pick<ShotService, 'get' | 'setMedia'>;
  assets: Pick<AssetStore, 'stage' | 'commit'>;
  recordings: Recordings;
  /** Makes a whole file of what was recorded. */
  remux(options: { path: string; outputPath: string; signal?: AbortSignal | undefined }): Promise<void>;
  /** Length of what can be heard. @throws {AppError} MEDIA_… */
  measureMs(path: string): Promise<number>;
  /** The name of the file, for people. */
  fileName: string;
};

export function createRecordingService(options: RecordingServiceOptions): RecordingService {
  const { shots, assets, recordings, remux, measureMs, fileName } = options;
  return {
    async begin(shotId) {
      shots.get(shotId);
      return { recordingId: await recordings.begin(shotId) };
    },

    async list(shotId) {
      const found: CutOffRecording[] = [];
      for (const { recordingId, startedAtMs, sizeBytes, path, ...recording } of await recordings.list()) {
        if (recording.shotId !== shotId || sizeBytes === 0) continue;
        // A piece that was cut in the middle can be heard up to there; its length is then not told.
        const durationMs = await measureMs(path).catch(() => null);
        found.push({ recordingId, startedAtMs, durationMs });
      }
      return found;
    },

    async keep(recordingId, signal) {
      const { shotId, path } = await recordings.get(recordingId);
      shots.get(shotId);
      const staged = await assets.stage('webm');
      try {
        await remux({ path, outputPath: staged.path, signal });
        const asset = await assets.commit(staged, { originalName: fileName, ...(signal && { signal }) });
        const { shots: changed, savedAtMs } = shots.setMedia([shotId], 'voice', asset.id);
        const shot = changed[0];
        if (!shot) throw new AppError('SHOT_NOT_FOUND', `no shot ${shotId}`);
        await recordings.discard(recordingId);
        return { shot, savedAtMs };
      } finally {
        await staged.discard();
      }
    },

    discard: (recordingId) => recordings.discard(recordingId),
  };
}
