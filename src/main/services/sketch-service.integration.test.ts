import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Studio } from '#main/compose.ts';
import type { AssetId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { encodeSketch, type StoredSketch } from '#shared/domain/sketch-codec.ts';
import { newSketch, type SketchDocument, type SketchStroke } from '#shared/domain/sketch.ts';
import { addStroke } from '#shared/domain/sketch-layers.ts';
import { createPng } from '../../../tests/support/png.ts';
import { fetchAsset, makeTakes, openTestStudio, quickFormat, upload } from '../../../tests/support/test-studio.ts';
import { ffmpeg, greyFrame } from '../../../tests/support/media-test-support.ts';

let folder: string;
let studio: Studio;
let projectId: ProjectId;
let shotId: ShotId;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sketch-'));
  studio = await openTestStudio({ libraryDir: path.join(folder, 'library') });
  projectId = studio.services.projects.create({ title: 'Boards', ...quickFormat }).project.id;
  shotId = shotOf().id;
});
afterEach(async () => {
  await studio.close();
  await rm(folder, { recursive: true, force: true });
});

const shotOf = () => {
  const [shot] = studio.services.projects.storyboard(projectId).shots;
  if (!shot) throw new Error('a project begins with a shot');
  return shot;
};
const frameSize = { widthPx: 64, heightPx: 36 };
const ink: SketchStroke = {
  kind: 'stroke',
  brush: 'ink',
  colour: '#000000',
  size: 40,
  hasPressure: false,
  points: [0, 0, 128, 100, 100, 128],
};
const drawn = (document: SketchDocument, strokes: number): StoredSketch => {
  const layerId = document.layers.at(-1)?.id ?? 1;
  return encodeSketch(
    Array.from({ length: strokes }).reduce<SketchDocument>((d) => addStroke(d, layerId, ink), document),
  );
};
const png = (seed = 0) => createPng({ ...frameSize, seed });
const save = async (sketch: StoredSketch, seed = 0) =>
  studio.services.sketches.save(shotId, { uploadId: await upload(studio, 'board.png', png(seed)), sketch });
const reopen = async () => {
  await studio.close();
  studio = await openTestStudio({ libraryDir: path.join(folder, 'library') });
};

describe('a drawing', () => {
  it('is kept with the board that it became, and comes and goes with undo', async () => {
    const { sketches, history } = studio.services;
    expect(sketches.open(shotId)).toEqual({ boardAssetId: null, sketch: null, draft: null });
    const [first, second] = [drawn(newSketch(frameSize, null), 1), drawn(newSketch(frameSize, null), 2)];
    await save(first, 1);
    await save(second, 2);
    expect(sketches.open(shotId).sketch).toEqual(second);
    expect(history.state(projectId).undo?.key).toBe('drawBoard');
    history.undo(projectId);
    expect(sketches.open(shotId).sketch).toEqual(first);
    history.undo(projectId);
    expect(sketches.open(shotId)).toEqual({ boardAssetId: null, sketch: null, draft: null });
    history.redo(projectId);
    expect(sketches.open(shotId).sketch).toEqual(first);
  });

  it('stays its own where two look the same', async () => {
    const [plain, other] = [drawn(newSketch(frameSize, null), 1), drawn(newSketch(frameSize, null), 3)];
    const one = await save(plain, 1);
    const two = await save(other, 1);
    expect(two.shot.boardAssetId).not.toBe(one.shot.boardAssetId);
    studio.services.history.undo(projectId);
    expect(studio.services.sketches.open(shotId).sketch).toEqual(plain);
    // The picture is a whole PNG all the same.
    expect(Buffer.from((await fetchAsset(studio, two.shot.boardAssetId as AssetId)) ?? []).toString('latin1')).toMatch(
      /tEXtSketch\0[0-9a-f]{64}/,
    );
  });

  it('leaves a draft that outlives a restart until it is saved or given up', async () => {
    const sketch = drawn(newSketch(frameSize, null), 1);
    studio.services.sketches.saveDraft(shotId, { boardAssetId: null, sketch: drawn(newSketch(frameSize, null), 0) });
    studio.services.sketches.saveDraft(shotId, { boardAssetId: null, sketch });
    await reopen();
    expect(studio.services.sketches.open(shotId).draft).toMatchObject({ boardAssetId: null, sketch });
    await save(sketch);
    expect(studio.services.sketches.open(shotId).draft).toBeNull();
    studio.services.sketches.saveDraft(shotId, { boardAssetId: null, sketch: drawn(newSketch(frameSize, null), 5) });
    studio.services.sketches.discardDraft(shotId);
    expect(studio.services.sketches.open(shotId)).toMatchObject({ sketch, draft: null });
  });

  it('keeps its draft and the shot when the picture is none', async () => {
    const sketch = drawn(newSketch(frameSize, null), 1);
    studio.services.sketches.saveDraft(shotId, { boardAssetId: null, sketch });
    const uploadId = await upload(studio, 'board.png', new TextEncoder().encode('not a picture'));
    await expect(studio.services.sketches.save(shotId, { uploadId, sketch })).rejects.toMatchObject({
      code: 'MEDIA_TYPE_NOT_SUPPORTED',
    });
    expect(studio.services.sketches.open(shotId)).toMatchObject({ boardAssetId: null, draft: { sketch } });
  });

  it('names no picture that is not in the library', async () => {
    const sketch = drawn(newSketch(frameSize, 'asset_0000000000000000' as AssetId), 1);
    const refused = { code: 'INVALID_INPUT' };
    expect(() => studio.services.sketches.saveDraft(shotId, { boardAssetId: null, sketch })).toThrow(
      expect.objectContaining(refused),
    );
    await expect(save(sketch)).rejects.toMatchObject(refused);
  });
});

