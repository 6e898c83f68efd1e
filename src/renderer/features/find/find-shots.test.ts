import { describe, expect, it } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { emptyQuery, findShots, hitBeside } from './find-shots.ts';

const shot = (id: string, fields: Partial<StoryboardShot> = {}) =>
  ({
    id,
    sceneId: 'scene_a',
    title: '',
    prompt: '',
    notes: '',
    dialogue: '',
    action: '',
    tags: [],
    takeCount: 0,
    selectedTake: null,
    ...fields,
  }) as StoryboardShot;

const shots = [
  shot('a', { title: 'Boats leave', prompt: 'low sun, @mara at the rail' }),
  shot('b', { dialogue: 'MARA (V.O.): Nine… ten.', takeCount: 2, selectedTake: { isOutdated: true } as never }),
  shot('c', {
    notes: 'Sun again',
    sceneId: 'scene_b' as never,
    takeCount: 1,
    selectedTake: { isOutdated: false } as never,
  }),
];
const find = (query: Partial<typeof emptyQuery>) => findShots(shots, { ...emptyQuery, ...query });

describe('findShots', () => {
  it('looks at every text of a shot together', () => {
    expect(find({ text: 'sun' })).toEqual(['a', 'c']);
    expect(find({ text: 'boat rail' })).toEqual(['a']);
    expect(find({ text: 'gull' })).toEqual([]);
  });

  it('narrows by takes, scene and element, all at once', () => {
    expect(find({ takes: 'without-take' })).toEqual(['a']);
    expect(find({ takes: 'with-take' })).toEqual(['b', 'c']);
    expect(find({ takes: 'outdated' })).toEqual(['b']);
    expect(find({ text: 'sun', sceneId: 'scene_b' as never })).toEqual(['c']);
    expect(find({ elementName: 'Mara' })).toEqual(['a', 'b']);
    expect(find({ elementName: 'Mara', takes: 'with-take' })).toEqual(['b']);
  });

  it('finds nothing in particular while nothing is asked for', () => {
    expect(find({})).toBeNull();
    expect(find({ text: ' "!" ' })).toBeNull();
  });
});

describe('hitBeside', () => {
  const order = ['a', 'b', 'c', 'd'] as ShotId[];
  const hits = ['b', 'd'] as ShotId[];

  it('goes on from where one is, and round the end', () => {
    expect(hitBeside(hits, order, null, 1)).toBe('b');
    expect(hitBeside(hits, order, 'b' as ShotId, 1)).toBe('d');
    expect(hitBeside(hits, order, 'd' as ShotId, 1)).toBe('b');
    expect(hitBeside(hits, order, 'c' as ShotId, -1)).toBe('b');
    expect(hitBeside(hits, order, 'b' as ShotId, -1)).toBe('d');
    expect(hitBeside([], order, 'b' as ShotId, 1)).toBeNull();
  });
});
