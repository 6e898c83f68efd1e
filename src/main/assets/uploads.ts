/**
 * Files on their way in from the window, in chunks at an offset.
 *
 * An upload is two files: what was announced, and the bytes so far. The size of the bytes is the truth about where to
 * go on, so that an upload goes on after a restart of either side.
 */
import path from 'node:path';
import type { IdFactory, UploadId } from '#shared/domain/ids.ts';
import { AppError, type ErrorParams, hasCode } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { StagedFile } from './asset-store.ts';
import { type FileSystem, findSize, nodeFileSystem, toMediaFolderError } from './file-system.ts';
import { createKeyedLock } from './keyed-runs.ts';

export type UploadFacts = { fileName: string; sizeBytes: number; receivedBytes: number };

export type AppendOptions = {
  /** Where the bytes belong; must be how many have arrived. */
  offset: number;
  /** An Electron protocol may end a body with `undefined`, which is skipped. */
  body: AsyncIterable<Uint8Array | undefined>;
  signal?: AbortSignal;
};

export interface Uploads {
  /**
   * Announces a file.
   *
   * @throws {AppError} UPLOAD_TOO_LARGE (params `limitMegabytes`), DISK_FULL when it cannot fit, MEDIA_FOLDER_NOT_WRITABLE
   */
  begin(options: { fileName: string; sizeBytes: number }): Promise<UploadId>;
  /** Null when there is no such upload, or it was taken. */
  find(uploadId: UploadId): Promise<UploadFacts | null>;
  /**
   * Writes bytes behind what has arrived.
   *
   * @returns where to go on; `isConflict` when `offset` was not that place, and then nothing was written
   * @throws {AppError} UPLOAD_NOT_FOUND, UPLOAD_TOO_LARGE (more than announced: the upload is removed), DISK_FULL,
   *   MEDIA_FOLDER_NOT_WRITABLE, CANCELLED; what was written before stays
   */
  append(uploadId: UploadId, options: AppendOptions): Promise<{ offset: number; isConflict: boolean }>;
  /**
   * Takes a complete file out, once: from then on it is the caller's to commit or discard.
   *
   * @throws {AppError} UPLOAD_NOT_FOUND, also while bytes are missing
   */
  takeFile(uploadId: UploadId): Promise<{ staged: StagedFile; fileName: string; sizeBytes: number }>;
  /**
   * Reads a complete file and leaves it, so that it can be read again.
   *
   * @throws {AppError} UPLOAD_NOT_FOUND, also while bytes are missing; UPLOAD_TOO_LARGE past `limitBytes`, with
   *   `fileName` and `sizeBytes` in params
   */
  readBytes(uploadId: UploadId, limitBytes: number): Promise<{ bytes: Uint8Array; fileName: string }>;
  /** Removes it; an unknown one is fine. */
  discard(uploadId: UploadId): Promise<void>;
  /** Removes what got no byte for a day. */
  expire(): Promise<void>;
}

export type UploadsOptions = {
  folders: { uploads: string; staging: string; media: string };
  clock: Clock;
  ids: IdFactory;
  /** Largest file that is taken. @default 4 GB */
  limitBytes?: number;
  /** @default the real one */
  files?: FileSystem;
};

const expiresAfterMs = 24 * 60 * 60 * 1000;

