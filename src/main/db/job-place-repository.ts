/** The places of waiting jobs in their lanes. */
import type { JobId } from '#shared/domain/ids.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** A waiting job's place: among those of its lane the highest priority is first, then the lowest position. */
export type JobPlace = { id: JobId; position: number; priority: number };

const inOrder = 'ORDER BY priority DESC, position';

/** Waiting jobs of a lane in the order in which they will run, scheduled and held ones included. */
export function listWaiting(db: ReadDb, lane: string): JobPlace[] {
  return db
    .prepare<[string], JobPlace>(
      `SELECT id, position, priority FROM jobs WHERE state = 'waiting' AND lane = ? ${inOrder}`,
    )
    .all(lane);
}

/** Those of some jobs that wait in a lane, in that order. */
export function listWaitingOf(db: ReadDb, lane: string, jobIds: readonly JobId[]): JobPlace[] {
  return db
    .prepare<[string, string], JobPlace>(
      `SELECT id, position, priority FROM jobs
       WHERE id IN (SELECT value FROM json_each(?)) AND state = 'waiting' AND lane = ? ${inOrder}`,
    )
    .all(JSON.stringify(jobIds), lane);
}

/**
 * Position of the job that waits directly before a place, in its lane and of its priority.
 *
 * @param exceptIds not looked at; they are about to move
 * @returns null when there is none
 */
export function findWaitingBefore(
  db: ReadDb,
  { lane, priority, position, exceptIds }: Omit<JobPlace, 'id'> & { lane: string; exceptIds: readonly JobId[] },
): number | null {
  const row = db
    .prepare<[string, number, number, string], { position: number }>(
      `SELECT position FROM jobs INDEXED BY jobs_by_state
       WHERE state = 'waiting' AND lane = ? AND position < ? AND priority = ?
         AND id NOT IN (SELECT value FROM json_each(?))
       ORDER BY position DESC LIMIT 1`,
    )
    .get(lane, position, priority, JSON.stringify(exceptIds));
  return row?.position ?? null;
}

/** Priority of the last job that waits in a lane, but for some; null when there is no other. */
export function findLowestPriority(db: ReadDb, lane: string, exceptIds: readonly JobId[]): number | null {
  const values = [lane, JSON.stringify(exceptIds)] as const;
  const ofOthers = `state = 'waiting' AND lane = ? AND id NOT IN (SELECT value FROM json_each(?))`;
  const inLine = db
    .prepare<[string, string], { priority: number }>(
      `SELECT priority FROM jobs INDEXED BY jobs_waiting WHERE hold IS NULL AND ${ofOthers}
       ORDER BY priority, position DESC LIMIT 1`,
    )
    .get(...values);
  const held = db
    .prepare<[string, string], { priority: number | null }>(
      `SELECT min(priority) AS priority FROM jobs INDEXED BY jobs_held WHERE hold IS NOT NULL AND ${ofOthers}`,
    )
    .get(...values);
  const found = [inLine?.priority, held?.priority].filter((priority) => typeof priority === 'number');
  return found.length === 0 ? null : Math.min(...found);
}

/** Gives a waiting job another place. */
export function setJobPlace(db: WriteDb, jobId: JobId, place: { position: number; priority: number }): void {
  db.prepare<[number, number, JobId]>(
    `UPDATE jobs SET position = ?, priority = ? WHERE id = ? AND state = 'waiting'`,
  ).run(place.position, place.priority, jobId);
}
