/** Pixel sizes of pictures and films. */

/** Pixels; both even, 16 to 7680, where it describes a film. */
export type FrameSize = { widthPx: number; heightPx: number };

/** The sizes that the studio offers for a new project, most usual first. */
export const frameSizes: readonly FrameSize[] = [
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 3840, heightPx: 2160 },
  { widthPx: 1080, heightPx: 1920 },
  { widthPx: 720, heightPx: 1280 },
  { widthPx: 1080, heightPx: 1080 },
  { widthPx: 1080, heightPx: 1350 },
  { widthPx: 1920, heightPx: 804 },
];

/** `1920×1080`. */
export function frameSizeLabel({ widthPx, heightPx }: FrameSize): string {
  return `${widthPx}×${heightPx}`;
}

/** Aspect ratio in lowest terms, such as `16:9`; `2.39:1` where the terms would be large. */
export function aspectRatioLabel({ widthPx, heightPx }: FrameSize): string {
  const divisor = greatestCommonDivisor(widthPx, heightPx);
  const [width, height] = [widthPx / divisor, heightPx / divisor];
  return width <= 32 && height <= 32 ? `${width}:${height}` : `${(widthPx / heightPx).toFixed(2)}:1`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
