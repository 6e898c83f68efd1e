/** The queue as rows: what needs a person, then each connection with what works and what waits, in its order. */
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId, JobId } from '#shared/domain/ids.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { laneOf, waitingInOrder } from '#renderer/features/job-facts/index.ts';

/** Jobs that share one concurrency: those of a connection, or the films. */
export type Lane = {
  key: string;
  /** Null for films. */
  connectionId: ConnectionId | null;
  /** Null when the connection was removed. */
  label: string | null;
  isPaused: boolean;
  /** Jobs that it works on at once. */
  width: number;
  activeCount: number;
  waitingCount: number;
};

export type QueueRow =
  | { kind: 'needs-you'; key: 'needs-you'; count: number }
  | { kind: 'lane'; key: string; lane: Lane }
  | {
      kind: 'job';
      key: JobId;
      job: Job;
      lane: string;
      /** From 1 among what waits in its lane; null for what does not wait. */
      place: number | null;
    }
  /** Jobs that wait behind those known here. */
  | { kind: 'more'; key: 'more'; count: number };

export type JobRow = Extract<QueueRow, { kind: 'job' }>;

export type QueueRowsOptions = {
  jobs: readonly Job[];
  connections: readonly Connection[];
  /** How many wait in each lane, of which `jobs` may hold only the first. */
  waitingByLane: Readonly<Record<string, number>>;
};

/** Lanes stand in the order of the connections, films last; those without jobs are left out unless they are paused. */
export function queueRows({ jobs, connections, waitingByLane }: QueueRowsOptions): QueueRow[] {
  const needsYou = jobs.filter(({ state }) => state === 'needs-you');
  const activeByLane = groupByLane(jobs.filter(({ state }) => isActive(state)));
  const inLineByLane = groupByLane(waitingInOrder(jobs));
  const rows: QueueRow[] = [];
  if (needsYou.length > 0) {
    rows.push({ kind: 'needs-you', key: 'needs-you', count: needsYou.length });
    rows.push(...needsYou.map((job): QueueRow => ({ kind: 'job', key: job.id, job, lane: laneOf(job), place: null })));
  }
  const laneKeys = new Set([
    ...connections.map(({ id }) => id),
    ...activeByLane.keys(),
    ...inLineByLane.keys(),
    ...Object.keys(waitingByLane),
  ]);
  let moreCount = 0;
  laneKeys.delete('film');
  for (const key of [...laneKeys, 'film']) {
    const active = activeByLane.get(key) ?? [];
    const inLine = inLineByLane.get(key) ?? [];
    // Jobs and counts come apart for a moment.
    const waitingCount = Math.max(inLine.length, waitingByLane[key] ?? 0);
    moreCount += waitingCount - inLine.length;
    const connection = connections.find(({ id }) => id === key) ?? null;
    if (active.length + waitingCount === 0 && !connection?.isPaused) continue;
    const lane: Lane = {
      key,
      connectionId: key === 'film' ? null : (key as ConnectionId),
      label: connection?.label ?? null,
      isPaused: connection?.isPaused ?? false,
      width: connection?.concurrency ?? 1,
      activeCount: active.length,
      waitingCount,
    };
    rows.push({ kind: 'lane', key: `lane ${key}`, lane });
    rows.push(...active.map((job): QueueRow => ({ kind: 'job', key: job.id, job, lane: key, place: null })));
    rows.push(
      ...inLine.map((job, index): QueueRow => ({ kind: 'job', key: job.id, job, lane: key, place: index + 1 })),
    );
  }
  if (moreCount > 0) rows.push({ kind: 'more', key: 'more', count: moreCount });
  return rows;
}

function groupByLane(jobs: readonly Job[]): Map<string, Job[]> {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const key = laneOf(job);
    const group = groups.get(key);
    if (group) group.push(job);
    else groups.set(key, [job]);
  }
  return groups;
}

/** Jobs that can be selected, in the order of the rows: what works and what waits. */
export function selectableJobs(rows: readonly QueueRow[]): Job[] {
  return rows.flatMap((row) => (row.kind === 'job' && row.job.state !== 'needs-you' ? [row.job] : []));
}

/** Waiting jobs of a lane, in its order. */
export function lineOf(rows: readonly QueueRow[], lane: string): Job[] {
  return rows.flatMap((row) => (row.kind === 'job' && row.lane === lane && row.place !== null ? [row.job] : []));
}

/** Where jobs would land: before which one, null meaning the end of their line; and at which row's upper edge. */
export type DropPlace = { beforeJobId: JobId | null; rowIndex: number };

/**
 * @param rowIndex the row under the pointer, anywhere in the list: the nearest place of the lane counts.
 * @param isLowerHalf whether the pointer is below the row's middle.
 * @returns null for a lane in which nothing waits.
 */
export function dropPlaceAt(
  rows: readonly QueueRow[],
  { lane, rowIndex, isLowerHalf }: { lane: string; rowIndex: number; isLowerHalf: boolean },
  movedIds: ReadonlySet<JobId>,
): DropPlace | null {
  const isInLine = (row: QueueRow) => row.kind === 'job' && row.lane === lane && row.place !== null;
  const first = rows.findIndex(isInLine);
  const last = rows.findLastIndex(isInLine);
  if (first < 0) return null;
  const at = Math.min(last + 1, Math.max(first, rowIndex + (isLowerHalf ? 1 : 0)));
  const before = rows.slice(at, last + 1).find((row): row is JobRow => row.kind === 'job' && !movedIds.has(row.key));
  return { beforeJobId: before?.key ?? null, rowIndex: at };
}
