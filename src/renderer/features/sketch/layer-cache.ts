/**
 * Each layer drawn once on a canvas of its own: a new stroke is drawn onto it, and a stroke taken back costs as little,
 * because the layer as it was a while ago is kept too.
 */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SketchItem, SketchLayer } from '#shared/domain/sketch.ts';
import { createLayerCanvas, drawItems, type Pictures } from './draw-items.ts';

type Drawn = { context: OffscreenCanvasRenderingContext2D; items: readonly SketchItem[] };

/** The kept state of a layer lies between so many items behind what is drawn. */
const [leastBehind, mostBehind] = [40, 160];

export type LayerCache = {
  /** The layer as it is now; hidden or not, and without its opacity. */
  canvasOf(layer: SketchLayer): OffscreenCanvas;
  /** Lets the canvases of all other layers go. */
  keepOnly(layers: readonly SketchLayer[]): void;
};

export function createLayerCache(frameSize: FrameSize, pictures: Pictures): LayerCache {
  const drawn = new Map<number, Drawn>();
  const kept = new Map<number, Drawn>();

  const fresh = (): Drawn => ({ context: createLayerCanvas(frameSize), items: [] });
  const draw = (on: Drawn, items: readonly SketchItem[]) => {
    drawItems(on.context, items.slice(on.items.length), pictures);
    on.items = items;
  };
  const restart = (on: Drawn, from: Drawn | undefined) => {
    on.context.clearRect(0, 0, frameSize.widthPx, frameSize.heightPx);
    if (from) on.context.drawImage(from.context.canvas, 0, 0);
    on.items = from?.items ?? [];
  };

  return {
    canvasOf({ id, items }) {
      const layer = drawn.get(id) ?? fresh();
      drawn.set(id, layer);
      if (layer.items !== items) {
        const before = kept.get(id);
        if (!isStartOf(layer.items, items)) {
          const isUsable = before !== undefined && isStartOf(before.items, items);
          if (!isUsable) kept.delete(id);
          restart(layer, isUsable ? before : undefined);
        }
        draw(layer, items);
        if (items.length - (kept.get(id)?.items.length ?? 0) > mostBehind) {
          const state = kept.get(id) ?? fresh();
          draw(state, items.slice(0, -leastBehind));
          kept.set(id, state);
        }
      }
      return layer.context.canvas;
    },
    keepOnly(layers) {
      const ids = new Set(layers.map(({ id }) => id));
      for (const id of drawn.keys()) if (!ids.has(id)) drawn.delete(id);
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    },
  };
}

/** Whether a list begins with all of another one; items never change, so the same ones look the same. */
export function isStartOf(start: readonly SketchItem[], items: readonly SketchItem[]): boolean {
  return start.length <= items.length && start.every((item, index) => item === items[index]);
}
