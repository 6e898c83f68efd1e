/**
 * A drawing for a board: layers of strokes, bottom first, over white paper. A document never changes; every edit makes
 * a new one that shares what stayed.
 */
import type { FrameSize } from './frame-size.ts';
import type { AssetId } from './ids.ts';

export const sketchBrushes = ['pencil', 'ink', 'brush', 'marker', 'eraser'] as const;

/** The eraser takes away what lies under it on its own layer. */
export type SketchBrush = (typeof sketchBrushes)[number];

/** Numbers of a point in `SketchStroke.points`. */
export const pointNumbers = 3;

/** One line of a brush. */
export type SketchStroke = {
  kind: 'stroke';
  brush: SketchBrush;
  /** `#rrggbb` in lower case; an eraser's is kept and without meaning. */
  colour: string;
  /** Width of the brush in tenths of a pixel of the document. */
  size: number;
  /** Whether a pen said how hard it was pressed; without, the speed stands in for it. */
  hasPressure: boolean;
  /** x, y in tenths of a pixel of the document and pressure from 0 to 255, again and again: whole numbers. */
  points: readonly number[];
};

/** A picture of the library, as large as fits and in the middle. */
export type SketchPicture = { kind: 'picture'; assetId: AssetId };

/** What was a layer before it was merged: drawn by itself, so that its erasers reach no further than before. */
export type SketchGroup = {
  kind: 'group';
  /** 0 to 100. */
  opacity: number;
  items: readonly SketchItem[];
};

/** What a layer is made of. */
export type SketchItem = SketchStroke | SketchPicture | SketchGroup;

/** Drawn over the layers before it in the list. */
export type SketchLayer = {
  /** Whole number from 1, one of its kind in the document. */
  id: number;
  /** Empty means that nobody named it: it is shown by its id. */
  name: string;
  isVisible: boolean;
  /** 0 to 100. */
  opacity: number;
  /** Bottom first. */
  items: readonly SketchItem[];
};

/** A whole drawing. */
export type SketchDocument = {
  frameSize: FrameSize;
  /** Bottom first; at least one. */
  layers: readonly SketchLayer[];
};

/** What a document may hold. With every limit reached it still goes through one call to the studio: 4 MiB. */
export const sketchLimits = {
  layers: 24,
  nameLength: 80,
  strokes: 12_000,
  points: 300_000,
  pointsOfStroke: 20_000,
  pictures: 24,
  /** Groups in groups. */
  groupDepth: 8,
  /** Characters of a stored point: 4 for each place, 2 for the pressure. */
  charactersOfPoint: 10,
  /** Tenths of a pixel. */
  smallestSize: 5,
  largestSize: 4_000,
  /** Tenths of a pixel to either side of the corner. */
  farthest: 200_000,
} as const;

/** Longest side of a drawing's picture: enough for a board, and quick to draw on. */
const longestSidePx = 1920;

/** The size of a drawing for a film of that shape: the same shape with a longest side of 1920, both even. */
export function sketchSizeFor({ widthPx, heightPx }: FrameSize): FrameSize {
  const scale = longestSidePx / Math.max(widthPx, heightPx);
  const toEven = (lengthPx: number) => Math.max(16, Math.round((lengthPx * scale) / 2) * 2);
  return { widthPx: toEven(widthPx), heightPx: toEven(heightPx) };
}

/** A new drawing: one empty layer, over the board that is there, if any, on a layer of its own. */
export function newSketch(frameSize: FrameSize, boardAssetId: AssetId | null): SketchDocument {
  const layer = (id: number, items: readonly SketchItem[]) => ({ id, name: '', isVisible: true, opacity: 100, items });
  const board = boardAssetId === null ? [] : [layer(1, [{ kind: 'picture' as const, assetId: boardAssetId }])];
  return { frameSize, layers: [...board, layer(board.length + 1, [])] };
}

/** What stands in some items, groups opened. */
export type SketchCount = { strokes: number; points: number; pictures: number; groupDepth: number };

/** Counts through all groups. */
export function countItems(items: readonly SketchItem[]): SketchCount {
  const count = { strokes: 0, points: 0, pictures: 0, groupDepth: 0 };
  for (const item of items) {
    if (item.kind === 'stroke') {
      count.strokes += 1;
      count.points += item.points.length / pointNumbers;
    } else if (item.kind === 'picture') {
      count.pictures += 1;
    } else {
      const inside = countItems(item.items);
      count.strokes += inside.strokes;
      count.points += inside.points;
      count.pictures += inside.pictures;
      count.groupDepth = Math.max(count.groupDepth, inside.groupDepth + 1);
    }
  }
  return count;
}

/** Whether a document keeps to every limit on what it holds. */
export function isWithinLimits({ layers }: SketchDocument): boolean {
  const count = countItems(layers.flatMap(({ items }) => items));
  return (
    layers.length >= 1 &&
    layers.length <= sketchLimits.layers &&
    count.strokes <= sketchLimits.strokes &&
    count.points <= sketchLimits.points &&
    count.pictures <= sketchLimits.pictures &&
    count.groupDepth <= sketchLimits.groupDepth
  );
}

/** Every picture of the library that a document shows, hidden layers too. */
export function picturesOf({ layers }: SketchDocument): AssetId[] {
  return [...new Set(layers.flatMap(({ items }) => picturesIn(items)))];
}

function picturesIn(items: readonly SketchItem[]): AssetId[] {
  return items.flatMap((item) => {
    if (item.kind === 'picture') return [item.assetId];
    return item.kind === 'group' ? picturesIn(item.items) : [];
  });
}
