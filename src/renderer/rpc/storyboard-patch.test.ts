import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { differInWordsOnly, patchShots } from './storyboard-patch.ts';

function aShot(id: string, sceneId: string, rank: string, title = id): StoryboardShot {
  return { id: id as ShotId, sceneId: sceneId as SceneId, rank, title } as StoryboardShot;
}

function aStoryboard(shots: StoryboardShot[]): Storyboard {
  const scenes = ['one', 'two'].map((id) => ({ id: id as SceneId }));
  return { scenes, shots, scriptId: null } as unknown as Storyboard;
}

const ids = (storyboard: Storyboard | null) => storyboard?.shots.map(({ id }) => id as string);

describe('patchShots', () => {
  const [a, b, c] = [aShot('a', 'one', 'a0'), aShot('b', 'one', 'a1'), aShot('c', 'two', 'a0')] as const;

  it('replaces changed shots in place and keeps the identity of the others', () => {
    const changed = aShot('b', 'one', 'a1', 'new words');
    const patched = patchShots(aStoryboard([a, b, c]), [b.id], [changed]);
    expect(patched?.shots[0]).toBe(a);
    expect(patched?.shots[1]).toBe(changed);
    expect(patched?.shots[2]).toBe(c);
  });

  it('takes out shots that were asked for and not answered', () => {
    expect(ids(patchShots(aStoryboard([a, b, c]), [a.id, b.id], [b]))).toEqual(['b', 'c']);
  });

  it('puts new and moved shots where their scene and rank say, by code unit', () => {
    const added = aShot('d', 'one', 'a0V');
    const moved = aShot('a', 'two', 'Zz');
    expect(ids(patchShots(aStoryboard([a, b, c]), [], [added, moved]))).toEqual(['d', 'b', 'a', 'c']);
  });

  it('gives up when a shot stands in an unknown scene', () => {
    expect(patchShots(aStoryboard([a]), [], [aShot('e', 'three', 'a0')])).toBeNull();
  });

  it('puts one shot among 5,000 without touching the rest', () => {
    const shots = Array.from({ length: 5_000 }, (_, index) =>
      aShot(`s${index}`, 'one', String(index).padStart(5, '0')),
    );
    const changed = { ...(shots[2_500] as StoryboardShot), title: 'new' };
    const patched = patchShots(aStoryboard(shots), [changed.id], [changed]);
    expect(patched?.shots.filter((shot, index) => shot !== shots[index])).toEqual([changed]);
  });
});

describe('differInWordsOnly', () => {
  const [a, b] = [aShot('a', 'one', 'a0'), aShot('b', 'one', 'a1')] as const;
  const words = { title: 'Rail', prompt: 'Rain', action: 'Boats', notes: 'Late', dialogue: 'INES: No.' };

  it('is so while nothing but words changed', () => {
    expect(differInWordsOnly([a, b], [a, b])).toBe(true);
    expect(differInWordsOnly([a, b], [a, { ...b, ...words, recipeDigest: 'other', updatedAtMs: 9 }])).toBe(true);
  });

  it('is not so when a shot came, went or moved, or anything else of it changed', () => {
    const others = [{ rank: 'a2' }, { durationFrames: 48 }, { boardAssetId: 'asset' }, { takeCount: 1 }, { tags: [] }];
    expect(differInWordsOnly([a, b], [a])).toBe(false);
    expect(differInWordsOnly([a], [a, b])).toBe(false);
    expect(differInWordsOnly([a, b], [b, a])).toBe(false);
    for (const other of others)
      expect(differInWordsOnly([a, b], [a, { ...b, ...other } as StoryboardShot])).toBe(false);
  });
});
