import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { OutlineElementKind } from '#shared/domain/outline.ts';
import { foldedSceneAt, withoutFolded } from './folded-bands.ts';
import { type BandsInput, toScriptBands } from './script-bands.ts';
import { coverOf, type Lines } from './script-lines.ts';

const sceneA = 'a' as SceneId;
const sceneB = 'b' as SceneId;

/** Lines from 1: `h` heading, `x` action, `.` empty. */
function linesOf(text: string): BandsInput['lines'] {
  const kinds: Record<string, OutlineElementKind> = { h: 'scene-heading', x: 'action', '.': 'blank' };
  return [...text].map((letter, index) => ({
    lineNumber: index + 1,
    kind: kinds[letter] ?? 'note',
    text: letter === '.' ? '' : `line ${index + 1}`,
  }));
}

/** Two scenes of seven lines; the last line of the first one has no shot. */
function inputOf(shots: Array<{ id: string; line: number | null }>): BandsInput {
  const shotLines = new Map<ShotId, Lines>();
  for (const { id, line } of shots) if (line) shotLines.set(id as ShotId, { startLine: line, endLine: line });
  return {
    lines: linesOf('h.x.x.xh.x'),
    scenes: [{ id: sceneA }, { id: sceneB }],
    shots: shots.map(({ id }) => ({ id: id as ShotId, sceneId: id[0] as SceneId })),
    sceneLines: new Map([
      [sceneA, { startLine: 1, endLine: 7 }],
      [sceneB, { startLine: 8, endLine: 10 }],
    ]),
    shotLines,
    isCovered: coverOf(shotLines.values()),
  };
}

function words(input: BandsInput, ...folded: SceneId[]): string[] {
  return withoutFolded(toScriptBands(input), new Set(folded), input).map(({ lines, items, isUncovered }) =>
    [
      lines.map(({ lineNumber }) => lineNumber).join(','),
      ...items.map((item) => (item.kind === 'scene' ? item.sceneId : item.shotId)),
      ...(isUncovered ? ['no shot'] : []),
    ].join(' '),
  );
}

const input = inputOf([
  { id: 'a1', line: 3 },
  { id: 'a2', line: 5 },
  { id: 'b1', line: 10 },
]);

describe('withoutFolded', () => {
  it('keeps the heading of a folded scene, and nothing below it', () => {
    expect(words(input)).toEqual(['1,2 a', '3,4 a1', '5,6 a2', '7 no shot', '8,9 b', '10 b1']);
    expect(words(input, sceneA)).toEqual(['1 a', '8,9 b', '10 b1']);
    expect(words(input, sceneA, sceneB)).toEqual(['1 a', '8 b']);
  });

  it('keeps the lines beside which a shot of another scene stands', () => {
    const moved = inputOf([
      { id: 'a1', line: 3 },
      { id: 'b1', line: 5 },
    ]);
    expect(words(moved, sceneA).some((band) => band.startsWith('5,') && band.includes('b1'))).toBe(true);
    expect(words(moved, sceneA).some((band) => band.includes('a1'))).toBe(false);
  });

  it('is the same list while nothing is folded', () => {
    const bands = toScriptBands(input);
    expect(withoutFolded(bands, new Set(), input)).toBe(bands);
  });
});

it('finds the folded scene that hides a line', () => {
  const at = (line: number, ...folded: SceneId[]) => foldedSceneAt(line, new Set(folded), input.sceneLines);
  expect([at(1, sceneA), at(5, sceneA), at(7, sceneA), at(9, sceneA)]).toEqual([null, sceneA, sceneA, null]);
  expect(at(9, sceneA, sceneB)).toBe(sceneB);
});
