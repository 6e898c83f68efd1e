/**
 * Keeps three canvases in step with the pad: what lies under the layer that is drawn on, that layer, and what lies over
 * it. While a stroke is drawn, only what it changed of the middle one is painted again.
 */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SketchLayer, SketchStroke } from '#shared/domain/sketch.ts';
import type { SketchPad } from '#shared/domain/sketch-pad.ts';
import { type Canvas2d, drawCanvas, drawStroke } from './draw-items.ts';
import type { LayerCache } from './layer-cache.ts';
import { type Box, changedBounds, type Outline } from './live-stroke.ts';
import { outlinePath, strokeOutline } from './stroke-shape.ts';

export type PaperCanvases = { below: HTMLCanvasElement; active: HTMLCanvasElement; above: HTMLCanvasElement };

export type Painter = {
  show(pad: SketchPad): void;
  /** The stroke as far as it is drawn, over the layer; null takes it away. */
  showLive(stroke: SketchStroke | null): void;
  /** The colour that is seen at a place, as `#rrggbb`. */
  colourAt(xPx: number, yPx: number): string;
};

export function createPainter(canvases: PaperCanvases, cache: LayerCache, frameSize: FrameSize): Painter {
  const { below, active, above } = {
    below: contextOf(canvases.below),
    active: contextOf(canvases.active),
    above: contextOf(canvases.above),
  };
  let shown: { below: readonly SketchLayer[]; above: readonly SketchLayer[] } = { below: [], above: [] };
  let activeLayer: SketchLayer | null = null;
  let liveOutline: Outline = [];

  const paint = (context: Canvas2d, layers: readonly SketchLayer[], before: readonly SketchLayer[]) => {
    if (layers.length === before.length && layers.every((layer, index) => layer === before[index])) return;
    context.clearRect(0, 0, frameSize.widthPx, frameSize.heightPx);
    for (const layer of layers) if (layer.isVisible) drawCanvas(context, cache.canvasOf(layer), layer.opacity);
  };
  const paintActive = ({ left, top, width, height }: Box) => {
    active.clearRect(left, top, width, height);
    if (!activeLayer) return;
    active.drawImage(cache.canvasOf(activeLayer), left, top, width, height, left, top, width, height);
  };
  const whole = { left: 0, top: 0, width: frameSize.widthPx, height: frameSize.heightPx };

  return {
    show({ document: { layers }, activeLayerId }) {
      const index = layers.findIndex(({ id }) => id === activeLayerId);
      const next = { below: layers.slice(0, index), above: layers.slice(index + 1) };
      paint(below, next.below, shown.below);
      paint(above, next.above, shown.above);
      shown = next;
      activeLayer = layers[index] ?? null;
      liveOutline = [];
      paintActive(whole);
      canvases.active.style.opacity = String((activeLayer?.opacity ?? 100) / 100);
      canvases.active.style.visibility = activeLayer?.isVisible === false ? 'hidden' : '';
      cache.keepOnly(layers);
    },
    showLive(stroke) {
      const outline = stroke ? strokeOutline(stroke, false) : [];
      const dirty = changedBounds(liveOutline, outline, frameSize);
      liveOutline = outline;
      if (!dirty) return;
      paintActive(dirty);
      if (!stroke) return;
      active.save();
      active.beginPath();
      active.rect(dirty.left, dirty.top, dirty.width, dirty.height);
      active.clip();
      drawStroke(active, stroke, outlinePath(outline));
      active.restore();
    },
    colourAt(xPx, yPx) {
      const pixel = contextOf(Object.assign(document.createElement('canvas'), { width: 1, height: 1 }));
      pixel.fillStyle = '#ffffff';
      pixel.fillRect(0, 0, 1, 1);
      const opacity = activeLayer?.isVisible === false ? 0 : (activeLayer?.opacity ?? 100) / 100;
      for (const [canvas, alpha] of [
        [canvases.below, 1],
        [canvases.active, opacity],
        [canvases.above, 1],
      ] as const) {
        pixel.globalAlpha = alpha;
        pixel.drawImage(canvas, -Math.floor(xPx), -Math.floor(yPx));
      }
      const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
      return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    },
  };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  return context;
}
