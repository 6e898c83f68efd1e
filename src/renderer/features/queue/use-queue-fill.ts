/** Keeps jobs at hand of a line that is longer than what the studio lists in one go. */
import { useEffect } from 'react';
import { useJobs, useQueueState } from '#renderer/rpc/use-jobs.ts';
import { reloadJobs } from './job-commands.ts';

/** With fewer waiting jobs at hand the next ones are asked for. */
const fewJobs = 200;
/** New jobs are counted a moment before they are here. */
const patienceMs = 300;

/** As long as the list is on the screen. */
export function useQueueFill(): void {
  const { waitingCount } = useQueueState();
  const knownCount = useJobs().filter(({ state }) => state === 'waiting').length;
  const isShort = knownCount < Math.min(fewJobs, waitingCount);
  useEffect(() => {
    if (!isShort) return;
    const timer = setTimeout(() => void reloadJobs(), patienceMs);
    return () => clearTimeout(timer);
  }, [isShort]);
}
