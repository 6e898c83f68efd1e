/**
 * The built-in engine: makes a clip from a shot's board, voice and words with ffmpeg on this machine. Free.
 *
 * It keeps nothing across restarts: its folder is emptied at the start, and a handle of an earlier process is `lost`.
 * Because it is repeatable, the job then makes a new attempt by itself.
 */
import { copyFile, link, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CameraFraming, CameraMove } from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { InputRole, Model } from '#shared/domain/model.ts';
import { type FrameRate, maxShotFrames } from '#shared/domain/time.ts';
import { AppError, type AppErrorData, hasCode, toAppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { Provider } from '../provider.ts';
import type { JobHandle, PollOutcome, VideoProvider, VideoRequest } from '../video-provider.ts';

/** The engine's one model. */
export const animaticModelId = 'animatic';

/** Renders one clip; resolves when the file stands under `outputPath`, whole. */
export type RenderAnimatic = (options: {
  frameSize: FrameSize;
  frameRate: FrameRate;
  durationFrames: number;
  cameraMove: CameraMove;
  /** Decides instead of the move; null where nobody drew it. */
  framing: CameraFraming | null;
  /** Null makes a card of number, title and text. */
  boardPath: string | null;
  /** Null means silence. */
  voicePath: string | null;
  shotNumber: string;
  title: string;
  text: string;
  dialogue: string;
  /** Ends in `.mp4`. */
  outputPath: string;
  /** An existing folder of this render alone. */
  workDir: string;
  signal: AbortSignal;
  /** Gets 0 to 1. */
  onProgress: (fraction: number) => void;
}) => Promise<{ hasBurntInSubtitles: boolean }>;

export type AnimaticProviderOptions = {
  /** A folder that nobody else uses, on the disk of the library; emptied now. */
  workDir: string;
  renderAnimatic: RenderAnimatic;
  clock: Clock;
};

type RenderState =
  | { kind: 'rendering'; progress: number }
  | { kind: 'rendered'; hasBurntInSubtitles: boolean }
  | { kind: 'failed'; error: AppErrorData }
  | { kind: 'cancelled' };

type Render = {
  readonly handle: JobHandle;
  readonly folder: string;
  readonly outputPath: string;
  readonly controller: AbortController;
  state: RenderState;
  /** Resolves when ffmpeg has ended, however it did. */
  ended: Promise<void>;
};

/** Milliseconds between two polls: a look into memory. */
const pollAfterMs = 100;
const minSidePx = 16;
const maxSidePx = 7680;

/** @throws {AppError} DISK_FULL, or what keeps the folder from being emptied. */
export async function createAnimaticProvider({
  workDir,
  renderAnimatic,
  clock,
}: AnimaticProviderOptions): Promise<VideoProvider> {
  // An ffmpeg that outlived a killed studio may still hold a file in it.
  await rm(workDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  await mkdir(workDir, { recursive: true });
  const renders = new Map<AttemptId, Render>();
  let isClosed = false;

  function createRender(modelId: string, attemptId: AttemptId): Render {
    const folder = path.join(workDir, attemptId);
    return {
      handle: { version: 1, id: attemptId, attemptId, modelId, submittedAtMs: clock.nowMs() },
      folder,
      outputPath: path.join(folder, 'take.mp4'),
      controller: new AbortController(),
      state: { kind: 'rendering', progress: 0 },
      ended: Promise.resolve(),
    };
  }

  /** Never rejects: how it ended is the render's state. */
  async function renderInto(render: Render, request: VideoRequest): Promise<void> {
    const { folder, outputPath, controller } = render;
    try {
      controller.signal.throwIfAborted();
      const { hasBurntInSubtitles } = await renderAnimatic({
        frameSize: request.frameSize,
        frameRate: request.frameRate,
        durationFrames: request.durationFrames,
        cameraMove: request.cameraMove,
        framing: request.framing ?? null,
        boardPath: inputPath(request, 'first-frame'),
        voicePath: inputPath(request, 'voice'),
        shotNumber: request.shotNumber,
        title: request.title,
        text: request.prompt,
        dialogue: request.dialogue,
        outputPath,
        workDir: folder,
        signal: controller.signal,
        onProgress(progress) {
          if (render.state.kind === 'rendering') render.state = { kind: 'rendering', progress };
        },
      });
      render.state = { kind: 'rendered', hasBurntInSubtitles };
    } catch (error) {
      render.state = controller.signal.aborted
        ? { kind: 'cancelled' }
        : { kind: 'failed', error: toWorkError(error, workDir).toData() };
    }
  }

  async function end(render: Render): Promise<void> {
    render.controller.abort(new AppError('CANCELLED', 'the render was cancelled'));
    await render.ended;
    await rm(render.folder, { recursive: true, force: true });
  }

  return {
    kind: 'animatic',
    guarantee: 'repeatable',
    models: async () => [animaticModel],
    validate,
    preview: async () => [],
    async submit(request, { attemptId, signal }) {
      signal?.throwIfAborted();
      if (isClosed) throw new AppError('CANCELLED', 'the engine is closed');
      const known = renders.get(attemptId);
      if (known) return { kind: 'accepted', handle: known.handle };
      const render = createRender(request.modelId, attemptId);
      renders.set(attemptId, render);
      try {
        await mkdir(render.folder, { recursive: true });
      } catch (error) {
        renders.delete(attemptId);
        return { kind: 'rejected', error: toWorkError(error, workDir).toData(), retryAfterMs: null };
      }
      render.ended = renderInto(render, request);
      return { kind: 'accepted', handle: render.handle };
    },
    async poll(handle, signal) {
      signal?.throwIfAborted();
      return toPollOutcome(renders.get(handle.attemptId)?.state ?? null);
    },
    async download(handle, _output, { path: target, signal }) {
      signal?.throwIfAborted();
      const render = renders.get(handle.attemptId);
      if (render?.state.kind !== 'rendered') throw new AppError('PROVIDER_JOB_LOST', 'nothing was rendered');
      await rm(target, { force: true });
      // A second name instead of a move, so that a download that went wrong later on can be made again.
      await link(render.outputPath, target).catch(() => copyFile(render.outputPath, target));
      return { sizeBytes: (await stat(target)).size };
    },
    async cancel(handle) {
      const render = renders.get(handle.attemptId);
      if (!render) return 'unknown';
      if (render.state.kind !== 'rendering') return 'too-late';
      renders.delete(handle.attemptId);
      await end(render);
      return 'cancelled';
    },
    async remove(handle) {
      const render = renders.get(handle.attemptId);
      if (!render) return 'already-gone';
      renders.delete(handle.attemptId);
      await end(render);
      return 'removed';
    },
    async reconcile({ attemptId }) {
      return renders.get(attemptId)?.handle ?? 'none';
    },
    async close() {
      isClosed = true;
      const open = [...renders.values()];
      renders.clear();
      await Promise.all(open.map(end));
    },
  };
}

/** A folder that cannot be written is the library's: the engine has no place of its own. */
function toWorkError(error: unknown, workDir: string): AppError {
  const isNotWritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT'].some((code) => hasCode(error, code));
  if (error instanceof AppError || !isNotWritable) return toAppError(error);
  const params = { location: workDir };
  return new AppError('MEDIA_FOLDER_NOT_WRITABLE', String(error), { params, retry: 'after-user-action', cause: error });
}

/** What the built-in engine offers. */
export const animaticModel: Model = {
  modelId: animaticModelId,
  label: 'Animatic',
  kind: 'video',
  prices: [],
  isFree: true,
  retiresOn: null,
  replacementModelId: null,
  source: 'Shotwright',
  asOf: '2026-11-22',
  video: {
    duration: { kind: 'frames', minFrames: 1, maxFrames: maxShotFrames },
    size: { kind: 'free', multipleOf: 2, maxSidePx },
    inputs: { 'first-frame': { min: 0, max: 1 }, voice: { min: 0, max: 1 } },
    exclusive: [],
    sound: 'always',
    hasSeed: false,
    hasNegativePrompt: false,
    maxPromptCharacters: null,
    isPromptOptional: true,
    settings: [],
    rules: [],
    burnsInSubtitles: true,
    isExact: true,
    followsCamera: true,
  },
  image: null,
  voices: [],
};

function validate(request: VideoRequest): Array<{ field: string; problem: string }> {
  const problems: Array<{ field: string; problem: string }> = [];
  if (request.modelId !== animaticModelId) problems.push({ field: 'modelId', problem: 'not a model of this engine' });
  const { widthPx, heightPx } = request.frameSize;
  if (![widthPx, heightPx].every((side) => side % 2 === 0 && side >= minSidePx && side <= maxSidePx)) {
    problems.push({ field: 'frameSize', problem: `sides must be even, ${minSidePx} to ${maxSidePx} pixels` });
  }
  const { durationFrames } = request;
  if (!Number.isInteger(durationFrames) || durationFrames < 1 || durationFrames > maxShotFrames) {
    problems.push({ field: 'duration', problem: `must be 1 to ${maxShotFrames} whole frames` });
  }
  return problems;
}

function inputPath(request: VideoRequest, role: InputRole): string | null {
  return request.inputs.find((input) => input.role === role)?.path ?? null;
}

function toPollOutcome(state: RenderState | null): PollOutcome {
  switch (state?.kind) {
    case 'rendering':
      return { kind: 'pending', progress: state.progress, pollAfterMs };
    case 'rendered':
      return {
        kind: 'succeeded',
        outputs: [{ index: 0, extension: 'mp4', hasBurntInSubtitles: state.hasBurntInSubtitles }],
      };
    case 'failed':
      return { kind: 'failed', error: state.error };
    case 'cancelled':
      return { kind: 'cancelled' };
    default:
      return {
        kind: 'lost',
        retry: 'same-request',
        error: { code: 'PROVIDER_JOB_LOST', params: {}, retry: 'later' },
      };
  }
}

/** The built-in engine among the connections: clips only, and nothing to ask over a network. */
export function asProvider(video: VideoProvider): Provider {
  return {
    kind: 'animatic',
    video,
    image: null,
    text: null,
    speech: null,
    transcription: null,
    moderation: null,
    bundledModels: () => [animaticModel],
    listModels: async () => [animaticModel],
    test: async () => ({ kind: 'works', findings: [{ key: 'answered', params: {} }], modelCount: 1 }),
    close: () => video.close(),
  };
}
