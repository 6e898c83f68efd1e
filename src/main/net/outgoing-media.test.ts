/** What leaves, made by the real ffmpeg out of real photographs and of clips that say where they are from. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMediaTools } from '#main/assets/media-tools.ts';
import { createFfmpegLocator } from '#main/media/ffmpeg-locator.ts';
import { readImageHeader } from '#main/media/image-header.ts';
import { probeMedia } from '#main/media/probe.ts';
import { createFfmpegRunner, type FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { createTestLibrary, type TestLibrary } from '../../../tests/support/asset-test-library.ts';
import { hasSharedFixtures, sharedFixture } from '../../../tests/support/fixtures.ts';
import { createPng } from '../../../tests/support/png.ts';
import { cleanRun, createMediaReader, type MediaReader } from './outgoing-media.ts';

const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Words that stand in the tags of every clip made here. */
const secrets = ['Harbourmaster', '+48.1371+011.5754', 'SecretCam 9', '2019-05-04', '2019:05:04', 'Chapter of secrets'];

describe.skipIf(!hasFfmpeg)('the media reader', () => {
  let test: TestLibrary;
  let runner: FfmpegRunner;
  let sources: string;
  let reader: MediaReader;

  beforeAll(async () => {
    const locator = createFfmpegLocator({
      configuredPath: () => null,
      env: process.env,
      platform: process.platform,
      findBundled: async () => null,
    });
    runner = createFfmpegRunner({ locator });
    test = await createTestLibrary({ tools: createMediaTools(runner) });
    sources = mkdtempSync(path.join(os.tmpdir(), 'outgoing-'));
    reader = createMediaReader({ assets: test.assets, runner });
  });

  afterAll(async () => {
    runner.close();
    await test.close();
    rmSync(sources, { recursive: true, force: true });
  });

  async function commit(bytes: Uint8Array, name: string): Promise<AssetId> {
    return (await test.assets.commit(await test.stageBytes(bytes), { originalName: name })).id;
  }

  /** Half a second of picture and sound with tags, chapters and, where the container can, more. */
  function makeTagged(name: string, codecs: string[]): Buffer {
    const chapters = path.join(sources, 'tags.txt');
    writeFileSync(chapters, `;FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=400\ntitle=${secrets[5]}\n`);
    const tags = [
      ['title', 'Harbourmaster'],
      ['artist', 'Harbourmaster'],
      ['comment', 'Harbourmaster'],
      ['location', '+48.1371+011.5754/'],
      ['com.apple.quicktime.location.ISO6709', '+48.1371+011.5754/'],
      ['make', 'SecretCam 9'],
      ['model', 'SecretCam 9'],
      ['creation_time', '2019-05-04T10:11:12Z'],
      ['date', '2019-05-04'],
    ].flatMap(([tag, value]) => ['-metadata', `${tag}=${value}`]);
    const streamTags = ['-metadata:s', 'handler_name=SecretCam 9', '-metadata:s', 'title=Harbourmaster'];
    const flags = /mp4|mov|m4a/.test(name) ? ['-movflags', 'use_metadata_tags'] : [];
    const pictures = codecs.includes('-c:v') ? ['-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=24:d=0.5'] : [];
    const file = path.join(sources, name);
    const inputs = [...pictures, '-f', 'lavfi', '-i', 'sine=d=0.5', '-i', chapters];
    const chapterInput = String(pictures.length > 0 ? 2 : 1);
    const all = [...inputs, '-map_chapters', chapterInput, ...codecs, ...tags, ...streamTags, ...flags, file];
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...all]);
    return readFileSync(file);
  }

  it('makes pictures upright JPEGs of their own size, and reads them the same twice', async () => {
    const assetId = await commit(createPng({ widthPx: 300, heightPx: 200 }), 'Our secret harbour.png');
    expect(reader.kindOf(assetId)).toBe('image');
    const media = await reader.read(assetId, {});
    expect(media).toMatchObject({ kind: 'image', mime: 'image/jpeg', fileName: 'reference.jpg' });
    expect(readImageHeader(media.bytes)).toEqual({ extension: 'jpg', storedSize: { widthPx: 300, heightPx: 200 } });
    expect(media.sha256).toBe(createHash('sha256').update(media.bytes).digest('hex'));
    expect(await reader.read(assetId, {})).toEqual(media);
    expect(markersOf(media.bytes)).not.toContain('fe');
  });

  it('makes pictures smaller where that is asked for, never larger', async () => {
    const assetId = await commit(createPng({ widthPx: 300, heightPx: 200, seed: 2 }), 'a.png');
    const sizeOf = async (maxSidePx: number) =>
      readImageHeader((await reader.read(assetId, { maxSidePx })).bytes)?.storedSize;
    expect(await sizeOf(150)).toEqual({ widthPx: 150, heightPx: 100 });
    expect(await sizeOf(1000)).toEqual({ widthPx: 300, heightPx: 200 });
    expect(stagedFiles()).toEqual([]);
  });

  it
    .runIf(hasSharedFixtures)
    .each([
      'exiftool/ExifTool.jpg',
      'pillow/exif_gps.jpg',
      'pillow/app13.jpg',
      'pillow/exif.png',
      'pillow/icc_profile.png',
      'pillow/xmp_tags_orientation_exiftool.png',
      'pillow/hopper_orientation_5.jpg',
      'pillow/hopper_orientation_7.webp',
      'file-type/fixture.jpg',
    ])('leaves nothing in a photograph but its picture: %s', async (name) => {
    const bytes = readFileSync(sharedFixture(`media/image/${name}`));
    const assetId = await commit(bytes, 'holiday.jpg');
    const asset = test.assets.get(assetId);
    for (const maxSidePx of [undefined, 16]) {
      const media = await reader.read(assetId, { maxSidePx });
      // JFIF's header, tables, and the picture.
      for (const marker of markersOf(media.bytes)) expect(['e0', 'db', 'c0', 'c4', 'da', 'dd']).toContain(marker);
      const text = Buffer.from(media.bytes).toString('latin1');
      expect(text).not.toMatch(/Exif|xmp|Photoshop|8BIM|GPS|Canon|Lavc|ICC_PROFILE/);
      expect(text.lastIndexOf('\xff\xd9')).toBe(text.length - 2);
      if (maxSidePx === undefined) expect(readImageHeader(media.bytes)?.storedSize).toEqual(asset.frameSize);
    }
  });

  it.each([
    ['mp4', ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac']],
    ['mov', ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac']],
    ['mkv', ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'libopus']],
    ['webm', ['-c:v', 'libvpx', '-b:v', '200k', '-c:a', 'libopus']],
    ['avi', ['-c:v', 'mpeg4', '-c:a', 'libmp3lame']],
  ])('takes what a clip tells of itself out of it: %s', async (extension, codecs) => {
    const made = makeTagged(`clip.${extension}`, codecs);
    // The test's own tags are there to be taken out.
    expect(made.includes('Harbourmaster')).toBe(true);
    const assetId = await commit(made, `Our harbour.${extension}`);
    const before = await probeMedia({ path: test.assets.input(assetId), runner });
    expect(reader.kindOf(assetId)).toBe('video');
    const media = await reader.read(assetId, {});
    expect(media).toMatchObject({ kind: 'video', mime: before.mime, fileName: `clip.${extension}` });
    expectClean(media.bytes);
    expect(tagsOf(media.bytes, extension)).toEqual([]);
    const after = path.join(sources, `clean.${extension}`);
    writeFileSync(after, media.bytes);
    expect(await probeMedia({ path: after, runner })).toMatchObject({
      frameSize: before.frameSize,
      frameCount: before.frameCount,
      hasAudio: true,
      videoCodec: before.videoCodec,
    });
  });

  it.each([
    ['m4a', ['-c:a', 'aac']],
    ['mp3', ['-c:a', 'libmp3lame']],
    ['wav', ['-c:a', 'pcm_s16le']],
    ['flac', ['-c:a', 'flac']],
    ['ogg', ['-c:a', 'libvorbis']],
    ['aiff', ['-c:a', 'pcm_s16be', '-write_id3v2', '1']],
  ])('takes what a recording tells of itself out of it: %s', async (extension, codecs) => {
    const made = makeTagged(`voice.${extension}`, codecs);
    expect(made.includes('Harbourmaster')).toBe(true);
    const assetId = await commit(made, `Our harbour.${extension}`);
    const before = await probeMedia({ path: test.assets.input(assetId), runner });
    expect(reader.kindOf(assetId)).toBe('voice');
    const media = await reader.read(assetId, {});
    expect(media).toMatchObject({ kind: 'voice', fileName: `voice.${before.extension}` });
    expectClean(media.bytes);
    expect(tagsOf(media.bytes, extension)).toEqual([]);
    const after = path.join(sources, `clean.${extension}`);
    writeFileSync(after, media.bytes);
    const { durationMs, audioCodec } = await probeMedia({ path: after, runner });
    expect(Math.abs(durationMs - before.durationMs)).toBeLessThan(60);
    expect(audioCodec).toBe(before.audioCodec);
  });

  it('leaves nothing behind, and lets itself be called off', async () => {
    const assetId = await commit(makeTagged('stop.mp4', ['-c:v', 'libx264', '-c:a', 'aac', '-t', '0.3']), 'a.mp4');
    const reason = new Error('stop');
    await expect(reader.read(assetId, { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await reader.read(assetId, {});
    expect(stagedFiles()).toEqual([]);
  });

  it('knows no file that is not in the library', async () => {
    const unknown = 'asset_0000000000000000' as AssetId;
    expect(() => reader.kindOf(unknown)).toThrow(expect.objectContaining({ code: 'ASSET_NOT_FOUND' }));
    await expect(reader.read(unknown, {})).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
  });

  function stagedFiles(): string[] {
    const entries = readdirSync(test.library.folders.staging, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  function expectClean(bytes: Uint8Array): void {
    const all = Buffer.from(bytes);
    for (const secret of secrets) expect(all.includes(secret)).toBe(false);
  }

  /** Tags that say more than how the file is built. */
  function tagsOf(bytes: Uint8Array, extension: string): string[] {
    const file = path.join(sources, `tags.${extension}`);
    writeFileSync(file, bytes);
    const entries = 'format_tags:stream_tags:chapter_tags';
    const args = ['-v', 'error', '-show_entries', entries, '-show_chapters', '-of', 'default=nw=1', file];
    const lines = execFileSync('ffprobe', args, { encoding: 'utf8' }).split('\n');
    const built =
      /^TAG:(?:major_brand|minor_version|compatible_brands|language|handler_name|vendor_id|encoder|DURATION)=/i;
    return lines.filter((line) => line.startsWith('TAG:') && !built.test(line));
  }
});

describe('cleanRun', () => {
  it('refuses a container that it does not know', () => {
    expect(() => cleanRun('in', { kind: 'audio', extension: 'bin' }, 'out')).toThrow(
      expect.objectContaining({ code: 'MEDIA_TYPE_NOT_SUPPORTED' }),
    );
  });
});

/** Markers of a JPEG up to its picture, as two hexadecimal digits. */
function markersOf(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const markers: string[] = [];
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1).toString(16);
    markers.push(marker);
    if (marker === 'da') return markers;
  }
}
