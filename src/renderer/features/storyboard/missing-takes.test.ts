import { describe, expect, it } from 'vitest';
import type { JobState } from '#shared/domain/job-state.ts';
import type { Job, SelectedTake, StoryboardShot } from '#shared/domain/records.ts';
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
    const states: Record<string, JobState> = { d: 'waiting', e: 'failed' };
    const jobsOf = (id: string) => (states[id] ? [{ state: states[id] } as Job] : []);
    expect(shotsWithoutTake(shots, jobsOf).map(({ id }) => id)).toEqual(['a', 'c', 'e']);
  });
});
