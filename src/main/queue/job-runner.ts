/**
 * What the queue asks of a kind of job, and what it lends to it.
 *
 * A job can be killed at any line: its payload is parsed at each load, its outcome is a value, what it must remember is
 * saved before it goes on, and every step may run twice.
 */
import type { JobAttempt } from '#main/db/job-attempt-repository.ts';
import type { WriteDb } from '#main/db/database.ts';
import type { JobState } from '#shared/domain/job-state.ts';
import type { Job, JobResult } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';

/** How a run ended. */
export type JobOutcome =
  /** Everything exists; `result` is null when what it was for has been erased meanwhile. */
  | { kind: 'done'; result: JobResult | null }
  | { kind: 'failed'; error: AppErrorData }
  /** Declined by the provider; never retried by itself. */
  | { kind: 'refused'; error: AppErrorData }
  /** Ended at the other side without a person asking here. */
  | { kind: 'cancelled' }
  /** It cannot be known whether the request arrived. */
  | { kind: 'needs-you'; error: AppErrorData }
  /**
   * Run once more in the state it is in, such as for the next poll. With `isTrouble`, such as a server that does not
   * answer, each time in a row waits twice as long, up to ten minutes.
   */
  | { kind: 'again'; afterMs: number; isTrouble?: boolean /** Shown with the job meanwhile. */; error?: AppErrorData }
  /**
   * Back to `waiting`, at its old place, for a new attempt: only when nothing was started, or when starting twice costs
   * nothing. `holdLaneMs` keeps its whole lane from starting anything for so long, as a rate limit asks.
   */
  | { kind: 'requeue'; reason: string; holdLaneMs: number };

/** What a run may use. Valid until the run ends. */
export type JobContext<Payload> = {
  /** As it was when the run began. */
  readonly job: Job;
  readonly payload: Payload;
  /** The attempt that this run belongs to; its `handle` as stored when the run began. */
  readonly attempt: JobAttempt;
  /** True when this run did not claim the job itself: in `sending`, a request may already have left. */
  readonly isResumed: boolean;
  /** Fires when the job is cancelled or the studio closes. */
  readonly signal: AbortSignal;
  /** The database, for reading and for writes that belong to no transition. */
  readonly db: WriteDb;
  /** What was saved last, in this run or an earlier one of the same attempt; null at first. */
  getCheckpoint(): unknown;
  /** Stores plain JSON, as `transition` does; gone when the next attempt begins. */
  saveCheckpoint(checkpoint: unknown): void;
  getState(): JobState;
  /**
   * Moves the job on, and does `within` in the same transaction. Progress starts anew. No end of the process takes it
   * back; before a step that a power cut must not find forgotten, await `db.flush()`.
   *
   * @throws {AppError} JOB_NOT_FOUND when the job was erased, JOB_STATE_CONFLICT when it is no longer where this run
   * left it; nothing of `within` is then kept
   */
  transition(to: JobState, within?: (db: WriteDb) => void): void;
  /** @param fraction how far the present state is, 0 to 1; null when that cannot be known. */
  reportProgress(fraction: number | null): void;
  /**
   * Lets the lane begin another job: what its concurrency limits, such as a provider's work, is over, and what is left
   * is only this machine's. More than a few such jobs at a time hold the lane up after all.
   */
  releasePlace(): void;
};

export interface JobRunner<Payload = unknown> {
  /** @throws when the stored payload is not one of this kind. */
  parsePayload(payload: unknown): Payload;
  /**
   * Works on the job from the state it is in, which is never `waiting`: a claimed job is in `sending`.
   * Whatever it throws makes the job fail, unless the signal fired.
   */
  run(context: JobContext<Payload>): Promise<JobOutcome>;
  /**
   * Ends what was started elsewhere and removes what is half-done, after `run` has ended. The context's signal does not
   * fire in here. What it throws is logged, and the job counts as cancelled.
   *
   * @returns `too-late` when the result is there or cannot be stopped: the job then goes on.
   */
  cancel?(context: JobContext<Payload>): Promise<'cancelled' | 'too-late'>;
}
