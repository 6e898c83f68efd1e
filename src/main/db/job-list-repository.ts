/**
 * Jobs as lists: what a window shows, and history page by page. Rows are long, so each list is read in the order of an
 * index, and counts come from indexes alone.
 */
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import type { ReadDb } from './database.ts';
import { jobColumns, jobFromRow, type JobRow, listWaitingLanes } from './job-repository.ts';

const endedStates = `'done', 'failed', 'refused', 'cancelled'`;

export type JobListOptions = {
  /** Null means of every project. */
  projectId: ProjectId | null;
  /** Most jobs; the first of the list stay. */
  limit: number;
};

/**
 * The list of jobs as people see it: what is being worked on, what needs them, what waits in the order in which it
 * will run, then what ended, latest first, without what was cleared.
 */
export function listJobs(db: ReadDb, { projectId, limit }: JobListOptions): Job[] {
  const unended = listUnendedJobs(db, { projectId, limit });
  return [...unended, ...listLatestEnded(db, { projectId, limit: limit - unended.length })];
}

/** That list without what ended. */
export function listUnendedJobs(db: ReadDb, { projectId, limit }: JobListOptions): Job[] {
  const rows: JobRow[] = [];
  for (const states of [`'sending', 'running', 'fetching', 'processing'`, `'needs-you'`]) {
    const group = db.prepare<[ProjectId | null, ProjectId | null, number], JobRow>(
      `SELECT ${jobColumns} FROM jobs WHERE state IN (${states}) AND (? IS NULL OR project_id = ?)
       ORDER BY position LIMIT ?`,
    );
    rows.push(...group.all(projectId, projectId, limit - rows.length));
  }
  return [...rows, ...firstWaiting(db, { projectId, limit: limit - rows.length })].map(jobFromRow);
}

/** Read lane by lane in the order of an index, so that a long line costs no more than what is taken of it. */
function firstWaiting(db: ReadDb, { projectId, limit }: JobListOptions): PlacedRow[] {
  if (limit <= 0) return [];
  const ofProject = `(? IS NULL OR project_id = ?) ORDER BY priority DESC, position LIMIT ?`;
  const inLine = db.prepare<[string, ProjectId | null, ProjectId | null, number], PlacedRow>(
    `SELECT ${jobColumns}, position FROM jobs INDEXED BY jobs_waiting
     WHERE state = 'waiting' AND hold IS NULL AND lane = ? AND ${ofProject}`,
  );
  const held = db.prepare<[ProjectId | null, ProjectId | null, number], PlacedRow>(
    `SELECT ${jobColumns}, position FROM jobs INDEXED BY jobs_held
     WHERE hold IS NOT NULL AND state = 'waiting' AND ${ofProject}`,
  );
  return [
    ...listWaitingLanes(db).flatMap((lane) => inLine.all(lane, projectId, projectId, limit)),
    ...held.all(projectId, projectId, limit),
  ]
    .sort((a, b) => b.priority - a.priority || a.position - b.position)
    .slice(0, limit);
}

type PlacedRow = JobRow & { position: number };

/** What was cleared ended before everything that was not, so that it is enough to look a little further than asked. */
function listLatestEnded(db: ReadDb, { projectId, limit }: JobListOptions): Job[] {
  if (limit <= 0) return [];
  return db
    .prepare<[ProjectId | null, ProjectId | null, number, number], JobRow>(
      `SELECT ${jobColumns} FROM (
         SELECT ${jobColumns}, is_cleared FROM jobs INDEXED BY jobs_ended
         WHERE state IN (${endedStates}) AND (? IS NULL OR project_id = ?)
         ORDER BY finished_at_ms DESC, position DESC LIMIT ?)
       WHERE is_cleared = 0 LIMIT ?`,
    )
    .all(projectId, projectId, 2 * limit, limit)
    .map(jobFromRow);
}

/** Ended jobs, latest first; `after` is what the page before answered as `next`. Cleared ones are among them. */
export function listEndedJobs(
  db: ReadDb,
  { projectId, after, limit }: { projectId: ProjectId | null; after: number | null; limit: number },
): { jobs: Job[]; next: number | null; totalCount: number } {
  const where = `state IN (${endedStates}) AND (? IS NULL OR project_id = ?)`;
  const offset = after ?? 0;
  const rows = db
    .prepare<unknown[], JobRow>(
      `SELECT ${jobColumns} FROM jobs INDEXED BY jobs_ended WHERE ${where}
       ORDER BY finished_at_ms DESC, position DESC LIMIT ? OFFSET ?`,
    )
    .all(projectId, projectId, limit, offset);
  const totalCount = countEndedJobs(db, projectId);
  const end = offset + rows.length;
  return { jobs: rows.map(jobFromRow), next: end < totalCount ? end : null, totalCount };
}

/** Counted in indexes alone: rows are long. */
function countEndedJobs(db: ReadDb, projectId: ProjectId | null): number {
  const ended = `state IN (${endedStates})`;
  if (projectId === null) {
    return db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM jobs WHERE ${ended}`).get()?.count ?? 0;
  }
  const row = db
    .prepare<[ProjectId, ProjectId], { count: number }>(
      `SELECT (SELECT count(*) FROM shots CROSS JOIN jobs INDEXED BY jobs_by_shot ON jobs.shot_id = shots.id
               WHERE shots.project_id = ? AND jobs.${ended})
            + (SELECT count(*) FROM jobs INDEXED BY jobs_by_shot WHERE shot_id IS NULL AND ${ended} AND project_id = ?)
         AS count`,
    )
    .get(projectId, projectId);
  return row?.count ?? 0;
}
