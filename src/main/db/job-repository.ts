/**
 * Jobs as stored. Every change of state is guarded: it happens only from the state that the caller believes the job to
 * be in, and only to one that may follow it.
 */
import type { ConnectionId, JobId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { type JobState, statesAfter } from '#shared/domain/job-state.ts';
import type { Job, JobKind, JobResult } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { findSetting, setSetting } from './settings-repository.ts';

/** A job to queue. */
export type NewJob = {
  kind: JobKind;
  projectId: ProjectId;
  /** The shot that gets the take; null for an export. */
  shotId: ShotId | null;
  connectionId: ConnectionId | null;
  /** Jobs of one lane share its concurrency: the connection's id, or `film`. */
  lane: string;
  /** What stands in the list: a shot's number and title, or a file's name. */
  label: string;
  /** Plain JSON; the job's own runner parses it at each load. */
  payload: unknown;
};

/** A job with what only the queue reads. */
export type StoredJob = Job & { lane: string; payload: unknown; checkpoint: unknown };

type JobRow = {
  id: JobId;
  kind: JobKind;
  state: JobState;
  project_id: ProjectId;
  shot_id: ShotId | null;
  connection_id: ConnectionId | null;
  lane: string;
  label: string;
  payload: string;
  progress: number | null;
  attempt_count: number;
  checkpoint: string | null;
  error: string | null;
  result: string | null;
  created_at_ms: number;
  started_at_ms: number | null;
  finished_at_ms: number | null;
};

const columns = `id, kind, state, project_id, shot_id, connection_id, lane, label, progress, attempt_count, error, result,
  created_at_ms, started_at_ms, finished_at_ms`;

/** @param position the job's place among all jobs, lowest first. */
export function insertJob(
  db: WriteDb,
  { id, job, position, createdAtMs }: { id: JobId; job: NewJob; position: number; createdAtMs: number },
): void {
  db.prepare<unknown[]>(
    `INSERT INTO jobs (id, kind, state, project_id, shot_id, connection_id, lane, label, payload, position, created_at_ms)
     VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    job.kind,
    job.projectId,
    job.shotId,
    job.connectionId,
    job.lane,
    job.label,
    JSON.stringify(job.payload),
    position,
    createdAtMs,
  );
}

/** Null when there is no such job. */
export function findJob(db: ReadDb, jobId: JobId): Job | null {
  const row = db.prepare<[JobId], JobRow>(`SELECT ${columns} FROM jobs WHERE id = ?`).get(jobId);
  return row ? jobFromRow(row) : null;
}

/** @throws {AppError} JOB_NOT_FOUND */
export function getJob(db: ReadDb, jobId: JobId): Job {
  const job = findJob(db, jobId);
  if (!job) throw new AppError('JOB_NOT_FOUND', `no job ${jobId}`);
  return job;
}

/** With payload and checkpoint; null when there is no such job. */
export function findStoredJob(db: ReadDb, jobId: JobId): StoredJob | null {
  const row = db.prepare<[JobId], JobRow>(`SELECT ${columns}, payload, checkpoint FROM jobs WHERE id = ?`).get(jobId);
  if (!row) return null;
  return {
    ...jobFromRow(row),
    lane: row.lane,
    payload: JSON.parse(row.payload) as unknown,
    checkpoint: row.checkpoint === null ? null : (JSON.parse(row.checkpoint) as unknown),
  };
}

/** @throws {AppError} JOB_NOT_FOUND */
export function getStoredJob(db: ReadDb, jobId: JobId): StoredJob {
  const job = findStoredJob(db, jobId);
  if (!job) throw new AppError('JOB_NOT_FOUND', `no job ${jobId}`);
  return job;
}

/** The job that a lane would start next; null when none is waiting in it. */
export function findNextWaiting(db: ReadDb, lane: string): JobId | null {
  const row = db
    .prepare<[string], { id: JobId }>(
      `SELECT id FROM jobs WHERE state = 'waiting' AND lane = ? ORDER BY position LIMIT 1`,
    )
    .get(lane);
  return row?.id ?? null;
}

/** Lanes in which jobs wait, in no stated order. Costs one look-up a lane, however many jobs wait. */
export function listWaitingLanes(db: ReadDb): string[] {
  const next = db.prepare<[string], { lane: string | null }>(
    `SELECT min(lane) AS lane FROM jobs WHERE state = 'waiting' AND lane > ?`,
  );
  const lanes: string[] = [];
  for (let lane = next.get('')?.lane ?? null; lane !== null; lane = next.get(lane)?.lane ?? null) lanes.push(lane);
  return lanes;
}

/** Jobs that the studio works on, first in the queue first; right after a start, those that a dead process left. */
export function listActiveJobs(db: ReadDb): Array<{ id: JobId; lane: string; kind: JobKind }> {
  return db
    .prepare<[], { id: JobId; lane: string; kind: JobKind }>(
      `SELECT id, lane, kind FROM jobs WHERE state IN ('sending', 'running', 'fetching', 'processing')
       ORDER BY position`,
    )
    .all();
}

/** What goes along with a change of state; what is not given stays. */
export type JobStateChange = {
  from: JobState;
  to: JobState;
  error?: AppErrorData | null;
  result?: JobResult | null;
  finishedAtMs?: number | null;
};

/**
 * Moves a job on; its progress starts anew.
 *
 * @returns false, with nothing changed, when the job is not in `from` (any more).
 * @throws {AppError} JOB_STATE_CONFLICT when `to` may not follow `from`
 */
export function changeJobState(db: WriteDb, jobId: JobId, change: JobStateChange): boolean {
  const { from, to, error = null, result = null, finishedAtMs = null } = change;
  if (!statesAfter(from).includes(to)) {
    throw new AppError('JOB_STATE_CONFLICT', `a job cannot go from ${from} to ${to}`);
  }
  const { changes } = db
    .prepare<unknown[]>(
      `UPDATE jobs SET state = ?, progress = NULL, error = ?, result = ?, finished_at_ms = ? WHERE id = ? AND state = ?`,
    )
    .run(to, toJson(error), toJson(result), finishedAtMs, jobId, from);
  return changes === 1;
}

/**
 * Takes a waiting job up: `sending`, one attempt more, checkpoint of the last attempt gone.
 *
 * @returns false when it is no longer waiting.
 */
export function claimJob(db: WriteDb, jobId: JobId, nowMs: number): boolean {
  const { changes } = db
    .prepare<[number, JobId]>(
      `UPDATE jobs SET state = 'sending', progress = NULL, checkpoint = NULL, error = NULL, result = NULL,
         attempt_count = attempt_count + 1, started_at_ms = ?, finished_at_ms = NULL
       WHERE id = ? AND state = 'waiting'`,
    )
    .run(nowMs, jobId);
  return changes === 1;
}

/** Puts an ended job at the end of the queue; false when it is not in `from` (any more). */
export function requeueEndedJob(
  db: WriteDb,
  jobId: JobId,
  { from, position }: { from: JobState; position: number },
): boolean {
  if (!changeJobState(db, jobId, { from, to: 'waiting' })) return false;
  db.prepare<[number, JobId]>(`UPDATE jobs SET position = ?, is_cleared = 0 WHERE id = ?`).run(position, jobId);
  return true;
}

export function saveJobProgress(db: WriteDb, jobId: JobId, progress: number | null): void {
  db.prepare<[number | null, JobId]>(`UPDATE jobs SET progress = ? WHERE id = ?`).run(progress, jobId);
}

export function saveJobCheckpoint(db: WriteDb, jobId: JobId, checkpoint: unknown): void {
  db.prepare<[string, JobId]>(`UPDATE jobs SET checkpoint = ? WHERE id = ?`).run(JSON.stringify(checkpoint), jobId);
}

/** Position of the last job; 0 without jobs. Reads every job. */
export function findLastPosition(db: ReadDb): number {
  return db.prepare<[], { last: number | null }>(`SELECT max(position) AS last FROM jobs`).get()?.last ?? 0;
}

export type JobCounts = { waitingCount: number; activeCount: number; needsYouCount: number };

export function countJobs(db: ReadDb): JobCounts {
  const count = db.prepare<[string], { count: number }>(`SELECT count(*) AS count FROM jobs WHERE state = ?`);
  const of = (state: JobState) => count.get(state)?.count ?? 0;
  return {
    waitingCount: of('waiting'),
    activeCount: of('sending') + of('running') + of('fetching') + of('processing'),
    needsYouCount: of('needs-you'),
  };
}

/**
 * The list of jobs as people see it: what is being worked on, what needs them, what waits in the order in which it
 * will run, then what ended, latest first, without what was cleared.
 *
 * @param projectId null means of every project.
 * @param limit most jobs; the first of the list stay.
 */
export function listJobs(db: ReadDb, { projectId, limit }: { projectId: ProjectId | null; limit: number }): Job[] {
  const groups = [
    { states: `'sending', 'running', 'fetching', 'processing'`, order: 'position' },
    { states: `'needs-you'`, order: 'position' },
    { states: `'waiting'`, order: 'position' },
    { states: `'done', 'failed', 'refused', 'cancelled'`, order: 'finished_at_ms DESC, position DESC' },
  ];
  const jobs: Job[] = [];
  for (const { states, order } of groups) {
    const rows = db
      .prepare<[ProjectId | null, ProjectId | null, number], JobRow>(
        `SELECT ${columns} FROM jobs WHERE state IN (${states}) AND is_cleared = 0 AND (? IS NULL OR project_id = ?)
         ORDER BY ${order} LIMIT ?`,
      )
      .all(projectId, projectId, limit - jobs.length);
    jobs.push(...rows.map(jobFromRow));
    if (jobs.length >= limit) break;
  }
  return jobs;
}

/** Shots of a project that have a job which has not ended. */
export function listShotIdsWithJobs(db: ReadDb, projectId: ProjectId): ShotId[] {
  return db
    .prepare<[ProjectId], { shot_id: ShotId }>(
      `SELECT DISTINCT shot_id FROM jobs
       WHERE project_id = ? AND shot_id IS NOT NULL
         AND state IN ('waiting', 'sending', 'running', 'fetching', 'processing', 'needs-you')`,
    )
    .all(projectId)
    .map(({ shot_id }) => shot_id);
}

/** Jobs of some projects or shots that have not ended. */
export function listUnendedJobIds(
  db: ReadDb,
  { projectIds, shotIds }: { projectIds: readonly ProjectId[]; shotIds: readonly ShotId[] },
): JobId[] {
  return db
    .prepare<[string, string], { id: JobId }>(
      `SELECT id FROM jobs
       WHERE state IN ('waiting', 'sending', 'running', 'fetching', 'processing', 'needs-you')
         AND (project_id IN (SELECT value FROM json_each(?)) OR shot_id IN (SELECT value FROM json_each(?)))`,
    )
    .all(JSON.stringify(projectIds), JSON.stringify(shotIds))
    .map(({ id }) => id);
}

/** What the jobs of one kind that have not ended are made from. */
export function listUnendedPayloads(db: ReadDb, kind: JobKind): unknown[] {
  return db
    .prepare<[JobKind], { payload: string }>(
      `SELECT payload FROM jobs
       WHERE state IN ('waiting', 'sending', 'running', 'fetching', 'processing', 'needs-you') AND kind = ?`,
    )
    .all(kind)
    .map(({ payload }) => JSON.parse(payload) as unknown);
}

/** Takes ended jobs off the list, all but those that need a person; answers how many. */
export function clearEndedJobs(db: WriteDb): number {
  return db
    .prepare<[]>(
      `UPDATE jobs SET is_cleared = 1 WHERE is_cleared = 0 AND state IN ('done', 'failed', 'refused', 'cancelled')`,
    )
    .run().changes;
}

const pausedKey = 'queue.isPaused';

/** Whether the person paused the queue; kept across restarts. */
export function isQueuePaused(db: ReadDb): boolean {
  return findSetting<boolean>(db, pausedKey) ?? false;
}

export function saveQueuePaused(db: WriteDb, isPaused: boolean): void {
  setSetting(db, pausedKey, isPaused);
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function jobFromRow(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    projectId: row.project_id,
    shotId: row.shot_id,
    connectionId: row.connection_id,
    label: row.label,
    progress: row.progress,
    attemptCount: row.attempt_count,
    error: row.error === null ? null : (JSON.parse(row.error) as AppErrorData),
    result: row.result === null ? null : (JSON.parse(row.result) as JobResult),
    createdAtMs: row.created_at_ms,
    startedAtMs: row.started_at_ms,
    finishedAtMs: row.finished_at_ms,
  };
}
