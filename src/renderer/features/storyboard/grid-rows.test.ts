import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import {
  cardLeftPx,
  dropPlaceAt,
  type GridMeasures,
  isSameOrder,
  rowOfShot,
  shotIndexByKey,
  shotsInBox,
  toGridLayout,
  visibleRows,
} from './grid-rows.ts';

const measures: GridMeasures = {
  widthPx: 430,
  minimumCardPx: 200,
  gapPx: 10,
  pictureRatio: 0.5,
  captionPx: 40,
  headerPx: 30,
  sceneGapPx: 20,
};
const scenes = ['scene_1', 'scene_2', 'scene_3'] as SceneId[];

function aFilm(counts: readonly number[]) {
  const shots = counts.flatMap((count, scene) =>
    Array.from({ length: count }, (_, index) => ({
      id: `shot_${scene + 1}${'abcdefgh'[index]}` as ShotId,
      sceneId: `scene_${scene + 1}` as SceneId,
    })),
  );
  const sceneIds = counts.map((_, scene) => `scene_${scene + 1}` as SceneId);
  return { shots, sceneIds, layout: toGridLayout(sceneIds, shots, measures) };
}

describe('isSameOrder', () => {
  it('is so while shots change in themselves alone', () => {
    const { shots } = aFilm([2, 1]);
    const [a, b, c] = shots as [(typeof shots)[0], (typeof shots)[0], (typeof shots)[0]];
    expect(isSameOrder(shots, [a, { ...b }, c])).toBe(true);
    expect(isSameOrder(shots, [b, a, c])).toBe(false);
    expect(isSameOrder(shots, [a, b])).toBe(false);
    expect(isSameOrder([a, b], shots)).toBe(false);
    expect(isSameOrder(shots, [a, { ...b, sceneId: c.sceneId }, c])).toBe(false);
  });
});

describe('toGridLayout', () => {
  it('fills rows with as many cards as fit, and puts the new cell where there is room', () => {
    const { layout } = aFilm([2, 3, 0]);
    expect(layout.columnCount).toBe(2);
    expect(layout.cardWidthPx).toBe(210);
    expect(
      layout.rows.map((row) => (row.kind === 'header' ? 'h' : `${row.count}${row.hasNewCell ? '+' : ''}`)),
    ).toEqual(['h', '2', 'h', '2', '1+', 'h', '0+']);
  });

  it('gives the last scene a new cell also when its rows are full', () => {
    const { layout } = aFilm([2]);
    expect(layout.rows.map((row) => (row.kind === 'shots' ? row.count : 'h'))).toEqual(['h', 2, 0]);
  });

  it('stacks rows without gaps or overlaps and places every shot once, also with 5,000 shots', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 12 }), fc.integer({ min: 100, max: 4000 }), (counts, widthPx) => {
        const shots = counts.flatMap((count, scene) =>
          Array.from({ length: count }, (_, index) => ({
            id: `shot_${scene}_${index}` as ShotId,
            sceneId: `scene_${scene}` as SceneId,
          })),
        );
        const layout = toGridLayout(
          counts.map((_, scene) => `scene_${scene}` as SceneId),
          shots,
          { ...measures, widthPx },
        );
        let topPx = 0;
        let placed = 0;
        for (const row of layout.rows) {
          expect(row.topPx).toBe(topPx);
          topPx += row.heightPx;
          if (row.kind === 'shots') {
            if (row.count > 0) expect(row.firstIndex).toBe(placed);
            placed += row.count;
          }
        }
        expect(placed).toBe(shots.length);
        expect(layout.heightPx).toBe(topPx);
        for (let index = 0; index < shots.length; index += 1) {
          const row = rowOfShot(layout, index);
          expect(row && index >= row.firstIndex && index < row.firstIndex + row.count).toBe(true);
        }
      }),
    );
    const many = Array.from({ length: 5000 }, (_, index) => ({
      id: `shot_${index}` as ShotId,
      sceneId: 'scene_1' as SceneId,
    }));
    const layout = toGridLayout(scenes, many, measures);
    const { first, last } = visibleRows(layout, 100_000, 101_000);
    expect(last - first).toBeLessThan(10);
  });
});