describe('a frame of a clip', () => {
  /** A clip of 20 pictures, each ten steps brighter than the one before. */
  async function makeClip(): Promise<string> {
    const file = path.join(folder, 'steps.mkv');
    const source = `nullsrc=s=64x36:r=24:d=0.8333,geq=lum='20+N*10':cb=128:cr=128`;
    ffmpeg('-f', 'lavfi', '-i', source, '-frames:v', '20', '-c:v', 'ffv1', '-pix_fmt', 'yuv444p', file);
    return file;
  }
  async function boardGrey(assetId: AssetId | null): Promise<number> {
    const file = path.join(folder, 'board.png');
    await writeFile(file, (await fetchAsset(studio, assetId as AssetId)) ?? '');
    return greyFrame(file, 0, frameSize)[0] ?? 0;
  }

  it('becomes the board, that picture and no other, as one step to undo', async () => {
    const file = await makeClip();
    const bytes = await readFile(file);
    const take = async (index: number) => {
      const uploadId = await upload(studio, 'steps.mkv', bytes);
      const atMicros = Math.round((index * 1_000_000) / 24);
      const { shot } = await studio.services.frames.fromUpload({ shotId, uploadId, atMicros });
      return shot.boardAssetId;
    };
    const greys: number[] = [];
    for (const index of [0, 1, 7, 19, 400]) greys.push(await boardGrey(await take(index)));
    const [first = 0] = greys;
    const steps = greys.map((grey) => Math.round((grey - first) / ((255 / 219) * 10)));
    expect(steps).toEqual([0, 1, 7, 19, 19]);
    expect(studio.services.history.state(projectId).undo?.key).toBe('boardFromFrame');
    for (let count = 0; count < 4; count += 1) studio.services.history.undo(projectId);
    studio.services.history.undo(projectId);
    expect(shotOf().boardAssetId).toBeNull();
  });

  it('is taken from a take', async () => {
    await makeTakes(studio, projectId);
    const assetId = shotOf().selectedTake?.assetId as AssetId;
    const { shot } = await studio.services.frames.fromAsset({ shotId, assetId, atMicros: 0 });
    expect(shot.boardAssetId).toMatch(/^asset_/);
    const board = shot.boardAssetId as AssetId;
    await expect(studio.services.frames.fromAsset({ shotId, assetId: board, atMicros: 0 })).rejects.toMatchObject({
      code: 'MEDIA_TYPE_NOT_SUPPORTED',
    });
  });

  it('leaves the board as it is when there is no picture in it', async () => {
    const uploadId = await upload(studio, 'noise.mp4', new TextEncoder().encode('nothing of a film'));
    await expect(studio.services.frames.fromUpload({ shotId, uploadId, atMicros: 0 })).rejects.toMatchObject({
      code: 'MEDIA_DECODE_FAILED',
    });
    expect(shotOf().boardAssetId).toBeNull();
  });
});
