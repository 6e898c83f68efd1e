/** Which shots "Generate all" means. */
import type { ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';

/**
 * Shots with neither an up-to-date take nor a job that may still bring one, as the studio counts them.
 *
 * @param busyShots those with such a job
 */
export function shotsWithoutTake(shots: readonly StoryboardShot[], busyShots: ReadonlySet<ShotId>): StoryboardShot[] {
  return shots.filter(
    ({ id, selectedTake }) => (selectedTake === null || selectedTake.isOutdated) && !busyShots.has(id),
  );
}
