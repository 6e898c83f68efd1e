import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shotsFromCues, shotsOfCues } from './place-cues.ts';

const rate = { numerator: 24, denominator: 1 };
const cue = (startMs: number, endMs: number, text = `${startMs}`, line = 1) => ({
  ...{ startMs, endMs, line },
  speeches: [{ speaker: null, text }],
});

describe('shotsOfCues', () => {
  // Seconds 0 to 2, 2 to 3, 3 to 6.
  const shots = [{ durationFrames: 48 }, { durationFrames: 24 }, { durationFrames: 72 }];

  it('gives a cue to the shot in which most of it plays, the earlier one when it is even', () => {
    const cues = [cue(0, 500), cue(1800, 2900), cue(1500, 2500), cue(1900, 5000), cue(5900, 9000), cue(6000, 7000)];
    expect(shotsOfCues(cues, shots, rate)).toEqual([0, 1, 0, 2, 2, null]);
  });

  it('gives nothing without shots', () => {
    expect(shotsOfCues([cue(0, 1)], [], rate)).toEqual([null]);
  });
});

describe('shotsFromCues', () => {
  it('makes a shot a cue and a shot a gap, and joins what overlaps', () => {
    const cues = [cue(2000, 3000), cue(3500, 4000), cue(3600, 3900), cue(3900, 5000)];
    const { shots } = shotsFromCues(cues, rate);
    expect(shots.map(({ dialogue, durationFrames }) => [dialogue, durationFrames])).toEqual([
      ['', 48],
      ['2000', 36],
      ['3500\n3600', 12],
      ['3900', 24],
    ]);
  });

  it('shortens what is longer than a shot can be, and says so', () => {
    const { shots, problems } = shotsFromCues([cue(0, 90_000_000, 'x', 7)], rate);
    expect(shots).toHaveLength(1);
    expect(problems).toEqual([{ reason: 'duration-shortened', at: 7, name: '' }]);
  });

  it('lasts as long as the subtitles at every rate, and loses no word', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 100, max: 5000 }));
    const rates = fc.constantFrom(rate, { numerator: 30000, denominator: 1001 });
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 20 }), rates, (spans, frameRate) => {
        const cues = spans
          .map(([startMs, lengthMs], index) => cue(startMs, startMs + lengthMs, `w${index}`))
          .sort((a, b) => a.startMs - b.startMs);
        const { shots } = shotsFromCues(cues, frameRate);
        const endMs = Math.max(...cues.map((one) => one.endMs));
        const exact = (endMs * frameRate.numerator) / (1000 * frameRate.denominator);
        const frames = shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0);
        // A cue that is shorter than a frame still is a shot of one.
        expect(frames).toBeGreaterThanOrEqual(Math.round(exact));
        expect(frames).toBeLessThanOrEqual(Math.round(exact) + cues.length);
        const words = shots.flatMap(({ dialogue }) => (dialogue === '' ? [] : dialogue.split('\n')));
        expect(words.sort()).toEqual(cues.map(({ speeches }) => speeches[0]?.text).sort());
      }),
    );
  });
});
