import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import type { SceneId } from '#shared/domain/ids.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { defaultShotStructure } from '#shared/domain/shot-fields.ts';
import { groupWrites, lastOfScenes } from './group-writes.ts';
import { shotColumns } from './table-columns.ts';

const t = ((key: string) => key.split('.').at(-1) ?? key) as unknown as TFunction;
const project = {
  frameRate: { numerator: 24, denominator: 1 },
  customFieldDefinitions: [
    { id: 'field_1', name: 'Unit', kind: 'choice', choices: ['A', 'B'] },
    { id: 'field_2', name: 'Reel', kind: 'number', choices: [] },
    { id: 'field_3', name: 'Stunt', kind: 'checkbox', choices: [] },
  ],
} as unknown as Project;
const words = { title: '', prompt: '', dialogue: '', notes: '', durationFrames: 72, cameraMove: defaultCameraMove };
const shot = { ...words, ...defaultShotStructure } as unknown as StoryboardShot;
const facts = { number: '1A', sceneNumber: '1', scene: 'Pier' };
const columns = shotColumns(t, project);
const column = (key: string) => {
  const found = columns.find((one) => one.key === key);
  if (!found) throw new Error(`no column ${key}`);
  return found;
};

describe('columns of the table', () => {
  it('take what they show: every text of a cell says the same of a shot again', () => {
    const full = {
      ...shot,
      ...{ title: 'Rail', prompt: 'A\nB', shotSize: 'wide', angle: 'low', lensMm: 35, status: 'review', colour: 'red' },
      ...{ tags: ['a', 'b'], customFields: { field_1: 'A', field_2: 7, field_3: true } },
    } as StoryboardShot;
    const editable = columns.filter(({ editor, toScenePatch }) => editor !== 'none' && !toScenePatch);
    expect(editable.length).toBeGreaterThan(14);
    for (const { key, read, toPatch } of editable) {
      const patch = toPatch(read(full, facts), full);
      expect({ ...full, ...patch, customFields: { ...full.customFields, ...patch?.customFields } }, key).toEqual(full);
    }
  });

  it('take a name in any case, and nothing that they do not know', () => {
    expect(column('size').toPatch(' CLOSE-UP ', shot)).toEqual({ shotSize: 'close-up' });
    expect(column('size').toPatch('', shot)).toEqual({ shotSize: null });
    expect(column('size').toPatch('huge', shot)).toBeNull();
    expect(column('status').toPatch('', shot)).toBeNull();
    expect(column('duration').toPatch('2 s', shot)).toEqual({ durationFrames: 48 });
    expect(column('duration').toPatch('soon', shot)).toBeNull();
    expect(column('lens').toPatch('1 mm', shot)).toBeNull();
    expect(column('field_1').toPatch('C', shot)).toBeNull();
    expect(column('field_1').toPatch('B', shot)).toEqual({ customFields: { field_1: 'B' } });
    expect(column('field_2').toPatch('1,5', shot)).toEqual({ customFields: { field_2: 1.5 } });
    expect(column('number').toPatch('9Z', shot)).toBeNull();
    expect(column('framing').toPatch('50 %', shot)).toBeNull();
    expect(column('framing').toPatch('', shot)).toEqual({ framing: null });
  });

  it('give a scene its number, unless numbers are locked', () => {
    const { toScenePatch, read } = column('sceneNumber');
    expect(read(shot, facts)).toBe('1');
    expect(['12A', '  ', 'x'.repeat(21)].map((text) => toScenePatch?.(text))).toEqual([
      { sceneNumber: '12A' },
      { sceneNumber: null },
      null,
    ]);
    expect(column('title').toScenePatch).toBeUndefined();
    const locked = shotColumns(t, { ...project, areNumbersLocked: true }).find(({ key }) => key === 'sceneNumber');
    expect([locked?.editor, locked?.toScenePatch]).toEqual(['none', undefined]);
    const [first, second] = ['scene_1' as SceneId, 'scene_2' as SceneId];
    const writes = [first, second, first].map((sceneId, index) => ({ sceneId, patch: { sceneNumber: `${index}` } }));
    expect(lastOfScenes(writes)).toEqual([
      { sceneId: first, patch: { sceneNumber: '2' } },
      { sceneId: second, patch: { sceneNumber: '1' } },
    ]);
  });
});

describe('the column of scenes', () => {
  it('holds the heading, which is written in one line', () => {
    const { read, toScenePatch, editor } = column('scene');
    expect([read(shot, facts), editor]).toEqual(['Pier', 'line']);
    expect(['INT. LAMP\nROOM', '', 'x'.repeat(501)].map((text) => toScenePatch?.(text))).toEqual([
      { heading: 'INT. LAMP ROOM' },
      { heading: '' },
      null,
    ]);
    const sceneId = 'scene_1' as SceneId;
    const writes = [{ heading: 'A' }, { sceneNumber: '7' }, { heading: 'B' }].map((patch) => ({ sceneId, patch }));
    expect(lastOfScenes(writes)).toEqual([{ sceneId, patch: { heading: 'B', sceneNumber: '7' } }]);
  });
});

describe('writing cells', () => {
  it('takes one call for shots that get the same, and loses no cell of a shot', () => {
    const [a, b, c] = [{ ...shot }, { ...shot }, { ...shot }];
    const groups = groupWrites([
      { shot: a, patch: { status: 'review' } },
      { shot: b, patch: { status: 'review' } },
      { shot: c, patch: { status: 'review' } },
      { shot: c, patch: { customFields: { field_1: 'A' } as never } },
      { shot: c, patch: { customFields: { field_2: 2 } as never } },
    ]);
    expect(groups).toEqual([
      { shots: [a, b], patch: { status: 'review' } },
      { shots: [c], patch: { status: 'review', customFields: { field_1: 'A', field_2: 2 } } },
    ]);
  });
});
