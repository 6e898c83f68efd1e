/** Fetches the pictures that lie in a drawing. */
import { assetUrl, derivedUrl } from '#shared/contract/media-urls.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Pictures } from './draw-items.ts';

/** @throws {AppError} ASSET_NOT_FOUND when one of them cannot be had: a drawing without it would be saved without it */
export async function loadPictures(assetIds: readonly AssetId[]): Promise<Pictures> {
  return new Map(await Promise.all(assetIds.map(async (assetId) => [assetId, await loadPicture(assetId)] as const)));
}

async function loadPicture(assetId: AssetId): Promise<HTMLImageElement> {
  try {
    return await loadImage(assetUrl(assetId));
  } catch {
    // Of a kind that windows do not show: the board made of it is a JPEG.
    return await loadImage(derivedUrl(assetId, 'board')).catch((cause: unknown) => {
      throw new AppError('ASSET_NOT_FOUND', `the picture "${assetId}" cannot be shown`, { cause });
    });
  }
}

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}
