/** What the studio answers about drawings. */
import type { AssetId } from '#shared/domain/ids.ts';
import type { StoredSketch } from '#shared/domain/sketch-codec.ts';

/** What a pad opens with. */
export type SketchOpening = {
  boardAssetId: AssetId | null;
  /** The drawing that the board was made of; null for every other board. */
  sketch: StoredSketch | null;
  /** What was drawn and neither saved nor given up. */
  draft: {
    /** The board that it began with; perhaps not the board of now. */
    boardAssetId: AssetId | null;
    sketch: StoredSketch;
    updatedAtMs: number;
  } | null;
};
