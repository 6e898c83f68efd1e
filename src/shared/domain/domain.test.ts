import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraMoveKinds, framingsOf } from './camera-move.ts';
import { parseDialogue, toSubtitleText } from './dialogue.ts';
import { aspectRatioLabel } from './frame-size.ts';
import { createIdFactory, parseId } from './ids.ts';
import { jobStates, statesAfter } from './job-state.ts';
import { letterOf, shotNumbers } from './numbering.ts';
import { type FrameRate, frameRates, framesFromSeconds, parseDuration, toShortTimecode, toTimecode } from './time.ts';

const film: FrameRate = { numerator: 24000, denominator: 1001 };
const cinema: FrameRate = { numerator: 24, denominator: 1 };
const anyRate = fc.constantFrom(...frameRates);

describe('parseDuration', () => {
  it.each([
    ['96f', 96],
    ['96 frames', 96],
    ['4', 96],
    ['3.5', 84],
    ['3,5 s', 84],
    ['04:00', 96],
    ['1:04:12', 1548],
    ['00:01:04:12', 1548],
  ])('reads "%s" as %i frames at 24', (text, frames) => {
    expect(parseDuration(text, cinema)).toBe(frames);
  });

  it.each(['', '0', 'soon', '04:24', '1:60:00', '-3', '1::2'])('refuses "%s"', (text) => {
    expect(() => parseDuration(text, cinema)).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('reads back every timecode that it would show', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 216_000 }), anyRate, (frames, rate) => {
        expect(parseDuration(toTimecode(frames, rate), rate)).toBe(frames);
        expect(parseDuration(toShortTimecode(frames, rate), rate)).toBe(frames);
      }),
    );
  });
});

describe('framesFromSeconds', () => {
  it('counts whole frames of a fractional rate, never none', () => {
    expect(framesFromSeconds(10, film)).toBe(240);
    expect(framesFromSeconds(0, film)).toBe(1);
  });
});

describe('dialogue', () => {
  it('knows speakers in any script, and lines without one', () => {
    expect(
      parseDialogue('MARA (V.O.): Eleven.\nМАРА: Да.\n玛拉：九。\nNote: this is not a name\n\nJust words'),
    ).toEqual([
      { speaker: 'MARA (V.O.)', text: 'Eleven.' },
      { speaker: 'МАРА', text: 'Да.' },
      { speaker: '玛拉', text: '九。' },
      { speaker: null, text: 'Note: this is not a name' },
      { speaker: null, text: 'Just words' },
    ]);
  });

  it('puts a dash before each of several speeches', () => {
    expect(toSubtitleText('MARA: One.')).toBe('One.');
    expect(toSubtitleText('MARA: One.\nTOM: Two.')).toBe('- One.\n- Two.');
  });
});

describe('numbers', () => {
  it('count on after Z', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('take the script’s own scene number where it has one', () => {
    const scenes = [
      { id: 'a', sceneNumber: null },
      { id: 'b', sceneNumber: '12A' },
    ];
    const shots = [
      { id: 1 as never, sceneId: 'a' },
      { id: 2 as never, sceneId: 'b' },
      { id: 3 as never, sceneId: 'b' },
    ];
    expect([...shotNumbers(scenes, shots).values()]).toEqual(['1A', '12AA', '12AB']);
  });
});

describe('camera moves', () => {
  it('never look outside the picture', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cameraMoveKinds), fc.double({ min: 0, max: 1, noNaN: true }), (kind, strength) => {
        for (const { left, top, size } of Object.values(framingsOf({ kind, strength }))) {
          expect(size).toBeGreaterThan(0);
          for (const edge of [left, top]) {
            expect(edge).toBeGreaterThanOrEqual(0);
            expect(edge + size).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
    );
  });
});

describe('job states', () => {
  it('lead to an end from everywhere, and nowhere from done', () => {
    expect(statesAfter('done')).toEqual([]);
    const reaches = (from: (typeof jobStates)[number], seen = new Set<string>()): boolean =>
      from === 'done' || statesAfter(from).some((next) => !seen.has(next) && reaches(next, new Set(seen).add(next)));
    expect(jobStates.filter((state) => !reaches(state))).toEqual([]);
  });
});

describe('ids', () => {
  it('are what their parser takes, and nothing else is', () => {
    const ids = createIdFactory((count) => new Uint8Array(count).fill(7));
    expect(parseId('shot', ids.create('shot'))).toBe('shot_7777777777777777');
    expect(() => parseId('scene', ids.create('shot'))).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('aspect ratios', () => {
  it('are shown as people say them', () => {
    const label = (widthPx: number, heightPx: number) => aspectRatioLabel({ widthPx, heightPx });
    expect([label(1920, 1080), label(1080, 1920), label(1920, 804), label(1080, 1350)]).toEqual([
      '16:9',
      '9:16',
      '2.39:1',
      '4:5',
    ]);
  });
});
