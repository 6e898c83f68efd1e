/** Which shots "Generate all" means. */
import type { ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job, StoryboardShot } from '#shared/domain/records.ts';

/** Shots with neither an up-to-date take nor a job that may still bring one, as the studio counts them. */
export function shotsWithoutTake(
  shots: readonly StoryboardShot[],
  jobsOf: (shotId: ShotId) => readonly Job[],
): StoryboardShot[] {
  return shots.filter(
    ({ id, selectedTake }) =>
      (selectedTake === null || selectedTake.isOutdated) &&
      !jobsOf(id).some(({ state }) => !isEnded(state) || state === 'needs-you'),
  );
}
