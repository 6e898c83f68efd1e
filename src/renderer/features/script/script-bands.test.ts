import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { OutlineElementKind } from '#shared/domain/outline.ts';
import {
  type BandsInput,
  longestRising,
  nextStretch,
  placeOfLines,
  rowOfLine,
  toScriptBands,
  uncoveredStretches,
} from './script-bands.ts';
import { coverOf, type Lines } from './script-lines.ts';

/** Lines from 1: `h` heading, `a` action, `.` empty. */
function linesOf(text: string): BandsInput['lines'] {
  const kinds: Record<string, OutlineElementKind> = { h: 'scene-heading', a: 'action', '.': 'blank' };
  return [...text].map((letter, index) => ({
    lineNumber: index + 1,
    kind: kinds[letter] ?? 'note',
    text: letter === '.' ? '' : `line ${index + 1}`,
  }));
}

type Planned = { heading: number | null; shots: Array<[number, number] | null> };

function inputOf(lines: BandsInput['lines'], planned: Planned[]): BandsInput {
  const sceneLines = new Map<SceneId, Lines>();
  const shotLines = new Map<ShotId, Lines>();
  const scenes = planned.map(({ heading }, index) => {
    const id = `scene_${index + 1}` as SceneId;
    if (heading !== null) sceneLines.set(id, { startLine: heading, endLine: heading });
    return { id };
  });
  const shots = planned.flatMap((scene, sceneIndex) =>
    scene.shots.map((own, index) => {
      const id = `shot_${sceneIndex + 1}${'abcdefgh'[index]}` as ShotId;
      if (own) shotLines.set(id, { startLine: own[0], endLine: own[1] });
      return { id, sceneId: `scene_${sceneIndex + 1}` as SceneId };
    }),
  );
  return { lines, scenes, shots, sceneLines, shotLines, isCovered: coverOf(shotLines.values()) };
}

/** Such as `1-2: scene_1 shot_1a` and `3-5: no shot`. */
function words(input: BandsInput): string[] {
  return toScriptBands(input).map(({ lines, items, isUncovered }) => {
    const stretch = lines.length > 0 ? `${lines[0]?.lineNumber}-${lines.at(-1)?.lineNumber}` : 'no lines';
    const names = items.map((item) =>
      item.kind === 'scene' ? item.sceneId : `${item.shotId}${item.isAway ? ' away' : ''}`,
    );
    return `${stretch}:${[...names, ...(isUncovered ? ['no shot'] : [])].map((name) => ` ${name}`).join('')}`;
  });
}

