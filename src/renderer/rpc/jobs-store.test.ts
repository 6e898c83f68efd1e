import { describe, expect, it } from 'vitest';
import type { JobId, ShotId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { createJobsStore } from './jobs-store.ts';

function aJob(id: string, shotId: string | null, fields: Partial<Job> = {}): Job {
  return { id: id as JobId, shotId: shotId as ShotId | null, state: 'waiting', createdAtMs: 1, ...fields } as Job;
}

const queue = {
  isPaused: false,
  waitingCount: 1,
  waitingByLane: {},
  activeCount: 0,
  needsYouCount: 0,
  heldCount: 0,
  holds: [],
};

describe('the jobs store', () => {
  it('lists the jobs of a shot latest first, and none for a shot without', () => {
    const store = createJobsStore();
    store.replace([aJob('a', 'one'), aJob('b', 'one', { createdAtMs: 2 }), aJob('film', null)]);
    expect(store.ofShot('one' as ShotId).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(store.ofShot('two' as ShotId)).toBe(store.ofShot('three' as ShotId));
    expect(store.jobs.get()).toHaveLength(3);
  });

  it('keeps the list of a shot whose jobs did not change', () => {
    const store = createJobsStore();
    store.replace([aJob('a', 'one'), aJob('b', 'two')]);
    const [one, two] = [store.ofShot('one' as ShotId), store.ofShot('two' as ShotId)];
    store.apply({ jobs: [aJob('b', 'two', { state: 'running', progress: 0.5 })], queue });
    expect(store.ofShot('one' as ShotId)).toBe(one);
    expect(store.ofShot('two' as ShotId)).not.toBe(two);
    expect(store.find('b' as JobId)?.progress).toBe(0.5);
    expect(store.queue.get()).toEqual(queue);
  });

  it('tells nobody about jobs when only the queue changed', () => {
    const store = createJobsStore();
    let told = 0;
    store.jobs.subscribe(() => told++);
    store.apply({ jobs: [], queue });
    expect(told).toBe(0);
  });

  it('tells of busy shots only when one joins or leaves them', () => {
    const store = createJobsStore();
    const busy = () => [...store.busyShots.get()];
    store.replace([aJob('a', 'one'), aJob('b', 'two', { state: 'done' }), aJob('c', 'three', { state: 'needs-you' })]);
    expect(busy()).toEqual(['one', 'three']);
    let told = 0;
    store.busyShots.subscribe(() => told++);
    store.apply({ jobs: [aJob('a', 'one', { state: 'running', progress: 0.5 })], queue });
    expect(told).toBe(0);
    store.apply({ jobs: [aJob('a', 'one', { state: 'failed' }), aJob('d', 'two')], queue });
    expect(told).toBe(1);
    expect(busy()).toEqual(['three', 'two']);
  });
});
