import { describe, expect, it } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import {
  afterDelete,
  besideGone,
  clickShot,
  noSelection,
  selectAll,
  selectOne,
  selectRange,
  selectThese,
  toggleOne,
  withoutMissing,
} from './selection.ts';

const [a, b, c, d] = ['shot_a', 'shot_b', 'shot_c', 'shot_d'] as [ShotId, ShotId, ShotId, ShotId];
const order = [a, b, c, d];

describe('clickShot', () => {
  it('selects one shot', () => {
    expect(clickShot(selectAll(order), b, { isRange: false, isToggle: false, order })).toEqual(selectOne(b));
  });

  it('selects from the anchor with Shift, in either direction', () => {
    const down = clickShot(selectOne(b), d, { isRange: true, isToggle: false, order });
    expect(down).toEqual({ ids: [b, c, d], anchorId: b, focusId: d });
    expect(selectRange(down, a, order)).toEqual({ ids: [a, b], anchorId: b, focusId: a });
  });

  it('adds and takes away with Ctrl, in the order of the film', () => {
    const two = toggleOne(selectOne(d), a, order);
    expect(two.ids).toEqual([a, d]);
    expect(toggleOne(two, d, order).ids).toEqual([a]);
  });

  it('starts a range at the shot itself when nothing was selected', () => {
    expect(selectRange(noSelection, c, order).ids).toEqual([c]);
  });
});

describe('withoutMissing', () => {
  it('drops shots that are gone and moves the focus to what remains', () => {
    expect(withoutMissing({ ids: [a, c], anchorId: a, focusId: c }, [a, b])).toEqual({
      ids: [a],
      anchorId: a,
      focusId: a,
    });
  });

  it('keeps its identity when nothing is gone', () => {
    const selection = selectOne(b);
    expect(withoutMissing(selection, order)).toBe(selection);
  });
});

describe('afterDelete', () => {
  it('selects what follows, else what stands before', () => {
    expect(afterDelete([b, c], order)).toEqual(selectOne(d));
    expect(afterDelete([c, d], order)).toEqual(selectOne(b));
    expect(afterDelete(order, order)).toEqual(noSelection);
  });
});

describe('besideGone', () => {
  const two = { ids: [b, c], anchorId: b, focusId: c };

  it('selects what stood before shots that are gone, else what followed them', () => {
    expect(besideGone(two, order, [a, d])).toEqual(selectOne(a));
    expect(besideGone(two, order, [d])).toEqual(selectOne(d));
    expect(besideGone(two, [b, c], [])).toEqual(noSelection);
  });

  it('leaves a selection of which something is there, and an empty one', () => {
    expect(besideGone(two, order, [a, b])).toBeNull();
    expect(besideGone(noSelection, order, [])).toBeNull();
    expect(besideGone(two, [a], [a])).toBeNull();
  });
});

describe('selectThese', () => {
  it('selects those that are there, in the order of the film', () => {
    expect(selectThese([c, 'shot_x' as ShotId, a], order)).toEqual({ ids: [a, c], anchorId: a, focusId: a });
    expect(selectThese([], order)).toBeNull();
  });
});
