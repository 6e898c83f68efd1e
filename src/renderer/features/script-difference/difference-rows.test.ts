import { describe, expect, it } from 'vitest';
import { filterCounts } from '#shared/domain/difference-filters.ts';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { SceneDifference, ShotDifference } from '#shared/domain/script-difference.ts';
import {
  chosenOf,
  differenceRows,
  type DifferenceRow,
  outcomeOf,
  rowChoices,
  withChoice,
  withChoiceForAll,
} from './difference-rows.ts';

function aShot(key: string, patch: Partial<ShotDifference> = {}): ShotDifference {
  const shotId = key as ShotId;
  return { key, kind: 'matched', shotId, isCompanion: false, isMoved: false, changes: [], words: null, ...patch };
}

function aScene(key: string, shots: ShotDifference[], patch: Partial<SceneDifference> = {}): SceneDifference {
  const words = { heading: key, sceneNumber: null };
  return { key, kind: 'matched', sceneId: key as SceneId, ...words, isMoved: false, changes: [], shots, ...patch };
}

const change = (isConflict: boolean) => ({ field: 'prompt' as const, mine: 'a', script: 'b', isConflict });
const same = aShot('same');
const changed = aShot('changed', { changes: [change(false)] });
const conflict = aShot('conflict', { changes: [change(false), change(true)], isMoved: true });
const gone = aShot('gone', { kind: 'gone' });
const fresh = aShot('new:shot:1', { kind: 'new', shotId: null });
const scenes = [
  aScene('one', [same, changed, conflict, gone]),
  aScene('new:scene:1', [fresh], { kind: 'new', sceneId: null }),
  aScene('three', [same]),
];
const rowOf = (scene: SceneDifference | undefined, shot?: ShotDifference): DifferenceRow => {
  if (!scene) throw new Error('a scene');
  return shot ? { kind: 'shot', key: shot.key, scene, shot } : { kind: 'scene', key: scene.key, scene };
};

describe('the rows of a comparison', () => {
  it('are those of a filter under their scenes', () => {
    expect(differenceRows(scenes, 'all').map(({ key }) => key)).toEqual([
      ...['scene one', 'changed', 'conflict', 'gone'],
      ...['scene new:scene:1', 'new:shot:1'],
    ]);
    expect(differenceRows(scenes, 'moved').map(({ key }) => key)).toEqual(['scene one', 'conflict']);
    expect(filterCounts(scenes)).toMatchObject({ all: 4, changed: 2, conflict: 1, gone: 1, new: 1, moved: 1, same: 2 });
  });

  it('offer what makes sense, the usual first', () => {
    expect([same, changed, conflict, gone, fresh].map(rowChoices)).toEqual([
      ...[[], ['script', 'mine'], ['mine', 'script'], ['keep', 'trash'], ['add', 'leave-out']],
    ]);
  });
});

describe('a choice', () => {
  it('that is the usual one is no decision', () => {
    const row = rowOf(scenes[0], gone);
    const trashed = withChoice({}, row, 'trash');
    expect(trashed).toEqual({ gone: 'trash' });
    expect(chosenOf(row, trashed)).toBe('trash');
    expect(withChoice(trashed, row, 'keep')).toEqual({});
  });

  it('for a scene holds for its shots until one of them says otherwise', () => {
    const left = withChoice({}, rowOf(scenes[1]), 'leave-out');
    expect(chosenOf(rowOf(scenes[1], fresh), left)).toBe('leave-out');
    const again = withChoice(left, rowOf(scenes[1], fresh), 'add');
    expect(chosenOf(rowOf(scenes[1], fresh), again)).toBe('add');
    expect(again['new:shot:1']).toBe('add');
  });

  it('for all rows of a filter leaves the others alone', () => {
    expect(withChoiceForAll({}, scenes, 'gone', 'trash')).toEqual({ gone: 'trash' });
    expect(withChoiceForAll({ gone: 'trash' }, scenes, 'conflict', 'script')).toEqual({
      ...{ gone: 'trash', conflict: 'script' },
    });
  });

  it('decides what happens', () => {
    expect(outcomeOf(scenes, { keepsOrder: false, decisions: {} })).toEqual({
      ...{ changed: 2, added: 1, trashed: 0, moved: 1 },
    });
    const decisions = { changed: 'mine', conflict: 'mine', gone: 'trash', 'new:scene:1': 'leave-out' } as const;
    expect(outcomeOf(scenes, { keepsOrder: true, decisions })).toEqual({ changed: 0, added: 0, trashed: 1, moved: 0 });
  });
});
