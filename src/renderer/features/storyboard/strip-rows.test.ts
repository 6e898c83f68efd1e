import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import { planTimeline } from '#renderer/features/shot-facts/index.ts';
import {
  fittingScale,
  frameOnLine,
  lineAt,
  placeOfFrame,
  shotsInStripBox,
  stripDropPlace,
  stripIndexByKey,
  type StripLine,
  type StripMeasures,
  ticksOnLine,
  toStripRows,
  withDraggedLength,
} from './strip-rows.ts';

const measures = {
  widthPx: 120,
  pxPerFrame: 1,
  headerPx: 40,
  linePx: 100,
  sceneGapPx: 10,
  tailPx: 20,
  foldedLinePx: 50,
};

/** Durations by scene, such as `[[10, 20], [30]]`. */
function film(scenes: number[][]) {
  const sceneIds = scenes.map((_, index) => `scene_${index}` as SceneId);
  const shots = scenes.flatMap((durations, scene) =>
    durations.map((durationFrames, index) => ({
      id: `shot_${scene}_${index}` as ShotId,
      sceneId: sceneIds[scene] as SceneId,
      durationFrames,
    })),
  );
  return { sceneIds, shots };
}

function layoutOf(scenes: number[][], change: Partial<StripMeasures> = {}) {
  const { sceneIds, shots } = film(scenes);
  return { shots, layout: toStripRows(sceneIds, shots, { ...measures, ...change }) };
}

function lines({ rows }: ReturnType<typeof layoutOf>['layout']): StripLine[] {
  return rows.flatMap((row) => (row.kind === 'line' ? row : []));
}

function folding(...scenes: number[]): ReadonlySet<SceneId> {
  return new Set(scenes.map((index) => `scene_${index}` as SceneId));
}

const anyFilm = fc.array(fc.array(fc.integer({ min: 1, max: 260 }), { maxLength: 12 }), { minLength: 1, maxLength: 5 });