describe('folded scenes', () => {
  it('have a header and nothing else, and nothing is reached or dropped there', () => {
    const { sceneIds, shots } = aFilm([2, 3, 1]);
    const folded = new Set(['scene_2' as SceneId]);
    const cards = shots.filter(({ sceneId }) => !folded.has(sceneId));
    const layout = toGridLayout(sceneIds, cards, { ...measures, folded });
    expect(layout.rows.map(({ kind, sceneId }) => `${kind} of ${sceneId}`)).toEqual([
      ...['header of scene_1', 'shots of scene_1', 'header of scene_2'],
      ...['header of scene_3', 'shots of scene_3'],
    ]);
    expect(shotIndexByKey(layout, 1, 'ArrowRight')).toBe(2);
    expect(shotIndexByKey(layout, 1, 'ArrowDown')).toBe(2);
    const header = layout.rows.find(({ sceneId }) => sceneId === 'scene_2');
    const place = dropPlaceAt(layout, cards, { xPx: 5, yPx: (header?.topPx ?? 0) + 1, movedIds: new Set() });
    expect(place).toBeNull();
  });
});

describe('shotsInBox', () => {
  const px = fc.integer({ min: -50, max: 900 });
  it('has exactly the shots whose cards the box touches', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }), px, px, px, px, (counts, a, b, c, d) => {
        const { layout, shots } = aFilm(counts);
        const box = {
          ...{ leftPx: Math.min(a, b), rightPx: Math.max(a, b) },
          ...{ topPx: Math.min(c, d), bottomPx: Math.max(c, d) },
        };
        const touched = shots.flatMap((_, index) => {
          const row = rowOfShot(layout, index);
          if (!row) return [];
          const left = cardLeftPx(layout, index - row.firstIndex);
          const isBeside = left > box.rightPx || left + layout.cardWidthPx < box.leftPx;
          const isOver = row.topPx > box.bottomPx || row.topPx + layout.cardHeightPx < box.topPx;
          return isBeside || isOver ? [] : [index];
        });
        expect(shotsInBox(layout, box)).toEqual(touched);
      }),
    );
  });
});

describe('shotIndexByKey', () => {
  const { layout } = aFilm([3, 0, 2]);

  it('goes to the card beside, also into the next scene', () => {
    expect(shotIndexByKey(layout, 2, 'ArrowRight')).toBe(3);
    expect(shotIndexByKey(layout, 3, 'ArrowLeft')).toBe(2);
    expect(shotIndexByKey(layout, 4, 'ArrowRight')).toBe(4);
    expect(shotIndexByKey(layout, 0, 'ArrowLeft')).toBe(0);
  });

  it('goes to the card above and below, over empty scenes, in the nearest column', () => {
    expect(shotIndexByKey(layout, 1, 'ArrowDown')).toBe(2);
    expect(shotIndexByKey(layout, 2, 'ArrowDown')).toBe(3);
    expect(shotIndexByKey(layout, 4, 'ArrowUp')).toBe(2);
    expect(shotIndexByKey(layout, 4, 'ArrowDown')).toBe(4);
  });

  it('goes to the first and the last shot', () => {
    expect(shotIndexByKey(layout, 2, 'Home')).toBe(0);
    expect(shotIndexByKey(layout, 2, 'End')).toBe(4);
  });
});

describe('dropPlaceAt', () => {
  const { layout, shots } = aFilm([3, 0, 2]);
  const place = (xPx: number, yPx: number, moved: string[] = []) => {
    const found = dropPlaceAt(layout, shots, { xPx, yPx, movedIds: new Set(moved as ShotId[]) });
    return found && `${found.sceneId} after ${found.afterShotId}`;
  };

  it('lands in the nearest gap of the row under the pointer', () => {
    expect(place(5, 60)).toBe('scene_1 after null');
    expect(place(150, 60)).toBe('scene_1 after shot_1a');
    expect(place(420, 60)).toBe('scene_1 after shot_1b');
    expect(place(400, 220)).toBe('scene_1 after shot_1c');
  });

  it('lands first in a scene over its header, and in an empty scene', () => {
    const header = layout.rows.find((row) => row.kind === 'header' && row.sceneIndex === 2);
    expect(place(300, (header?.topPx ?? 0) + 5)).toBe('scene_3 after null');
    const empty = layout.rows.find((row) => row.kind === 'shots' && row.sceneIndex === 1);
    expect(place(300, (empty?.topPx ?? 0) + 5)).toBe('scene_2 after null');
  });

  it('never lands behind a shot that is itself moved', () => {
    expect(place(420, 60, ['shot_1b'])).toBe('scene_1 after shot_1a');
    expect(place(420, 60, ['shot_1a', 'shot_1b'])).toBe('scene_1 after null');
  });

  it('has nowhere to land without scenes', () => {
    expect(dropPlaceAt(toGridLayout([], [], measures), [], { xPx: 1, yPx: 1, movedIds: new Set() })).toBeNull();
  });
});
