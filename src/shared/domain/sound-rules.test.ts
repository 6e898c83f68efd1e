import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShotId } from './ids.ts';
import { leastGainDb, mostGainDb } from './sound.ts';
import {
  anchorAt,
  anchorWithout,
  type FilmSegment,
  fitSound,
  gainFactor,
  msFromFrames,
  type PlacedSound,
  snapSound,
  soundLengthFrames,
  splitSound,
  startOfSound,
  trimSoundEnd,
  trimSoundStart,
} from './sound-rules.ts';
import { type FrameRate, frameRates } from './time.ts';

const aFilm = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 12 }).map((lengths) => {
  const segments: FilmSegment[] = [];
  for (const [index, length] of lengths.entries()) {
    const startFrame = segments.at(-1)?.endFrame ?? 0;
    segments.push({ shotId: `shot_${index}` as ShotId, startFrame, endFrame: startFrame + length });
  }
  return segments;
});

const finder = (segments: readonly FilmSegment[]) => (shotId: ShotId) =>
  segments.find((segment) => segment.shotId === shotId);

type World = { sound: PlacedSound; sourceDurationMs: number; frameRate: FrameRate };

/** A clip as it may be stored, at some place in a film. */
const aWorld: fc.Arbitrary<World> = fc
  .record({
    frameRate: fc.constantFrom(...frameRates),
    sourceDurationMs: fc.integer({ min: 1, max: 11_000_000 }),
    startFrame: fc.nat(5_000),
    trimInMs: fc.nat(11_000_000),
    trimOutMs: fc.nat(11_000_000),
    gainDb: fc.double({ min: -90, max: 40, noNaN: true }),
    fadeInFrames: fc.nat(400),
    fadeOutFrames: fc.nat(400),
  })
  .map(({ frameRate, sourceDurationMs, startFrame, ...shape }) => ({
    frameRate,
    sourceDurationMs,
    sound: { ...fitSound(shape, sourceDurationMs, frameRate), startFrame },
  }));

function expectLegal({ sound, sourceDurationMs, frameRate }: World): void {
  expect(fitSound(sound, sourceDurationMs, frameRate)).toEqual({
    trimInMs: sound.trimInMs,
    trimOutMs: sound.trimOutMs,
    gainDb: sound.gainDb,
    fadeInFrames: sound.fadeInFrames,
    fadeOutFrames: sound.fadeOutFrames,
  });
  expect(sound.trimInMs).toBeGreaterThanOrEqual(0);
  expect(sound.trimOutMs).toBeGreaterThan(sound.trimInMs);
  expect(sound.trimOutMs).toBeLessThanOrEqual(sourceDurationMs);
  expect(sound.startFrame).toBeGreaterThanOrEqual(0);
  expect(sound.fadeInFrames + sound.fadeOutFrames).toBeLessThanOrEqual(soundLengthFrames(sound, frameRate));
  expect(sound.gainDb).toBeGreaterThanOrEqual(leastGainDb);
  expect(sound.gainDb).toBeLessThanOrEqual(mostGainDb);
}

/** Millisecond of the file that is heard at a frame of the film. */
const heardAt = ({ sound, frameRate }: World, frame: number) =>
  sound.trimInMs + msFromFrames(frame - sound.startFrame, frameRate);

const endOf = ({ sound, frameRate }: World) => sound.startFrame + soundLengthFrames(sound, frameRate);

describe('anchors', () => {
  it('begin at the frame they were made for, inside of the film', () => {
    fc.assert(
      fc.property(aFilm, fc.integer({ min: -50, max: 4_000 }), fc.boolean(), (segments, frame, isMusic) => {
        const anchor = anchorAt(segments, isMusic ? 'music' : 'effects', frame);
        const last = Math.max(0, (segments.at(-1)?.endFrame ?? 0) - 1);
        expect(startOfSound(anchor, finder(segments))).toBe(Math.max(0, Math.min(last, frame)));
        expect(anchor.anchorShotId === null).toBe(isMusic || segments.length === 0);
      }),
    );
  });

  it('of an effect move with their shot and stay inside of it, those of music stay in the film', () => {
    const before = [
      { shotId: 'a' as ShotId, startFrame: 0, endFrame: 100 },
      { shotId: 'b' as ShotId, startFrame: 100, endFrame: 200 },
    ];
    const after = [
      { shotId: 'b' as ShotId, startFrame: 0, endFrame: 20 },
      { shotId: 'a' as ShotId, startFrame: 20, endFrame: 120 },
    ];
    const effect = anchorAt(before, 'effects', 110);
    expect(startOfSound(effect, finder(after))).toBe(10);
    expect(startOfSound(anchorAt(before, 'effects', 180), finder(after))).toBe(19);
    expect(startOfSound(anchorAt(before, 'music', 110), finder(after))).toBe(110);
    expect(startOfSound(effect, finder([]))).toBeNull();
  });

  it('never name a shot that was taken out, while there is another', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.nat(), (removals, seed) => {
        const order = removals.map((_, index) => ({ id: `shot_${index}` as ShotId, durationFrames: 24 }));
        const removed = new Set(order.filter((_, index) => removals[index]).map(({ id }) => id));
        const shotId = order[seed % order.length]?.id as ShotId;
        removed.add(shotId);
        const { anchorShotId } = anchorWithout(order, removed, shotId);
        if (removed.size === order.length) expect(anchorShotId).toBeNull();
        else expect(order.some(({ id }) => id === anchorShotId) && !removed.has(anchorShotId as ShotId)).toBe(true);
      }),
    );
  });
});