export function createUploads({
  folders,
  clock,
  ids,
  limitBytes = 4 * 2 ** 30,
  files = nodeFileSystem,
}: UploadsOptions): Uploads {
  const locks = createKeyedLock();
  const bytesFile = (uploadId: string) => path.join(folders.uploads, `${uploadId}.part`);
  const factsFile = (uploadId: string) => path.join(folders.uploads, `${uploadId}.json`);

  async function find(uploadId: UploadId): Promise<UploadFacts | null> {
    const announced = await readAnnounced(files, factsFile(uploadId));
    const receivedBytes = await findSize(files, bytesFile(uploadId));
    return announced && receivedBytes !== null ? { ...announced, receivedBytes } : null;
  }

  async function get(uploadId: UploadId): Promise<UploadFacts> {
    const upload = await find(uploadId);
    if (!upload) throw new AppError('UPLOAD_NOT_FOUND', `no upload "${uploadId}"`);
    return upload;
  }

  async function getComplete(uploadId: UploadId): Promise<UploadFacts> {
    const upload = await get(uploadId);
    if (upload.receivedBytes !== upload.sizeBytes) {
      const { receivedBytes, sizeBytes } = upload;
      throw new AppError('UPLOAD_NOT_FOUND', `upload "${uploadId}" has ${receivedBytes} of ${sizeBytes} bytes`);
    }
    return upload;
  }

  async function discard(uploadId: UploadId): Promise<void> {
    await files.rm(factsFile(uploadId), { force: true });
    await files.rm(bytesFile(uploadId), { force: true });
  }

  async function refuseWithoutRoom(sizeBytes: number): Promise<void> {
    const { bavail, bsize } = await files.statfs(folders.uploads);
    // Some network disks tell 0; a disk that is really full says so at the first byte.
    const freeBytes = bavail * bsize;
    if (freeBytes > 0 && sizeBytes > freeBytes) {
      throw new AppError('DISK_FULL', `${sizeBytes} bytes announced, ${freeBytes} free`, {
        retry: 'after-user-action',
      });
    }
  }

  async function write(uploadId: UploadId, { sizeBytes, receivedBytes }: UploadFacts, options: AppendOptions) {
    const handle = await files.open(bytesFile(uploadId), 'r+');
    let offset = receivedBytes;
    try {
      for await (const chunk of options.body) {
        if (options.signal?.aborted) throw new AppError('CANCELLED', 'the window left');
        if (!chunk || chunk.byteLength === 0) continue;
        if (offset + chunk.byteLength > sizeBytes) throw tooLarge(sizeBytes, 'more bytes than were announced');
        for (let written = 0; written < chunk.byteLength; ) {
          const { bytesWritten } = await handle.write(chunk, written, chunk.byteLength - written, offset);
          written += bytesWritten;
          offset += bytesWritten;
        }
      }
    } finally {
      await handle.close();
    }
    return offset;
  }

  return {
    async begin({ fileName, sizeBytes }) {
      if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
        throw new AppError('INVALID_INPUT', `expected a size in bytes, got ${sizeBytes}`);
      }
      if (sizeBytes > limitBytes) throw tooLarge(limitBytes, `${sizeBytes} bytes announced`);
      const uploadId = ids.create('upload');
      try {
        await files.mkdir(folders.uploads, { recursive: true });
        await refuseWithoutRoom(sizeBytes);
        await files.writeFile(bytesFile(uploadId), '', { flag: 'wx' });
        await files.writeFile(factsFile(uploadId), JSON.stringify({ fileName, sizeBytes }), { flag: 'wx' });
      } catch (error) {
        // The reason for failing is worth more than a failure to clean up after it.
        await discard(uploadId).catch(() => undefined);
        throw toMediaFolderError(error, folders.media);
      }
      return uploadId;
    },
    find,
    append(uploadId, options) {
      return locks.run(uploadId, async () => {
        const upload = await get(uploadId);
        if (options.offset !== upload.receivedBytes) return { offset: upload.receivedBytes, isConflict: true };
        try {
          return { offset: await write(uploadId, upload, options), isConflict: false };
        } catch (error) {
          if (error instanceof AppError && error.code === 'UPLOAD_TOO_LARGE') await discard(uploadId);
          throw toMediaFolderError(error, folders.media);
        }
      });
    },
    takeFile(uploadId) {
      return locks.run(uploadId, async () => {
        const { fileName, sizeBytes } = await getComplete(uploadId);
        const file = path.join(folders.staging, `${uploadId}.bin`);
        await files.rename(bytesFile(uploadId), file);
        await files.rm(factsFile(uploadId), { force: true });
        return { staged: { path: file, discard: () => files.rm(file, { force: true }) }, fileName, sizeBytes };
      });
    },
    readBytes(uploadId, limitBytes) {
      return locks.run(uploadId, async () => {
        const { fileName, sizeBytes } = await getComplete(uploadId);
        if (sizeBytes > limitBytes) throw tooLarge(limitBytes, `${sizeBytes} bytes`, { fileName, sizeBytes });
        const bytes = await files.readFile(bytesFile(uploadId));
        return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), fileName };
      });
    },
    discard: (uploadId) => locks.run(uploadId, () => discard(uploadId)),
    async expire() {
      const names = await files.readdir(folders.uploads).catch(() => []);
      for (const name of names) {
        // up_0123456789abcdef.part
        const uploadId = /^(up_[0-9a-z]{16})\.(?:part|json)$/.exec(name)?.[1] as UploadId | undefined;
        if (uploadId) await locks.run(uploadId, () => expireOne(uploadId));
      }
    },
  };

  async function expireOne(uploadId: UploadId): Promise<void> {
    const facts = await files.stat(bytesFile(uploadId)).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    });
    if (!facts || clock.nowMs() - facts.mtimeMs > expiresAfterMs) await discard(uploadId);
  }
}

function tooLarge(limitBytes: number, message: string, facts: ErrorParams = {}): AppError {
  // Whole megabytes where the limit has some, else enough digits not to say "0 MB".
  const megabytes = limitBytes / 2 ** 20;
  const limitMegabytes = megabytes >= 1 ? Math.floor(megabytes) : Math.ceil(megabytes * 1000) / 1000;
  return new AppError('UPLOAD_TOO_LARGE', message, {
    params: { ...facts, limitMegabytes },
    retry: 'after-user-action',
  });
}

async function readAnnounced(files: FileSystem, file: string): Promise<{ fileName: string; sizeBytes: number } | null> {
  try {
    const facts: unknown = JSON.parse(await files.readFile(file, 'utf8'));
    if (typeof facts !== 'object' || facts === null || !('fileName' in facts) || !('sizeBytes' in facts)) return null;
    return typeof facts.fileName === 'string' && typeof facts.sizeBytes === 'number'
      ? { fileName: facts.fileName, sizeBytes: facts.sizeBytes }
      : null;
  } catch (error) {
    // A power cut may leave the file empty: then the upload is as good as unknown.
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null;
    throw error;
  }
}
