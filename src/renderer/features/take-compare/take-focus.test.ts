import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TakeId } from '#shared/domain/ids.ts';
import { columnsFor, indexAfterMove, pairOf } from './take-focus.ts';

describe('indexAfterMove', () => {
  // 0 1 2 / 3 4 5 / 6
  const grid = { count: 7, columns: 3 };
  it('moves through rows and stops at edges', () => {
    expect(indexAfterMove(0, 'left', grid)).toBe(0);
    expect(indexAfterMove(2, 'right', grid)).toBe(3);
    expect(indexAfterMove(1, 'up', grid)).toBe(1);
    expect(indexAfterMove(4, 'up', grid)).toBe(1);
    expect(indexAfterMove(5, 'down', grid)).toBe(6);
    expect(indexAfterMove(6, 'down', grid)).toBe(6);
    expect(indexAfterMove(6, 'right', grid)).toBe(6);
    expect([indexAfterMove(4, 'start', grid), indexAfterMove(4, 'end', grid)]).toEqual([0, 6]);
  });

  it('never leaves the takes', () => {
    const move = fc.constantFrom('left', 'right', 'up', 'down', 'start', 'end');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        move,
        (count, columns, seed, to) => {
          const index = indexAfterMove(seed % count, to, { count, columns });
          expect(index >= 0 && index < count).toBe(true);
        },
      ),
    );
  });
});

describe('columnsFor', () => {
  const size = { leastPx: 200, gapPx: 10, count: 9 };

  it('is at least one', () => {
    expect([columnsFor(0, size), columnsFor(410, size), columnsFor(409, size)]).toEqual([1, 2, 1]);
  });

  it('is no more than there are takes', () => {
    expect([columnsFor(2000, size), columnsFor(2000, { ...size, count: 2 })]).toEqual([9, 2]);
  });
});

describe('pairOf', () => {
  const order = ['a', 'b', 'c'] as TakeId[];
  const [a, b, c] = order as [TakeId, TakeId, TakeId];

  it('shows the kept take beside the one in focus', () => {
    expect(pairOf(order, { focusId: c, keptId: a, chosenId: b })).toEqual({ leftId: a, rightId: c });
  });

  it('falls back to the chosen take, then to a neighbour', () => {
    expect(pairOf(order, { focusId: c, keptId: c, chosenId: a })).toEqual({ leftId: a, rightId: c });
    expect(pairOf(order, { focusId: a, keptId: null, chosenId: a })).toEqual({ leftId: b, rightId: a });
    expect(pairOf(order, { focusId: b, keptId: 'gone' as TakeId, chosenId: null })).toEqual({ leftId: a, rightId: b });
  });

  it('needs two takes', () => {
    expect(pairOf([a], { focusId: a, keptId: null, chosenId: a })).toBeNull();
  });
});
