/** What a person can do to jobs. None of these rejects: a notice says what went wrong. */

import { laneOf, withMovedJobs } from '#renderer/features/job-facts/index.ts';
import { approveFirst } from '#renderer/features/request-preview/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { jobsStore } from '#renderer/rpc/use-jobs.ts';
import type { JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';

/** Shows an answer before the stream brings it. */
export function showJobs(jobs: readonly Job[]): void {
  jobsStore.apply({ jobs: [...jobs], queue: jobsStore.queue.get() });
}

/** Fetches the list anew: jobs do not say their place, so that a change of order can only be asked for. */
export async function reloadJobs(): Promise<void> {
  await studio.jobs.list({ projectId: null }).then((jobs) => jobsStore.replace(jobs), showError);
}

export async function cancelJobs(jobIds: JobId[]): Promise<void> {
  await studio.jobs.cancel({ jobIds }).then(({ jobs }) => showJobs(jobs), showError);
}

/** Every job that waits, also those that the window does not know. */
export async function cancelWaitingJobs(): Promise<void> {
  await studio.jobs.cancelWaiting({}).then(reloadJobs, showError);
}

export async function retryJobs(jobs: readonly Job[]): Promise<void> {
  try {
    const { items, isApproved } = await approveJobs(jobs);
    if (items.length === 0) return;
    await studio.jobs.retry({ jobIds: items.map(({ id }) => id), isApproved });
    await reloadJobs();
  } catch (thrown) {
    showError(thrown);
  }
}

function approveJobs(jobs: readonly Job[]) {
  return approveFirst(jobs, {
    connectionOf: ({ connectionId }) => connectionId,
    toSubject: ({ id, label }) => ({
      key: id,
      name: { number: '', title: label },
      source: { kind: 'job', jobId: id },
      pictures: [],
      count: 1,
    }),
  });
}

/** Waiting jobs of one lane to before another of it; null means the end. Shown at once. */
export async function moveJobs(jobs: readonly Job[], beforeJobId: JobId | null): Promise<void> {
  const [first] = jobs;
  if (!first) return;
  const jobIds = jobs.map(({ id }) => id);
  jobsStore.replace(withMovedJobs(jobsStore.jobs.get(), jobIds, { lane: laneOf(first), beforeJobId }));
  await studio.jobs.move({ jobIds, beforeJobId }).catch(showError);
  await reloadJobs();
}

/** @param notBeforeMs null means as soon as there is room. */
export async function scheduleJobs(jobIds: JobId[], notBeforeMs: number | null): Promise<void> {
  await studio.jobs.schedule({ jobIds, notBeforeMs }).then(({ jobs }) => showJobs(jobs), showError);
}

const mostPriority = 100;

/** Each job by one step from where it is. */
export async function changePriority(jobs: readonly Job[], step: 1 | -1): Promise<void> {
  const byPriority = new Map<number, JobId[]>();
  for (const { id, priority } of jobs) {
    const next = Math.max(-mostPriority, Math.min(mostPriority, priority + step));
    byPriority.set(next, [...(byPriority.get(next) ?? []), id]);
  }
  try {
    for (const [priority, jobIds] of byPriority) await studio.jobs.schedule({ jobIds, priority });
  } catch (thrown) {
    showError(thrown);
  }
  await reloadJobs();
}

/** What a person can decide about a job of which nobody knows whether its request arrived. */
export const decisions = ['look-again', 'send-again', 'give-up'] as const;
export type Decision = (typeof decisions)[number];

export async function decideJob(job: Job, choice: Decision): Promise<void> {
  try {
    const { items, isApproved } =
      choice === 'send-again' ? await approveJobs([job]) : { items: [job], isApproved: false };
    if (items.length === 0) return;
    const decided = await studio.jobs.decide({ jobId: job.id, choice, isApproved });
    showJobs([decided.job]);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Looks again at what is held back. */
export async function releaseHeldJobs(): Promise<void> {
  await studio.jobs.releaseHeld({}).then((queue) => jobsStore.queue.set(queue), showError);
}

export async function setQueuePaused(isPaused: boolean): Promise<void> {
  await studio.jobs.setPaused({ isPaused }).then((queue) => jobsStore.queue.set(queue), showError);
}

export async function clearEndedJobs(): Promise<void> {
  try {
    await studio.jobs.clearEnded({});
    jobsStore.replace(await studio.jobs.list({ projectId: null }));
  } catch (thrown) {
    showError(thrown);
  }
}
