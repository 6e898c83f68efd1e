/**
 * The one shape of every engine that makes clips, local or remote.
 *
 * The attempt is on disk before `submit` is called; one submit is one create request, with every automatic retry
 * switched off; polling is stateless and works from the stored handle; a job that cannot be found is not a job that
 * failed; a refusal is an outcome of its own. Every adapter passes tests/support/describe-video-provider.ts.
 */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { CameraFraming, CameraMove } from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import type { InputRole, Model } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { FrameRate, Frames } from '#shared/domain/time.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** Plain data that a job can store. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A file that goes with a request. Remote adapters ask `ProviderHttp.media(assetId)` for what may leave of it. */
export type MediaInput = {
  role: InputRole;
  assetId: AssetId;
  /** For engines on this machine only. */
  path: string;
};

/** One clip to make. */
export type VideoRequest = {
  modelId: string;
  /** What the model can do, as it was known when the request was made. */
  model: Model;
  /** What a remote model is asked: prompt and settings after fitting. */
  promptAsSent: string;
  settings: FittedSettings;
  /** In the order in which they were chosen. */
  inputs: MediaInput[];
  // What follows is for the built-in engine, which draws the shot itself.
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
  /** Decides instead of the move where a person drew it. */
  framing?: CameraFraming | null;
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

/** What the provider says that it costs; `isFinal` false for an estimate of its own. */
export type ReportedCost = { amount: Micros; isFinal: boolean };

export type SubmitOutcome =
  | { kind: 'accepted'; handle: JobHandle; cost?: ReportedCost }
  /** Certainly not started. `retryAfterMs` is given when the same request may be sent again by itself. */
  | { kind: 'rejected'; error: AppErrorData; retryAfterMs: number | null }
  /** Declined for what it asks. */
  | { kind: 'refused'; error: AppErrorData; cost?: ReportedCost }
  /** May be running and billed: never sent again by itself unless the engine is repeatable. */
  | { kind: 'unknown'; error: AppErrorData };

/** Facts of an answer that are kept with a take: names as the provider has them; never keys, addresses or tokens. */
export type AnswerFacts = Record<string, string | number | boolean>;

export type PollOutcome =
  | { kind: 'pending'; progress: number | null; pollAfterMs: number; queuePosition?: number }
  | { kind: 'succeeded'; outputs: Output[]; cost?: ReportedCost; facts?: AnswerFacts }
  | { kind: 'failed'; error: AppErrorData; cost?: ReportedCost }
  | { kind: 'refused'; error: AppErrorData; cost?: ReportedCost }
  | { kind: 'cancelled'; cost?: ReportedCost }
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
  /**
   * Where it lies, when the answer said so. Valid for this poll only: it is handed to `download` and never stored, and
   * an expired one is refreshed by polling again.
   */
  url?: string;
};

export type SubmitOptions = { attemptId: AttemptId; signal?: AbortSignal | undefined };

/** An engine that makes clips. What each call promises stands with it; the rules of the whole stand above. */
export interface VideoProvider {
  readonly kind: string;
  /**
   * `repeatable`: local and free, so a lost attempt may be repeated. `at-most-once`: never without a person's word, but
   * for work that `poll` says is lost and of which it knows that sending it again costs nothing (`same-request`).
   */
  readonly guarantee: 'repeatable' | 'at-most-once';
  /** Video models, as far as this adapter knows or can ask. @throws {AppError} when the other side did not answer well */
  models(signal?: AbortSignal): Promise<Model[]>;
  /** What is wrong with a request, without asking anybody; empty when nothing is. */
  validate(request: VideoRequest): Array<{ field: string; problem: string }>;
  /**
   * Exactly what `submit` would send, in order; what an earlier answer would fill in stands as `<…>`. Sends nothing.
   * Empty for engines on this machine.
   */
  preview(request: VideoRequest, options: SubmitOptions): Promise<OutgoingRequest[]>;
  /**
   * Makes exactly one create request. What the other side says, or fails to say, is an outcome and never thrown. The
   * signal matters until the request leaves: work that was accepted is stopped by `cancel`. Uploads of inputs that
   * must come first may fail: they are `rejected` then, as nothing was created.
   *
   * @throws the signal's reason when it fired before the request left
   */
  submit(request: VideoRequest, options: SubmitOptions): Promise<SubmitOutcome>;
  /** @throws {AppError} with retry `later` when the provider did not answer: the job is then asked for again */
  poll(handle: JobHandle, signal?: AbortSignal): Promise<PollOutcome>;
  /**
   * Writes one output to `path`, whole: length checked, nothing left behind on failure. May be called again, also after
   * it went well; an address that has expired is asked for anew.
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
  /** Forgets an ended job and removes its files at the provider, uploads of its inputs included. */
  remove?(handle: JobHandle): Promise<'removed' | 'already-gone'>;
  /** Looks for the work of an attempt whose answer was lost. */
  reconcile?(options: {
    attemptId: AttemptId;
    /** What was asked, for servers where only a comparison finds it; null where the attempt alone must do. */
    request: VideoRequest | null;
    sinceMs: number;
    /** Whether another attempt has this id already: two takes of one shot look the same to a comparison. */
    isTaken?: (remoteId: string) => boolean;
    signal?: AbortSignal | undefined;
  }): Promise<JobHandle | 'none' | 'cannot-tell'>;
  /** Stops what runs in this process; calls after it are refused. */
  close(): Promise<void>;
}
