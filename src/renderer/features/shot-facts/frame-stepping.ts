/**
 * Between a video's seconds and whole frames.
 *
 * A seek goes to the middle of a frame: at its edge, rounding in the decoder may show the neighbour.
 */
import type { FrameRate } from '#shared/domain/time.ts';

/** Seconds to seek to so that exactly this 0-based frame is shown. */
export function seekSecondsOfFrame(frameIndex: number, { numerator, denominator }: FrameRate): number {
  return ((frameIndex + 0.5) * denominator) / numerator;
}

/** 0-based frame that is shown at a time; `mediaSeconds` is the start of a frame or any time inside it. */
export function frameAtSeconds(mediaSeconds: number, { numerator, denominator }: FrameRate): number {
  // Times from the decoder are rounded to microseconds, so the start of a frame may read a little early.
  return Math.max(0, Math.floor((mediaSeconds * numerator) / denominator + 1e-3));
}

/** Keeps a frame inside a clip of so many frames. */
export function clampFrame(frameIndex: number, durationFrames: number): number {
  return Math.min(Math.max(0, frameIndex), Math.max(0, durationFrames - 1));
}

/** Shuttle speeds forwards, as J K L steps through them. */
const speeds = [1, 2, 4, 8] as const;

/**
 * What J (back) and L (on) make of a speed, as in an edit suite: each press the same way doubles, a press the other
 * way turns round; 0 is standing still.
 */
export function shuttleSpeed(speed: number, direction: 'back' | 'on'): number {
  const sign = direction === 'on' ? 1 : -1;
  if (speed * sign <= 0) return sign;
  const index = speeds.indexOf(Math.abs(speed) as (typeof speeds)[number]);
  return sign * (speeds[Math.min(index + 1, speeds.length - 1)] ?? 1);
}
