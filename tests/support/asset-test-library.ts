/** A real library in a temporary folder with an asset store, for tests. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type OpenLibrary, openLibrary } from '#main/library/open-library.ts';
import { createIdFactory } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { StagedFile } from '#main/assets/asset-store.ts';
import { type AssetStoreOptions, createAssetStore, type LibraryAssetStore } from '#main/assets/create-asset-store.ts';
import { type FileSystem, nodeFileSystem } from '#main/assets/file-system.ts';
import type { MediaTools } from '#main/assets/media-tools.ts';

export type TestLibrary = {
  library: OpenLibrary;
  assets: LibraryAssetStore;
  ids: ReturnType<typeof createIdFactory>;
  clock: { nowMs(): number; advance(ms: number): void };
  /** Stages these bytes. */
  stageBytes(bytes: string | Uint8Array): Promise<StagedFile>;
  /** Another store on the same library, as after a restart. */
  createStore(options?: Partial<AssetStoreOptions>): LibraryAssetStore;
  close(): Promise<void>;
};

export async function createTestLibrary(options: Partial<AssetStoreOptions> = {}): Promise<TestLibrary> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'assets-'));
  // Files get the system's own times, so the clock begins there.
  let nowMs = Math.trunc(statSync(base).mtimeMs);
  const clock = {
    nowMs: () => nowMs,
    advance(ms: number) {
      nowMs += ms;
    },
  };
  const ids = createIdFactory(randomBytes);
  const library = await openLibrary({ folder: path.join(base, 'library'), clock, env: {} });
  const createStore = (more: Partial<AssetStoreOptions> = {}) =>
    createAssetStore({
      db: library.db,
      folders: library.folders,
      clock,
      ids,
      tools: createTextTools(),
      ...options,
      ...more,
    });
  const assets = createStore();
  return {
    library,
    assets,
    ids,
    clock,
    createStore,
    async stageBytes(bytes) {
      const staged = await assets.stage('bin');
      writeFileSync(staged.path, bytes);
      return staged;
    },
    async close() {
      await library.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/**
 * Takes text for media: what begins with "image" or "video" is one, with "damaged" it is an image that does not
 * decode. Its pictures are copies of its words.
 */
export function createTextTools(overrides: Partial<MediaTools> = {}): MediaTools {
  const read = async (file: string) => String(await nodeFileSystem.readFile(file, 'utf8'));
  const frameSize = { widthPx: 64, heightPx: 36 };
  return {
    async identifyImage(file) {
      const text = await read(file);
      if (/^(?:image|damaged)/.test(text)) return { mime: 'image/png', extension: 'png', frameSize, orientation: 1 };
      throw new AppError('IMAGE_TYPE_NOT_SUPPORTED', 'no image', { params: { foundType: 'unknown' } });
    },
    async probeMedia(file) {
      const text = await read(file);
      if (!text.startsWith('video')) throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', 'no media');
      return {
        kind: 'video',
        mime: 'video/mp4',
        extension: 'mp4',
        durationMs: 2000,
        frameSize,
        frameRate: null,
        frameCount: 48,
        keyframeCount: 1,
        hasAudio: false,
        videoCodec: 'avc',
        audioCodec: null,
      };
    },
    async makeImagePictures({ path: file, boardPath, thumbnailPath }) {
      const text = await read(file);
      if (text.startsWith('damaged')) throw new AppError('IMAGE_DAMAGED', 'cut short');
      writeFileSync(boardPath, `board of ${text}`);
      writeFileSync(thumbnailPath, `thumbnail of ${text}`);
    },
    async makeWaveform({ path: file, outputPath }) {
      copyFileSync(file, outputPath);
    },
    async makeClipPictures({ path: file, thumbnailPath, coverPath, spritePath }) {
      const text = await read(file);
      for (const picture of [thumbnailPath, coverPath, spritePath]) writeFileSync(picture, `picture of ${text}`);
    },
    ...overrides,
  };
}

/** The real file system, in which one operation fails from the given call on. */
export function createFailingFiles(operation: keyof FileSystem, code: string): FileSystem {
  const fail = async () => {
    throw Object.assign(new Error(`${code}: told to`), { code });
  };
  return { ...nodeFileSystem, [operation]: fail };
}