describe('trimming', () => {
  it('of the start keeps what is heard later where it is', () => {
    fc.assert(
      fc.property(aWorld, fc.integer({ min: -6_000, max: 20_000 }), (world, toFrame) => {
        const sound = trimSoundStart(world.sound, toFrame, world);
        const after = { ...world, sound };
        expectLegal(after);
        expect(Math.abs(endOf(after) - endOf(world))).toBeLessThanOrEqual(1);
        if (endOf(world) - world.sound.startFrame > 1) {
          const frame = Math.max(sound.startFrame, world.sound.startFrame);
          // Whole milliseconds of the file; at the very end a clip keeps one frame.
          expect(Math.abs(heardAt(after, frame) - heardAt(world, frame))).toBeLessThanOrEqual(
            msFromFrames(1, world.frameRate),
          );
        }
      }),
    );
  });

  it('of the end moves nothing else', () => {
    fc.assert(
      fc.property(aWorld, fc.integer({ min: -10, max: 40_000 }), (world, toFrame) => {
        const sound = trimSoundEnd(world.sound, toFrame, world);
        expectLegal({ ...world, sound });
        expect(sound.startFrame).toBe(world.sound.startFrame);
        const isInside = toFrame > sound.startFrame && sound.trimOutMs < world.sourceDurationMs;
        if (isInside && sound.trimInMs === world.sound.trimInMs) expect(endOf({ ...world, sound })).toBe(toFrame);
      }),
    );
  });
});

describe('splitSound', () => {
  it('gives two parts that join without a gap, and sound as the one did', () => {
    fc.assert(
      fc.property(aWorld, fc.nat(), (world, seed) => {
        const length = soundLengthFrames(world.sound, world.frameRate);
        const atFrame = world.sound.startFrame + (seed % (length + 2)) - 1;
        const parts = splitSound(world.sound, atFrame, world);
        expect(parts !== null).toBe(atFrame > world.sound.startFrame && atFrame < world.sound.startFrame + length);
        if (!parts) return;
        const [first, second] = parts;
        expectLegal({ ...world, sound: first });
        expectLegal({ ...world, sound: second });
        expect(second.startFrame).toBe(atFrame);
        expect(second.trimOutMs).toBe(world.sound.trimOutMs);
        expect(Math.abs(heardAt({ ...world, sound: second }, atFrame) - heardAt(world, atFrame))).toBeLessThanOrEqual(
          msFromFrames(1, world.frameRate),
        );
      }),
    );
  });
});

describe('gain', () => {
  it('is decibels of amplitude, and silence at the quietest', () => {
    expect(gainFactor(0)).toBe(1);
    expect(gainFactor(-6)).toBeCloseTo(0.501, 3);
    expect(gainFactor(12)).toBeCloseTo(3.981, 3);
    expect(gainFactor(leastGainDb)).toBe(0);
  });
});

describe('snapSound', () => {
  it('lets the nearer of both ends jump to a cut', () => {
    const sound = { startFrame: 97, lengthFrames: 50 };
    expect(snapSound(sound, [0, 100, 200], 5)).toBe(100);
    expect(snapSound(sound, [149], 5)).toBe(99);
    expect(snapSound(sound, [120], 5)).toBe(97);
    expect(snapSound({ startFrame: -20, lengthFrames: 50 }, [0], 5)).toBe(0);
    expect(snapSound(sound, [100], 0)).toBe(97);
  });
});
