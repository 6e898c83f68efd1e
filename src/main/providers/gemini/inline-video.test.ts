import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeInlineVideo } from './inline-video.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'inline-video-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mp4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom and a clip', 'latin1');

it('writes every byte of a clip, also of many pieces', async () => {
  const bytes = Buffer.concat([mp4, Buffer.alloc(7_000_001, 5)]);
  const target = path.join(folder, 'a.mp4');
  expect(await writeInlineVideo(bytes.toString('base64'), { path: target })).toEqual({ sizeBytes: bytes.byteLength });
  expect((await readFile(target)).equals(bytes)).toBe(true);
  expect(await readdir(folder)).toEqual(['a.mp4']);
});

it('replaces an earlier file', async () => {
  const target = path.join(folder, 'a.mp4');
  await writeFile(target, 'old');
  await writeInlineVideo(mp4.toString('base64'), { path: target });
  expect((await readFile(target)).equals(mp4)).toBe(true);
});

it('knows WebM', async () => {
  const webm = Buffer.from('1a45dfa39f4286810142f7810142f281', 'hex');
  const writing = writeInlineVideo(webm.toString('base64'), { path: path.join(folder, 'a.webm') });
  expect(await writing).toEqual({ sizeBytes: webm.byteLength });
});

it.each(['', '!', btoa('{"error":{}}'), btoa('<!doctype html>')])('takes no clip from %j', async (base64) => {
  const writing = writeInlineVideo(base64, { path: path.join(folder, 'a.mp4') });
  await expect(writing).rejects.toMatchObject({ code: 'RESULT_NOT_A_FILE' });
  expect(await readdir(folder)).toEqual([]);
});

it('leaves nothing when it is broken off or cannot write', async () => {
  const reason = new Error('stop');
  const target = path.join(folder, 'a.mp4');
  const signal = AbortSignal.abort(reason);
  await expect(writeInlineVideo(mp4.toString('base64'), { path: target, signal })).rejects.toBe(reason);
  await mkdir(target);
  await expect(writeInlineVideo(mp4.toString('base64'), { path: target })).rejects.toMatchObject({ name: 'AppError' });
  expect(await readdir(folder)).toEqual(['a.mp4']);
});
