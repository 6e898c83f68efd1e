/** Attempts of jobs: written before a request leaves, so that a crash cannot hide one. */
import type { AttemptId, ConnectionId, JobId } from '#shared/domain/ids.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** One run of a job. */
export type JobAttempt = {
  id: AttemptId;
  jobId: JobId;
  /** From 1 within its job. */
  attemptNumber: number;
  connectionId: ConnectionId | null;
  /** What finds the work again at its provider, as plain JSON; null until it was accepted. */
  handle: unknown;
  createdAtMs: number;
};

/** How an attempt ended; codes only, never content. */
export type AttemptOutcome = { kind: string; code?: string };

export type NewJobAttempt = {
  id: AttemptId;
  jobId: JobId;
  attemptNumber: number;
  connectionId: ConnectionId | null;
  /** The request as it will be sent: plain JSON. */
  request: unknown;
  createdAtMs: number;
};

type AttemptRow = {
  id: AttemptId;
  job_id: JobId;
  attempt_number: number;
  connection_id: ConnectionId | null;
  handle: string | null;
  created_at_ms: number;
};

export function insertJobAttempt(db: WriteDb, attempt: NewJobAttempt): void {
  db.prepare<[AttemptId, JobId, number, ConnectionId | null, string, number]>(
    `INSERT INTO job_attempts (id, job_id, attempt_number, connection_id, request, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    attempt.id,
    attempt.jobId,
    attempt.attemptNumber,
    attempt.connectionId,
    JSON.stringify(attempt.request),
    attempt.createdAtMs,
  );
}

/** The latest attempt of a job; null before the first. */
export function findLatestAttempt(db: ReadDb, jobId: JobId): JobAttempt | null {
  const row = db
    .prepare<[JobId], AttemptRow>(
      `SELECT id, job_id, attempt_number, connection_id, handle, created_at_ms FROM job_attempts
       WHERE job_id = ? ORDER BY attempt_number DESC LIMIT 1`,
    )
    .get(jobId);
  return row ? attemptFromRow(row) : null;
}

/** Stores what finds the work again; belongs in the transaction that leaves `sending`. */
export function saveAttemptHandle(db: WriteDb, attemptId: AttemptId, handle: unknown): void {
  db.prepare<[string, AttemptId]>(`UPDATE job_attempts SET handle = ? WHERE id = ?`).run(
    JSON.stringify(handle),
    attemptId,
  );
}

/** Notes how the latest attempt of a job ended; one that has ended keeps its first outcome. */
export function endLatestAttempt(
  db: WriteDb,
  { jobId, outcome, endedAtMs }: { jobId: JobId; outcome: AttemptOutcome; endedAtMs: number },
): void {
  db.prepare<[string, number, JobId]>(
    `UPDATE job_attempts SET outcome = ?, ended_at_ms = ?
     WHERE id = (SELECT id FROM job_attempts WHERE job_id = ? ORDER BY attempt_number DESC LIMIT 1)
       AND ended_at_ms IS NULL`,
  ).run(JSON.stringify(outcome), endedAtMs, jobId);
}

function attemptFromRow(row: AttemptRow): JobAttempt {
  return {
    id: row.id,
    jobId: row.job_id,
    attemptNumber: row.attempt_number,
    connectionId: row.connection_id,
    handle: row.handle === null ? null : (JSON.parse(row.handle) as unknown),
    createdAtMs: row.created_at_ms,
  };
}

/** Opens the latest attempt of a job once more, such as when a person wants it to be looked for again. */
export function reopenLatestAttempt(db: WriteDb, jobId: JobId): void {
  db.prepare<[JobId, JobId]>(
    `UPDATE job_attempts SET ended_at_ms = NULL, outcome = NULL WHERE job_id = ? AND attempt_number =
       (SELECT max(attempt_number) FROM job_attempts WHERE job_id = ?)`,
  ).run(jobId, jobId);
}

/** Whether another attempt over the same connection found its work under this id. */
export function isHandleTaken(
  db: ReadDb,
  { remoteId, attempt }: { remoteId: string; attempt: Pick<JobAttempt, 'id' | 'connectionId'> },
): boolean {
  const sql = `SELECT 1 FROM job_attempts
    WHERE handle IS NOT NULL AND json_extract(handle, '$.id') = ? AND connection_id IS ? AND id <> ? LIMIT 1`;
  return (
    db.prepare<[string, ConnectionId | null, AttemptId]>(sql).get(remoteId, attempt.connectionId, attempt.id) !==
    undefined
  );
}

/** Attempts of a job that ended in a new one for this reason, such as `PROVIDER_JOB_LOST`. */
export function countRequeues(db: ReadDb, jobId: JobId, reason: string): number {
  const sql = `SELECT count(*) AS count FROM job_attempts
    WHERE job_id = ? AND json_extract(outcome, '$.kind') = 'requeue' AND json_extract(outcome, '$.code') = ?`;
  return db.prepare<[JobId, string], { count: number }>(sql).get(jobId, reason)?.count ?? 0;
}
