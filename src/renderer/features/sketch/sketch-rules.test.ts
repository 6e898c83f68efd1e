import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SketchStroke } from '#shared/domain/sketch.ts';
import { defaultKeySettings, setKeymap } from '#renderer/ui/keymap.ts';
import { brushSizesPx, stepSize } from './brushes.ts';
import { addSamples, changedBounds, toPaper } from './live-stroke.ts';
import { flipped, panBy, type PaperView, wheelFactor, wholePaper, zoomAt } from './paper-view.ts';
import { pointerRole, type PointerSituation } from './pointer-roles.ts';
import { sketchCommandOf } from './sketch-keys.ts';
import { strokeOutline } from './stroke-shape.ts';

const frameSize = { widthPx: 1920, heightPx: 1080 };
const place = { box: { left: 100, top: 50, width: 960, height: 540 }, frameSize, isFlipped: false };
const sample = (clientX: number, clientY: number, pressure = 0.5) => ({ clientX, clientY, pressure });
const stroke: SketchStroke = {
  kind: 'stroke',
  brush: 'ink',
  colour: '#000000',
  size: 100,
  hasPressure: false,
  points: [1000, 1000, 128, 3000, 1000, 128, 5000, 2000, 128],
};

describe('a stroke being drawn', () => {
  it('stands where the pointer is, also in the mirror', () => {
    expect(toPaper(sample(100, 50), place)).toEqual({ x: 0, y: 0 });
    expect(toPaper(sample(580, 320), place)).toEqual({ x: 9600, y: 5400 });
    expect(toPaper(sample(100, 50), { ...place, isFlipped: true })).toEqual({ x: 19200, y: 0 });
    expect(toPaper(sample(Number.NaN, 1e12), place)).toEqual({ x: 0, y: 200_000 });
  });

  it('leaves out points that stand still and says when it is full', () => {
    const points: number[] = [];
    expect(addSamples(points, [sample(100, 50, 1), sample(100, 50, 0.2), sample(101, 50, 2)], place)).toBe(true);
    expect(points).toEqual([0, 0, 255, 20, 0, 255]);
    const many = Array.from({ length: 20_001 }, (_, index) => sample(100 + (index % 900), 50));
    expect(addSamples([], many, place)).toBe(false);
  });

  const all = (outline: Array<[number, number]>) => changedBounds([], outline, frameSize);

  it('is painted whole at first and when it goes, and not where it lies beside the paper', () => {
    const outline = strokeOutline(stroke);
    const bounds = { left: expect.closeTo(93, 0), top: expect.closeTo(93, 0), width: expect.closeTo(414, -1) };
    expect(all(outline)).toMatchObject(bounds);
    expect(changedBounds(outline, [], frameSize)).toEqual(all(outline));
    expect(changedBounds(outline, outline, frameSize)).toBeNull();
    expect(all(strokeOutline({ ...stroke, points: [-9000, -9000, 0] }))).toBeNull();
  });

  it('is painted again only where it grew', () => {
    const grown = (count: number) =>
      strokeOutline(
        { ...stroke, points: Array.from({ length: count }, (_, at) => [at * 100, 5000, 128]).flat() },
        false,
      );
    const { left, width } = changedBounds(grown(150), grown(151), frameSize) ?? { left: 0, width: 0 };
    expect(left).toBeGreaterThan(1_350);
    expect(width).toBeLessThan(150);
  });

  it('is painted wherever a corner moved', () => {
    const corners = (fromX: number) =>
      fc.array(fc.tuple(fc.integer({ min: fromX, max: fromX + 899 }), fc.integer({ min: 0, max: 1_080 })));
    // Those of before lie in another half than those of now, so that none stayed.
    const outlines = fc.tuple(corners(0), corners(0), corners(900), corners(0));
    fc.assert(
      fc.property(outlines, ([first, before, now, last]) => {
        const box = changedBounds([...first, ...before, ...last], [...first, ...now, ...last], frameSize);
        const isInside = ([x, y]: [number, number]) =>
          box !== null && x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
        const moved = before.length > 0 && now.length > 0 ? [...before, ...now] : now;
        expect(moved.filter((corner) => !isInside(corner))).toEqual([]);
      }),
    );
  });

  it('is a dot where it does not move', () => {
    expect(strokeOutline({ ...stroke, points: [500, 500, 128] }).length).toBeGreaterThan(4);
  });
});

