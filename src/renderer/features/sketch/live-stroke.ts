/** A stroke while it is drawn: points as they come from the pointer. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { pointNumbers, sketchLimits } from '#shared/domain/sketch.ts';

/** Where something lies in the window, in CSS pixels. */
export type Box = { left: number; top: number; width: number; height: number };

/** What a pointer event tells of a point. */
export type PointerSample = { clientX: number; clientY: number; pressure: number };

export type PaperPlace = {
  /** Where the paper is seen now. */
  box: Box;
  frameSize: FrameSize;
  /** Seen in a mirror. */
  isFlipped: boolean;
};

/** A place on the paper in whole tenths of a pixel of the drawing. */
export function toPaper({ clientX, clientY }: PointerSample, { box, frameSize, isFlipped }: PaperPlace) {
  const across = (clientX - box.left) / box.width;
  const clamp = (value: number) =>
    Math.min(sketchLimits.farthest, Math.max(-sketchLimits.farthest, Math.round(value) || 0));
  return {
    x: clamp((isFlipped ? 1 - across : across) * frameSize.widthPx * 10),
    y: clamp(((clientY - box.top) / box.height) * frameSize.heightPx * 10),
  };
}

/** Adds points in place and leaves out those that lie where the one before does. @returns whether all found room */
export function addSamples(points: number[], samples: readonly PointerSample[], place: PaperPlace): boolean {
  for (const sample of samples) {
    const { x, y } = toPaper(sample, place);
    const isSame = points.at(-pointNumbers) === x && points.at(1 - pointNumbers) === y;
    if (isSame) continue;
    if (points.length >= sketchLimits.pointsOfStroke * pointNumbers) return false;
    points.push(x, y, Math.round(Math.min(1, Math.max(0, sample.pressure)) * 255));
  }
  return true;
}

/** Corners of an outline, in pixels of the drawing. */
export type Outline = ReadonlyArray<readonly [number, number]>;

/**
 * The part of the paper on which two outlines of one stroke, as it grows, can look different, cut to the paper; null
 * where they look the same. What both begin and end with is drawn already: of a long stroke that is nearly all.
 */
export function changedBounds(before: Outline, now: Outline, { widthPx, heightPx }: FrameSize): Box | null {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && isSamePoint(before[start], now[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSamePoint(before.at(-1 - end), now.at(-1 - end))) end += 1;
  if (start === before.length && start === now.length) return null;
  // Each corner is the handle of a curve between the middles of its sides: a neighbour's curve changes with it.
  const changed = [before, now].flatMap((outline) => outline.slice(Math.max(0, start - 2), outline.length - end + 2));
  // The outline is closed.
  if (start < 2 || end < 2)
    changed.push(...[before, now].flatMap((outline) => [...outline.slice(0, 2), ...outline.slice(-2)]));
  const smoothPx = 2;
  const left = Math.max(0, Math.floor(Math.min(...changed.map(([x]) => x)) - smoothPx));
  const top = Math.max(0, Math.floor(Math.min(...changed.map(([, y]) => y)) - smoothPx));
  const right = Math.min(widthPx, Math.ceil(Math.max(...changed.map(([x]) => x)) + smoothPx));
  const bottom = Math.min(heightPx, Math.ceil(Math.max(...changed.map(([, y]) => y)) + smoothPx));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

function isSamePoint(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
