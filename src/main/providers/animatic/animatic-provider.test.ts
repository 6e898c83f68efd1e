import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import type { Frames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import type { VideoProvider, VideoRequest } from '../video-provider.ts';
import { animaticModel, createAnimaticProvider, type RenderAnimatic } from './animatic-provider.ts';

const clock = { nowMs: () => 1_700_000_000_000 };

const request: VideoRequest = {
  modelId: 'animatic',
  model: animaticModel,
  promptAsSent: 'A boat leaves at dawn.',
  settings: {
    durationSeconds: 2,
    frameSize: { widthPx: 320, heightPx: 180 },
    resolution: null,
    aspectRatio: null,
    hasSound: null,
    seed: null,
    negativePrompt: null,
    extra: {},
  },
  shotNumber: '1A',
  title: 'The harbour',
  prompt: 'A boat leaves at dawn.',
  styleNotes: '',
  dialogue: 'MARA: Now.',
  durationFrames: 48 as Frames,
  frameSize: { widthPx: 320, heightPx: 180 },
  frameRate: { numerator: 24, denominator: 1 },
  cameraMove: { kind: 'push-in', strength: 0.3 },
  inputs: [
    { role: 'first-frame', assetId: 'asset_000000000000000b' as AssetId, path: '/library/board.png' },
    { role: 'voice', assetId: 'asset_000000000000000v' as AssetId, path: '/library/voice.wav' },
  ],
};

type Rendering = Parameters<RenderAnimatic>[0];

/** A renderer that ends when the test says so. */
function createRenders() {
  const all: Rendering[] = [];
  const waiting: Array<(how: 'well' | 'badly') => void> = [];
  let ending: 'well' | 'badly' | null = null;
  const renderAnimatic: RenderAnimatic = (options) =>
    new Promise((resolve, reject) => {
      all.push(options);
      options.onProgress(0.25);
      options.signal.addEventListener('abort', () => reject(options.signal.reason), { once: true });
      const end = (how: 'well' | 'badly') => {
        if (how === 'badly') return reject(new AppError('FFMPEG_FAILED', 'no', { retry: 'later' }));
        writeFile(options.outputPath, `clip of ${path.basename(options.workDir)}`).then(
          () => resolve({ hasBurntInSubtitles: true }),
          reject,
        );
      };
      if (ending) end(ending);
      else waiting.push(end);
    });
  const finish = (how: 'well' | 'badly') => {
    ending = how;
    for (const end of waiting.splice(0)) end(how);
  };
  return { all, finish, renderAnimatic };
}

describeVideoProvider('animatic', async (folder) => {
  const { all, finish, renderAnimatic } = createRenders();
  const workDir = path.join(folder, 'work');
  const create = () => createAnimaticProvider({ workDir, renderAnimatic, clock });
  const opened: VideoProvider[] = [await create()];
  return {
    provider: opened[0] as VideoProvider,
    request,
    finish,
    countCreates: (attemptId: AttemptId) => all.filter(({ workDir: own }) => path.basename(own) === attemptId).length,
    expectedBytes: (attemptId) => new TextEncoder().encode(`clip of ${attemptId}`),
    survivesRestart: false,
    async restart() {
      for (const each of opened) await each.close();
      const restarted = await create();
      opened.push(restarted);
      return restarted;
    },
    async dispose() {
      for (const each of opened) await each.close();
    },
  };
});

describe('the animatic engine', () => {
  const attemptId = 'att_000000000000000a' as AttemptId;
  let folder: string;
  let workDir: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'animatic-engine-'));
    workDir = path.join(folder, 'work');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('renders what the request says, from its files', async () => {
    const { all, renderAnimatic } = createRenders();
    const provider = await createAnimaticProvider({ workDir, renderAnimatic, clock });
    await provider.submit(request, { attemptId });
    const { signal: _signal, onProgress: _onProgress, ...rendered } = all[0] as Rendering;
    expect(rendered).toEqual({
      frameSize: request.frameSize,
      frameRate: request.frameRate,
      durationFrames: 48,
      cameraMove: request.cameraMove,
      framing: null,
      boardPath: '/library/board.png',
      voicePath: '/library/voice.wav',
      shotNumber: '1A',
      title: 'The harbour',
      text: 'A boat leaves at dawn.',
      dialogue: 'MARA: Now.',
      outputPath: path.join(workDir, attemptId, 'take.mp4'),
      workDir: path.join(workDir, attemptId),
    });
    await provider.close();
  });

  it('renders an attempt once, however often it is submitted', async () => {
    const { all, renderAnimatic } = createRenders();
    const provider = await createAnimaticProvider({ workDir, renderAnimatic, clock });
    const outcomes = await Promise.all([1, 2].map(() => provider.submit(request, { attemptId })));
    expect(all).toHaveLength(1);
    expect(outcomes[0]).toEqual(outcomes[1]);
    await provider.close();
  });

  it('tells the progress of the render', async () => {
    const { all, renderAnimatic } = createRenders();
    const provider = await createAnimaticProvider({ workDir, renderAnimatic, clock });
    const outcome = await provider.submit(request, { attemptId });
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    all[0]?.onProgress(0.75);
    expect(await provider.poll(outcome.handle)).toMatchObject({ kind: 'pending', progress: 0.75 });
    await provider.close();
  });

  it('stops the render on cancel, and leaves no file of it', async () => {
    const { all, renderAnimatic } = createRenders();
    const provider = await createAnimaticProvider({ workDir, renderAnimatic, clock });
    const outcome = await provider.submit(request, { attemptId });
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    await provider.cancel?.(outcome.handle);
    expect(all[0]?.signal.aborted).toBe(true);
    expect(await readdir(workDir)).toEqual([]);
  });

  it('stops every render on close, and leaves no file of them', async () => {
    const { all, renderAnimatic } = createRenders();
    const provider = await createAnimaticProvider({ workDir, renderAnimatic, clock });
    await provider.submit(request, { attemptId });
    await provider.submit(request, { attemptId: 'att_000000000000000b' as AttemptId });
    await provider.close();
    expect(all.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(await readdir(workDir)).toEqual([]);
  });

  it('begins with an empty folder', async () => {
    await mkdir(path.join(workDir, 'att_left'), { recursive: true });
    await writeFile(path.join(workDir, 'att_left', 'take.mp4'), 'half');
    await createAnimaticProvider({ workDir, renderAnimatic: createRenders().renderAnimatic, clock });
    expect(await readdir(workDir)).toEqual([]);
  });

  it('names odd and extreme sizes, and lengths of no frame', async () => {
    const { renderAnimatic } = createRenders();
    const provider = await createAnimaticProvider({ workDir, renderAnimatic, clock });
    const fieldsOf = (change: Partial<VideoRequest>) =>
      provider.validate({ ...request, ...change }).map(({ field }) => field);
    expect(fieldsOf({ frameSize: { widthPx: 321, heightPx: 180 } })).toEqual(['frameSize']);
    expect(fieldsOf({ frameSize: { widthPx: 8000, heightPx: 180 } })).toEqual(['frameSize']);
    expect(fieldsOf({ durationFrames: 1.5 as Frames })).toEqual(['duration']);
    expect(fieldsOf({ modelId: 'other' })).toEqual(['modelId']);
  });
});
