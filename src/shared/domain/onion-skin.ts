/** Which boards shine through while one is drawn. */
import type { AssetId, ShotId } from './ids.ts';

/** Null for what does not shine through. */
export type OnionSkin = { previous: AssetId | null; next: AssetId | null };

/** The boards of the shots right before and after, across scenes; null where there is no shot or no board. */
export function onionSkinOf(
  shots: ReadonlyArray<{ id: ShotId; boardAssetId: AssetId | null }>,
  shotId: ShotId,
): OnionSkin {
  const index = shots.findIndex(({ id }) => id === shotId);
  if (index < 0) return { previous: null, next: null };
  return { previous: shots[index - 1]?.boardAssetId ?? null, next: shots[index + 1]?.boardAssetId ?? null };
}
