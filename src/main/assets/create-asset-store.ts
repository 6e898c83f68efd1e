/**
 * The asset store on a disk.
 *
 * Order of a commit: look at the bytes, write them through to the disk, rename, write the folder through, and only
 * then the row. So a crash at any instruction may leave a file without a row, which the next import of the same
 * content replaces and the next emptying of the trash removes, and never a row without a file.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findAsset, findAssetByHash, getAsset, insertAsset } from '#main/db/asset-repository.ts';
import type { WriteDb } from '#main/db/database.ts';
import { syncFolder } from '#main/library/durable-file.ts';
import { createProcessSlots } from '#main/media/process-slots.ts';
import type { AssetId, IdFactory } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { type AssetFolders, assetPath, derivedFolder, derivedKindsOf, derivedPath } from './asset-paths.ts';
import type { AssetStore, StagedFile } from './asset-store.ts';
import { type ErasedAssets, eraseUnusedAssets } from './collect-garbage.ts';
import { type FileSystem, findSize, nodeFileSystem, toMediaFolderError } from './file-system.ts';
import { createKeyedLock, createSharedRuns } from './keyed-runs.ts';
import type { MediaTools } from './media-tools.ts';

export type AssetStoreOptions = {
  db: WriteDb;
  folders: AssetFolders;
  clock: Clock;
  ids: IdFactory;
  tools: MediaTools;
  /** Assets whose pictures are made at the same time, a whole number from 1. @default 2 */
  maxDerivedRuns?: number;
  /** @default the real one */
  files?: FileSystem;
};

/** The store of an open library, with what only its owner may do. */
export interface LibraryAssetStore extends AssetStore {
  /**
   * Erases assets that no row and no undo step names, with their files. To be called after emptying the trash.
   * What was committed in the last ten minutes stays: its row may be about to be named.
   */
  eraseUnused(): Promise<ErasedAssets>;
}

/** How long a committed asset is kept although nothing names it yet. */
const holdMs = 10 * 60 * 1000;

/** Names of pictures, as `identifyImage` gives them, that are recognised and not taken. */
const otherPictures = new Set([
  'svg',
  'bmp',
  'tif',
  'ico',
  'icns',
  'jxl',
  'jp2',
  'jpx',
  'psd',
  'dng',
  'cr2',
  'cr3',
  'nef',
  'arw',
]);

