/**
 * In which order waiting jobs will run, and how a move changes it, as the studio does it.
 *
 * A job does not say its place: among jobs of one lane a higher priority goes first, then the one that stands first in
 * the list.
 */
import type { JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';

/** Jobs of one lane share its concurrency. */
export function laneOf({ connectionId }: Pick<Job, 'connectionId'>): string {
  return connectionId ?? 'film';
}

/** Those that wait, all lanes together, as each lane will run them. */
export function waitingInOrder(jobs: readonly Job[]): Job[] {
  return jobs.filter(({ state }) => state === 'waiting').sort((a, b) => b.priority - a.priority);
}

/**
 * The list once some waiting jobs, kept in their order, stand before another of their lane; null means at its end. They
 * take the priority of the place that they come to.
 */
export function withMovedJobs(
  jobs: readonly Job[],
  jobIds: readonly JobId[],
  { lane, beforeJobId }: { lane: string; beforeJobId: JobId | null },
): Job[] {
  const before = waitingInOrder(jobs).filter((job) => laneOf(job) === lane);
  const wanted = new Set(jobIds);
  const isMoved = ({ id }: Job) => wanted.has(id) && id !== beforeJobId;
  const others = before.filter((job) => !isMoved(job));
  const found = others.findIndex(({ id }) => id === beforeJobId);
  const at = found < 0 ? others.length : found;
  const priority = (others[at] ?? others.at(-1))?.priority ?? 0;
  const moved = before.filter(isMoved).map((job) => ({ ...job, priority }));
  const after = [...others.slice(0, at), ...moved, ...others.slice(at)];
  const inLane = new Set(before.map(({ id }) => id));
  let next = 0;
  return jobs.map((job) => (inLane.has(job.id) ? (after[next++] ?? job) : job));
}

/**
 * Where jobs go that a person moves by one place: before which one, null meaning the end. Jobs that do not stand
 * together gather first. Undefined when they can go no further.
 */
export function placeByStep(
  lane: readonly JobId[],
  movedIds: ReadonlySet<JobId>,
  step: 1 | -1,
): { beforeJobId: JobId | null } | undefined {
  const first = lane.findIndex((id) => movedIds.has(id));
  const last = lane.findLastIndex((id) => movedIds.has(id));
  if (first < 0) return undefined;
  const isTogether = lane.slice(first, last + 1).every((id) => movedIds.has(id));
  if (step === -1) {
    if (first === 0 && isTogether) return undefined;
    return { beforeJobId: lane.slice(Math.max(0, first - 1)).find((id) => !movedIds.has(id)) ?? null };
  }
  if (last === lane.length - 1 && isTogether) return undefined;
  return { beforeJobId: lane.slice(last + 2).find((id) => !movedIds.has(id)) ?? null };
}
