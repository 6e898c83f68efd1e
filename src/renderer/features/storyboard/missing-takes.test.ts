import { describe, expect, it } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import type { SelectedTake, StoryboardShot } from '#shared/domain/records.ts';
import { shotsWithoutTake } from './missing-takes.ts';

const aShot = (id: string, take: 'none' | 'fresh' | 'outdated') =>
  ({
    id,
    selectedTake: take === 'none' ? null : ({ isOutdated: take === 'outdated' } as SelectedTake),
  }) as StoryboardShot;

describe('shotsWithoutTake', () => {
  it('means shots without an up-to-date take and without a job that may bring one', () => {
    const shots = [
      aShot('a', 'none'),
      aShot('b', 'fresh'),
      aShot('c', 'outdated'),
      aShot('d', 'none'),
      aShot('e', 'none'),
    ];
    expect(shotsWithoutTake(shots, new Set(['d' as ShotId])).map(({ id }) => id)).toEqual(['a', 'c', 'e']);
  });
});
