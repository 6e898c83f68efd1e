/** Which picture stands for a shot: the selected take's if there is one, else the board. */
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';

type Pictured = Pick<StoryboardShot, 'selectedTake' | 'boardAssetId'>;

/** About 320 pixels wide; null means a plain card. */
export function shotThumbnailUrl({ selectedTake, boardAssetId }: Pictured): string | null {
  const assetId = selectedTake?.assetId ?? boardAssetId;
  return assetId === null ? null : derivedUrl(assetId, 'thumbnail');
}

/** As large as it is kept; null means a plain card. */
export function shotStillUrl({ selectedTake, boardAssetId }: Pictured): string | null {
  if (selectedTake) return derivedUrl(selectedTake.assetId, 'cover');
  return boardAssetId === null ? null : derivedUrl(boardAssetId, 'board');
}

/** Tiles of the selected take side by side; null without a take. */
export function shotSpriteUrl({ selectedTake }: Pictured): string | null {
  return selectedTake ? derivedUrl(selectedTake.assetId, 'sprite') : null;
}
