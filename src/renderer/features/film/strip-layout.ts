/** The strip: the film to time scale, in pixels from its start. */
import { maxShotFrames } from '#shared/domain/time.ts';
import { type Timeline, segmentIndexAt } from '#renderer/features/shot-facts/index.ts';

export type StripScale = { pxPerFrame: number; widthPx: number };

/**
 * Fills the width with a short film; a long one keeps a readable scale and scrolls.
 *
 * @param tailPx kept free behind the film, so that the end of its last shot can be dragged outwards.
 */
export function toStripScale(
  { durationFrames, segments }: Timeline,
  { viewWidthPx, leastPxPerShot, tailPx = 0 }: { viewWidthPx: number; leastPxPerShot: number; tailPx?: number },
): StripScale {
  if (durationFrames === 0) return { pxPerFrame: 1, widthPx: viewWidthPx };
  const fitting = Math.max(1, viewWidthPx - tailPx) / durationFrames;
  const readable = (leastPxPerShot * segments.length) / durationFrames;
  const pxPerFrame = Math.max(fitting, readable);
  return { pxPerFrame, widthPx: Math.max(viewWidthPx, durationFrames * pxPerFrame + tailPx) };
}

/** Indexes of the segments that a stretch of pixels touches; `last` is included; null without segments. */
export function visibleSegments(
  timeline: Timeline,
  { pxPerFrame }: StripScale,
  { fromPx, toPx }: { fromPx: number; toPx: number },
): { first: number; last: number } | null {
  if (timeline.segments.length === 0) return null;
  return {
    first: segmentIndexAt(timeline, Math.max(0, fromPx / pxPerFrame)),
    last: segmentIndexAt(timeline, Math.max(0, toPx / pxPerFrame)),
  };
}

/** Frame under a pixel, inside the film. */
export function frameAtPx({ durationFrames }: Timeline, { pxPerFrame }: StripScale, px: number): number {
  return Math.max(0, Math.min(durationFrames - 1, Math.floor(px / pxPerFrame)));
}

/** Seconds between marks that leave at least so many pixels between two. */
export function tickSeconds(pxPerSecond: number, leastPx: number): number {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  return steps.find((seconds) => seconds * pxPerSecond >= leastPx) ?? 7200;
}

/** How far to scroll so that the playhead is seen; null when it is. */
export function scrollForPlayhead(
  playheadPx: number,
  { scrollLeftPx, viewWidthPx }: { scrollLeftPx: number; viewWidthPx: number },
): number | null {
  const margin = Math.min(40, viewWidthPx / 8);
  if (playheadPx >= scrollLeftPx + margin && playheadPx <= scrollLeftPx + viewWidthPx - margin) return null;
  if (playheadPx < scrollLeftPx && scrollLeftPx < margin && playheadPx >= 0) return 0;
  const next = Math.max(0, playheadPx - viewWidthPx / 4);
  return Math.abs(next - scrollLeftPx) < 1 ? null : next;
}

export type EndDrag = {
  /** Length when the drag began. */
  startFrames: number;
  /** How far the pointer has come since, along the film; negative is backwards. */
  movedPx: number;
  pxPerFrame: number;
  /** Frames that one second of timecode counts, while the length keeps to whole seconds; else null. */
  wholeSecondFrames: number | null;
};

/** Length of a shot whose end is dragged: whole frames, or whole seconds, and what a shot can be planned as. */
export function lengthByDrag({ startFrames, movedPx, pxPerFrame, wholeSecondFrames }: EndDrag): number {
  const frames = startFrames + movedPx / pxPerFrame;
  const step = wholeSecondFrames ?? 1;
  const longest = Math.floor(maxShotFrames / step) * step;
  return Math.min(longest, Math.max(step, Math.round(frames / step) * step));
}

/** Length of a shot after a step of some frames by key, at least one frame; null where it cannot change. */
export function lengthByStep(frames: number, stepFrames: number): number | null {
  const next = Math.min(maxShotFrames, Math.max(1, frames + stepFrames));
  return next === frames ? null : next;
}

/** Pixels to scroll in one animation frame while a drag holds at an edge of the view; further out is faster. */
export function edgeScrollPx(pointerPx: number, viewWidthPx: number): number {
  const edgePx = 28;
  const mostPx = 24;
  const out =
    pointerPx > viewWidthPx - edgePx ? pointerPx - (viewWidthPx - edgePx) : pointerPx < edgePx ? pointerPx - edgePx : 0;
  return Math.max(-mostPx, Math.min(mostPx, out / 2));
}
