/** Which picture a model makes for a film: the nearest shape first, then the nearest size. */
import type { FrameSize } from './frame-size.ts';
import type { SizeRule } from './model.ts';

/** Ratios closer than this look the same: 1920×1088 and 854×480 count as 16:9, 1792×1024 and 1280×704 do not. */
const sameShape = 0.01;

/** Short sides of classes that are named for their width. */
const shortSides: Record<string, number> = { '2k': 1440, '4k': 2160, '8k': 4320 };

/**
 * The short side that a class stands for: `1080p` and `1080P` are 1080, `2K` is 1440, `4k` 2160, `1280x720` 720. Null
 * for a name that tells no size, such as `standard`.
 */
export function resolutionSidePx(resolution: string): number | null {
  const text = resolution.trim().toLowerCase();
  // "720p", "1080p pro"
  const lines = /^(\d{2,5})p\b/.exec(text);
  if (lines) return Number(lines[1]);
  // "1280x720", "1280*720", "1280×720", "1280:720"
  const sides = /^(\d{2,5})\s*[x*×:]\s*(\d{2,5})$/.exec(text);
  if (sides) return Math.min(Number(sides[1]), Number(sides[2]));
  return shortSides[text] ?? null;
}

/** `16:9` and `2.39:1` as width over height; null for a name such as `adaptive`. */
export function aspectRatioOf(label: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*[:x/]\s*(\d+(?:\.\d+)?)$/.exec(label.trim());
  const ratio = match ? Number(match[1]) / Number(match[2]) : Number.NaN;
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/** Whether a picture has a named shape. */
export function hasAspectRatio({ widthPx, heightPx }: FrameSize, label: string): boolean {
  const ratio = aspectRatioOf(label);
  return ratio !== null && distance(widthPx / heightPx, ratio) <= sameShape;
}

/** The same shape with another short side, in whole pixels. */
export function withShortSide({ widthPx, heightPx }: FrameSize, sidePx: number): FrameSize {
  const factor = sidePx / Math.min(widthPx, heightPx);
  return { widthPx: Math.round(widthPx * factor), heightPx: Math.round(heightPx * factor) };
}

/** The nearest of the sizes that a model makes. */
export function fitFrameSize(asked: FrameSize, rule: Exclude<SizeRule, { kind: 'tiers' }>): FrameSize {
  if (rule.kind === 'free') return fitFreeSize(asked, rule);
  const shapeOf = (size: FrameSize) => distance(size.widthPx / size.heightPx, asked.widthPx / asked.heightPx);
  const areaOf = (size: FrameSize) => distance(size.widthPx * size.heightPx, asked.widthPx * asked.heightPx);
  const bestShape = Math.min(...rule.sizes.map(shapeOf));
  const [best] = rule.sizes
    .filter((size) => shapeOf(size) <= bestShape + sameShape)
    .sort((a, b) => areaOf(a) - areaOf(b) || shapeOf(a) - shapeOf(b));
  return best ?? asked;
}

function fitFreeSize(
  { widthPx, heightPx }: FrameSize,
  { multipleOf, maxSidePx }: Extract<SizeRule, { kind: 'free' }>,
): FrameSize {
  const factor = Math.min(1, maxSidePx / Math.max(widthPx, heightPx));
  const longest = Math.max(multipleOf, Math.floor(maxSidePx / multipleOf) * multipleOf);
  const toSide = (side: number) =>
    Math.min(longest, Math.max(multipleOf, Math.round((side * factor) / multipleOf) * multipleOf));
  return { widthPx: toSide(widthPx), heightPx: toSide(heightPx) };
}

/** The named ratio nearest to a picture's shape; the first where none tells a shape, null where there is none. */
export function fitAspectRatio({ widthPx, heightPx }: FrameSize, labels: readonly string[]): string | null {
  return nearest(labels, aspectRatioOf, widthPx / heightPx);
}

/** The class of the nearest short side; the first where none tells a size, null where there is none. */
export function fitResolution(sidePx: number, resolutions: readonly string[]): string | null {
  return nearest(resolutions, resolutionSidePx, sidePx);
}

function nearest(labels: readonly string[], read: (label: string) => number | null, asked: number): string | null {
  let best = labels[0] ?? null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const label of labels) {
    const value = read(label);
    if (value === null || distance(value, asked) >= bestDistance) continue;
    best = label;
    bestDistance = distance(value, asked);
  }
  return best;
}

/** How far apart two positive numbers are: twice as much is as far as half as much. */
function distance(a: number, b: number): number {
  return Math.abs(Math.log(a / b));
}
