/**
 * Tells listeners which jobs changed: states at once, at most twenty times a second; progress at most ten times.
 *
 * A change is told only after the transaction that made it, and as the database has it then: listeners are called from
 * a timer, and what was rolled back is read back unchanged.
 */
import type { WriteDb } from '#main/db/database.ts';
import { findJob, saveJobProgress } from '#main/db/job-repository.ts';
import type { Logger } from '#main/logger.ts';
import type { JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { Schedule } from './schedule.ts';

/** Milliseconds between two reports of changes: more than a person sees, and few beside many jobs. */
const changeIntervalMs = 50;

/** Milliseconds between two reports of progress. */
const progressIntervalMs = 100;

/** Milliseconds between two writes of a job's progress. */
const progressSaveIntervalMs = 1000;

export interface JobUpdates {
  /** The state of a job changed, or it was added. Its progress starts anew. */
  changed(jobId: JobId): void;
  progressed(jobId: JobId, progress: number | null): void;
  /** @returns the undo. */
  on(listener: (jobs: Job[]) => void): () => void;
  /** Tells what is left to tell, then nothing more. */
  close(): void;
}

export type JobUpdatesOptions = { db: WriteDb; clock: Clock; schedule: Schedule; logger: Logger };

export function createJobUpdates({ db, clock, schedule, logger }: JobUpdatesOptions): JobUpdates {
  const listeners = new Set<(jobs: Job[]) => void>();
  const changedIds = new Set<JobId>();
  const progressedIds = new Set<JobId>();
  const liveProgress = new Map<JobId, { progress: number | null; savedAtMs: number }>();
  let undoFlush: (() => void) | null = null;
  let undoProgressFlush: (() => void) | null = null;
  let lastFlushMs = Number.NEGATIVE_INFINITY;
  let lastProgressFlushMs = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  function tell(ids: Set<JobId>): void {
    if (ids.size === 0) return;
    const jobs = [...ids].map(readJob).filter((job) => job !== null);
    ids.clear();
    if (jobs.length === 0) return;
    for (const listener of [...listeners]) {
      try {
        listener(jobs);
      } catch (error) {
        logger.error('queue.listenerFailed', error);
      }
    }
  }

  function readJob(id: JobId): Job | null {
    const job = findJob(db, id);
    const live = liveProgress.get(id);
    return job && live ? { ...job, progress: live.progress } : job;
  }

  function flush(): void {
    undoFlush = null;
    lastFlushMs = clock.nowMs();
    guarded(() => tell(changedIds));
  }

  function flushProgress(): void {
    undoProgressFlush = null;
    lastProgressFlushMs = clock.nowMs();
    guarded(() => {
      saveProgress();
      tell(progressedIds);
    });
  }

  function saveProgress(): void {
    const nowMs = clock.nowMs();
    const due = [...progressedIds].filter((id) => {
      const live = liveProgress.get(id);
      return live !== undefined && nowMs - live.savedAtMs >= progressSaveIntervalMs;
    });
    if (due.length === 0) return;
    db.transactionSoon(() => due.forEach((id) => saveJobProgress(db, id, liveProgress.get(id)?.progress ?? null)));
    for (const id of due) liveProgress.set(id, { progress: liveProgress.get(id)?.progress ?? null, savedAtMs: nowMs });
  }

  /** How long to wait so that so much time lies between two reports. A clock that was set back silences nothing. */
  function untilNext(lastMs: number, intervalMs: number): number {
    return Math.min(Math.max(0, lastMs + intervalMs - clock.nowMs()), intervalMs);
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      logger.error('queue.updateFailed', error);
    }
  }

  return {
    changed(jobId) {
      liveProgress.delete(jobId);
      progressedIds.delete(jobId);
      changedIds.add(jobId);
      if (!isClosed) undoFlush ??= schedule(untilNext(lastFlushMs, changeIntervalMs), flush);
    },
    progressed(jobId, progress) {
      const live = liveProgress.get(jobId);
      // Most polls say what the one before has said.
      if ((live?.progress ?? null) === progress) return;
      liveProgress.set(jobId, { progress, savedAtMs: live?.savedAtMs ?? clock.nowMs() });
      progressedIds.add(jobId);
      if (!isClosed) undoProgressFlush ??= schedule(untilNext(lastProgressFlushMs, progressIntervalMs), flushProgress);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      undoFlush?.();
      undoProgressFlush?.();
      flush();
      listeners.clear();
    },
  };
}
