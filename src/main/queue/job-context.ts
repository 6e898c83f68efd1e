/** Builds what a runner works with. */
import type { WriteDb } from '#main/db/database.ts';
import { findLatestAttempt } from '#main/db/job-attempt-repository.ts';
import { changeJobState, findJob, findStoredJob, saveJobCheckpoint } from '#main/db/job-repository.ts';
import type { JobId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { JobContext, JobRunner } from './job-runner.ts';
import type { JobUpdates } from './job-updates.ts';

export type JobContextOptions = {
  db: WriteDb;
  updates: JobUpdates;
  runner: JobRunner;
  jobId: JobId;
  signal: AbortSignal;
  isResumed: boolean;
  releasePlace: () => void;
};

/** @throws {AppError} JOB_NOT_FOUND when the job was erased; whatever its runner throws for a payload it cannot read. */
export function createJobContext({
  db,
  updates,
  runner,
  jobId,
  signal,
  isResumed,
  releasePlace,
}: JobContextOptions): JobContext<unknown> {
  const stored = findStoredJob(db, jobId);
  const attempt = findLatestAttempt(db, jobId);
  if (!stored || !attempt) throw new AppError('JOB_NOT_FOUND', `no job ${jobId}`);
  const { payload, checkpoint: storedCheckpoint, lane: _lane, ...job } = stored;
  let checkpoint = storedCheckpoint;
  let state = job.state;

  return {
    job,
    payload: runner.parsePayload(payload),
    attempt,
    isResumed,
    signal,
    db,
    getCheckpoint: () => checkpoint,
    saveCheckpoint(value) {
      db.transactionSoon(() => saveJobCheckpoint(db, jobId, value));
      checkpoint = value;
    },
    getState: () => state,
    transition(to, within) {
      db.transactionSoon(() => {
        if (!changeJobState(db, jobId, { from: state, to })) throw lostJob(db, jobId);
        within?.(db);
      });
      state = to;
      updates.changed(jobId);
    },
    reportProgress(fraction) {
      updates.progressed(jobId, fraction);
    },
    releasePlace,
  };
}

function lostJob(db: WriteDb, jobId: JobId): AppError {
  const job = findJob(db, jobId);
  if (!job) return new AppError('JOB_NOT_FOUND', `no job ${jobId}`);
  return new AppError('JOB_STATE_CONFLICT', `job ${jobId} is ${job.state} by now`);
}
