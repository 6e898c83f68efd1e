/**
 * The one shape of every engine that makes clips, local or remote.
 *
 * The attempt is on disk before `submit` is called; one submit is one create request, with every automatic retry
 * switched off; polling is stateless and works from the stored handle; a job that cannot be found is not a job that
 * failed; a refusal is an outcome of its own. Every adapter passes tests/support/describe-video-provider.ts.
 */
import type { CameraMove } from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { FrameRate, Frames } from '#shared/domain/time.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** Plain data that a job can store. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a model can be asked for. */
export type ModelCapability = {
  modelId: string;
  label: string;
  duration: { kind: 'free'; minFrames: number; maxFrames: number } | { kind: 'listed'; seconds: number[] };
  /** `free`: any even size up to the given side. */
  size: { kind: 'free'; multipleOf: number; maxSidePx: number } | { kind: 'listed'; sizes: FrameSize[] };
  /** Which inputs it takes, at most one of each. */
  inputs: InputRole[];
  /** Whether the words of the dialogue become part of the picture. */
  burnsInSubtitles: boolean;
  /** Whether the result has exactly the asked size and, to one frame, the asked length. */
  isExact: boolean;
};

export type InputRole = 'first-frame' | 'voice';

/** A file that goes with a request. */
export type MediaInput = { role: InputRole; path: string };

/** One clip to make. */
export type VideoRequest = {
  modelId: string;
  shotNumber: string;
  title: string;
  prompt: string;
  styleNotes: string;
  /** As `dialogue.ts` reads it. */
  dialogue: string;
  durationFrames: Frames;
  frameSize: FrameSize;
  frameRate: FrameRate;
  cameraMove: CameraMove;
  inputs: MediaInput[];
};

/** Everything needed to find the work again after a restart: plain JSON, never a key. */
export type JobHandle = {
  version: 1;
  /** The provider's id for it. */
  id: string;
  attemptId: AttemptId;
  modelId: string;
  submittedAtMs: number;
  extra?: { [key: string]: Json };
};

/** Whether the same request may be made again without asking anybody. */
export type ProviderRetry = 'never' | 'same-request';

export type SubmitOutcome =
  | { kind: 'accepted'; handle: JobHandle }
  /** Certainly not started. `retryAfterMs` is given when the same request may be sent again by itself. */
  | { kind: 'rejected'; error: AppErrorData; retryAfterMs: number | null }
  /** Declined for what it asks. */
  | { kind: 'refused'; error: AppErrorData }
  /** May be running and billed: never sent again by itself unless the engine is repeatable. */
  | { kind: 'unknown'; error: AppErrorData };

export type PollOutcome =
  | { kind: 'pending'; progress: number | null; pollAfterMs: number }
  | { kind: 'succeeded'; outputs: Output[] }
  | { kind: 'failed'; error: AppErrorData }
  | { kind: 'refused'; error: AppErrorData }
  | { kind: 'cancelled' }
  /** The provider does not know the handle: not the same as failed. */
  | { kind: 'lost'; retry: ProviderRetry; error: AppErrorData };

/** One file of a result. */
export type Output = {
  /** From 0. */
  index: number;
  /** File name ending without a dot. */
  extension: string;
  /** Whether the dialogue is part of the picture. */
  hasBurntInSubtitles: boolean;
};

export type SubmitOptions = { attemptId: AttemptId; signal?: AbortSignal | undefined };

/** An engine that makes clips. What each call promises stands with it; the rules of the whole stand above. */
export interface VideoProvider {
  readonly kind: string;
  /** `repeatable`: local and free, so a lost attempt may be repeated. `at-most-once`: never without a person's word. */
  readonly guarantee: 'repeatable' | 'at-most-once';
  models(signal?: AbortSignal): Promise<ModelCapability[]>;
  /** What is wrong with a request, without asking anybody; empty when nothing is. */
  validate(request: VideoRequest): Array<{ field: string; problem: string }>;
  /**
   * Makes exactly one create request. What the other side says, or fails to say, is an outcome and never thrown. The
   * signal matters until the request leaves: work that was accepted is stopped by `cancel`.
   *
   * @throws the signal's reason when it fired before the request left
   */
  submit(request: VideoRequest, options: SubmitOptions): Promise<SubmitOutcome>;
  /** @throws {AppError} with retry `later` when the provider did not answer: the job is then asked for again */
  poll(handle: JobHandle, signal?: AbortSignal): Promise<PollOutcome>;
  /**
   * Writes one output to `path`, whole: length checked, nothing left behind on failure. May be called again, also after
   * it went well.
   *
   * @throws {AppError} what went wrong; DISK_FULL, CANCELLED
   */
  download(
    handle: JobHandle,
    output: Output,
    options: { path: string; signal?: AbortSignal | undefined },
  ): Promise<{ sizeBytes: number }>;
  /** `too-late`: it had ended already. Also for handles that it does not know. */
  cancel?(handle: JobHandle, signal?: AbortSignal): Promise<'cancelled' | 'requested' | 'too-late' | 'unknown'>;
  /** Forgets an ended job and removes its files at the provider. */
  remove?(handle: JobHandle): Promise<'removed' | 'already-gone'>;
  /** Looks for the work of an attempt whose answer was lost. */
  reconcile?(options: {
    attemptId: AttemptId;
    sinceMs: number;
    signal?: AbortSignal | undefined;
  }): Promise<JobHandle | 'none' | 'cannot-tell'>;
  /** Stops what runs in this process; calls after it are refused. */
  close(): Promise<void>;
}