export function createAssetStore({
  db,
  folders,
  clock,
  ids,
  tools,
  maxDerivedRuns = 2,
  files = nodeFileSystem,
}: AssetStoreOptions): LibraryAssetStore {
  const locks = createKeyedLock();
  const derivedRuns = createSharedRuns();
  const derivedSlots = createProcessSlots(maxDerivedRuns);
  const heldUntilMs = new Map<AssetId, number>();
  /** Who wants to know how far a waveform is, by hash. */
  const watchers = new Map<string, Set<(fraction: number) => void>>();

  function hold(asset: MediaAsset): MediaAsset {
    const nowMs = clock.nowMs();
    for (const [assetId, untilMs] of heldUntilMs) if (untilMs <= nowMs) heldUntilMs.delete(assetId);
    heldUntilMs.set(asset.id, nowMs + holdMs);
    return asset;
  }

  async function commitContent(file: string, originalName: string, signal: AbortSignal | undefined) {
    const { sha256, sizeBytes } = await hashAndSync(files, file, signal);
    return locks.run(sha256, async () => {
      const known = findAssetByHash(db, sha256);
      if (known) {
        hold(known);
        // Somebody took the file away behind our back: now it is back.
        if ((await findSize(files, assetPath(folders, known))) !== sizeBytes) await moveIntoPlace(file, known);
        return known;
      }
      const facts = await inspect(file, sha256, signal);
      signal?.throwIfAborted();
      const asset: MediaAsset = {
        id: ids.create('asset'),
        sha256,
        sizeBytes,
        ...facts,
        originalName: toPlainName(originalName),
        createdAtMs: clock.nowMs(),
      };
      await moveIntoPlace(file, asset);
      return hold(db.transactionSoon(() => insertAsset(db, asset)));
    });
  }

  /** Looks at the bytes; an image gets its pictures on the way, because making them is what proves it whole. */
  async function inspect(file: string, sha256: string, signal: AbortSignal | undefined) {
    const image = await tools.identifyImage(file).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'IMAGE_TYPE_NOT_SUPPORTED') return error;
      throw error;
    });
    if (image instanceof AppError) {
      // A picture of a kind that is not taken is told as such, not as a bad film.
      if (otherPictures.has(String(image.params.foundType))) throw image;
      const { kind, mime, extension, durationMs, frameSize } = await tools.probeMedia(file, signal);
      return { kind, mime, extension, durationMs, frameSize };
    }
    const folder = derivedFolder(folders, sha256);
    await files.mkdir(folder, { recursive: true });
    try {
      await tools.makeImagePictures({
        path: file,
        facts: image,
        ...imagePictures(sha256),
        ...(signal && { signal }),
      });
    } catch (error) {
      await files.rm(folder, { recursive: true, force: true });
      throw error;
    }
    const { mime, extension, frameSize } = image;
    return { kind: 'image' as const, mime, extension, durationMs: null, frameSize };
  }

  function imagePictures(sha256: string) {
    return {
      boardPath: derivedPath(folders, sha256, 'board'),
      thumbnailPath: derivedPath(folders, sha256, 'thumbnail'),
    };
  }

  async function moveIntoPlace(file: string, asset: MediaAsset): Promise<void> {
    const target = assetPath(folders, asset);
    const folder = path.dirname(target);
    const isNewFolder = !existsSync(folder);
    if (isNewFolder) await files.mkdir(folder, { recursive: true });
    await files.rename(file, target);
    await syncFolder(folder);
    if (isNewFolder) await syncFolder(folders.media);
  }

  async function remakePictures(asset: MediaAsset, signal: AbortSignal): Promise<void> {
    const release = await derivedSlots.take(signal);
    try {
      // An aborted run still cleans up after itself; the next one must not meet it.
      await locks.run(asset.sha256, () => makePictures(asset, signal));
    } catch (error) {
      throw toCommitError(error, { fileName: asset.originalName, location: folders.derived, signal });
    } finally {
      release();
    }
  }

  async function makePictures({ id, kind, sha256, durationMs }: MediaAsset, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const file = input(id);
    await files.mkdir(derivedFolder(folders, sha256), { recursive: true });
    if (kind === 'audio') {
      await tools.makeWaveform({
        path: file,
        durationMs: durationMs ?? 0,
        outputPath: derivedPath(folders, sha256, 'waveform'),
        signal,
        onProgress: (fraction) => watchers.get(sha256)?.forEach((watch) => watch(fraction)),
      });
      return;
    }
    if (kind === 'image') {
      const facts = await tools.identifyImage(file);
      await tools.makeImagePictures({ path: file, facts, ...imagePictures(sha256), signal });
      return;
    }
    const facts = await tools.probeMedia(file, signal);
    await tools.makeClipPictures({
      path: file,
      facts,
      thumbnailPath: derivedPath(folders, sha256, 'thumbnail'),
      coverPath: derivedPath(folders, sha256, 'cover'),
      spritePath: derivedPath(folders, sha256, 'sprite'),
      signal,
    });
  }

  function watch(sha256: string, onProgress: ((fraction: number) => void) | undefined): () => void {
    if (!onProgress) return () => {};
    const all = watchers.get(sha256) ?? new Set();
    watchers.set(sha256, all.add(onProgress));
    return () => {
      all.delete(onProgress);
      if (all.size === 0) watchers.delete(sha256);
    };
  }

  function input(assetId: AssetId): string {
    const file = assetPath(folders, getAsset(db, assetId));
    if (!existsSync(file)) throw new AppError('ASSET_NOT_FOUND', `the file of "${assetId}" is gone`);
    return file;
  }

  async function makeEmpty(file: string): Promise<void> {
    try {
      await files.writeFile(file, '', { flag: 'wx' });
    } catch {
      await files.mkdir(path.dirname(file), { recursive: true });
      await files.writeFile(file, '', { flag: 'wx' });
    }
  }

  function toStagedFile(file: string): StagedFile {
    let isGone = false;
    return {
      path: file,
      async discard() {
        if (isGone) return;
        await files.rm(file, { force: true });
        isGone = true;
      },
    };
  }

  return {
    async stage(extension, { isWrittenAtOnce = false } = {}) {
      const ending = /^[a-z0-9]{1,8}$/i.test(extension) ? extension.toLowerCase() : 'bin';
      const file = path.join(folders.staging, `${ids.create('upload')}.${ending}`);
      try {
        if (isWrittenAtOnce) {
          if (!existsSync(folders.staging)) await files.mkdir(folders.staging, { recursive: true });
        } else {
          // A full or read-only disk tells now, and not after minutes of work.
          await makeEmpty(file);
          await files.unlink(file);
        }
      } catch (error) {
        throw toMediaFolderError(error, folders.media);
      }
      return toStagedFile(file);
    },
    async commit(staged: StagedFile, { originalName, signal }) {
      try {
        return await commitContent(staged.path, originalName, signal);
      } catch (error) {
        throw toCommitError(error, { fileName: toPlainName(originalName), location: folders.media, signal });
      } finally {
        await staged.discard();
      }
    },
    find: (assetId) => findAsset(db, assetId),
    get: (assetId) => getAsset(db, assetId),
    input,
    async derived(assetId, kind, { signal, onProgress } = {}) {
      const asset = getAsset(db, assetId);
      if (!derivedKindsOf[asset.kind].includes(kind)) {
        throw new AppError('ASSET_NOT_FOUND', `no ${kind} of "${assetId}", which is ${asset.kind}`);
      }
      const file = derivedPath(folders, asset.sha256, kind);
      if (await findSize(files, file)) return file;
      const unwatch = watch(asset.sha256, onProgress);
      try {
        await derivedRuns.join(asset.sha256, signal, (shared) => remakePictures(asset, shared));
      } finally {
        unwatch();
      }
      return file;
    },
    eraseUnused() {
      const isHeld = (assetId: AssetId) => (heldUntilMs.get(assetId) ?? 0) > clock.nowMs();
      return eraseUnusedAssets({ db, folders, files, isHeld, lock: locks });
    },
  };
}

