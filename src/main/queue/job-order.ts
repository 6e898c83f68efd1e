/**
 * The order of waiting jobs. Positions leave room between them, so that a move writes the moved jobs alone; where the
 * room is used up, the jobs of the lane share their places out anew.
 */
import type { WriteDb } from '#main/db/database.ts';
import {
  findLowestPriority,
  findWaitingBefore,
  type JobPlace,
  listWaiting,
  listWaitingOf,
  setJobPlace,
} from '#main/db/job-place-repository.ts';
import type { JobId } from '#shared/domain/ids.ts';

/** Between a new job's position and that of the one before it: room to halve it twenty times. */
export const positionStep = 2 ** 20;

export type Move = {
  lane: string;
  jobIds: readonly JobId[];
  /** Null means the end. */
  beforeJobId: JobId | null;
  /** A position behind every job. */
  nextPosition: () => number;
};

/** Moves waiting jobs of a lane, kept in their order, to before another one, whose priority they take. */
export function moveJobs(db: WriteDb, move: Move): void {
  const { lane, jobIds, beforeJobId } = move;
  const movedIds = jobIds.filter((id) => id !== beforeJobId);
  const moved = listWaitingOf(db, lane, movedIds);
  if (moved.length === 0) return;
  const [before = null] = beforeJobId === null ? [] : listWaitingOf(db, lane, [beforeJobId]);
  if (before === null) return moveToEnd(db, moved, move);
  const { priority, position } = before;
  const lastBefore = findWaitingBefore(db, { lane, priority, position, exceptIds: movedIds });
  const from = lastBefore ?? position - positionStep * (moved.length + 1);
  const step = Math.floor((position - from) / (moved.length + 1));
  if (step < 1) return shareOut(db, { lane, moved, beforeJobId });
  moved.forEach(({ id }, index) => setJobPlace(db, id, { position: from + step * (index + 1), priority }));
}

function moveToEnd(db: WriteDb, moved: readonly JobPlace[], { lane, nextPosition }: Move): void {
  const priority =
    findLowestPriority(
      db,
      lane,
      moved.map(({ id }) => id),
    ) ?? 0;
  for (const { id } of moved) setJobPlace(db, id, { position: nextPosition(), priority });
}

/** Gives the waiting jobs of a lane their own positions in another order, so that none is used twice. */
function shareOut(
  db: WriteDb,
  { lane, moved, beforeJobId }: { lane: string; moved: readonly JobPlace[]; beforeJobId: JobId | null },
): void {
  const before = listWaiting(db, lane);
  const wanted = new Set(moved.map(({ id }) => id));
  const others = before.filter(({ id }) => !wanted.has(id));
  const at = others.findIndex(({ id }) => id === beforeJobId);
  const priority = others[at]?.priority ?? 0;
  const after = [...others.slice(0, at), ...moved.map((job) => ({ ...job, priority })), ...others.slice(at)];
  const positions = before.map(({ position }) => position).sort((a, b) => a - b);
  // Two jobs of different priorities may have the same one.
  for (let index = 1; index < positions.length; index += 1) {
    positions[index] = Math.max(positions[index] ?? 0, (positions[index - 1] ?? 0) + 1);
  }
  after.forEach((job, index) => {
    const position = positions[index] ?? job.position;
    const old = before[index];
    const isThere = old?.id === job.id && old.position === position && old.priority === job.priority;
    if (!isThere) setJobPlace(db, job.id, { position, priority: job.priority });
  });
}
