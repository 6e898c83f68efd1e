/** What the window says of jobs. */

import { waitingInOrder } from '#renderer/features/job-facts/index.ts';
import type { Tone } from '#renderer/features/shot-facts/index.ts';
import type { JobState } from '#shared/domain/job-state.ts';
import { isActive, isEnded } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';

export function toneOfJob(state: JobState): Tone {
  if (isActive(state)) return 'run';
  if (state === 'failed' || state === 'refused') return 'bad';
  if (state === 'needs-you') return 'ask';
  return state === 'done' ? 'ok' : 'idle';
}

/** The job that a shot's card speaks of; null without one. */
export function speakingJob(jobs: readonly Job[]): Job | null {
  return jobs.reduce<Job | null>((known, job) => (known === null || isLater(job, known) ? job : known), null);
}

/** A job that has not ended speaks before one that has; else the newer one. */
function isLater(job: Job, known: Job): boolean {
  if (isEnded(job.state) !== isEnded(known.state)) return isEnded(known.state);
  return job.createdAtMs > known.createdAtMs;
}

/** What needs a person, then what works, then what waits in its order, then what ended, latest first. */
export function inListOrder(jobs: readonly Job[]): Job[] {
  const endOf = ({ finishedAtMs, createdAtMs }: Job) => finishedAtMs ?? createdAtMs;
  return [
    ...jobs.filter(({ state }) => state === 'needs-you'),
    ...jobs.filter(({ state }) => isActive(state)),
    ...waitingInOrder(jobs),
    ...jobs.filter(({ state }) => isEnded(state) && state !== 'needs-you').sort((a, b) => endOf(b) - endOf(a)),
  ];
}

/** Which buttons stand beside a job. One that needs a person has choices of its own, which say what each may cost. */
export function commandsOfJob({ state }: Job): { canCancel: boolean; canRetry: boolean } {
  return {
    canCancel: state === 'waiting' || state === 'sending' || state === 'running' || state === 'fetching',
    canRetry: state === 'failed' || state === 'refused' || state === 'cancelled',
  };
}

/** `0:07`, `12:30`, `1:02:03`. */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** How long a job has worked so far, or worked in all; null before it started. */
export function elapsedMs({ startedAtMs, finishedAtMs }: Job, nowMs: number): number | null {
  return startedAtMs === null ? null : (finishedAtMs ?? nowMs) - startedAtMs;
}

/** `12.4 MB`: decimal units, as disks are sold. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1] ?? 'kB'}`;
}