const readBytes = 128 * 1024;

async function hashAndSync(files: FileSystem, file: string, signal: AbortSignal | undefined) {
  // Writable, because Windows flushes no file that was opened for reading.
  const handle = await files.open(file, 'r+');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(readBytes);
    let sizeBytes = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, readBytes, sizeBytes);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      sizeBytes += bytesRead;
    }
    await handle.sync();
    return { sha256: hash.digest('hex'), sizeBytes };
  } finally {
    await handle.close();
  }
}

/** The last part of whatever path a name came with, without control characters. */
function toPlainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return [...last.replaceAll(/\p{Cc}/gu, '')].slice(0, 255).join('');
}

type CommitErrorFacts = { fileName: string; location: string; signal: AbortSignal | undefined };

function toCommitError(error: unknown, { fileName, location, signal }: CommitErrorFacts): AppError {
  if (signal?.aborted && !(error instanceof AppError)) {
    return new AppError('CANCELLED', 'the import was cancelled', { cause: error });
  }
  const known = hasCode(error, 'ENOENT')
    ? new AppError('ASSET_NOT_FOUND', 'the file is gone', { cause: error })
    : toMediaFolderError(error, location);
  if (!/^(?:IMAGE|MEDIA)_/.test(known.code)) return known;
  return new AppError(known.code, known.message, {
    params: { ...known.params, fileName },
    retry: known.retry,
    cause: known.cause ?? known,
  });
}
