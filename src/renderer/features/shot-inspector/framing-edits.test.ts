import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Framing, smallestFraming } from '#shared/domain/camera-move.ts';
import { framingByKey, movedFraming, sizedFraming, stretchedFraming } from './framing-edits.ts';

const aFraming = fc
  .record({ size: fc.integer({ min: 50, max: 1000 }), x: fc.nat(1000), y: fc.nat(1000) })
  .map(({ size, x, y }): Framing => {
    const part = size / 1000;
    return { left: ((1 - part) * x) / 1000, top: ((1 - part) * y) / 1000, size: part };
  });
const aFraction = fc.double({ min: -2, max: 2, noNaN: true });
const aKey = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-');

function isInside({ left, top, size }: Framing): boolean {
  const rounding = 1e-9;
  return Math.min(left, top) >= 0 && size >= smallestFraming - rounding && Math.max(left, top) + size <= 1 + rounding;
}

describe('a framing', () => {
  it('stays inside the board, whatever is done to it', () => {
    fc.assert(
      fc.property(aFraming, aFraction, aFraction, fc.array(aKey, { maxLength: 30 }), (framing, x, y, keys) => {
        const moved = movedFraming(framing, x, y);
        expect(isInside(moved)).toBe(true);
        expect(isInside(sizedFraming(moved, x))).toBe(true);
        let pressed = sizedFraming(framing, framing.size);
        for (const key of keys) pressed = framingByKey(pressed, key, key.length === 1) ?? pressed;
        expect(isInside(pressed)).toBe(true);
      }),
    );
  });

  it('is drawn by its corner, and not smaller than can be seen', () => {
    const start = { left: 0.2, top: 0.1, size: 0.5 };
    expect(stretchedFraming(start, 0.6, 0.3)).toEqual({ left: 0.2, top: 0.1, size: 0.4 });
    expect(stretchedFraming(start, 0, 0).size).toBe(smallestFraming);
    expect(stretchedFraming(start, 2, 2).size).toBe(0.8);
  });

  it('leaves other keys alone', () => {
    expect(framingByKey({ left: 0, top: 0, size: 1 }, 'Enter', false)).toBeNull();
  });
});
