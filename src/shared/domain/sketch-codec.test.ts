import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSketch, storedSketchSchema } from '#shared/contract/sketch-schemas.ts';
import { anyPoints, anySketch } from '../../../tests/support/sketch-arbitraries.ts';
import type { AssetId } from './ids.ts';
import { encodeSketch, type StoredSketch, type StoredSketchItem } from './sketch-codec.ts';
import { newSketch, picturesOf, sketchLimits, sketchSizeFor } from './sketch.ts';
import { decodePoints, encodePoints } from './sketch-numbers.ts';

const frameSize = { widthPx: 1920, heightPx: 1080 };
const aStroke = (points: string): StoredSketchItem => ({
  kind: 'stroke',
  brush: 'ink',
  colour: '#1b1d20',
  size: 40,
  hasPressure: true,
  points,
});
const sketchWith = (items: StoredSketchItem[]): StoredSketch => ({
  version: 1,
  frameSize,
  layers: [{ id: 1, name: '', isVisible: true, opacity: 100, items }],
});

describe('points as text', () => {
  it('come back as they were, in few letters', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        expect(decodePoints(encodePoints(points))).toEqual(points);
      }),
    );
    // A line with a point every two pixels or so.
    const line = Array.from({ length: 1_000 }, (_, index) => [1_000 + index * 20, 2_000 - index * 11, 128]).flat();
    expect(encodePoints(line).length).toBeLessThan(6 * 1_000);
  });

  it('are written in one way only, and whatever else comes is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABgh+/9f='), maxLength: 12 }), (text) => {
        const points = decodePoints(text);
        if (points) expect(encodePoints(points)).toBe(text);
      }),
    );
    for (const text of ['A', 'AA', 'AAAA', 'gAA', 'BAA', '////////', 'é', 'AA\u0000']) {
      expect(decodePoints(text)).toBeNull();
    }
  });
});

describe('a stored drawing', () => {
  it('comes back as it was, also through JSON', () => {
    fc.assert(
      fc.property(anySketch, (sketch) => {
        expect(readSketch(JSON.parse(JSON.stringify(encodeSketch(sketch))))).toEqual(sketch);
      }),
    );
  });

  it('is refused when it is anything else, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readSketch(value)).toBeNull();
      }),
    );
    const bad: unknown[] = [
      { ...sketchWith([]), version: 2 },
      { ...sketchWith([]), extra: 1 },
      { ...sketchWith([]), layers: [] },
      { ...sketchWith([]), layers: [...sketchWith([]).layers, ...sketchWith([]).layers] },
      sketchWith([aStroke('AA')]),
      sketchWith([{ ...aStroke('AAA'), colour: 'red' } as StoredSketchItem]),
      sketchWith([aStroke(encodePoints([sketchLimits.farthest + 1, 0, 0]))]),
      sketchWith([aStroke(encodePoints([0, 0, 256]))]),
      sketchWith([{ kind: 'picture', assetId: '../../etc/passwd' as AssetId }]),
    ];
    for (const value of bad) expect(readSketch(value)).toBeNull();
  });

  it('is refused when it holds too much or goes too deep', () => {
    let items: StoredSketchItem[] = [aStroke('AAA')];
    for (let depth = 0; depth < sketchLimits.groupDepth; depth += 1) items = [{ kind: 'group', opacity: 50, items }];
    expect(readSketch(sketchWith(items))).not.toBeNull();
    expect(readSketch(sketchWith([{ kind: 'group', opacity: 50, items }]))).toBeNull();
    for (let depth = 0; depth < 20_000; depth += 1) items = [{ kind: 'group', opacity: 50, items }];
    expect(storedSketchSchema.safeParse(sketchWith(items)).success).toBe(false);
    const tooLong = aStroke('AAA'.repeat(sketchLimits.pointsOfStroke + 1));
    expect(readSketch(sketchWith([tooLong]))).toBeNull();
    const longest = aStroke('AAA'.repeat(sketchLimits.pointsOfStroke));
    const fitting = sketchLimits.points / sketchLimits.pointsOfStroke;
    expect(readSketch(sketchWith(Array.from({ length: fitting }, () => longest)))).not.toBeNull();
    expect(readSketch(sketchWith(Array.from({ length: fitting + 1 }, () => longest)))).toBeNull();
  });
});

describe('the limits', () => {
  it('keep the largest drawing within one call', () => {
    const far = sketchLimits.farthest;
    const jump = Array.from({ length: sketchLimits.points / sketchLimits.strokes }, (_, index) =>
      index % 2 === 0 ? [-far, -far, 0] : [far, far, 255],
    ).flat();
    const stroke = { ...aStroke(encodePoints(jump)), brush: 'pencil' as const, size: sketchLimits.largestSize };
    const sketch = sketchWith(Array.from({ length: sketchLimits.strokes }, () => stroke as StoredSketchItem));
    expect(readSketch(sketch)).not.toBeNull();
    expect(JSON.stringify(sketch).length).toBeLessThan(4 * 2 ** 20 - 20_000);
  });
});

describe('a new drawing', () => {
  it('has the board that is there under an empty layer', () => {
    const board = 'asset_0000000000000001' as AssetId;
    expect(newSketch(frameSize, null).layers.map(({ items }) => items.length)).toEqual([0]);
    expect(newSketch(frameSize, board).layers.map(({ items }) => items.length)).toEqual([1, 0]);
    expect(picturesOf(newSketch(frameSize, board))).toEqual([board]);
  });

  it('has the shape of the film', () => {
    expect(sketchSizeFor({ widthPx: 320, heightPx: 180 })).toEqual(frameSize);
    expect(sketchSizeFor({ widthPx: 1080, heightPx: 1920 })).toEqual({ widthPx: 1080, heightPx: 1920 });
    expect(sketchSizeFor({ widthPx: 7680, heightPx: 16 })).toEqual({ widthPx: 1920, heightPx: 16 });
    expect(sketchSizeFor({ widthPx: 1920, heightPx: 804 })).toEqual({ widthPx: 1920, heightPx: 804 });
  });
});
