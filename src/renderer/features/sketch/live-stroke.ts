/** A stroke while it is drawn: points as they come from the pointer. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { pointNumbers, sketchLimits, type SketchStroke } from '#shared/domain/sketch.ts';

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

/** The part of the paper that a stroke touches, in pixels of the drawing, cut to the paper; null for none of it. */
export function strokeBounds({ points, size }: SketchStroke, { widthPx, heightPx }: FrameSize): Box | null {
  const reach = size + 20;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < points.length; index += pointNumbers) {
    const [x, y] = [points[index] ?? 0, points[index + 1] ?? 0];
    left = Math.min(left, x - reach);
    right = Math.max(right, x + reach);
    top = Math.min(top, y - reach);
    bottom = Math.max(bottom, y + reach);
  }
  const [x1, y1] = [Math.max(0, Math.floor(left / 10)), Math.max(0, Math.floor(top / 10))];
  const [x2, y2] = [Math.min(widthPx, Math.ceil(right / 10)), Math.min(heightPx, Math.ceil(bottom / 10))];
  return x2 > x1 && y2 > y1 ? { left: x1, top: y1, width: x2 - x1, height: y2 - y1 } : null;
}
