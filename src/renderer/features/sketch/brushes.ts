/** How each brush draws, and the sizes and colours that are offered. */
import type { StrokeOptions } from 'perfect-freehand';
import type { SketchBrush } from '#shared/domain/sketch.ts';

type BrushLook = {
  /** 0 to 1. */
  alpha: number;
  /** Size that it begins with, in pixels of the drawing. */
  firstSizePx: number;
  shape: StrokeOptions;
};

export const brushLooks: Record<SketchBrush, BrushLook> = {
  pencil: { alpha: 0.72, firstSizePx: 4, shape: { thinning: 0.55, smoothing: 0.35, streamline: 0.3 } },
  ink: { alpha: 1, firstSizePx: 6, shape: { thinning: 0.25, smoothing: 0.5, streamline: 0.45 } },
  brush: { alpha: 1, firstSizePx: 24, shape: { thinning: 0.75, smoothing: 0.6, streamline: 0.5 } },
  marker: { alpha: 0.35, firstSizePx: 48, shape: { thinning: 0, smoothing: 0.5, streamline: 0.4 } },
  eraser: { alpha: 1, firstSizePx: 48, shape: { thinning: 0, smoothing: 0.5, streamline: 0.3 } },
};

/** Steps of the size, in pixels of the drawing, smallest first. */
export const brushSizesPx = [1, 2, 3, 4, 6, 8, 12, 16, 24, 36, 48, 64, 96, 140, 200] as const;

/** One step larger or smaller than a size. */
export function stepSize(sizePx: number, step: 1 | -1): number {
  const next = step === 1 ? brushSizesPx.find((size) => size > sizePx) : brushSizesPx.findLast((size) => size < sizePx);
  return next ?? sizePx;
}

/** The colour after or before one, around the palette; its first or last one from a colour of one's own. */
export function stepColour(colour: string, step: 1 | -1): string {
  const index = palette.findIndex((swatch) => swatch.colour === colour);
  const from = index === -1 && step === -1 ? 0 : index;
  return palette[(from + step + palette.length) % palette.length]?.colour ?? colour;
}

/** A key of the catalogue under `sketch.colours`, and the colour. */
export const palette = [
  { name: 'black', colour: '#17181a' },
  { name: 'grey', colour: '#6f757c' },
  { name: 'lightGrey', colour: '#c4c8cc' },
  { name: 'white', colour: '#ffffff' },
  { name: 'red', colour: '#c8322b' },
  { name: 'orange', colour: '#e2892b' },
  { name: 'yellow', colour: '#f0cf45' },
  { name: 'green', colour: '#3d8b51' },
  { name: 'blue', colour: '#2d6bb5' },
  { name: 'skin', colour: '#d9a27e' },
] as const;
