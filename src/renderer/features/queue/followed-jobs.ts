/** Jobs whose end the person sees in a dialog, so that no notice need say it. */
import { useEffect } from 'react';
import type { JobId } from '#shared/domain/ids.ts';

const followed = new Set<JobId>();

/** Marks a job as long as the component is mounted. */
export function useFollowedJob(jobId: JobId): void {
  useEffect(() => {
    followed.add(jobId);
    return () => {
      followed.delete(jobId);
    };
  }, [jobId]);
}

export function isFollowedJob(jobId: JobId): boolean {
  return followed.has(jobId);
}
