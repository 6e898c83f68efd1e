/**
 * What can be done with a clip of sound: place, move, trim, split, fade. Plain functions; all give what may be stored.
 *
 * Clips of one lane may overlap: both are heard.
 */
import type { ShotId } from './ids.ts';
import { leastGainDb, mostGainDb, type SoundAnchor, type SoundLaneKind, type SoundShape } from './sound.ts';
import { type FrameRate, secondsFromFrames } from './time.ts';

/** One shot's stretch of the film, in whole frames; `endFrame` is the first frame that is not part of it. */
export type FilmSegment = { shotId: ShotId; startFrame: number; endFrame: number };

/** A clip at its place in the film. */
export type PlacedSound = SoundShape & { startFrame: number };

/** Frames of the film that a part of a file lasts, never fewer than one. */
export function soundLengthFrames(
  { trimInMs, trimOutMs }: Pick<SoundShape, 'trimInMs' | 'trimOutMs'>,
  { numerator, denominator }: FrameRate,
): number {
  return Math.max(1, Math.round(((trimOutMs - trimInMs) * numerator) / (denominator * 1000)));
}

/** Milliseconds of so many frames, unrounded. */
export function msFromFrames(frames: number, rate: FrameRate): number {
  return secondsFromFrames(frames, rate) * 1000;
}

/**
 * What a clip that begins at a frame of the film holds on to: the shot there, or on a lane of music the film.
 * A frame outside of the film means its nearest.
 */
export function anchorAt(segments: readonly FilmSegment[], kind: SoundLaneKind, frame: number): SoundAnchor {
  const lastFrame = (segments.at(-1)?.endFrame ?? 1) - 1;
  const at = Math.max(0, Math.min(lastFrame, Math.round(frame)));
  const segment = segments.findLast(({ startFrame }) => startFrame <= at);
  if (kind === 'music' || !segment) return { anchorShotId: null, offsetFrames: at };
  return { anchorShotId: segment.shotId, offsetFrames: at - segment.startFrame };
}

/** Frame of the film at which a clip begins; null when its shot is not in the film. */
export function startOfSound(
  { anchorShotId, offsetFrames }: SoundAnchor,
  segmentOf: (shotId: ShotId) => FilmSegment | undefined,
): number | null {
  if (anchorShotId === null) return offsetFrames;
  const segment = segmentOf(anchorShotId);
  if (!segment) return null;
  // A take that is shorter than its plan takes what happens at its end with it.
  return Math.min(segment.startFrame + offsetFrames, segment.endFrame - 1);
}

/**
 * What clips hold on to whose shots are taken out of the film: the next shot that stays, else the end of the last one,
 * else the film.
 *
 * @param order all shots in the order of the film, as it was before
 */
export function anchorWithout(
  order: ReadonlyArray<{ id: ShotId; durationFrames: number }>,
  removed: ReadonlySet<ShotId>,
  shotId: ShotId,
): SoundAnchor {
  const index = order.findIndex(({ id }) => id === shotId);
  const next = order.slice(index + 1).find(({ id }) => !removed.has(id));
  if (next) return { anchorShotId: next.id, offsetFrames: 0 };
  const previous = order.slice(0, Math.max(0, index)).findLast(({ id }) => !removed.has(id));
  if (previous) return { anchorShotId: previous.id, offsetFrames: previous.durationFrames - 1 };
  return { anchorShotId: null, offsetFrames: 0 };
}

/** The nearest shape that a file of this length can have: in the file, at least a frame long, fades no longer than it. */
export function fitSound(shape: SoundShape, sourceDurationMs: number, rate: FrameRate): SoundShape {
  const sourceMs = Math.max(1, Math.floor(sourceDurationMs));
  const leastMs = Math.min(sourceMs, Math.ceil(msFromFrames(1, rate)));
  const trimInMs = clamp(Math.round(shape.trimInMs), 0, sourceMs - leastMs);
  const trimOutMs = clamp(Math.round(shape.trimOutMs), trimInMs + leastMs, sourceMs);
  const length = soundLengthFrames({ trimInMs, trimOutMs }, rate);
  const fadeInFrames = clamp(Math.round(shape.fadeInFrames), 0, length);
  const fadeOutFrames = clamp(Math.round(shape.fadeOutFrames), 0, length - fadeInFrames);
  return { trimInMs, trimOutMs, gainDb: fitGainDb(shape.gainDb), fadeInFrames, fadeOutFrames };
}

