/** How a drawing is sent and kept: plain data with the points as text, and with a version. */
import type { FrameSize } from './frame-size.ts';
import type { AssetId } from './ids.ts';
import { isWithinLimits, pointNumbers, type SketchBrush, type SketchDocument, type SketchItem } from './sketch.ts';
import { type SketchStroke, sketchLimits } from './sketch.ts';
import { decodePoints, encodePoints } from './sketch-numbers.ts';

/** As `SketchItem`, with the points as text. */
export type StoredSketchItem =
  | { kind: 'stroke'; brush: SketchBrush; colour: string; size: number; hasPressure: boolean; points: string }
  | { kind: 'picture'; assetId: AssetId }
  | { kind: 'group'; opacity: number; items: StoredSketchItem[] };

/** As `SketchLayer`. */
export type StoredSketchLayer = {
  id: number;
  name: string;
  isVisible: boolean;
  opacity: number;
  items: StoredSketchItem[];
};

/** A document as it travels and lies in the library. */
export type StoredSketch = { version: 1; frameSize: FrameSize; layers: StoredSketchLayer[] };

/** Strokes never change, so that each is written once, however often a draft is saved. */
const encoded = new WeakMap<SketchStroke, StoredSketchItem>();

/** Costs little for what was written before: only new strokes are written anew. */
export function encodeSketch({ frameSize, layers }: SketchDocument): StoredSketch {
  return { version: 1, frameSize, layers: layers.map((layer) => ({ ...layer, items: layer.items.map(encodeItem) })) };
}

function encodeItem(item: SketchItem): StoredSketchItem {
  if (item.kind === 'group') return { ...item, items: item.items.map(encodeItem) };
  if (item.kind === 'picture') return item;
  const known = encoded.get(item);
  if (known) return known;
  const stored = { ...item, points: encodePoints(item.points) };
  encoded.set(item, stored);
  return stored;
}

/**
 * Reads a document whose shape was checked (`storedSketchSchema`).
 *
 * @returns null when points cannot be read, lie outside of the limits, or when there is more than a document may hold
 */
export function decodeSketch({ frameSize, layers }: StoredSketch): SketchDocument | null {
  const decoded = layers.map((layer) => ({ ...layer, items: decodeItems(layer.items) }));
  if (decoded.some(({ items }) => items === null)) return null;
  if (new Set(layers.map(({ id }) => id)).size !== layers.length) return null;
  const document = { frameSize, layers: decoded.map(({ items, ...layer }) => ({ ...layer, items: items ?? [] })) };
  return isWithinLimits(document) ? document : null;
}

function decodeItems(items: readonly StoredSketchItem[]): SketchItem[] | null {
  const decoded: SketchItem[] = [];
  for (const item of items) {
    const read = decodeItem(item);
    if (!read) return null;
    decoded.push(read);
  }
  return decoded;
}

function decodeItem(item: StoredSketchItem): SketchItem | null {
  if (item.kind === 'picture') return item;
  if (item.kind === 'group') {
    const items = decodeItems(item.items);
    return items && { ...item, items };
  }
  const points = decodePoints(item.points);
  if (!points || !arePointsWithinLimits(points)) return null;
  return { ...item, points };
}

function arePointsWithinLimits(points: readonly number[]): boolean {
  if (points.length === 0 || points.length > sketchLimits.pointsOfStroke * pointNumbers) return false;
  return points.every((value, index) =>
    index % pointNumbers === 2 ? value >= 0 && value <= 255 : Math.abs(value) <= sketchLimits.farthest,
  );
}
