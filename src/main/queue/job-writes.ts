/** What the queue writes about a job and its attempt together, each in one transaction. */
import type { WriteDb } from '#main/db/database.ts';
import { type AttemptOutcome, endLatestAttempt, insertJobAttempt } from '#main/db/job-attempt-repository.ts';
import {
  changeJobState,
  claimJob,
  getStoredJob,
  type JobStateChange,
  type StoredJob,
} from '#main/db/job-repository.ts';
import type { AttemptId, JobId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import { AppError } from '#shared/errors/app-error.ts';

/**
 * Takes a waiting job up: state and attempt are on disk before anything is done.
 *
 * @throws {AppError} JOB_STATE_CONFLICT when it is no longer waiting
 */
export function claimWithAttempt(
  db: WriteDb,
  { jobId, attemptId, nowMs }: { jobId: JobId; attemptId: AttemptId; nowMs: number },
): StoredJob {
  return db.transaction(() => {
    if (!claimJob(db, jobId, nowMs)) throw new AppError('JOB_STATE_CONFLICT', `${jobId} is not waiting`);
    const job = getStoredJob(db, jobId);
    insertJobAttempt(db, {
      id: attemptId,
      jobId,
      attemptNumber: job.attemptCount,
      connectionId: job.connectionId,
      request: job.payload,
      createdAtMs: nowMs,
    });
    return job;
  });
}

/** Changes the state of a job whose attempt is over. @throws {AppError} JOB_STATE_CONFLICT */
export function endAttempt(
  db: WriteDb,
  jobId: JobId,
  {
    outcome,
    nowMs,
    ...change
  }: Omit<JobStateChange, 'finishedAtMs'> & {
    outcome: AttemptOutcome;
    nowMs: number;
  },
): void {
  db.transaction(() => {
    changeJobState(db, jobId, { ...change, finishedAtMs: isEnded(change.to) ? nowMs : null });
    endLatestAttempt(db, { jobId, outcome, endedAtMs: nowMs });
  });
}
