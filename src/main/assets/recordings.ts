/**
 * Recordings on their way in, second by second, while somebody speaks.
 *
 * Each is two files: what it is for, and the bytes so far, flushed with every piece. What was said stays when the window
 * or the studio dies; nothing but a person's word removes it.
 */
import path from 'node:path';
import { z } from 'zod';
import { idPattern, type IdFactory, type RecordingId, type ShotId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { type FileSystem, findSize, nodeFileSystem, toMediaFolderError } from './file-system.ts';
import { createKeyedLock } from './keyed-runs.ts';
import type { AppendOptions } from './uploads.ts';

export type StoredRecording = {
  recordingId: RecordingId;
  shotId: ShotId;
  startedAtMs: number;
  sizeBytes: number;
  /** Absolute path of what is there so far. */
  path: string;
};

export interface Recordings {
  /** @throws {AppError} DISK_FULL, MEDIA_FOLDER_NOT_WRITABLE */
  begin(shotId: ShotId): Promise<RecordingId>;
  /**
   * Writes bytes behind what has arrived, and flushes them.
   *
   * @returns where to go on; `isConflict` when `offset` was not that place, and then nothing was written
   * @throws {AppError} RECORDING_NOT_FOUND, UPLOAD_TOO_LARGE, DISK_FULL, MEDIA_FOLDER_NOT_WRITABLE, CANCELLED
   */
  append(recordingId: RecordingId, options: AppendOptions): Promise<{ offset: number; isConflict: boolean }>;
  /** All that is there, oldest first. */
  list(): Promise<StoredRecording[]>;
  /** @throws {AppError} RECORDING_NOT_FOUND */
  get(recordingId: RecordingId): Promise<StoredRecording>;
  /** Removes it; an unknown one is fine. */
  discard(recordingId: RecordingId): Promise<void>;
}

export type RecordingsOptions = {
  folders: { recordings: string; media: string };
  clock: Clock;
  ids: IdFactory;
  /** Longest recording, in bytes: some ten hours of speech. @default 512 MB */
  limitBytes?: number;
  /** @default the real one */
  files?: FileSystem;
};

const factsSchema = z.object({
  shotId: z.custom<ShotId>((value) => typeof value === 'string' && idPattern('shot').test(value)),
  startedAtMs: z.number(),
});

export function createRecordings({
  folders,
  clock,
  ids,
  limitBytes = 512 * 2 ** 20,
  files = nodeFileSystem,
}: RecordingsOptions): Recordings {
  const locks = createKeyedLock();
  const bytesFile = (recordingId: string) => path.join(folders.recordings, `${recordingId}.part`);
  const factsFile = (recordingId: string) => path.join(folders.recordings, `${recordingId}.json`);

  async function find(recordingId: RecordingId): Promise<StoredRecording | null> {
    const sizeBytes = await findSize(files, bytesFile(recordingId));
    const text = await files.readFile(factsFile(recordingId), 'utf8').catch(() => null);
    const facts = text === null ? null : readFacts(text);
    return facts && sizeBytes !== null ? { recordingId, ...facts, sizeBytes, path: bytesFile(recordingId) } : null;
  }

  async function get(recordingId: RecordingId): Promise<StoredRecording> {
    const recording = await find(recordingId);
    if (!recording) throw new AppError('RECORDING_NOT_FOUND', `no recording "${recordingId}"`);
    return recording;
  }

  async function write({ path: file, sizeBytes }: StoredRecording, { body, signal }: AppendOptions): Promise<number> {
    const handle = await files.open(file, 'r+');
    let offset = sizeBytes;
    try {
      for await (const piece of body) {
        if (signal?.aborted) throw new AppError('CANCELLED', 'the window left');
        if (!piece || piece.byteLength === 0) continue;
        if (offset + piece.byteLength > limitBytes) {
          const params = { limitMegabytes: Math.floor(limitBytes / 2 ** 20) };
          throw new AppError('UPLOAD_TOO_LARGE', 'the recording is too long', { params, retry: 'after-user-action' });
        }
        for (let written = 0; written < piece.byteLength; ) {
          const { bytesWritten } = await handle.write(piece, written, piece.byteLength - written, offset);
          written += bytesWritten;
          offset += bytesWritten;
        }
      }
      await handle.sync();
      return offset;
    } finally {
      await handle.close();
    }
  }

  return {
    async begin(shotId) {
      const recordingId = ids.create('recording');
      try {
        await files.mkdir(folders.recordings, { recursive: true });
        await files.writeFile(factsFile(recordingId), JSON.stringify({ shotId, startedAtMs: clock.nowMs() }), {
          flag: 'wx',
        });
        await files.writeFile(bytesFile(recordingId), '', { flag: 'wx' });
      } catch (error) {
        throw toMediaFolderError(error, folders.media);
      }
      return recordingId;
    },
    append(recordingId, options) {
      return locks.run(recordingId, async () => {
        const recording = await get(recordingId);
        if (options.offset !== recording.sizeBytes) return { offset: recording.sizeBytes, isConflict: true };
        try {
          return { offset: await write(recording, options), isConflict: false };
        } catch (error) {
          throw toMediaFolderError(error, folders.media);
        }
      });
    },
    async list() {
      const names = await files.readdir(folders.recordings).catch(() => []);
      const found: StoredRecording[] = [];
      for (const name of names) {
        // rec_0123456789abcdef.part
        const recordingId = /^(rec_[0-9a-z]{16})\.part$/.exec(name)?.[1] as RecordingId | undefined;
        const recording = recordingId && (await find(recordingId));
        if (recording) found.push(recording);
      }
      return found.sort((a, b) => a.startedAtMs - b.startedAtMs);
    },
    get,
    discard: (recordingId) =>
      locks.run(recordingId, async () => {
        await files.rm(bytesFile(recordingId), { force: true });
        await files.rm(factsFile(recordingId), { force: true });
      }),
  };
}

function readFacts(text: string): z.output<typeof factsSchema> | null {
  try {
    return factsSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // A power cut may leave the file empty.
    return null;
  }
}
