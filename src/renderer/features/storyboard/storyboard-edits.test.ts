import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { placeByKey, withMovedScene, withMovedShots, withoutShots, withShots } from './storyboard-edits.ts';

// Only ids and order matter here, so the other fields are left out.
function aStoryboard(...scenes: string[][]): Storyboard {
  return {
    project: {} as Storyboard['project'],
    scriptId: null,
    scenes: scenes.map((_, index) => ({ id: `scene_${index + 1}` as SceneId }) as Scene),
    shots: scenes.flatMap((names, index) =>
      names.map(
        (name) => ({ id: name as ShotId, sceneId: `scene_${index + 1}` as SceneId, title: '' }) as StoryboardShot,
      ),
    ),
  };
}

const ids = (...names: string[]) => names as ShotId[];
const scene = (index: number) => `scene_${index}` as SceneId;
const read = ({ scenes, shots }: Storyboard) =>
  scenes.map(({ id }) =>
    shots
      .filter(({ sceneId }) => sceneId === id)
      .map((shot) => shot.id)
      .join(''),
  );

describe('withMovedShots', () => {
  const storyboard = aStoryboard(['a', 'b', 'c'], ['d', 'e']);

  it('moves within a scene and across scenes, and keeps the order of what is moved', () => {
    expect(read(withMovedShots(storyboard, ids('a'), { sceneId: scene(1), afterShotId: 'c' as ShotId }))).toEqual([
      'bca',
      'de',
    ]);
    expect(read(withMovedShots(storyboard, ids('e', 'b'), { sceneId: scene(1), afterShotId: null }))).toEqual([
      'beac',
      'd',
    ]);
    expect(read(withMovedShots(storyboard, ids('a', 'c'), { sceneId: scene(2), afterShotId: 'd' as ShotId }))).toEqual([
      'b',
      'dace',
    ]);
  });
});

describe('other edits', () => {
  const storyboard = aStoryboard(['a', 'b'], ['c'], []);

  it('take shots away', () => {
    expect(read(withoutShots(storyboard, ids('b', 'c')))).toEqual(['a', '', '']);
  });

  it('move a scene with its shots', () => {
    const next = withMovedScene(storyboard, scene(1), scene(2));
    expect(next.scenes.map(({ id }) => id)).toEqual(['scene_2', 'scene_1', 'scene_3']);
    expect(next.shots.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  it('replace shots that are there and add none', () => {
    const newer = { ...storyboard.shots[0], title: 'new' } as StoryboardShot;
    const stray = { ...newer, id: 'z' as ShotId };
    expect(withShots(storyboard, [newer, stray]).shots.map(({ title }) => title)).toEqual(['new', '', '']);
  });
});

describe('placeByKey', () => {
  const storyboard = aStoryboard(['a', 'b', 'c'], [], ['d', 'e']);
  const press = (key: Parameters<typeof placeByKey>[2], ...names: string[]) => {
    const place = placeByKey(storyboard, ids(...names), key);
    return place && read(withMovedShots(storyboard, ids(...names), place));
  };

  it('moves one place back and on', () => {
    expect(press('ArrowLeft', 'b')).toEqual(['bac', '', 'de']);
    expect(press('ArrowRight', 'b')).toEqual(['acb', '', 'de']);
  });

  it('gathers several shots and moves them together', () => {
    expect(press('ArrowRight', 'a', 'b')).toEqual(['cab', '', 'de']);
    expect(press('ArrowLeft', 'b', 'c')).toEqual(['bca', '', 'de']);
  });

  it('goes over the edge of a scene', () => {
    expect(press('ArrowRight', 'c')).toEqual(['ab', 'c', 'de']);
    expect(press('ArrowLeft', 'd')).toEqual(['abc', 'd', 'e']);
  });

  it('goes to the scene before and after', () => {
    expect(press('ArrowDown', 'a')).toEqual(['bc', 'a', 'de']);
    expect(press('ArrowUp', 'e')).toEqual(['abc', 'e', 'd']);
  });

  it('stays at both ends of the film', () => {
    expect(press('ArrowLeft', 'a')).toBeNull();
    expect(press('ArrowRight', 'e')).toBeNull();
    expect(press('ArrowDown', 'd')).toBeNull();
  });
});
