import { describe, expect, it } from 'vitest';
import type { JobId } from '#shared/domain/ids.ts';
import { clickRow, keepRows, noRows, selectRowsTo, toggleRow } from './row-selection.ts';

const order = ['a', 'b', 'c', 'd'] as JobId[];
const [a, b, c, d] = order as [JobId, JobId, JobId, JobId];
const click = { isRange: false, isToggle: false, order };

describe('clickRow', () => {
  it('selects one alone, adds and takes away, and selects a range from the last click', () => {
    const one = clickRow(noRows, b, click);
    expect([...one.ids]).toEqual([b]);
    const two = clickRow(one, d, { ...click, isToggle: true });
    expect([...two.ids]).toEqual([b, d]);
    expect([...clickRow(two, b, { ...click, isToggle: true }).ids]).toEqual([d]);
    expect([...clickRow(two, b, { ...click, isRange: true }).ids]).toEqual([b, c, d]);
  });
});

describe('selectRowsTo', () => {
  it('grows and shrinks from the same anchor', () => {
    const start = toggleRow(noRows, b);
    const grown = selectRowsTo(start, d, order);
    expect([...selectRowsTo(grown, c, order).ids]).toEqual([b, c]);
    expect([...selectRowsTo(grown, a, order).ids]).toEqual([a, b]);
  });

  it('begins at the row itself without an anchor', () => {
    expect(selectRowsTo(noRows, c, order)).toEqual({ ids: new Set([c]), anchorId: c });
  });
});

describe('keepRows', () => {
  it('drops what is gone and stays the same otherwise', () => {
    const selection = { ids: new Set([a, b]), anchorId: a };
    expect(keepRows(selection, order)).toBe(selection);
    expect(keepRows(selection, [b, c])).toEqual({ ids: new Set([b]), anchorId: null });
  });
});