describe('the script beside its shots', () => {
  it('begins a band with each scene and shot, and one where no shot stands for the lines', () => {
    const input = inputOf(linesOf('nh.a.aa.a.h.a.'), [
      {
        heading: 2,
        shots: [
          [4, 4],
          [6, 7],
        ],
      },
      { heading: 11, shots: [[13, 13]] },
    ]);
    expect(words(input)).toEqual([
      '1-1:',
      '2-3: scene_1',
      '4-5: shot_1a',
      '6-8: shot_1b',
      '9-10: no shot',
      '11-12: scene_2',
      '13-14: shot_2a',
    ]);
  });

  it('puts shots of the same lines together, and those without lines behind the one before them', () => {
    const input = inputOf(linesOf('h.a.a'), [{ heading: 1, shots: [[3, 3], [3, 3], null, [5, 5], null] }]);
    expect(words(input)).toEqual(['1-2: scene_1', '3-4: shot_1a shot_1b shot_1c', '5-5: shot_1d shot_1e']);
  });

  it('puts shots of a scene that knows no lines at the end of the scene', () => {
    const input = inputOf(linesOf('h.a.h.a'), [
      { heading: 1, shots: [null, null] },
      { heading: 5, shots: [[7, 7]] },
    ]);
    expect(words(input)).toEqual([
      '1-2: scene_1',
      '3-4: no shot',
      'no lines: shot_1a shot_1b',
      '5-6: scene_2',
      '7-7: shot_2a',
    ]);
  });

  it('leaves a shot that was moved where the film has it, and its lines are still covered', () => {
    const input = inputOf(linesOf('h.a.a.a'), [
      {
        heading: 1,
        shots: [
          [7, 7],
          [3, 3],
          [5, 5],
        ],
      },
    ]);
    expect(words(input)).toEqual(['1-2: scene_1 shot_1a away', '3-4: shot_1b', '5-7: shot_1c']);
  });

  it('is there without a script and without shots', () => {
    expect(words(inputOf([], [{ heading: null, shots: [null] }]))).toEqual(['no lines: scene_1 shot_1a']);
    expect(words(inputOf(linesOf('a.'), []))).toEqual(['1-2: no shot']);
    expect(words(inputOf([], []))).toEqual([]);
  });

  const planned = fc.array(
    fc.record({
      heading: fc.option(fc.integer({ min: 1, max: 60 })),
      shots: fc.array(
        fc.option(
          fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(6)).map(([at, more]): [number, number] => [at, at + more]),
        ),
        { maxLength: 8 },
      ),
    }),
    { maxLength: 5 },
  );
  const script = fc
    .array(fc.constantFrom('h', 'a', 'a', '.', 'n'), { maxLength: 60 })
    .map((all) => linesOf(all.join('')));

  it('shows every line and every shot once and in order, shots in place at the line where they begin', () => {
    fc.assert(
      fc.property(script, planned, (lines, scenes) => {
        const input = inputOf(lines, scenes);
        const bands = toScriptBands(input);
        expect(bands.flatMap((band) => band.lines)).toEqual(lines);
        const items = bands.flatMap((band) => band.items);
        expect(items.flatMap((item) => (item.kind === 'scene' ? item.sceneId : []))).toEqual(
          input.scenes.map(({ id }) => id),
        );
        expect(items.flatMap((item) => (item.kind === 'shot' ? item.shotId : []))).toEqual(
          input.shots.map(({ id }) => id),
        );
        expect(new Set(bands.map(({ key }) => key)).size).toBe(bands.length);
        for (const band of bands) {
          for (const item of band.items) {
            const own = item.kind === 'shot' && !item.isAway && input.shotLines.get(item.shotId);
            if (own && own.startLine <= lines.length) expect(band.lines[0]?.lineNumber).toBe(own.startLine);
          }
          const lacking = band.lines.filter(
            ({ kind, lineNumber }) => kind === 'action' && !input.isCovered(lineNumber),
          );
          expect(lacking.length > 0 && !band.isUncovered).toBe(false);
          if (band.isUncovered) expect(band.lines.some(({ lineNumber }) => input.isCovered(lineNumber))).toBe(false);
        }
      }),
    );
  });

  it('finds each stretch without a shot, one after another and round again, and a place for a shot of it', () => {
    const lines = linesOf('h.a.aa.a.h.a.');
    const input = inputOf(lines, [
      { heading: 1, shots: [[3, 3], null, [8, 8]] },
      { heading: 10, shots: [] },
    ]);
    const bands = toScriptBands(input);
    const stretches = uncoveredStretches(bands);
    expect(stretches).toEqual([
      { startLine: 5, endLine: 6 },
      { startLine: 12, endLine: 12 },
    ]);
    expect(nextStretch(stretches, 0)?.startLine).toBe(5);
    expect(nextStretch(stretches, 5)?.startLine).toBe(12);
    expect(nextStretch(stretches, 12)?.startLine).toBe(5);
    expect(nextStretch([], 3)).toBeNull();
    const place = (startLine: number) => placeOfLines(bands, { startLine }, input.shots);
    expect(place(5)).toEqual({ sceneId: 'scene_1', afterShotId: 'shot_1b' });
    expect(place(12)).toEqual({ sceneId: 'scene_2', afterShotId: null });
    expect(placeOfLines(toScriptBands(inputOf(lines, [])), { startLine: 3 }, [])).toBeNull();
  });
});

describe('the shots that stay in place', () => {
  it('are as many as can be, in a row that never falls', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(9)), { maxLength: 9 }), (numbers) => {
        const chosen = [...longestRising(numbers)].sort((a, b) => a - b).map((index) => numbers[index] ?? -1);
        expect(chosen.every((number, index) => index === 0 || number >= (chosen[index - 1] ?? 0))).toBe(true);
        const best = numbers.reduce<number[]>((lengths, number, index) => {
          const before = numbers
            .slice(0, index)
            .map((one, at) => (one !== null && number !== null && one <= number ? (lengths[at] ?? 0) : 0));
          return [...lengths, number === null ? 0 : 1 + Math.max(0, ...before)];
        }, []);
        expect(chosen).toHaveLength(Math.max(0, ...best));
      }),
    );
  });
});

it('finds the row of a line, or of the next one', () => {
  const lines = linesOf('aaaa').filter(({ lineNumber }) => lineNumber !== 2);
  expect([1, 2, 3, 4, 9].map((line) => rowOfLine(lines, line))).toEqual([0, 1, 1, 2, 3]);
});
