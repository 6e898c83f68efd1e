/** The queue as people use it: lists, order, schedule, decisions, forecasts and what generation took. */
import type { WriteDb } from '#main/db/database.ts';
import { findConnection, isConnectionRemoved } from '#main/db/connection-repository.ts';
import { listEndedJobs, listJobs, listUnendedJobs } from '#main/db/job-list-repository.ts';
import { clearEndedJobs, findJob } from '#main/db/job-repository.ts';
import { measureUsage, recentMedianDurations } from '#main/db/usage-repository.ts';
import type { JobQueue, JobQueueState } from '#main/queue/job-queue.ts';
import type { JobsUpdate } from '#shared/contract/answers.ts';
import type { JobForecast, JobPage, UsageMetrics } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { JobId, ProjectId } from '#shared/domain/ids.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import type { AssertApproved } from './preview-rule.ts';
import type { ServiceContext } from './service-context.ts';

export interface JobService {
  list(projectId: ProjectId | null): Job[];
  history(options: { projectId: ProjectId | null; after: number | null; limit: number }): JobPage;
  /** Place in line and expected end of those that have not ended, in the order in which they will run. */
  forecast(): JobForecast[];
  metrics(filter: LogFilter): UsageMetrics;
  /** @returns the undo. */
  subscribe(listener: (update: JobsUpdate) => void): () => void;
  queue(): JobQueueState;
  cancel(jobIds: JobId[]): Promise<Job[]>;
  /** All that wait, also those that no window knows; answers how many. */
  cancelWaiting(): number;
  /**
   * Those whose connection was removed stay as they are.
   *
   * @throws {AppError} CONNECTION_NOT_FOUND when that is all, PREVIEW_NEEDED with none queued
   */
  retry(jobIds: JobId[], approval?: Approval): Job[];
  move(jobIds: JobId[], beforeJobId: JobId | null): Job[];
  schedule(jobIds: JobId[], change: Parameters<JobQueue['schedule']>[1]): Job[];
  /** @throws {AppError} PREVIEW_NEEDED for what would be sent again */
  decide(jobId: JobId, choice: 'look-again' | 'send-again' | 'give-up', approval?: Approval): Promise<Job>;
  releaseHeld(): JobQueueState;
  setPaused(isPaused: boolean): JobQueueState;
  clearEnded(): number;
}

/** Whether a person has seen exactly what will be sent, and approved it. @default false */
export type Approval = { isApproved?: boolean };

/** Longest list of jobs that the window gets. */
const listedJobs = 500;

export type JobServiceOptions = { queue: JobQueue; assertApproved: AssertApproved };

export function createJobService(
  { db, clock, changes }: ServiceContext,
  { queue, assertApproved }: JobServiceOptions,
): JobService {
  // Updates bring jobs that changed, not their order nor the queue as a whole: a second window asks again.
  const announceQueue = () => changes.announce([{ kind: 'queue', projectId: null, ids: [] }]);

  /** In the lane of a connection that is gone a job would wait for ever. */
  function retry(jobIds: JobId[], { isApproved = false }: Approval = {}): Job[] {
    const connectionOf = (id: JobId) => findJob(db, id)?.connectionId ?? null;
    const possible = jobIds.filter((id) => {
      const connectionId = connectionOf(id);
      return connectionId === null || !isConnectionRemoved(db, connectionId);
    });
    if (possible.length === 0 && jobIds.length > 0) {
      throw new AppError('CONNECTION_NOT_FOUND', 'the connection was removed');
    }
    assertApproved(possible.map(connectionOf), isApproved);
    return queue.retry(possible);
  }

  return {
    list: (projectId) => listJobs(db, { projectId, limit: listedJobs }),
    history: (options) => listEndedJobs(db, options),
    forecast: () => forecastJobs(db, listUnendedJobs(db, { projectId: null, limit: listedJobs }), clock.nowMs()),
    metrics: (filter) => measureUsage(db, filter),
    subscribe: (listener) => queue.onUpdate((jobs) => listener({ jobs, queue: queue.queueState() })),
    queue: () => queue.queueState(),
    cancel: (jobIds) => queue.cancel(jobIds),
    cancelWaiting() {
      const cancelledCount = queue.cancelWaiting();
      announceQueue();
      return cancelledCount;
    },
    retry,
    move(jobIds, beforeJobId) {
      const jobs = queue.move(jobIds, beforeJobId);
      announceQueue();
      return jobs;
    },
    schedule(jobIds, change) {
      const jobs = queue.schedule(jobIds, change);
      announceQueue();
      return jobs;
    },
    async decide(jobId, choice, approval) {
      switch (choice) {
        case 'look-again':
          return queue.lookAgain(jobId);
        case 'send-again':
          return firstOf(retry([jobId], approval));
        case 'give-up':
          return firstOf(await queue.cancel([jobId]));
        default:
          return assertNever(choice);
      }
    },
    releaseHeld() {
      const state = queue.releaseHeld();
      announceQueue();
      return state;
    },
    setPaused(isPaused) {
      const state = queue.setPaused(isPaused);
      announceQueue();
      return state;
    },
    clearEnded() {
      const clearedCount = clearEndedJobs(db);
      announceQueue();
      return clearedCount;
    },
  };
}

function firstOf(jobs: Job[]): Job {
  const [job] = jobs;
  if (!job) throw new Error('one job in, one job out');
  return job;
}

/**
 * When each job will have ended, if each takes as long as the latest of its model did in the middle: a lane is filled as the queue fills
 * it. Null where nothing of that model was ever done.
 */
export function forecastJobs(db: WriteDb, jobs: readonly Job[], nowMs: number): JobForecast[] {
  const medians = new Map(recentMedianDurations(db).map((row) => [`${row.connectionId} ${row.modelId}`, row.ms]));
  const lanes = new Map<string, number[]>();
  const widths = new Map<string, number>();
  const positions = new Map<string, number>();
  const unended = jobs.filter(({ state }) => isActive(state) || state === 'waiting');
  return unended.map((job) => {
    const lane = job.connectionId ?? 'film';
    const position = (positions.get(lane) ?? 0) + 1;
    positions.set(lane, position);
    const medianMs = medians.get(`${job.connectionId} ${job.modelId ?? ''}`) ?? null;
    const slots = lanes.get(lane) ?? [];
    lanes.set(lane, slots);
    const width = widths.get(lane) ?? laneWidth(db, job);
    widths.set(lane, width);
    const expectedEndAtMs = medianMs === null ? null : endOf(job, { slots, medianMs, nowMs, width });
    return { jobId: job.id, position, expectedEndAtMs: job.hold ? null : expectedEndAtMs };
  });
}

function laneWidth(db: WriteDb, { connectionId }: Job): number {
  return connectionId === null ? 1 : (findConnection(db, connectionId)?.concurrency ?? 1);
}

/** Takes a place in the lane: `slots` holds when each of its places becomes free. */
function endOf(
  job: Job,
  { slots, medianMs, nowMs, width }: { slots: number[]; medianMs: number; nowMs: number; width: number },
): number {
  if (isActive(job.state)) {
    const end = Math.max(nowMs, (job.startedAtMs ?? nowMs) + medianMs);
    slots.push(end);
    return end;
  }
  slots.sort((a, b) => a - b);
  const isFull = slots.length >= width;
  const freeAtMs = isFull ? (slots.shift() ?? nowMs) : nowMs;
  const end = Math.max(freeAtMs, job.notBeforeMs ?? 0) + medianMs;
  slots.push(end);
  return end;
}
