/** Which length a model makes for a shot: the shortest that covers it, else its longest, so that a clip can be trimmed. */
import { assertNever } from '#shared/util/assert-never.ts';
import type { DurationRule } from './model.ts';
import { type FrameRate, framesFromSeconds, secondsFromFrames } from './time.ts';

/** Less than any provider's step: what arithmetic with fractions may be off by. */
const roundingSeconds = 1e-6;

/**
 * Lengths are compared in whole frames: at 24000/1001 a shot of 96 frames lasts 4.004 seconds, and a clip of four is
 * meant for it.
 *
 * @param only when given, the lengths that a rule between settings leaves; they stand above the model's general rule.
 * @returns seconds; `frames` is their length in frames at this rate.
 */
export function fitDuration(
  durationFrames: number,
  rate: FrameRate,
  { rule, only }: { rule: DurationRule; only: number[] | null },
): { seconds: number; frames: number } {
  if (only) return shortestThatCovers(durationFrames, rate, sorted(only));
  switch (rule.kind) {
    case 'listed':
      return shortestThatCovers(durationFrames, rate, sorted(rule.seconds));
    case 'range':
      return shortestThatCovers(durationFrames, rate, stepsAround(durationFrames, rate, rule));
    case 'frames': {
      const frames = Math.min(Math.max(durationFrames, rule.minFrames), rule.maxFrames);
      return { seconds: secondsFromFrames(frames, rate), frames };
    }
    default:
      return assertNever(rule);
  }
}

/** Whether a model makes clips of exactly so many seconds. */
export function isAllowedDuration(seconds: number, rule: DurationRule, rate: FrameRate): boolean {
  switch (rule.kind) {
    case 'listed':
      return rule.seconds.some((allowed) => isSame(allowed, seconds));
    case 'range': {
      const step = Math.round((seconds - rule.minSeconds) / rule.stepSeconds);
      const isInside = step >= 0 && seconds <= rule.maxSeconds + roundingSeconds;
      return isInside && isSame(rule.minSeconds + step * rule.stepSeconds, seconds);
    }
    case 'frames': {
      const frames = framesFromSeconds(seconds, rate);
      const isWhole = isSame(secondsFromFrames(frames, rate), seconds);
      return isWhole && frames >= rule.minFrames && frames <= rule.maxFrames;
    }
    default:
      return assertNever(rule);
  }
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= roundingSeconds;
}

function sorted(seconds: number[]): number[] {
  return [...seconds].sort((a, b) => a - b);
}

/**
 * Of lengths in ascending order; without any, what was asked. The answer depends on frames alone, so that fitting it
 * again changes nothing.
 */
function shortestThatCovers(durationFrames: number, rate: FrameRate, allowed: number[]) {
  if (allowed.length === 0) return { seconds: secondsFromFrames(durationFrames, rate), frames: durationFrames };
  const framesOf = (seconds: number) => framesFromSeconds(seconds, rate);
  const longest = framesOf(allowed.at(-1) ?? 0);
  const target = Math.min(durationFrames, longest);
  const frames = Math.min(...allowed.map(framesOf).filter((count) => count >= target));
  // Of lengths that round to the same frame, one that is not short of it.
  const same = allowed.filter((seconds) => framesOf(seconds) === frames);
  const whole = secondsFromFrames(frames, rate) - roundingSeconds;
  return { seconds: same.find((seconds) => seconds >= whole) ?? same.at(-1) ?? 0, frames };
}

/** The steps of a range near a length, its first and its last: all others are further off. */
function stepsAround(
  durationFrames: number,
  rate: FrameRate,
  { minSeconds, maxSeconds, stepSeconds }: Extract<DurationRule, { kind: 'range' }>,
): number[] {
  const lastStep = Math.max(0, Math.floor((maxSeconds - minSeconds) / stepSeconds + roundingSeconds));
  const toStep = (frames: number) => Math.floor((secondsFromFrames(frames, rate) - minSeconds) / stepSeconds);
  const clamp = (step: number) => Math.min(Math.max(step, 0), lastStep);
  const [fewest, most] = [minSeconds, minSeconds + lastStep * stepSeconds].map((end) => framesFromSeconds(end, rate));
  const target = Math.max(fewest ?? 1, Math.min(durationFrames, most ?? 1));
  const [from, to] = [clamp(toStep(target - 1)), clamp(toStep(target + 1) + 2)];
  const steps = new Set([0, lastStep]);
  for (let step = from; step <= to; step += 1) steps.add(step);
  return sorted([...steps].map((step) => Number((minSeconds + step * stepSeconds).toFixed(6))));
}
