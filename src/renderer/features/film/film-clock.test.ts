import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameRates } from '#shared/domain/time.ts';
import { keepInPart, type Marks, playedPart, positionAt, withMark } from './film-clock.ts';

describe('positionAt', () => {
  it('is exact after any time, at every rate', () => {
    for (const rate of frameRates) {
      const tenMinutesMs = 600_000;
      const frames = (600 * rate.numerator) / rate.denominator;
      expect(positionAt({ frame: 7, atMs: 1234.5, speed: 1 }, 1234.5 + tenMinutesMs, rate)).toBeCloseTo(7 + frames, 6);
    }
  });

  it('goes backwards, and faster', () => {
    const rate = { numerator: 25, denominator: 1 };
    expect(positionAt({ frame: 100, atMs: 0, speed: -2 }, 1000, rate)).toBe(50);
  });
});

const frame = fc.integer({ min: 0, max: 500 });
const anyMarks: fc.Arbitrary<Marks> = fc
  .array(fc.record({ which: fc.constantFrom('in' as const, 'out' as const), frame }), { maxLength: 6 })
  .map((steps) =>
    steps.reduce((marks, step) => withMark(marks, step.which, step.frame), {
      inFrame: null,
      outFrame: null,
    } as Marks),
  );

describe('the part between the marks', () => {
  it('is never empty in a film that is not, and stays inside', () => {
    fc.assert(
      fc.property(anyMarks, fc.integer({ min: 1, max: 400 }), (marks, durationFrames) => {
        const { startFrame, endFrame } = playedPart(marks, durationFrames);
        expect(startFrame).toBeGreaterThanOrEqual(0);
        expect(endFrame).toBeGreaterThan(startFrame);
        expect(endFrame).toBeLessThanOrEqual(durationFrames);
      }),
    );
  });

  it('begins with the frame of the in mark and ends with that of the out mark', () => {
    expect(playedPart({ inFrame: 10, outFrame: 19 }, 100)).toEqual({ startFrame: 10, endFrame: 20 });
    expect(withMark({ inFrame: 10, outFrame: 19 }, 'in', 30)).toEqual({ inFrame: 30, outFrame: null });
    expect(withMark({ inFrame: 10, outFrame: 19 }, 'out', 5)).toEqual({ inFrame: null, outFrame: 5 });
  });
});

describe('keepInPart', () => {
  const part = { startFrame: 10, endFrame: 20 };

  it('ends at the last frame, or at the first when it goes backwards', () => {
    expect(keepInPart(20.4, part, { speed: 1, isLooping: false })).toEqual({ position: 19, isOver: true });
    expect(keepInPart(9.9, part, { speed: -1, isLooping: false })).toEqual({ position: 10, isOver: true });
    expect(keepInPart(19.9, part, { speed: 1, isLooping: false })).toEqual({ position: 19.9, isOver: false });
  });

  it('goes round without losing a part of a frame', () => {
    expect(keepInPart(20.5, part, { speed: 1, isLooping: true })).toEqual({ position: 10.5, isOver: false });
    expect(keepInPart(45.25, part, { speed: 1, isLooping: true })).toEqual({ position: 15.25, isOver: false });
    expect(keepInPart(9.5, part, { speed: -1, isLooping: true })).toEqual({ position: 19.5, isOver: false });
  });
});
