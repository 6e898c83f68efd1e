/** What the queue writes about a job and its attempt together, each in one transaction. */
import type { WriteDb } from '#main/db/database.ts';
import {
  type AttemptOutcome,
  endLatestAttempt,
  findLatestAttempt,
  insertJobAttempt,
} from '#main/db/job-attempt-repository.ts';
import {
  changeJobState,
  claimJob,
  getStoredJob,
  type JobStateChange,
  setJobHold,
  type StoredJob,
} from '#main/db/job-repository.ts';
import type { AttemptId, JobId } from '#shared/domain/ids.ts';
import { isEnded, type JobState } from '#shared/domain/job-state.ts';
import type { JobResult } from '#shared/domain/records.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';

/** What goes along with attempts, in the transactions that begin and end them; the queue knows no money. */
export type AttemptHooks = {
  /** Before a waiting job is taken up. An error holds the job back, for that reason. */
  onBegin(db: WriteDb, attempt: { job: StoredJob; attemptId: AttemptId }): AppErrorData | null;
  onEnd(db: WriteDb, attempt: EndedAttempt): void;
  /** Before an ended attempt is looked for once more. */
  onReopen(db: WriteDb, attemptId: AttemptId): void;
};

export type EndedAttempt = {
  jobId: JobId;
  attemptId: AttemptId;
  /** The state from which the job went on. */
  from: JobState;
  /** `waiting` when it is to be attempted anew. */
  to: JobState;
  result: JobResult | null;
  nowMs: number;
};

/**
 * Takes a waiting job up: state and attempt are in the library before anything is done.
 *
 * @returns null when the hooks hold it back: it then waits with their reason
 * @throws {AppError} JOB_STATE_CONFLICT when it is no longer waiting
 */
export function claimWithAttempt(
  db: WriteDb,
  { jobId, attemptId, nowMs, hooks }: { jobId: JobId; attemptId: AttemptId; nowMs: number; hooks: AttemptHooks | null },
): StoredJob | null {
  return db.transactionSoon(() => {
    const hold = hooks?.onBegin(db, { job: getStoredJob(db, jobId), attemptId }) ?? null;
    if (hold) {
      setJobHold(db, jobId, hold);
      return null;
    }
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
    hooks,
    ...change
  }: Omit<JobStateChange, 'finishedAtMs'> & {
    outcome: AttemptOutcome;
    nowMs: number;
    hooks: AttemptHooks | null;
  },
): void {
  db.transactionSoon(() => {
    if (!changeJobState(db, jobId, { ...change, finishedAtMs: isEnded(change.to) ? nowMs : null })) return;
    endLatestAttempt(db, { jobId, outcome, endedAtMs: nowMs });
    const attempt = findLatestAttempt(db, jobId);
    if (!attempt) return;
    const { from, to, result = null } = change;
    hooks?.onEnd(db, { jobId, attemptId: attempt.id, from, to, result, nowMs });
  });
}
