/** What the export dialog works out from a job. */
import type { Job } from '#shared/domain/records.ts';

/** A guess by how fast it went so far; null while there is too little to guess from. */
export function timeLeftMs({ state, progress, startedAtMs }: Job, nowMs: number): number | null {
  if (state !== 'running' || progress === null || startedAtMs === null || progress < 0.05) return null;
  const elapsed = nowMs - startedAtMs;
  return elapsed < 2000 ? null : (elapsed * (1 - progress)) / progress;
}
