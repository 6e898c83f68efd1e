import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameRates } from '#shared/domain/time.ts';
import { clampFrame, frameAtSeconds, seekSecondsOfFrame, shuttleSpeed } from './frame-stepping.ts';

describe('seekSecondsOfFrame', () => {
  it('seeks to a time that reads back as the same frame, at every rate and also rounded to microseconds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...frameRates), fc.nat(216_000), (rate, frame) => {
        const seconds = seekSecondsOfFrame(frame, rate);
        expect(frameAtSeconds(seconds, rate)).toBe(frame);
        const start = Math.floor(((frame * rate.denominator) / rate.numerator) * 1e6) / 1e6;
        expect(frameAtSeconds(start, rate)).toBe(frame);
      }),
    );
  });
});

describe('clampFrame', () => {
  it('stays inside the clip', () => {
    expect([clampFrame(-3, 10), clampFrame(4, 10), clampFrame(10, 10), clampFrame(5, 0)]).toEqual([0, 4, 9, 0]);
  });
});

describe('shuttleSpeed', () => {
  it('doubles with each press the same way, up to eight times', () => {
    const presses = [0, 0, 0, 0, 0].reduce<number[]>((all) => [...all, shuttleSpeed(all.at(-1) ?? 0, 'on')], []);
    expect(presses).toEqual([1, 2, 4, 8, 8]);
  });

  it('turns round at a press the other way', () => {
    expect(shuttleSpeed(4, 'back')).toBe(-1);
    expect(shuttleSpeed(-2, 'back')).toBe(-4);
  });
});
