import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Scene, StoryboardShot } from '#shared/domain/records.ts';
import { mergeable, pastePlace } from './structure-places.ts';

const scenes = ['x', 'y', 'z'].map((id) => ({ id: id as SceneId })) as Scene[];
const shots = ['a x', 'b x', 'c x', 'd y'].map((text) => {
  const [id, sceneId] = text.split(' ');
  return { id, sceneId };
}) as StoryboardShot[];
const ids = (text: string) => [...text] as ShotId[];

describe('what can be merged', () => {
  it('is neighbours of one scene, and one shot with the next', () => {
    expect(mergeable({ shots }, ids('ba'))).toEqual(['a', 'b']);
    expect(mergeable({ shots }, ids('abc'))).toEqual(['a', 'b', 'c']);
    expect(mergeable({ shots }, ids('b'))).toEqual(['b', 'c']);
  });

  it('is nothing over the edge of a scene, or with a gap', () => {
    expect(mergeable({ shots }, ids('c'))).toBeNull();
    expect(mergeable({ shots }, ids('cd'))).toBeNull();
    expect(mergeable({ shots }, ids('ac'))).toBeNull();
    expect(mergeable({ shots }, [])).toBeNull();
  });
});

describe('where a paste goes', () => {
  it('is behind the focused shot, else the end of the film', () => {
    expect(pastePlace({ scenes, shots }, 'b' as ShotId)).toEqual({ sceneId: 'x', afterShotId: 'b' });
    expect(pastePlace({ scenes, shots }, null)).toEqual({ sceneId: 'z', afterShotId: null });
    expect(pastePlace({ scenes: scenes.slice(0, 2), shots }, null)).toEqual({ sceneId: 'y', afterShotId: 'd' });
    expect(pastePlace({ scenes: [], shots: [] }, null)).toBeNull();
  });
});
