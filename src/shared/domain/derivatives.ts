/** Sizes of the small pictures that are derived from media, known to who makes and to who shows them. */
import type { FrameSize } from './frame-size.ts';

/** Tiles of a clip's sprite sheet, side by side in one row, evenly spread over the clip. */
export const spriteTileCount = 10;

/** One tile of a sprite sheet; a clip of another shape stands in the middle of it on black. */
export const spriteTileSize: FrameSize = { widthPx: 160, heightPx: 90 };

/** Width of a thumbnail; its height follows the picture's shape. */
export const thumbnailWidthPx = 320;

/** Widest cover frame of a clip. */
export const coverFrameWidthPx = 1280;

/** Longest side of a board as films are rendered from it. */
export const boardSidePx = 2560;
