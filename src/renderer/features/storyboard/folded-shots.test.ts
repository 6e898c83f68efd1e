import { describe, expect, it } from 'vitest';
import type { SceneId, ShotId } from '#shared/domain/ids.ts';
import { openShots, shotFromHidden } from './folded-shots.ts';
import type { ArrowKey } from './grid-rows.ts';

const shots = ['1A', '1B', '2A', '2B', '3A'].map((id) => ({
  id: id as ShotId,
  sceneId: `scene_${id[0]}` as SceneId,
}));

function folding(...scenes: number[]): ReadonlySet<SceneId> {
  return new Set(scenes.map((scene) => `scene_${scene}` as SceneId));
}

describe('openShots', () => {
  it('leaves out what folded scenes hide', () => {
    expect(openShots(shots, folding(2)).map(({ id }) => id)).toEqual(['1A', '1B', '3A']);
    expect(openShots(shots, folding(1, 2, 3))).toEqual([]);
  });

  it('is the same list while nothing is folded', () => {
    expect(openShots(shots, folding())).toBe(shots);
  });
});

describe('shotFromHidden', () => {
  const reached = (from: string, key: ArrowKey, folded: ReadonlySet<SceneId>) =>
    shotFromHidden(shots, folded, { from: from as ShotId, key });

  it('goes on with the nearest open shot that way', () => {
    const folded = folding(2);
    expect(
      (['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'] as const).map((key) => reached('2A', key, folded)),
    ).toEqual(['1B', '1B', '3A', '3A']);
    expect([reached('2B', 'Home', folded), reached('2B', 'End', folded)]).toEqual(['1A', '3A']);
  });

  it('stays where nothing is open that way, so that the scene unfolds', () => {
    expect(reached('1A', 'ArrowLeft', folding(1))).toBe('1A');
    expect(reached('3A', 'ArrowDown', folding(3))).toBe('3A');
    expect(reached('2A', 'Home', folding(1, 2, 3))).toBe('2A');
  });

  it('knows nothing of a shot that is gone', () => {
    expect(reached('9A', 'ArrowLeft', folding(1))).toBeNull();
  });
});
