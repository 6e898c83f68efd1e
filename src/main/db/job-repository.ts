/**
 * Jobs as stored. Every change of state is guarded: it happens only from the state that the caller believes the job to
 * be in, and only to one that may follow it.
 */
import type { ConnectionId, JobId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { type JobState, statesAfter } from '#shared/domain/job-state.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { Cost, Job, JobKind, JobResult } from '#shared/domain/records.ts';
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
  modelId?: string | null;
  /** @default 0 */
  priority?: number;
  notBeforeMs?: number | null;
  batchId?: string | null;
  /** What it is expected to cost; null when the price is not known. @default 0 */
  estimate?: Micros | null;
};

/** A job with what only the queue reads. */
export type StoredJob = Job & { lane: string; payload: unknown; checkpoint: unknown };

/** A job as stored, without what only the queue reads. */
export type JobRow = {
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
  model_id: string | null;
  priority: number;
  not_before_ms: number | null;
  batch_id: string | null;
  estimate_micros: Micros | null;
  cost: string | null;
  hold: string | null;
  created_at_ms: number;
  started_at_ms: number | null;
  finished_at_ms: number | null;
};

/** What a `JobRow` is read from. */
export const jobColumns = `id, kind, state, project_id, shot_id, connection_id, lane, label, progress, attempt_count, error, result,
  model_id, priority, not_before_ms, batch_id, estimate_micros, cost, hold, created_at_ms, started_at_ms, finished_at_ms`;

