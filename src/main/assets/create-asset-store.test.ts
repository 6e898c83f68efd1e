import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAssetByHash, listAssets } from '#main/db/asset-repository.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import {
  createFailingFiles,
  createTestLibrary,
  createTextTools,
  type TestLibrary,
} from '../../../tests/support/asset-test-library.ts';
import { nodeFileSystem } from './file-system.ts';

let test: TestLibrary;
beforeEach(async () => {
  test = await createTestLibrary();
});
afterEach(() => test.close());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const commit = async (text: string, originalName = 'a.png', store = test.assets) =>
  store.commit(await test.stageBytes(text), { originalName });
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

describe('commit', () => {
  it('keeps an image under its hash, with its row and its pictures', async () => {
    const asset = await commit('image one', '/home/ann/Höhle.png');
    const hash = sha256('image one');
    expect(asset).toEqual({
      id: expect.stringMatching(/^asset_[0-9a-z]{16}$/),
      sha256: hash,
      kind: 'image',
      mime: 'image/png',
      extension: 'png',
      sizeBytes: 9,
      frameSize: { widthPx: 64, heightPx: 36 },
      durationMs: null,
      originalName: 'Höhle.png',
      createdAtMs: expect.any(Number),
    });
    expect(test.assets.get(asset.id)).toEqual(asset);
    expect(test.assets.input(asset.id)).toBe(path.join(test.library.folders.media, hash.slice(0, 2), `${hash}.png`));
    expect(readFileSync(test.assets.input(asset.id), 'utf8')).toBe('image one');
    expect(filesIn(test.library.folders.derived)).toEqual(
      ['board', 'thumbnail'].map((kind) => path.join(hash.slice(0, 2), hash, `${kind}.jpg`)),
    );
    expect(filesIn(test.library.folders.staging)).toEqual([]);
  });

  it('keeps a clip without making pictures before somebody asks', async () => {
    const asset = await commit('video one', '');
    expect(asset).toMatchObject({ kind: 'video', durationMs: 2000, extension: 'mp4', originalName: '' });
    expect(filesIn(test.library.folders.derived)).toEqual([]);
  });

  it('makes one asset of the same content, also at the same time', async () => {
    const [first, second] = await Promise.all([commit('image one', 'a.png'), commit('image one', 'b.png')]);
    const third = await commit('image one', 'c.png');
    expect([second, third]).toEqual([first, first]);
    expect(listAssets(test.library.db)).toEqual([first]);
    expect(filesIn(test.library.folders.media)).toHaveLength(1);
  });

  it('adopts a file whose row was lost in a crash, whatever is in it', async () => {
    const asset = await commit('image one');
    test.library.db.prepare('DELETE FROM media_assets').run();
    truncateSync(path.join(test.library.folders.media, asset.sha256.slice(0, 2), `${asset.sha256}.png`), 3);
    const again = await commit('image one');
    expect(again.sha256).toBe(asset.sha256);
    expect(readFileSync(test.assets.input(again.id), 'utf8')).toBe('image one');
  });

  it('puts back a file that somebody took away', async () => {
    const asset = await commit('image one');
    rmSync(test.assets.input(asset.id));
    expect(() => test.assets.input(asset.id)).toThrow(expect.objectContaining({ code: 'ASSET_NOT_FOUND' }));
    await expect(commit('image one')).resolves.toEqual(asset);
    expect(readFileSync(test.assets.input(asset.id), 'utf8')).toBe('image one');
  });

  it('refuses what is no media and what is damaged, names the file, and keeps nothing', async () => {
    await expect(commit('words', 'C:\\words.txt')).rejects.toMatchObject({
      code: 'MEDIA_TYPE_NOT_SUPPORTED',
      params: { fileName: 'words.txt' },
    });
    await expect(commit('damaged', 'half.png')).rejects.toMatchObject({
      code: 'IMAGE_DAMAGED',
      params: { fileName: 'half.png' },
    });
    expect(listAssets(test.library.db)).toEqual([]);
    expect([filesIn(test.library.folders.media), filesIn(test.library.folders.derived)]).toEqual([[], []]);
  });

  it('calls an unsupported picture a picture', async () => {
    const identifyImage = async () => {
      throw new AppError('IMAGE_TYPE_NOT_SUPPORTED', 'svg', { params: { foundType: 'svg' } });
    };
    const store = test.createStore({ tools: createTextTools({ identifyImage }) });
    await expect(commit('<svg>', 'logo.svg', store)).rejects.toMatchObject({
      code: 'IMAGE_TYPE_NOT_SUPPORTED',
      params: { fileName: 'logo.svg', foundType: 'svg' },
    });
  });

  it('stops at a signal and keeps nothing', async () => {
    const staged = await test.stageBytes('image one');
    const signal = AbortSignal.abort();
    await expect(test.assets.commit(staged, { originalName: 'a', signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(existsSync(staged.path)).toBe(false);
    expect(listAssets(test.library.db)).toEqual([]);
  });

  const failures: Array<[keyof typeof nodeFileSystem, string, string]> = [
    ['rename', 'ENOSPC', 'DISK_FULL'],
    ['mkdir', 'ENOSPC', 'DISK_FULL'],
    ['mkdir', 'EACCES', 'MEDIA_FOLDER_NOT_WRITABLE'],
    ['rename', 'EROFS', 'MEDIA_FOLDER_NOT_WRITABLE'],
  ];
  for (const [operation, code, expected] of failures) {
    it(`answers ${expected} and writes no row when ${operation} fails with ${code}`, async () => {
      const store = test.createStore({ files: createFailingFiles(operation, code) });
      const staged = await test.stageBytes('video one');
      await expect(store.commit(staged, { originalName: 'a' })).rejects.toMatchObject({ code: expected });
      expect(existsSync(staged.path)).toBe(false);
      expect(findAssetByHash(test.library.db, sha256('video one'))).toBe(null);
    });
  }

  it('never writes a row before the file lies in its place', async () => {
    const seen: unknown[] = [];
    const rename: typeof nodeFileSystem.rename = async (from, to) => {
      seen.push(findAssetByHash(test.library.db, sha256('video one')));
      await nodeFileSystem.rename(from, to);
      seen.push(findAssetByHash(test.library.db, sha256('video one')));
    };
    const asset = await commit('video one', 'a', test.createStore({ files: { ...nodeFileSystem, rename } }));
    expect(seen).toEqual([null, null]);
    expect(findAssetByHash(test.library.db, asset.sha256)).toEqual(asset);
  });
});

describe('stage', () => {
  it('gives a place on the disk of the media folder, and takes no path for an ending', async () => {
    const staged = await test.assets.stage('../../x');
    expect(path.dirname(staged.path)).toBe(test.library.folders.staging);
    expect(staged.path).toMatch(/\.bin$/);
    await staged.discard();
  });

  it('tells at once when the folder cannot be written', async () => {
    rmSync(test.library.folders.staging, { recursive: true });
    writeFileSync(test.library.folders.staging, 'in the way');
    await expect(test.assets.stage('mp4')).rejects.toBeInstanceOf(AppError);
    const full = test.createStore({ files: createFailingFiles('mkdir', 'ENOSPC') });
    await expect(full.stage('mp4')).rejects.toMatchObject({ code: 'DISK_FULL' });
    const readOnly = test.createStore({ files: createFailingFiles('mkdir', 'EROFS') });
    await expect(readOnly.stage('mp4')).rejects.toMatchObject({ code: 'MEDIA_FOLDER_NOT_WRITABLE' });
  });
});

describe('derived', () => {
  it('makes the pictures of a clip once for all who ask at the same time', async () => {
    let runCount = 0;
    const tools = createTextTools();
    const store = test.createStore({
      tools: {
        ...tools,
        makeClipPictures: (options) => {
          runCount += 1;
          return tools.makeClipPictures(options);
        },
      },
    });
    const { id } = await commit('video one', '', store);
    const files = await Promise.all((['thumbnail', 'cover', 'sprite'] as const).map((kind) => store.derived(id, kind)));
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(Array(3).fill('picture of video one'));
    expect(runCount).toBe(1);
    await store.derived(id, 'cover');
    expect(runCount).toBe(1);
  });

  it('makes them again after the whole folder was deleted', async () => {
    const { id } = await commit('image one');
    rmSync(test.library.folders.derived, { recursive: true });
    expect(readFileSync(await test.assets.derived(id, 'board'), 'utf8')).toBe('board of image one');
  });

  it('runs for two assets at a time at most', async () => {
    let [running, most] = [0, 0];
    const tools = createTextTools();
    const makeClipPictures: typeof tools.makeClipPictures = async (options) => {
      running += 1;
      most = Math.max(most, running);
      await tools.makeClipPictures(options);
      running -= 1;
    };
    const store = test.createStore({ tools: { ...tools, makeClipPictures } });
    const all = [];
    for (let index = 0; index < 8; index += 1) all.push(await commit(`video ${index}`, '', store));
    await Promise.all(all.map(({ id }) => store.derived(id, 'cover')));
    expect(most).toBe(2);
  });

  it('goes on for the others when one caller leaves, and stops when all have left', async () => {
    const started: AbortSignal[] = [];
    let finish = () => {};
    const tools = createTextTools();
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const store = test.createStore({
      tools: {
        ...tools,
        async makeClipPictures(options) {
          started.push(options.signal!);
          await new Promise<void>((resolve, reject) => {
            finish = resolve;
            options.signal!.addEventListener('abort', () => reject(options.signal!.reason));
            begun();
          });
          await tools.makeClipPictures(options);
        },
      },
    });
    const { id } = await commit('video one', '', store);
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const first = store.derived(id, 'cover', { signal: leaving.signal });
    const second = store.derived(id, 'cover', { signal: staying.signal });
    await hasBegun;
    leaving.abort();
    await expect(first).rejects.toThrow();
    expect(started[0]?.aborted).toBe(false);
    finish();
    expect(existsSync(await second)).toBe(true);

    rmSync(test.library.folders.derived, { recursive: true });
    const only = new AbortController();
    const third = store.derived(id, 'cover', { signal: only.signal });
    only.abort();
    await expect(third).rejects.toThrow();
    const fourth = store.derived(id, 'cover');
    await expect.poll(() => started.length).toBeGreaterThan(1);
    finish();
    expect(existsSync(await fourth)).toBe(true);
  });

  it('knows which pictures there are, and unknown assets', async () => {
    const { id } = await commit('image one');
    await expect(test.assets.derived(id, 'sprite')).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
    const unknown = 'asset_0000000000000000' as AssetId;
    await expect(test.assets.derived(unknown, 'cover')).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
    expect(test.assets.find(unknown)).toBe(null);
    expect(() => test.assets.get(unknown)).toThrow(expect.objectContaining({ code: 'ASSET_NOT_FOUND' }));
  });

  it('says that the asset is gone when its file is', async () => {
    const { id } = await commit('video one');
    rmSync(test.assets.input(id));
    await expect(test.assets.derived(id, 'cover')).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
  });
});
