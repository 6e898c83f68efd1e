/**
 * The durable queue: claims, runs, retries, resumes. It knows no shot.
 *
 * Everything it must remember is in the database before it goes on, so that a process can die at any line: `start()`
 * takes up what was left. Jobs of one lane share a concurrency; nothing that happens in one lane holds up another.
 * Work is only ever started from a timer, so `enqueue` may be called inside a transaction.
 */
import type { WriteDb } from '#main/db/database.ts';
import { listUnendedJobs } from '#main/db/job-list-repository.ts';
import {
  cancelWaitingJobs,
  changeJobState,
  countJobs,
  findJob,
  findLastPosition,
  findNextStartMs,
  findNextWaiting,
  getJob,
  getStoredJob,
  insertJob,
  isQueuePaused,
  type JobCounts,
  releaseHeldJobs,
  saveJobTrouble,
  scheduleJob,
  summarizeHolds,
  listActiveJobs,
  listWaitingLanes,
  type NewJob,
  requeueEndedJob,
  type StoredJob,
  saveQueuePaused,
} from '#main/db/job-repository.ts';
import { findLatestAttempt, reopenLatestAttempt } from '#main/db/job-attempt-repository.ts';
import type { Logger } from '#main/logger.ts';
import type { IdFactory, JobId } from '#shared/domain/ids.ts';
import { isActive, type JobState, statesAfter } from '#shared/domain/job-state.ts';
import type { Job, JobKind } from '#shared/domain/records.ts';
import { AppError, type AppErrorData, toAppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { createJobContext } from './job-context.ts';
import { moveJobs, positionStep } from './job-order.ts';
import type { JobOutcome, JobRunner } from './job-runner.ts';
import { createJobUpdates } from './job-updates.ts';
import { type AttemptHooks, claimWithAttempt, endAttempt } from './job-writes.ts';
import type { Schedule } from './schedule.ts';

/** The queue as a whole. */
export type JobQueueState = JobCounts & ReturnType<typeof summarizeHolds> & { isPaused: boolean };

export interface JobQueue {
  /** Takes up the jobs that an earlier process left, then begins to work. Once. */
  start(): { recoveredJobCount: number };
  /** Adds a job at the end. Part of the caller's transaction, if there is one; it is started after that. */
  enqueue(job: NewJob): Job;
  /**
   * Looks for work soon, and lets what waits out trouble try again: something may have changed, such as a lane's
   * concurrency or the network.
   */
  wake(): void;
  /**
   * Cancels what can be cancelled and answers all the jobs as they then are. A job whose file is already in the library
   * goes on; an ended one stays as it is.
   *
   * @throws {AppError} JOB_NOT_FOUND, with nothing cancelled
   */
  cancel(jobIds: readonly JobId[]): Promise<Job[]>;
  /** Cancels all that wait and answers how many. Listeners are told of the first few hundred, which are those shown. */
  cancelWaiting(): number;
  /**
   * Puts jobs that failed, were refused, were cancelled or need a person at the end of the queue; others stay as they
   * are. Answers all of them.
   *
   * @throws {AppError} JOB_NOT_FOUND, with nothing changed
   */
  retry(jobIds: readonly JobId[]): Job[];
  /**
   * Waiting jobs of one lane, kept in their order, to before another waiting one; null means the end. They take its
   * priority. Those that wait no longer, and those of other lanes, stay where they are.
   *
   * @throws {AppError} JOB_NOT_FOUND
   */
  move(jobIds: readonly JobId[], beforeJobId: JobId | null): Job[];
  /** Priority and start of waiting jobs; others stay as they are. @throws {AppError} JOB_NOT_FOUND */
  schedule(
    jobIds: readonly JobId[],
    change: { priority?: number | undefined; notBeforeMs?: number | null | undefined },
  ): Job[];
  /**
   * Looks once more for the work of a job that needs a person, without sending anything again.
   *
   * @throws {AppError} JOB_NOT_FOUND, JOB_STATE_CONFLICT when it does not need a person
   */
  lookAgain(jobId: JobId): Job;
  /** Lets jobs go on that were held back; those whose reason still stands are held back again. */
  releaseHeld(): JobQueueState;
  /** Nothing new is started while paused; what runs goes on. Kept across restarts. */
  setPaused(isPaused: boolean): JobQueueState;
  queueState(): JobQueueState;
  /**
   * Calls the listener with jobs that changed: state at once, progress at most ten times a second.
   *
   * @returns the undo.
   */
  onUpdate(listener: (jobs: Job[]) => void): () => void;
  /** Ends the work in this process; the states stay, so that the next start takes it up. */
  stop(): Promise<void>;
}

export type JobQueueOptions = {
  db: WriteDb;
  clock: Clock;
  ids: IdFactory;
  runners: Record<JobKind, JobRunner>;
  /** Jobs of a lane at the same time; 0 holds it. Asked each time. */
  lanes: (lane: string) => number;
  /** @default nothing goes along */
  attemptHooks?: AttemptHooks;
  logger: Logger;
  /** 0 to below 1, such as `Math.random`: spreads polls. */
  random: () => number;
  schedule: Schedule;
};

/** A job that this process works on, between claim and end. */
type ActiveJob = {
  readonly id: JobId;
  readonly lane: string;
  readonly kind: JobKind;
  controller: AbortController;
  isCancelRequested: boolean;
  /** Whether it counts against its lane's concurrency. */
  holdsPlace: boolean;
  /** Runs that met trouble, in a row. */
  troubleCount: number;
  /** Present while a run is going on. */
  working: Promise<void> | null;
  /** Calls the next run off; present between two runs. */
  undoNextRun: (() => void) | null;
  /** Called when the job has left this process's hands, or goes on in spite of a cancel. */
  readonly settled: Array<() => void>;
};

/** Keeps a lane from starting anything, as a rate limit asks. */
type LaneHold = { sinceMs: number; lengthMs: number };

/** Milliseconds until work that the database refused is tried again. */
const databaseTroubleMs = 5_000;
const longestTroubleMs = 10 * 60_000;
/** Jobs of a lane that have released their place, beyond as many as have one: then none is begun until one ends. */
const mostWithoutPlace = 4;
/** The clock may jump: what is scheduled is looked at this often. */
const longestLookMs = 60_000;

/** Jobs of a change of all that are told one by one. */
const mostToldJobs = 500;

const retryable: readonly JobState[] = ['failed', 'refused', 'cancelled', 'needs-you'];

export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { db, clock, ids, runners, lanes, logger, random, schedule, attemptHooks: hooks = null } = options;
  const updates = createJobUpdates({ db, clock, schedule, logger });
  const active = new Map<JobId, ActiveJob>();
  const holds = new Map<string, LaneHold>();
  let lastPosition = findLastPosition(db);
  let isPaused = isQueuePaused(db);
  let isStarted = false;
  let isStopped = false;
  let undoLook: (() => void) | null = null;
  let lookAtMs = Number.POSITIVE_INFINITY;

  function wake(delayMs = 0): void {
    if (!isStarted || isStopped) return;
    const nowMs = clock.nowMs();
    // Past its time and still to come: the clock was set forward, or the computer slept.
    const isOverdue = undoLook !== null && lookAtMs < nowMs;
    const atMs = isOverdue ? nowMs : nowMs + delayMs;
    if (undoLook && !isOverdue && lookAtMs <= atMs) return;
    undoLook?.();
    lookAtMs = atMs;
    undoLook = schedule(atMs - nowMs, look);
  }

  function look(): void {
    undoLook = null;
    if (isPaused || isStopped) return;
    tryAgainLater(() => {
      for (const lane of listWaitingLanes(db)) tryAgainLater(() => fillLane(lane));
      const nextStartMs = findNextStartMs(db, clock.nowMs());
      if (nextStartMs !== null) wake(Math.min(nextStartMs - clock.nowMs(), longestLookMs));
    });
  }

  function tryAgainLater(work: () => void): void {
    try {
      work();
    } catch (error) {
      logger.error('queue.lookFailed', error);
      wake(databaseTroubleMs);
    }
  }

  function fillLane(lane: string): void {
    const heldMs = heldMsOf(lane);
    if (heldMs > 0) return wake(Math.min(heldMs, longestLookMs));
    holds.delete(lane);
    const concurrency = lanes(lane);
    const inLane = [...active.values()].filter((job) => job.lane === lane);
    let running = inLane.filter(({ holdsPlace }) => holdsPlace).length;
    if (inLane.length - running >= concurrency + mostWithoutPlace) return;
    while (running < concurrency) {
      const jobId = findNextWaiting(db, lane, clock.nowMs());
      if (jobId === null) return;
      const claimed = claim(jobId);
      if (!claimed) continue;
      begin(takeUp(claimed), false);
      running += 1;
    }
  }

  /** Milliseconds for which a lane is still to rest. A clock that was set back begins its rest anew, once. */
  function heldMsOf(lane: string): number {
    const hold = holds.get(lane);
    if (!hold) return 0;
    const nowMs = clock.nowMs();
    if (nowMs < hold.sinceMs) hold.sinceMs = nowMs;
    return hold.sinceMs + hold.lengthMs - nowMs;
  }

  /** Null when it is held back. */
  function claim(jobId: JobId): StoredJob | null {
    const claimed = claimWithAttempt(db, { jobId, attemptId: ids.create('attempt'), nowMs: clock.nowMs(), hooks });
    updates.changed(jobId);
    return claimed;
  }

  function takeUp({ id, lane, kind }: { id: JobId; lane: string; kind: JobKind }): ActiveJob {
    const job: ActiveJob = {
      id,
      lane,
      kind,
      controller: new AbortController(),
      isCancelRequested: false,
      holdsPlace: true,
      troubleCount: 0,
      working: null,
      undoNextRun: null,
      settled: [],
    };
    active.set(id, job);
    return job;
  }

  function begin(job: ActiveJob, isResumed: boolean): void {
    job.undoNextRun = null;
    job.working = runAndSettle(job, isResumed).finally(() => {
      job.working = null;
    });
  }

  async function runAndSettle(job: ActiveJob, isResumed: boolean): Promise<void> {
    const outcome = await runOnce(job, isResumed);
    try {
      await settle(job, outcome);
    } catch (error) {
      // The database refused, such as for a full disk. The job stays as it is stored; every step may run twice.
      logger.error('queue.settleFailed', error, { jobId: job.id });
      if (isStopped) leave(job);
      else runAgain(job, databaseTroubleMs);
    }
  }

  /** Null when the work was broken off. */
  async function runOnce(job: ActiveJob, isResumed: boolean): Promise<JobOutcome | null> {
    const { signal } = job.controller;
    try {
      signal.throwIfAborted();
      const context = contextOf(job, isResumed, signal);
      return await runners[job.kind].run(context);
    } catch (error) {
      if (signal.aborted) return null;
      const known = toAppError(error);
      logger.error('queue.runFailed', error, { jobId: job.id, code: known.code });
      return { kind: 'failed', error: known.toData() };
    }
  }

  function contextOf(job: ActiveJob, isResumed: boolean, signal: AbortSignal) {
    const releasePlace = () => {
      job.holdsPlace = false;
      wake();
    };
    return createJobContext({ db, updates, runner: runners[job.kind], jobId: job.id, signal, isResumed, releasePlace });
  }

  async function settle(job: ActiveJob, outcome: JobOutcome | null): Promise<void> {
    const state = findJob(db, job.id)?.state ?? null;
    // Erased with its project while it ran, or ended by a run before a crash of the database.
    if (state === null || !isActive(state)) return leave(job);
    if (job.isCancelRequested && outcome?.kind !== 'done' && outcome?.kind !== 'refused') {
      return settleCancel(job, state);
    }
    if (outcome === null || (isStopped && outcome.kind === 'again')) return leave(job);
    switch (outcome.kind) {
      case 'again':
        showTrouble(job, outcome.error ?? null);
        return runAgain(job, delayOf(job, outcome));
      case 'requeue':
        return requeue(job, state, outcome);
      default:
        return finish(job, state, outcome);
    }
  }

  async function settleCancel(job: ActiveJob, state: JobState): Promise<void> {
    if (statesAfter(state).includes('cancelled') && (await cancelInRunner(job)) === 'cancelled') {
      const now = findJob(db, job.id)?.state;
      return now && isActive(now) ? finish(job, now, { kind: 'cancelled' }) : leave(job);
    }
    // The result is there: it is brought home as if nobody had asked.
    job.isCancelRequested = false;
    job.controller = new AbortController();
    for (const resolve of job.settled.splice(0)) resolve();
    if (isStopped) leave(job);
    else runAgain(job, 0);
  }

  async function cancelInRunner(job: ActiveJob): Promise<'cancelled' | 'too-late'> {
    try {
      const context = contextOf(job, true, new AbortController().signal);
      return (await runners[job.kind].cancel?.(context)) ?? 'cancelled';
    } catch (error) {
      logger.error('queue.cancelFailed', error, { jobId: job.id });
      return 'cancelled';
    }
  }

  /** A job that meets trouble goes on, and says what it met. */
  function showTrouble({ id }: ActiveJob, error: AppErrorData | null): void {
    if (saveJobTrouble(db, id, error)) updates.changed(id);
  }

  function delayOf(job: ActiveJob, { afterMs, isTrouble = false }: { afterMs: number; isTrouble?: boolean }): number {
    job.troubleCount = isTrouble ? job.troubleCount + 1 : 0;
    const backedOffMs = Math.min(afterMs * 2 ** Math.max(0, job.troubleCount - 1), Math.max(afterMs, longestTroubleMs));
    return Math.round(backedOffMs * (0.9 + 0.2 * random()));
  }

  function runAgain(job: ActiveJob, delayMs: number): void {
    job.undoNextRun = schedule(delayMs, () => begin(job, true));
  }

  function requeue(
    job: ActiveJob,
    state: JobState,
    { reason, holdLaneMs }: { reason: string; holdLaneMs: number },
  ): void {
    end(job.id, { from: state, to: 'waiting', outcome: { kind: 'requeue', code: reason } });
    if (holdLaneMs > 0) holds.set(job.lane, { sinceMs: clock.nowMs(), lengthMs: holdLaneMs });
    leave(job);
  }

  type Ending = Exclude<JobOutcome, { kind: 'again' } | { kind: 'requeue' }>;

  function finish(job: ActiveJob, from: JobState, ending: Ending): void {
    if (!statesAfter(from).includes(ending.kind)) {
      const conflict = new AppError('INTERNAL', `a ${job.kind} job ended as ${ending.kind} in ${from}`);
      logger.error('queue.endingNotAllowed', conflict, { jobId: job.id });
      return finish(job, from, { kind: 'failed', error: conflict.toData() });
    }
    const error = 'error' in ending ? ending.error : null;
    const result = ending.kind === 'done' ? ending.result : null;
    const outcome = error ? { kind: ending.kind, code: error.code } : { kind: ending.kind };
    end(job.id, { from, to: ending.kind, outcome, error, result });
    leave(job);
  }

  function end(jobId: JobId, change: Omit<Parameters<typeof endAttempt>[2], 'nowMs' | 'hooks'>): void {
    endAttempt(db, jobId, { ...change, nowMs: clock.nowMs(), hooks });
    updates.changed(jobId);
  }

  /** What stood in the way may be gone, and the wait may have grown to minutes. */
  function hurryTroubled(): void {
    for (const job of active.values()) {
      if (job.troubleCount === 0 || !job.undoNextRun) continue;
      job.undoNextRun();
      job.troubleCount = 0;
      runAgain(job, 0);
    }
  }

  function leave(job: ActiveJob): void {
    active.delete(job.id);
    for (const resolve of job.settled.splice(0)) resolve();
    wake();
  }

  /** Resolves when the job has ended, or goes on because it is too late. */
  function cancelActive(job: ActiveJob): Promise<void> {
    return new Promise((resolve) => {
      job.settled.push(resolve);
      if (job.isCancelRequested) return;
      job.isCancelRequested = true;
      job.controller.abort(new AppError('CANCELLED', 'cancelled by the person'));
      if (!job.undoNextRun) return;
      // Between two runs: the next one is now, and finds the signal fired.
      job.undoNextRun();
      begin(job, true);
    });
  }

  function cancelIdle(jobId: JobId): void {
    const { state } = getJob(db, jobId);
    if (state !== 'waiting' && state !== 'needs-you') return;
    changeJobState(db, jobId, { from: state, to: 'cancelled', finishedAtMs: clock.nowMs() });
    updates.changed(jobId);
  }

  function nextPosition(): number {
    lastPosition += positionStep;
    return lastPosition;
  }

  function queueState(): JobQueueState {
    return { ...countJobs(db), ...summarizeHolds(db), isPaused };
  }

  return {
    start() {
      if (isStarted) throw new AppError('INTERNAL', 'the queue was started before');
      isStarted = true;
      // A month may have begun since, with its own budget; whose reason stands is held again.
      releaseHeldJobs(db);
      const left = listActiveJobs(db);
      for (const job of left) runAgain(takeUp(job), 0);
      wake();
      return { recoveredJobCount: left.length };
    },
    enqueue(job) {
      const id = ids.create('job');
      insertJob(db, { id, job, position: nextPosition(), createdAtMs: clock.nowMs() });
      updates.changed(id);
      wake();
      return getJob(db, id);
    },
    wake() {
      hurryTroubled();
      wake();
    },
    async cancel(jobIds) {
      db.transaction(() => jobIds.forEach(cancelIdle));
      const working = jobIds.map((id) => active.get(id)).filter((job) => job !== undefined);
      await Promise.all(working.filter((job) => getJob(db, job.id).state !== 'processing').map(cancelActive));
      return jobIds.map((id) => findJob(db, id)).filter((job) => job !== null);
    },
    cancelWaiting() {
      return db.transaction(() => {
        for (const { id, state } of listUnendedJobs(db, { projectId: null, limit: mostToldJobs })) {
          if (state === 'waiting') updates.changed(id);
        }
        return cancelWaitingJobs(db, clock.nowMs());
      });
    },
    retry(jobIds) {
      db.transaction(() => {
        for (const jobId of jobIds) {
          const { state } = getJob(db, jobId);
          if (!retryable.includes(state)) continue;
          requeueEndedJob(db, jobId, { from: state, position: nextPosition() });
          updates.changed(jobId);
        }
      });
      wake();
      return jobIds.map((id) => getJob(db, id));
    },
    move(jobIds, beforeJobId) {
      const lane = getStoredJob(db, beforeJobId ?? jobIds[0] ?? ('' as JobId)).lane;
      db.transaction(() => moveJobs(db, { lane, jobIds, beforeJobId, nextPosition }));
      for (const jobId of jobIds) updates.changed(jobId);
      wake();
      return jobIds.map((id) => getJob(db, id));
    },
    schedule(jobIds, change) {
      db.transaction(() => {
        for (const jobId of jobIds) {
          getJob(db, jobId);
          if (scheduleJob(db, jobId, change)) updates.changed(jobId);
        }
      });
      wake();
      return jobIds.map((id) => getJob(db, id));
    },
    lookAgain(jobId) {
      const { lane, kind, state } = getStoredJob(db, jobId);
      if (state !== 'needs-you' || active.has(jobId)) {
        throw new AppError('JOB_STATE_CONFLICT', `${jobId} does not need a person`);
      }
      db.transaction(() => {
        const attempt = findLatestAttempt(db, jobId);
        if (attempt) hooks?.onReopen(db, attempt.id);
        const handle = attempt?.handle ?? null;
        changeJobState(db, jobId, { from: state, to: handle === null ? 'sending' : 'running' });
        reopenLatestAttempt(db, jobId);
      });
      updates.changed(jobId);
      runAgain(takeUp({ id: jobId, lane, kind }), 0);
      return getJob(db, jobId);
    },
    releaseHeld() {
      for (const jobId of releaseHeldJobs(db)) updates.changed(jobId);
      hurryTroubled();
      wake();
      return queueState();
    },
    setPaused(paused) {
      saveQueuePaused(db, paused);
      isPaused = paused;
      wake();
      return queueState();
    },
    queueState,
    onUpdate: (listener) => updates.on(listener),
    async stop() {
      isStopped = true;
      undoLook?.();
      for (const job of active.values()) {
        job.undoNextRun?.();
        job.controller.abort(new AppError('CANCELLED', 'the studio is closing'));
      }
      await Promise.all([...active.values()].map((job) => job.working ?? Promise.resolve()));
      updates.close();
    },
  };
}