/** To a tenth of a decibel, inside the range. */
export function fitGainDb(gainDb: number): number {
  return clamp(Math.round(gainDb * 10) / 10, leastGainDb, mostGainDb);
}

/** What samples are multiplied with; 0 at the quietest gain. */
export function gainFactor(gainDb: number): number {
  return gainDb <= leastGainDb ? 0 : 10 ** (gainDb / 20);
}

/** Limits of a file and its film that the rules below keep to. */
export type SoundLimits = { sourceDurationMs: number; frameRate: FrameRate };

/** Moves the beginning to a frame of the film; what is heard later stays where it is. */
export function trimSoundStart<Sound extends PlacedSound>(
  sound: Sound,
  toFrame: number,
  { sourceDurationMs, frameRate }: SoundLimits,
): Sound {
  const { startFrame, trimInMs } = sound;
  const earliest = -Math.min(startFrame, Math.floor(framesFromMs(trimInMs, frameRate) + 1e-6));
  const by = clamp(Math.round(toFrame) - startFrame, earliest, soundLengthFrames(sound, frameRate) - 1);
  const trimmed = { ...sound, trimInMs: Math.max(0, trimInMs + msFromFrames(by, frameRate)) };
  return { ...trimmed, ...fitSound(trimmed, sourceDurationMs, frameRate), startFrame: startFrame + by };
}

/** Moves the end to a frame of the film, as far as the file goes. */
export function trimSoundEnd<Sound extends PlacedSound>(
  sound: Sound,
  toFrame: number,
  { sourceDurationMs, frameRate }: SoundLimits,
): Sound {
  const length = Math.max(1, Math.round(toFrame) - sound.startFrame);
  const trimmed = { ...sound, trimOutMs: sound.trimInMs + msFromFrames(length, frameRate) };
  return { ...trimmed, ...fitSound(trimmed, sourceDurationMs, frameRate) };
}

/** Two clips that sound as the one did; null where the frame is not inside it. */
export function splitSound<Sound extends PlacedSound>(
  sound: Sound,
  atFrame: number,
  { sourceDurationMs, frameRate }: SoundLimits,
): [Sound, Sound] | null {
  const into = atFrame - sound.startFrame;
  if (into < 1 || into >= soundLengthFrames(sound, frameRate)) return null;
  const cutMs = Math.round(sound.trimInMs + msFromFrames(into, frameRate));
  const fit = (part: Sound): Sound => ({ ...part, ...fitSound(part, sourceDurationMs, frameRate) });
  return [
    fit({ ...sound, trimOutMs: cutMs, fadeOutFrames: 0 }),
    fit({ ...sound, startFrame: atFrame, trimInMs: cutMs, fadeInFrames: 0 }),
  ];
}

/**
 * Frame at which a clip begins that is dragged to `startFrame`: its beginning or its end jumps to a target that is near.
 *
 * @param withinFrames how near; 0 means that nothing jumps
 */
export function snapSound(
  { startFrame, lengthFrames }: { startFrame: number; lengthFrames: number },
  targets: readonly number[],
  withinFrames: number,
): number {
  let best = startFrame;
  let bestDistance = withinFrames;
  for (const target of targets) {
    for (const start of [target, target - lengthFrames]) {
      const distance = Math.abs(start - startFrame);
      if (distance >= bestDistance || start < 0) continue;
      bestDistance = distance;
      best = start;
    }
  }
  return Math.max(0, Math.round(best));
}

function framesFromMs(ms: number, { numerator, denominator }: FrameRate): number {
  return (ms * numerator) / (denominator * 1000);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
