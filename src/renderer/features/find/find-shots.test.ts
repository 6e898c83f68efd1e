import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldId, SceneId, ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { labelColours, shotSizes, shotStatuses } from '#shared/domain/shot-fields.ts';
import { emptyQuery, findShots, hitBeside, type ShotQuery } from './find-shots.ts';
import { filterKey, passesFilter, type ShotFilter, takeStates } from './shot-filters.ts';

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
    customFields: {},
    status: 'planned',
    shotSize: null,
    colour: null,
    boardAssetId: null,
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
const find = (query: Partial<ShotQuery>) => findShots(shots, { ...emptyQuery, ...query });

describe('findShots', () => {
  it('looks at every text of a shot together', () => {
    expect(find({ text: 'sun' })).toEqual(['a', 'c']);
    expect(find({ text: 'boat rail' })).toEqual(['a']);
    expect(find({ text: 'gull' })).toEqual([]);
  });

  it('narrows by filters of different kinds, and widens by those of one', () => {
    const by = (...filters: ShotFilter[]) => find({ filters });
    expect(by({ kind: 'takes', value: 'without-take' })).toEqual(['a']);
    expect(by({ kind: 'takes', value: 'outdated' })).toEqual(['b']);
    expect(by({ kind: 'takes', value: 'outdated' }, { kind: 'takes', value: 'without-take' })).toEqual(['a', 'b']);
    const sceneB: ShotFilter = { kind: 'scene', value: 'scene_b' as SceneId };
    expect(find({ text: 'sun', filters: [sceneB] })).toEqual(['c']);
    expect(by({ kind: 'element', value: 'Mara' })).toEqual(['a', 'b']);
    expect(by({ kind: 'element', value: 'Mara' }, { kind: 'takes', value: 'with-take' })).toEqual(['b']);
    expect(by({ kind: 'dialogue', value: 'with' })).toEqual(['b']);
    expect(by({ kind: 'board', value: 'with' })).toEqual([]);
    expect(by({ kind: 'colour', value: 'none' }, sceneB)).toEqual(['c']);
  });

  it('is a plain filter of the list, whatever is asked', () => {
    const fieldId = 'field_a' as FieldId;
    const anyShot = fc
      .record({
        status: fc.constantFrom(...shotStatuses),
        shotSize: fc.constantFrom(...shotSizes.slice(0, 2), null),
        colour: fc.constantFrom(...labelColours.slice(0, 2), null),
        tags: fc.subarray(['Night', 'vfx']),
        dialogue: fc.constantFrom('', ' ', 'MARA: Ten.'),
        boardAssetId: fc.constantFrom(null, 'asset' as never),
        takeCount: fc.nat(2),
        title: fc.constantFrom('boat', 'sun', ''),
        customFields: fc.constantFrom({}, { [fieldId]: 'Crane' }, { [fieldId]: true }),
      })
      .map((fields) => shot('', fields as Partial<StoryboardShot>));
    const anyFilter: fc.Arbitrary<ShotFilter> = fc.oneof(
      fc.record({ kind: fc.constant('status' as const), value: fc.constantFrom(...shotStatuses) }),
      fc.record({
        kind: fc.constant('size' as const),
        value: fc.constantFrom(...shotSizes.slice(0, 2), 'none' as const),
      }),
      fc.record({ kind: fc.constant('colour' as const), value: fc.constantFrom('red' as const, 'none' as const) }),
      fc.record({ kind: fc.constant('tag' as const), value: fc.constantFrom('night', 'VFX', 'day') }),
      fc.record({
        kind: fc.constantFrom('board' as const, 'dialogue' as const),
        value: fc.constantFrom('with' as const, 'without' as const),
      }),
      fc.record({ kind: fc.constant('takes' as const), value: fc.constantFrom(...takeStates) }),
      fc.record({
        kind: fc.constant('field' as const),
        fieldId: fc.constant(fieldId),
        value: fc.constantFrom('Crane', true as const),
      }),
    );
    const list = fc
      .array(anyShot, { maxLength: 30 })
      .map((all) => all.map((one, index) => ({ ...one, id: `${index}` })));
    const query = fc.record({
      text: fc.constantFrom('', 'boat', 'crane'),
      filters: fc.uniqueArray(anyFilter, { maxLength: 6, selector: filterKey }),
    });
    fc.assert(
      fc.property(list, query, (all, { text, filters }) => {
        const listed = all as StoryboardShot[];
        const wanted = listed.filter((one) => {
          const words = [one.title, ...Object.values(one.customFields)].join(' ').toLowerCase();
          if (!words.includes(text)) return false;
          return filters.every((about) =>
            filters.filter(({ kind }) => kind === about.kind).some((filter) => passesFilter(one, filter)),
          );
        });
        const isAsked = text !== '' || filters.length > 0;
        expect(findShots(listed, { text, filters })).toEqual(isAsked ? wanted.map(({ id }) => id) : null);
      }),
    );
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