/** @param position the job's place among all jobs, lowest first. */
export function insertJob(
  db: WriteDb,
  { id, job, position, createdAtMs }: { id: JobId; job: NewJob; position: number; createdAtMs: number },
): void {
  db.prepare<unknown[]>(
    `INSERT INTO jobs (id, kind, state, project_id, shot_id, connection_id, lane, label, payload, model_id, priority,
       not_before_ms, batch_id, estimate_micros, position, created_at_ms)
     VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    job.kind,
    job.projectId,
    job.shotId,
    job.connectionId,
    job.lane,
    job.label,
    JSON.stringify(job.payload),
    job.modelId ?? null,
    job.priority ?? 0,
    job.notBeforeMs ?? null,
    job.batchId ?? null,
    job.estimate === undefined ? 0 : job.estimate,
    position,
    createdAtMs,
  );
}

/** Null when there is no such job. */
export function findJob(db: ReadDb, jobId: JobId): Job | null {
  const row = db.prepare<[JobId], JobRow>(`SELECT ${jobColumns} FROM jobs WHERE id = ?`).get(jobId);
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
  const row = db
    .prepare<[JobId], JobRow>(`SELECT ${jobColumns}, payload, checkpoint FROM jobs WHERE id = ?`)
    .get(jobId);
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

/** The job that a lane would start next; null when none that may start is waiting in it. */
export function findNextWaiting(db: ReadDb, lane: string, nowMs: number): JobId | null {
  const row = db
    .prepare<[string, number], { id: JobId }>(
      `SELECT id FROM jobs WHERE state = 'waiting' AND hold IS NULL AND lane = ? AND coalesce(not_before_ms, 0) <= ?
       ORDER BY priority DESC, position LIMIT 1`,
    )
    .get(lane, nowMs);
  return row?.id ?? null;
}

/** When the next scheduled job may start; null when none is scheduled for later. */
export function findNextStartMs(db: ReadDb, nowMs: number): number | null {
  const row = db
    .prepare<[number], { at: number | null }>(
      `SELECT min(not_before_ms) AS at FROM jobs WHERE state = 'waiting' AND hold IS NULL AND not_before_ms > ?`,
    )
    .get(nowMs);
  return row?.at ?? null;
}

/** Holds a waiting job back, or with null lets it go on. */
export function setJobHold(db: WriteDb, jobId: JobId, hold: AppErrorData | null): void {
  db.prepare<[string | null, JobId]>(`UPDATE jobs SET hold = ? WHERE id = ? AND state = 'waiting'`).run(
    toJson(hold),
    jobId,
  );
}

/** Jobs that are held back, and lets them all go on. */
export function releaseHeldJobs(db: WriteDb): JobId[] {
  return db
    .prepare<[], { id: JobId }>(`UPDATE jobs SET hold = NULL WHERE hold IS NOT NULL RETURNING id`)
    .all()
    .map(({ id }) => id);
}

/** Priority and start of a waiting job; what is left out stays. False when it is not waiting. */
export function scheduleJob(
  db: WriteDb,
  jobId: JobId,
  { priority, notBeforeMs }: { priority?: number | undefined; notBeforeMs?: number | null | undefined },
): boolean {
  const { changes } = db
    .prepare<unknown[]>(
      `UPDATE jobs SET priority = coalesce(?, priority), not_before_ms = CASE WHEN ? THEN ? ELSE not_before_ms END
       WHERE id = ? AND state = 'waiting'`,
    )
    .run(priority ?? null, notBeforeMs === undefined ? 0 : 1, notBeforeMs ?? null, jobId);
  return changes === 1;
}

/** Cancels every waiting job; answers how many. */
export function cancelWaitingJobs(db: WriteDb, nowMs: number): number {
  return db
    .prepare<[number]>(
      `UPDATE jobs SET state = 'cancelled', progress = NULL, error = NULL, result = NULL, finished_at_ms = ?, hold = NULL
       WHERE state = 'waiting'`,
    )
    .run(nowMs).changes;
}

/** What an active job meets while it goes on; null when that is over. False when nothing changed. */
export function saveJobTrouble(db: WriteDb, jobId: JobId, error: AppErrorData | null): boolean {
  const { changes } = db
    .prepare<[string | null, JobId, string | null]>(`UPDATE jobs SET error = ? WHERE id = ? AND error IS NOT ?`)
    .run(toJson(error), jobId, toJson(error));
  return changes === 1;
}

/** What a job has cost so far. */
export function saveJobCost(db: WriteDb, jobId: JobId, cost: Cost | null): void {
  db.prepare<[string | null, JobId]>(`UPDATE jobs SET cost = ? WHERE id = ?`).run(toJson(cost), jobId);
}

/** Why jobs are held back: how many, and each different reason once. */
export function summarizeHolds(db: ReadDb): { heldCount: number; holds: AppErrorData[] } {
  const rows = db
    .prepare<[], { hold: string; count: number }>(
      `SELECT hold, count(*) AS count FROM jobs WHERE hold IS NOT NULL GROUP BY hold LIMIT 20`,
    )
    .all();
  return {
    heldCount: rows.reduce((sum, { count }) => sum + count, 0),
    holds: rows.map(({ hold }) => JSON.parse(hold) as AppErrorData),
  };
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

/** Jobs of a lane that run elsewhere. */
export function countRunningJobs(db: ReadDb, lane: string): number {
  const count = db.prepare<[string], { count: number }>(
    `SELECT count(*) AS count FROM jobs WHERE state = 'running' AND lane = ?`,
  );
  return count.get(lane)?.count ?? 0;
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
      `UPDATE jobs SET state = ?, progress = NULL, error = ?, result = ?, finished_at_ms = ?, hold = NULL WHERE id = ? AND state = ?`,
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
  db.prepare<[number, JobId]>(`UPDATE jobs SET position = ?, is_cleared = 0, not_before_ms = NULL WHERE id = ?`).run(
    position,
    jobId,
  );
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

export type JobCounts = {
  waitingCount: number;
  /** How many wait in each lane in which any do. */
  waitingByLane: Record<string, number>;
  activeCount: number;
  needsYouCount: number;
};

export function countJobs(db: ReadDb): JobCounts {
  const lanes = db
    .prepare<[], { lane: string; count: number }>(
      `SELECT lane, count(*) AS count FROM jobs WHERE state = 'waiting' GROUP BY lane`,
    )
    .all();
  const count = db.prepare<[string], { count: number }>(`SELECT count(*) AS count FROM jobs WHERE state = ?`);
  const of = (state: JobState) => count.get(state)?.count ?? 0;
  return {
    waitingCount: lanes.reduce((sum, lane) => sum + lane.count, 0),
    waitingByLane: Object.fromEntries(lanes.map(({ lane, count: waiting }) => [lane, waiting])),
    activeCount: of('sending') + of('running') + of('fetching') + of('processing'),
    needsYouCount: of('needs-you'),
  };
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

export function jobFromRow(row: JobRow): Job {
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
    modelId: row.model_id,
    priority: row.priority,
    notBeforeMs: row.not_before_ms,
    batchId: row.batch_id,
    estimate: row.estimate_micros,
    cost: row.cost === null ? null : (JSON.parse(row.cost) as Cost),
    hold: row.hold === null ? null : (JSON.parse(row.hold) as AppErrorData),
    createdAtMs: row.created_at_ms,
    startedAtMs: row.started_at_ms,
    finishedAtMs: row.finished_at_ms,
  };
}