describe('the view of the paper', () => {
  it('zooms around what lies under the pointer', () => {
    const anyPlace = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -500, max: 500 }) });
    fc.assert(
      fc.property(anyPlace, fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { maxLength: 8 }), (at, factors) => {
        const under = ({ zoom, panX, panY }: PaperView) => [(at.x - panX) / zoom, (at.y - panY) / zoom];
        const start = panBy(wholePaper, 30, -12);
        const view = factors.reduce((now, factor) => zoomAt(now, factor, at), start);
        expect(view.zoom).toBeGreaterThanOrEqual(0.25);
        expect(view.zoom).toBeLessThanOrEqual(16);
        under(view).forEach((value, index) => expect(value).toBeCloseTo(under(start)[index] ?? 0, 3));
      }),
    );
  });

  it('is the same after two mirrors, and zooms back by the same wheel', () => {
    const view = panBy(zoomAt(wholePaper, 3, { x: 5, y: 9 }), 11, 4);
    expect(flipped(flipped(view))).toEqual(view);
    expect(wheelFactor(120, 0) * wheelFactor(-120, 0)).toBeCloseTo(1);
    expect(wheelFactor(-3, 1)).toBeGreaterThan(1);
  });
});

describe('pointers', () => {
  const quiet: PointerSituation = { isMoving: false, isPenNear: false, hasSeenPen: false, fingers: 0 };
  const down = (pointerType: string, button = 0) => ({ pointerType, button });

  it('draw with mouse, pen and, where there is no pen, a finger', () => {
    for (const type of ['mouse', 'pen', 'touch']) expect(pointerRole(down(type), quiet)).toBe('draw');
    expect(pointerRole(down('pen', 5), quiet)).toBe('erase');
    expect(pointerRole(down('mouse', 2), quiet)).toBe('ignore');
  });

  it('move the paper with the space bar, the middle button, and a finger beside a pen', () => {
    expect(pointerRole(down('mouse'), { ...quiet, isMoving: true })).toBe('pan');
    expect(pointerRole(down('mouse', 1), quiet)).toBe('pan');
    expect(pointerRole(down('touch'), { ...quiet, hasSeenPen: true })).toBe('pan');
    expect(pointerRole(down('touch'), { ...quiet, fingers: 1 })).toBe('pinch');
  });

  it('do nothing for a hand that rests while a pen is near', () => {
    expect(pointerRole(down('touch'), { ...quiet, isPenNear: true, hasSeenPen: true })).toBe('ignore');
    expect(pointerRole(down('touch'), { ...quiet, fingers: 2 })).toBe('ignore');
    expect(pointerRole(down('pen'), { ...quiet, isPenNear: true, hasSeenPen: true, fingers: 1 })).toBe('draw');
  });
});

describe('keys and sizes', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  it('choose tools, take back and step', () => {
    expect(sketchCommandOf({ ...plain, key: 'e' })).toEqual({ kind: 'brush', brush: 'eraser' });
    expect(sketchCommandOf({ ...plain, key: 'z', ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(sketchCommandOf({ ...plain, key: 'Z', ctrlKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
    expect(sketchCommandOf({ ...plain, key: '[' })).toEqual({ kind: 'size', step: -1 });
    expect(sketchCommandOf({ ...plain, key: 'Escape' })).toEqual({ kind: 'done' });
    expect(sketchCommandOf({ ...plain, key: 'e', ctrlKey: true })).toBeNull();
    expect(sketchCommandOf({ ...plain, key: 'Tab' })).toBeNull();
  });

  it('are those that a person chose', () => {
    setKeymap({ preset: 'default', overrides: { 'sketch.eraser': ['X'], 'window.undo': ['Alt+Z'] } });
    expect(sketchCommandOf({ ...plain, key: 'e' })).toBeNull();
    expect(sketchCommandOf({ ...plain, key: 'x' })).toEqual({ kind: 'brush', brush: 'eraser' });
    expect(sketchCommandOf({ ...plain, key: 'z', altKey: true })).toEqual({ kind: 'undo' });
    setKeymap(defaultKeySettings);
  });

  it('stay within the sizes', () => {
    expect([stepSize(4, 1), stepSize(4, -1), stepSize(5, 1), stepSize(1, -1), stepSize(200, 1)]).toEqual([
      6, 3, 6, 1, 200,
    ]);
    expect(brushSizesPx[0]).toBe(1);
  });
});
