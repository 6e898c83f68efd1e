import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, StoryboardShot } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { toOutlineRows } from './outline-rows.ts';

describe('toOutlineRows', () => {
  const scenes = ['scene_1', 'scene_2', 'scene_3'].map((id) => ({ id: id as SceneId }) as Scene);
  const shots = [
    ['a', 'scene_1'],
    ['b', 'scene_1'],
    ['c', 'scene_3'],
  ].map(
    ([id, sceneId]) =>
      ({ id: id as ShotId, sceneId: sceneId as SceneId, durationFrames: 10 as Frames }) as StoryboardShot,
  );

  it('lists each scene with its length, and the shots of those that are unfolded', () => {
    const rows = toOutlineRows({ scenes, shots }, new Set(['scene_3' as SceneId]));
    expect(rows.map((row) => (row.kind === 'scene' ? `${row.scene.id} ${row.durationFrames}` : row.shot.id))).toEqual([
      'scene_1 20',
      'a',
      'b',
      'scene_2 0',
      'scene_3 10',
    ]);
  });
});
