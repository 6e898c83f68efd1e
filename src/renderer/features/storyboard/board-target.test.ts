import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard } from '#shared/domain/records.ts';
import { inNameOrder } from '#renderer/ui/chosen-files.ts';
import { targetFromShot, targetInScene } from './board-target.ts';

const shot = (id: string, sceneId: string) => ({ id, sceneId });
const storyboard = {
  scenes: [{ id: 's1' }, { id: 's2' }, { id: 's3' }],
  shots: [shot('a', 's1'), shot('b', 's1'), shot('c', 's2')],
} as unknown as Storyboard;
const order = ['a', 'b', 'c'] as ShotId[];

describe('where pictures go', () => {
  it('is the shot and those shown after it, then behind the last of them', () => {
    expect(targetFromShot(storyboard, 'b' as ShotId, order)).toEqual({
      ...{ shotIds: ['b', 'c'], sceneId: 's2', afterShotId: 'c' },
    });
    const shown = ['a', 'b'] as ShotId[];
    expect(targetFromShot(storyboard, 'a' as ShotId, shown)).toEqual({
      ...{ shotIds: ['a', 'b'], sceneId: 's1', afterShotId: 'b' },
    });
    expect(targetFromShot(storyboard, 'c' as ShotId, shown)).toBeNull();
  });

  it('is the end of a scene, or of the last one', () => {
    expect(targetInScene(storyboard, 's1' as SceneId)).toEqual({ shotIds: [], sceneId: 's1', afterShotId: 'b' });
    expect(targetInScene(storyboard, null)).toEqual({ shotIds: [], sceneId: 's3', afterShotId: null });
    expect(targetInScene({ scenes: [], shots: [] }, null)).toBeNull();
  });

  it('follows the names as a person orders them', () => {
    const names = ['board-10.png', 'Board-2.png', 'board-1.png', 'a.png'].map((name) => ({ name }));
    expect(inNameOrder(names).map(({ name }) => name)).toEqual(['a.png', 'board-1.png', 'Board-2.png', 'board-10.png']);
  });
});
