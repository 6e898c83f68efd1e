/** Shots in folded scenes, which no view shows: where keys lead beside them. Pure. */
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { ArrowKey } from './grid-rows.ts';

type PlacedShot = { id: ShotId; sceneId: SceneId };

/** Those that no folded scene hides, in their order; the same list when that is all of them. */
export function openShots<Shot extends PlacedShot>(
  shots: readonly Shot[],
  folded: ReadonlySet<SceneId>,
): readonly Shot[] {
  return folded.size === 0 ? shots : shots.filter(({ sceneId }) => !folded.has(sceneId));
}

/** The shot that Tab reaches: the one with the focus, or the first where that one is hidden or there is none. */
export function tabStopOf(open: ReadonlyArray<{ id: ShotId }>, focusId: ShotId | null): ShotId | null {
  const isOpen = focusId !== null && open.some(({ id }) => id === focusId);
  return isOpen ? focusId : (open[0]?.id ?? null);
}

/**
 * What a key reaches from a shot that is hidden: the nearest open one that way, for want of one the hidden shot itself,
 * whose scene then unfolds. Null for a shot that is not there.
 */
export function shotFromHidden(
  shots: readonly PlacedShot[],
  folded: ReadonlySet<SceneId>,
  { from, key }: { from: ShotId; key: ArrowKey },
): ShotId | null {
  const at = shots.findIndex(({ id }) => id === from);
  if (at < 0) return null;
  const isOpen = ({ sceneId }: PlacedShot) => !folded.has(sceneId);
  const reached = {
    ArrowLeft: () => shots.slice(0, at).findLast(isOpen),
    ArrowUp: () => shots.slice(0, at).findLast(isOpen),
    ArrowRight: () => shots.slice(at).find(isOpen),
    ArrowDown: () => shots.slice(at).find(isOpen),
    Home: () => shots.find(isOpen),
    End: () => shots.findLast(isOpen),
  }[key]();
  return reached?.id ?? from;
}
