/**
 * Time in whole frames at a rate that is a fraction of two whole numbers.
 *
 * Seconds appear only next to ffmpeg, providers and people; everything that is stored or compared is frames.
 * Why frames and not seconds: docs/decisions/0002-time-in-frames.md
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { Branded } from '#shared/util/branded.ts';

/** Whole frames at the project's frame rate. */
export type Frames = Branded<number, 'Frames'>;

/** Frames per second as a fraction: 23.976 is 24000/1001. Both parts are whole and positive. */
export type FrameRate = { numerator: number; denominator: number };

/** The frame rates that a project can have, slowest first. */
export const frameRates: readonly FrameRate[] = [
  { numerator: 24000, denominator: 1001 },
  { numerator: 24, denominator: 1 },
  { numerator: 25, denominator: 1 },
  { numerator: 30000, denominator: 1001 },
  { numerator: 30, denominator: 1 },
  { numerator: 48, denominator: 1 },
  { numerator: 50, denominator: 1 },
  { numerator: 60000, denominator: 1001 },
  { numerator: 60, denominator: 1 },
];

/** Longest shot that can be planned: one hour at the fastest rate. */
export const maxShotFrames = 216_000 as Frames;

/** Whether two fractions are the same rate, such as 24/1 and 48/2. */
export function isSameFrameRate(a: FrameRate, b: FrameRate): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

/** Frames of a length in seconds, to the nearest frame, never fewer than one. */
export function framesFromSeconds(seconds: number, rate: FrameRate): Frames {
  return Math.max(1, Math.round((seconds * rate.numerator) / rate.denominator)) as Frames;
}

/** Length of so many frames in seconds, unrounded; for arithmetic with providers and ffmpeg only. */
export function secondsFromFrames(frames: number, rate: FrameRate): number {
  return (frames * rate.denominator) / rate.numerator;
}

/** `24000/1001` or `24`, as ffmpeg reads it. */
export function frameRateText({ numerator, denominator }: FrameRate): string {
  return denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
}

/** `23.976`, `24`: for people. */
export function frameRateLabel({ numerator, denominator }: FrameRate): string {
  return denominator === 1 ? String(numerator) : (numerator / denominator).toFixed(3).replace(/0+$/, '');
}

/** Frames that one second of timecode counts: 24 for 23.976. */
export function nominalRate({ numerator, denominator }: FrameRate): number {
  return Math.round(numerator / denominator);
}

/** Non-drop timecode `HH:MM:SS:FF` of a position in frames. */
export function toTimecode(frames: number, rate: FrameRate): string {
  const base = nominalRate(rate);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(frames / base);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frames % base].map(two).join(':');
}

/** Short duration for a card: `SS:FF`, or `M:SS:FF` from one minute on. */
export function toShortTimecode(frames: number, rate: FrameRate): string {
  const [hours, minutes, seconds, rest] = toTimecode(frames, rate).split(':') as [string, string, string, string];
  if (hours !== '00') return `${Number(hours)}:${minutes}:${seconds}:${rest}`;
  return minutes === '00' ? `${seconds}:${rest}` : `${Number(minutes)}:${seconds}:${rest}`;
}

/**
 * Reads what a person types for a duration: timecode (`1:02:12` is minutes, seconds, frames; `04:00` is seconds,
 * frames), seconds with a unit or a point (`3.5`, `3.5s`, `4 s`), or frames (`96f`). A bare whole number is seconds.
 *
 * @throws {AppError} INVALID_INPUT
 */
export function parseDuration(text: string, rate: FrameRate): Frames {
  const frames = readDuration(text.trim(), rate);
  if (frames === null || frames < 1 || frames > maxShotFrames) {
    throw new AppError('INVALID_INPUT', `not a duration: "${text}"`, { params: { field: 'duration' } });
  }
  return frames as Frames;
}

/** Reads a place in a film, written as durations are; `0` is its start. Null where it cannot be read. */
export function readPosition(text: string, rate: FrameRate): number | null {
  return readDuration(text.trim(), rate);
}

function readDuration(text: string, rate: FrameRate): number | null {
  // "96f", "96 frames"
  const asFrames = /^(\d+)\s*(?:f|frames?)$/i.exec(text);
  if (asFrames) return Number(asFrames[1]);
  // "3.5", "3,5 s", "4"
  const asSeconds = /^(\d+(?:[.,]\d+)?)\s*(?:s|sec|seconds?)?$/i.exec(text);
  if (asSeconds) {
    const seconds = Number(asSeconds[1]?.replace(',', '.'));
    return seconds > 0 ? framesFromSeconds(seconds, rate) : 0;
  }
  // "04:00", "1:04:00", "00:01:04:00"
  if (!/^\d+(?::\d{1,2}){1,3}$/.test(text)) return null;
  const parts = text.split(':').map(Number);
  const [frames = 0, seconds = 0, minutes = 0, hours = 0] = parts.reverse();
  const base = nominalRate(rate);
  if (frames >= base || (parts.length > 2 && seconds >= 60) || (parts.length > 3 && minutes >= 60)) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * base + frames;
}
