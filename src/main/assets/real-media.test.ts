/** The asset store with the real ffmpeg: what the tests with text for media cannot promise. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFfmpegLocator } from '#main/media/ffmpeg-locator.ts';
import { createFfmpegRunner, type FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import { createTestLibrary, type TestLibrary } from '../../../tests/support/asset-test-library.ts';
import { createMediaTools } from './media-tools.ts';

const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasFfmpeg)('the asset store with the real ffmpeg on PATH', () => {
  let test: TestLibrary;
  let runner: FfmpegRunner;
  let sources: string;

  beforeAll(async () => {
    runner = createFfmpegRunner({
      locator: createFfmpegLocator({
        configuredPath: () => null,
        env: process.env,
        platform: process.platform,
        findBundled: async () => null,
      }),
    });
    test = await createTestLibrary({ tools: createMediaTools(runner) });
    sources = mkdtempSync(path.join(os.tmpdir(), 'media-'));
    const make = (...options: string[]) =>
      promisify(execFile)('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', ...options], { cwd: sources });
    await make('testsrc2=s=320x180:r=24:d=1', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', 'clip.mp4');
    await make('testsrc2=s=300x200:r=1:d=1', '-frames:v', '1', 'board.png');
    await make('sine=d=1', 'voice.wav');
  });
  afterAll(async () => {
    runner.close();
    await test.close();
    rmSync(sources, { recursive: true, force: true });
  });

  async function commit(name: string, change: (bytes: Buffer) => Buffer = (bytes) => bytes) {
    const staged = await test.stageBytes('');
    await copyFile(path.join(sources, name), staged.path);
    const bytes = change(readFileSync(staged.path));
    await staged.discard();
    return test.assets.commit(await test.stageBytes(bytes), { originalName: name });
  }

  const isJpeg = (file: string) => readFileSync(file).subarray(0, 3).toString('hex') === 'ffd8ff';

  it('keeps an image with its board and thumbnail', async () => {
    const asset = await commit('board.png');
    expect(asset).toMatchObject({ kind: 'image', mime: 'image/png', frameSize: { widthPx: 300, heightPx: 200 } });
    for (const kind of ['board', 'thumbnail'] as const)
      expect(isJpeg(await test.assets.derived(asset.id, kind))).toBe(true);
  });

  it('keeps a clip, and makes all its pictures when the first is asked for', async () => {
    const asset = await commit('clip.mp4');
    expect(asset).toMatchObject({ kind: 'video', mime: 'video/mp4', extension: 'mp4', durationMs: 1000 });
    for (const kind of ['cover', 'thumbnail', 'sprite'] as const) {
      expect(isJpeg(await test.assets.derived(asset.id, kind))).toBe(true);
    }
  });

  it('keeps a recording, of which there are no pictures', async () => {
    const asset = await commit('voice.wav');
    expect(asset).toMatchObject({ kind: 'audio', extension: 'wav', frameSize: null });
    await expect(test.assets.derived(asset.id, 'thumbnail')).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
  });

  it('refuses an image that is cut short, under its name', async () => {
    await expect(commit('board.png', (bytes) => bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({
      code: 'IMAGE_DAMAGED',
      params: { fileName: 'board.png' },
    });
  });

  it('refuses words and drawings', async () => {
    await expect(commit('board.png', () => Buffer.from('only words'))).rejects.toMatchObject({
      code: 'MEDIA_TYPE_NOT_SUPPORTED',
    });
    await expect(
      commit('board.png', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ).rejects.toMatchObject({ code: 'IMAGE_TYPE_NOT_SUPPORTED' });
  });
});
