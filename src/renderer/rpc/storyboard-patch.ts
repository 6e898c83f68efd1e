/** Changes to a storyboard that is already in the window. */
import type { ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';

/**
 * Puts shots as they are now into a storyboard. Shots that did not change keep their identity, so that their cards do
 * not render again.
 *
 * @param asked ids that were asked for: those among them that `answered` lacks are gone.
 * @returns null when a shot stands in a scene that the storyboard does not know: it must be fetched whole.
 */
export function patchShots(
  storyboard: Storyboard,
  asked: readonly ShotId[],
  answered: readonly StoryboardShot[],
): Storyboard | null {
  const sceneIndex = new Map(storyboard.scenes.map(({ id }, index) => [id, index]));
  if (answered.some(({ sceneId }) => !sceneIndex.has(sceneId))) return null;
  const fresh = new Map(answered.map((shot) => [shot.id, shot]));
  const gone = new Set(asked.filter((id) => !fresh.has(id)));
  let isMoved = false;
  const kept: StoryboardShot[] = [];
  for (const shot of storyboard.shots) {
    const now = fresh.get(shot.id);
    if (now) {
      fresh.delete(shot.id);
      isMoved ||= now.sceneId !== shot.sceneId || now.rank !== shot.rank;
      kept.push(now);
    } else if (!gone.has(shot.id)) {
      kept.push(shot);
    }
  }
  const isOrderChanged = isMoved || fresh.size > 0;
  const shots = fresh.size > 0 ? [...kept, ...fresh.values()] : kept;
  if (isOrderChanged) {
    shots.sort(
      (a, b) => (sceneIndex.get(a.sceneId) ?? 0) - (sceneIndex.get(b.sceneId) ?? 0) || compareRanks(a.rank, b.rank),
    );
  }
  return { ...storyboard, shots };
}

/** Fields that a person types, and what changes with every edit. */
const words: ReadonlySet<string> = new Set<keyof StoryboardShot>([
  'title',
  'prompt',
  'action',
  'notes',
  'dialogue',
  'recipeDigest',
  'updatedAtMs',
]);

/** Whether shots are the same ones in the same order, and differ in nothing but their words. */
export function differInWordsOnly(before: readonly StoryboardShot[], now: readonly StoryboardShot[]): boolean {
  return before.length === now.length && now.every((shot, index) => isSameButWords(before[index], shot));
}

function isSameButWords(before: StoryboardShot | undefined, now: StoryboardShot): boolean {
  if (before === now) return true;
  if (!before) return false;
  const keys = Object.keys(now) as Array<keyof StoryboardShot>;
  return keys.every((key) => words.has(key) || before[key] === now[key]);
}

/** Ranks compare by code unit, as in the database. */
function compareRanks(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
