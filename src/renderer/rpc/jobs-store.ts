/**
 * Every job that the window knows, kept up to date by `jobs.watch`.
 *
 * A job, and the list of a shot, keep their identity until they change, so that only their own cards render again.
 */
import type { JobsUpdate, QueueState } from '#shared/contract/answers.ts';
import type { JobId, ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { createObservable, type Observable } from './observable.ts';

export type JobsStore = {
  /** Every job; as listed, then those that came later. */
  jobs: Observable<readonly Job[]>;
  queue: Observable<QueueState>;
  /** Shots with a job that may still bring a take; the same set until one joins or leaves it. */
  busyShots: Observable<ReadonlySet<ShotId>>;
  find: (jobId: JobId) => Job | null;
  /** Jobs of a shot, latest created first. */
  ofShot: (shotId: ShotId) => readonly Job[];
  /** Puts the list in place of all that was known. */
  replace: (jobs: readonly Job[]) => void;
  apply: (update: JobsUpdate) => void;
};

const none: readonly Job[] = [];

export function createJobsStore(): JobsStore {
  const jobs = createObservable<readonly Job[]>(none);
  const queue = createObservable<QueueState>({
    isPaused: false,
    waitingCount: 0,
    waitingByLane: {},
    activeCount: 0,
    needsYouCount: 0,
    heldCount: 0,
    holds: [],
  });
  const busyShots = createObservable<ReadonlySet<ShotId>>(new Set());
  let byId = new Map<JobId, Job>();
  let byShot = new Map<ShotId, readonly Job[]>();

  const index = () => {
    const before = byShot;
    const groups = new Map<ShotId, Job[]>();
    for (const job of byId.values()) {
      if (!job.shotId) continue;
      const group = groups.get(job.shotId);
      if (group) group.push(job);
      else groups.set(job.shotId, [job]);
    }
    byShot = new Map();
    for (const [shotId, group] of groups) {
      group.sort((a, b) => b.createdAtMs - a.createdAtMs);
      const same = before.get(shotId);
      byShot.set(shotId, same && isSameList(same, group) ? same : group);
    }
    jobs.set([...byId.values()]);
    const busy = [...byId.values()].filter(mayBringTake).flatMap(({ shotId }) => shotId ?? []);
    if (!isSameSet(busyShots.get(), new Set(busy))) busyShots.set(new Set(busy));
  };

  return {
    jobs,
    queue,
    busyShots,
    find: (jobId) => byId.get(jobId) ?? null,
    ofShot: (shotId) => byShot.get(shotId) ?? none,
    replace(list) {
      byId = new Map(list.map((job) => [job.id, job]));
      index();
    },
    apply(update) {
      queue.set(update.queue);
      if (update.jobs.length === 0) return;
      for (const job of update.jobs) byId.set(job.id, job);
      index();
    },
  };
}

function mayBringTake({ state }: Job): boolean {
  return !isEnded(state) || state === 'needs-you';
}

function isSameSet(a: ReadonlySet<ShotId>, b: ReadonlySet<ShotId>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

function isSameList(a: readonly Job[], b: readonly Job[]): boolean {
  return a.length === b.length && a.every((job, position) => job === b[position]);
}
