import { useCallback, useSyncExternalStore } from 'react';
import type { QueueState } from '#shared/contract/answers.ts';
import type { JobId, ShotId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { createJobsStore } from './jobs-store.ts';
import { useObservable } from './use-observable.ts';

/** The window's own; `live.ts` keeps it up to date. */
export const jobsStore = createJobsStore();

/** Every job known. */
export function useJobs(): readonly Job[] {
  return useObservable(jobsStore.jobs);
}

/** Jobs of one shot, latest created first; renders again only when one of them changes. */
export function useJobsOfShot(shotId: ShotId): readonly Job[] {
  const get = useCallback(() => jobsStore.ofShot(shotId), [shotId]);
  return useSyncExternalStore(jobsStore.jobs.subscribe, get);
}

/** One job; null while it is not known. */
export function useJob(jobId: JobId | null): Job | null {
  const get = useCallback(() => (jobId ? jobsStore.find(jobId) : null), [jobId]);
  return useSyncExternalStore(jobsStore.jobs.subscribe, get);
}

/** Shots with a job that may still bring a take; renders again only when one joins or leaves them. */
export function useBusyShots(): ReadonlySet<ShotId> {
  return useObservable(jobsStore.busyShots);
}

export function useQueueState(): QueueState {
  return useObservable(jobsStore.queue);
}
