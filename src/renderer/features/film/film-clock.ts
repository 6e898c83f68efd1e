/**
 * Where a film stands while it plays. The position follows from one moment and the time since, so that nothing adds
 * up: after ten minutes it is as right as after one second. Pictures and sounds follow it, never the other way round.
 */
import type { FrameRate } from '#shared/domain/time.ts';

/** A moment at which the position was known. */
export type ClockAnchor = {
  /** Frames from the film's start, with fractions. */
  frame: number;
  atMs: number;
  /** 1 is as it is meant to be; negative is backwards. */
  speed: number;
};

/** The position at a later moment, with fractions. */
export function positionAt({ frame, atMs, speed }: ClockAnchor, nowMs: number, rate: FrameRate): number {
  return frame + ((nowMs - atMs) * speed * rate.numerator) / (rate.denominator * 1000);
}

/** The part of a film that is played; `endFrame` is the first frame that is not part of it. */
export type PlayedPart = { startFrame: number; endFrame: number };

/** Marks that a person set; null where there is none. */
export type Marks = { inFrame: number | null; outFrame: number | null };

export const noMarks: Marks = { inFrame: null, outFrame: null };

/** From the in mark up to and with the frame of the out mark, inside the film. */
export function playedPart({ inFrame, outFrame }: Marks, durationFrames: number): PlayedPart {
  const endFrame = outFrame === null ? durationFrames : Math.min(durationFrames, outFrame + 1);
  const startFrame = Math.min(inFrame ?? 0, Math.max(0, endFrame - 1));
  return { startFrame, endFrame };
}

/** Sets one mark; one on the wrong side of the other takes it away. */
export function withMark(marks: Marks, which: 'in' | 'out', frame: number): Marks {
  if (which === 'in')
    return { inFrame: frame, outFrame: marks.outFrame !== null && marks.outFrame < frame ? null : marks.outFrame };
  return { inFrame: marks.inFrame !== null && marks.inFrame > frame ? null : marks.inFrame, outFrame: frame };
}

/**
 * What becomes of a position that may have left the part that plays.
 *
 * @returns where it is now, with fractions; `isOver` when it came to the end and is not to go round
 */
export function keepInPart(
  position: number,
  { startFrame, endFrame }: PlayedPart,
  { speed, isLooping }: { speed: number; isLooping: boolean },
): { position: number; isOver: boolean } {
  const length = endFrame - startFrame;
  const isBehind = speed > 0 && position >= endFrame;
  const isBefore = speed < 0 && position < startFrame;
  if (!isBehind && !isBefore) return { position, isOver: false };
  if (!isLooping || length <= 0)
    return { position: isBehind ? Math.max(startFrame, endFrame - 1) : startFrame, isOver: true };
  const round = (((position - startFrame) % length) + length) % length;
  return { position: startFrame + round, isOver: false };
}
