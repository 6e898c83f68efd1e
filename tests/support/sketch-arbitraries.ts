/** Drawings of every kind for property tests. */
import fc from 'fast-check';
import type { AssetId } from '#shared/domain/ids.ts';
import {
  type SketchDocument,
  type SketchItem,
  type SketchStroke,
  sketchBrushes,
  sketchLimits,
} from '#shared/domain/sketch.ts';
import type { SketchEdit } from '#shared/domain/sketch-pad.ts';

const place = fc.integer({ min: -sketchLimits.farthest, max: sketchLimits.farthest });
const point = fc.tuple(place, place, fc.integer({ min: 0, max: 255 }));

export const anyPoints: fc.Arbitrary<number[]> = fc
  .array(point, { minLength: 1, maxLength: 30 })
  .map((points) => points.flat());

export const anyStroke: fc.Arbitrary<SketchStroke> = fc.record({
  kind: fc.constant('stroke' as const),
  brush: fc.constantFrom(...sketchBrushes),
  colour: fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`),
  size: fc.integer({ min: sketchLimits.smallestSize, max: sketchLimits.largestSize }),
  hasPressure: fc.boolean(),
  points: anyPoints,
});

const anyPicture: fc.Arbitrary<SketchItem> = fc.record({
  kind: fc.constant('picture' as const),
  assetId: fc.constantFrom('asset_0000000000000001' as AssetId, 'asset_0000000000000002' as AssetId),
});

const anyItems: fc.Arbitrary<SketchItem[]> = fc.letrec<{ items: SketchItem[]; item: SketchItem }>((tie) => ({
  items: fc.array(tie('item'), { maxLength: 4, depthIdentifier: 'group' }),
  item: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'group' },
    anyStroke,
    anyPicture,
    fc.record({
      kind: fc.constant('group' as const),
      opacity: fc.integer({ min: 0, max: 100 }),
      items: tie('items'),
    }),
  ),
})).items;

export const anySketch: fc.Arbitrary<SketchDocument> = fc
  .array(
    fc.record({
      name: fc.string({ maxLength: 12 }),
      isVisible: fc.boolean(),
      opacity: fc.integer({ min: 0, max: 100 }),
      items: anyItems,
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((layers) => ({
    frameSize: { widthPx: 1920, heightPx: 1080 },
    layers: layers.map((layer, index) => ({ id: index + 1, ...layer })),
  }));

const layerId = fc.integer({ min: 1, max: 8 });

/** Edits of layers that may or may not be there. */
export const anySketchEdit: fc.Arbitrary<SketchEdit> = fc.oneof(
  fc.record({ kind: fc.constant('draw' as const), stroke: anyStroke }),
  fc.record({ kind: fc.constant('addLayer' as const) }),
  fc.record({ kind: fc.constant('renameLayer' as const), layerId, name: fc.string() }),
  fc.record({ kind: fc.constant('showLayer' as const), layerId, isVisible: fc.boolean() }),
  fc.record({ kind: fc.constant('fadeLayer' as const), layerId, opacity: fc.integer({ min: -10, max: 110 }) }),
  fc.record({
    kind: fc.constant('moveLayer' as const),
    layerId,
    step: fc.constantFrom(1 as const, -1 as const),
  }),
  fc.record({ kind: fc.constantFrom('mergeDown' as const, 'clearLayer' as const, 'deleteLayer' as const), layerId }),
);