describe('the rows of the strip view', () => {
  it('break between shots, and inside of one only when it is longer than a line', () => {
    const { layout } = layoutOf([[60, 40, 1], [250, 10], []]);
    expect(lines(layout).map(({ pieces }) => pieces.map((one) => [one.shotIndex, one.fromFrame, one.toFrame]))).toEqual(
      [
        [
          [0, 0, 60],
          [1, 0, 40],
        ],
        [[2, 0, 1]],
        [[3, 0, 100]],
        [[3, 100, 200]],
        [
          [3, 200, 250],
          [4, 0, 10],
        ],
        [],
      ],
    );
    expect(layout.rowOfShot).toEqual([1, 1, 2, 4, 6]);
  });

  it('hold every frame of every shot once, in order and to scale, one row under another', () => {
    fc.assert(
      fc.property(
        anyFilm,
        fc.constantFrom(0.2, 0.5, 1, 3),
        fc.subarray([0, 1, 2, 3, 4]),
        (scenes, pxPerFrame, folded) => {
          const { shots, layout } = layoutOf(scenes, { pxPerFrame, folded: folding(...folded) });
          const pieces = lines(layout).flatMap((line) => line.pieces);
          shots.forEach((shot, index) => {
            const own = pieces.filter(({ shotIndex }) => shotIndex === index);
            expect(own.map(({ fromFrame }) => fromFrame)).toEqual([
              0,
              ...own.slice(0, -1).map(({ toFrame }) => toFrame),
            ]);
            expect(own.at(-1)).toMatchObject({ toFrame: shot.durationFrames, isLast: true });
            expect(own.filter(({ isLast }) => isLast)).toHaveLength(1);
            const row = layout.rows[layout.rowOfShot[index] ?? -1];
            expect(row?.kind === 'line' && row.pieces.includes(own[0] as (typeof own)[number])).toBe(true);
            expect(row?.sceneId).toBe(shot.sceneId);
          });
          expect(pieces.map(({ shotIndex }) => shotIndex)).toEqual(
            pieces.map(({ shotIndex }) => shotIndex).sort((a, b) => a - b),
          );
          for (const { pieces: onLine } of lines(layout)) {
            let leftPx = 0;
            for (const piece of onLine) {
              expect(piece.leftPx).toBeCloseTo(leftPx, 6);
              expect(piece.widthPx).toBeCloseTo((piece.toFrame - piece.fromFrame) * pxPerFrame, 6);
              leftPx += piece.widthPx;
            }
            expect(leftPx).toBeLessThanOrEqual(Math.max(100, pxPerFrame) + 1e-6);
          }
          let topPx = 0;
          for (const row of layout.rows) {
            expect(row.topPx).toBe(topPx);
            topPx += row.heightPx;
          }
          expect(layout.heightPx).toBe(topPx);
        },
      ),
    );
  });

  it('fill each line with a folded scene, to its true length', () => {
    const { layout } = layoutOf([[60, 30], [60, 70, 90], []], { folded: folding(1, 2) });
    expect(
      layout.rows.map((row) => (row.kind === 'line' ? [row.endPx, row.isFolded, row.topPx] : [row.sceneId, row.topPx])),
    ).toEqual([
      ['scene_0', 0],
      [90, false, 40],
      ['scene_1', 150],
      [100, true, 190],
      [100, true, 240],
      [20, true, 290],
      ['scene_2', 350],
    ]);
    expect(lines(layout).map(({ isFirst, isLast }) => [isFirst, isLast])).toEqual([
      [true, true],
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('fit the longest scene on one line', () => {
    fc.assert(
      fc.property(anyFilm, (scenes) => {
        const { sceneIds, shots } = film(scenes);
        const scale = fittingScale(shots, measures);
        expect(scale === null).toBe(shots.length === 0);
        if (!scale) return;
        // A little less, so that rounding breaks no line.
        const layout = toStripRows(sceneIds, shots, { ...measures, pxPerFrame: scale.pxPerFrame * 0.999 });
        expect(lines(layout)).toHaveLength(sceneIds.length);
      }),
    );
  });
});

describe('keys and places in the strip view', () => {
  it('goes up and down to what stands there, over scenes and long shots', () => {
    const { layout } = layoutOf([[50, 50, 30, 30], [250], [20, 20]]);
    expect(stripIndexByKey(layout, 0, 'ArrowDown')).toBe(2);
    expect(stripIndexByKey(layout, 1, 'ArrowDown')).toBe(3);
    expect(stripIndexByKey(layout, 3, 'ArrowUp')).toBe(0);
    expect(stripIndexByKey(layout, 3, 'ArrowDown')).toBe(4);
    expect(stripIndexByKey(layout, 4, 'ArrowDown')).toBe(6);
    expect(stripIndexByKey(layout, 0, 'ArrowUp')).toBe(0);
    expect(stripIndexByKey(layout, 6, 'ArrowRight')).toBe(6);
    expect(stripIndexByKey(layout, 6, 'Home')).toBe(0);
    expect(stripIndexByKey(layout, 0, 'End')).toBe(6);
  });

  it('passes over folded scenes, and drops nothing there', () => {
    const { shots, layout } = layoutOf([[20], [30, 30], [40, 40], [50]], { folded: folding(0, 2) });
    expect([1, 2].map((from) => stripIndexByKey(layout, from, 'ArrowRight'))).toEqual([2, 5]);
    expect([1, 2].map((from) => stripIndexByKey(layout, from, 'ArrowDown'))).toEqual([5, 5]);
    expect(stripIndexByKey(layout, 5, 'ArrowUp')).toBe(1);
    expect(stripIndexByKey(layout, 1, 'ArrowLeft')).toBe(1);
    expect([stripIndexByKey(layout, 5, 'Home'), stripIndexByKey(layout, 1, 'End')]).toEqual([1, 5]);
    const [first] = lines(layout);
    expect(first?.isFolded).toBe(true);
    const place = { xPx: 5, yPx: (first?.topPx ?? 0) + 5, movedIds: new Set<ShotId>() };
    expect(stripDropPlace(layout, shots, place)).toBeNull();
  });

  it('finds the blocks that a drawn frame touches, each once and none that is folded', () => {
    const { layout } = layoutOf([[60, 40, 30], [250, 10], [50]], { folded: folding(2) });
    const block = { blockTopPx: 20, blockHeightPx: 70 };
    const touched = (leftPx: number, topPx: number, rightPx: number, bottomPx: number) =>
      shotsInStripBox(layout, { leftPx, topPx, rightPx, bottomPx }, block);
    expect(touched(0, 70, 59, 80)).toEqual([0]);
    expect(touched(50, 70, 70, 80)).toEqual([0, 1]);
    expect(touched(110, 70, 119, 80)).toEqual([]);
    // Between header and blocks, where the time stands, and between two lines.
    expect(touched(0, 41, 119, 59)).toEqual([]);
    expect(touched(0, 131, 119, 159)).toEqual([]);
    expect(touched(0, 120, 10, 161)).toEqual([0, 2]);
    expect(touched(0, 0, 119, layout.heightPx)).toEqual([0, 1, 2, 3, 4]);
  });

  it('drops a shot into the nearest gap, never behind itself', () => {
    const { shots, layout } = layoutOf([[60, 40, 30], []]);
    const drop = (xPx: number, yPx: number, ...moved: number[]) =>
      stripDropPlace(layout, shots, { xPx, yPx, movedIds: new Set(moved.map((index) => shots[index]?.id as ShotId)) });
    expect(drop(10, 60)).toMatchObject({ sceneId: 'scene_0', afterShotId: null, markLeftPx: 0, markTopPx: 40 });
    expect(drop(50, 60)).toMatchObject({ afterShotId: 'shot_0_0', markLeftPx: 60 });
    expect(drop(99, 60)).toMatchObject({ afterShotId: 'shot_0_1', markLeftPx: 100 });
    expect(drop(50, 60, 0)).toMatchObject({ afterShotId: null });
    expect(drop(0, 150)).toMatchObject({ afterShotId: 'shot_0_1', markTopPx: 140 });
    expect(drop(50, 9_999)).toMatchObject({ sceneId: 'scene_1', afterShotId: null, markLeftPx: 0 });
    expect(stripDropPlace(toStripRows([], [], measures), [], { xPx: 0, yPx: 0, movedIds: new Set() })).toBeNull();
  });

  it('finds a frame of the film on its line, and the frame there again', () => {
    fc.assert(
      fc.property(anyFilm, fc.nat(), fc.subarray([0, 1, 2, 3, 4]), (scenes, seed, folded) => {
        const { shots, layout } = layoutOf(scenes, { folded: folding(...folded) });
        if (shots.length === 0) return;
        const timeline = planTimeline(shots as never);
        const indexOf = new Map(shots.map(({ id }, index) => [id, index]));
        const frame = seed % timeline.durationFrames;
        const place = placeOfFrame(layout, { timeline, frame, indexOf });
        if (!place) return expect.unreachable();
        const found = frameOnLine(place.line, place.leftPx + 0.5, 1);
        const start = timeline.segments[found?.shotIndex ?? -1]?.startFrame ?? Number.NaN;
        expect(start + (found?.frame ?? 0)).toBe(frame);
        const ticks = ticksOnLine(place.line, {
          startFrameOf: (index) => timeline.segments[index]?.startFrame ?? 0,
          stepFrames: 1,
          pxPerFrame: 1,
        });
        expect(ticks.find((tick) => tick.frame === frame)?.leftPx).toBeCloseTo(place.leftPx, 6);
      }),
    );
  });

  it('knows no place of a shot that is not to be seen', () => {
    const { shots, layout } = layoutOf([[60]]);
    const timeline = planTimeline(shots as never);
    expect(placeOfFrame(layout, { timeline, frame: 3, indexOf: new Map() })).toBeNull();
    expect(frameOnLine(lineAt(layoutOf([[]]).layout, 50) as StripLine, 3, 1)).toBeNull();
  });

  it('moves what stands behind a shot whose end is dragged', () => {
    const { layout } = layoutOf([[60, 20, 20]]);
    const line = lineAt(layout, 50);
    if (!line) throw new Error('there is a line');
    const dragged = withDraggedLength(line, 1, 35, 1);
    expect(dragged.pieces.map(({ leftPx, widthPx }) => [leftPx, widthPx])).toEqual([
      [0, 60],
      [60, 35],
      [95, 20],
    ]);
    expect(dragged.endPx).toBe(115);
    expect(withDraggedLength(line, 7, 35, 1)).toBe(line);
  });
});
