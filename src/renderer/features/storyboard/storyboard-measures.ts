/** What the grid needs to know of a storyboard before it draws anything. */
import type { SceneId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';

/** How many shots each scene has, and how long they are planned, in frames. */
export function sceneFacts(shots: Storyboard['shots']): Map<SceneId, { shotCount: number; durationFrames: number }> {
  const facts = new Map<SceneId, { shotCount: number; durationFrames: number }>();
  for (const { sceneId, durationFrames } of shots) {
    const known = facts.get(sceneId) ?? { shotCount: 0, durationFrames: 0 };
    facts.set(sceneId, { shotCount: known.shotCount + 1, durationFrames: known.durationFrames + durationFrames });
  }
  return facts;
}

/** Tall films get narrower cards, so that a row stays on the screen. */
export function measuresFor({ widthPx, heightPx }: { widthPx: number; heightPx: number }) {
  const shape = heightPx / widthPx;
  return {
    minimumCardPx: shape > 1 ? 150 : 200,
    gapPx: 14,
    pictureRatio: Math.min(1.4, Math.max(0.42, shape)),
    captionPx: 58,
    headerPx: 50,
    sceneGapPx: 16,
  };
}
