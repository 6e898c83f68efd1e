import { describe, expect, it } from 'vitest';
import type { ConnectionId, JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { laneOf, placeByStep, waitingInOrder, withMovedJobs } from './queue-order.ts';

function aJob(id: string, fields: Partial<Job> = {}): Job {
  return { id: id as JobId, state: 'waiting', priority: 0, connectionId: 'conn_a' as ConnectionId, ...fields } as Job;
}

const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id).join(' ');
const jobIds = (text: string) => text.split(' ') as JobId[];

describe('waitingInOrder', () => {
  it('puts a higher priority first and keeps the list’s order within one', () => {
    const jobs = [
      aJob('a'),
      aJob('b', { priority: 1 }),
      aJob('c', { state: 'running' }),
      aJob('d'),
      aJob('e', { priority: 1 }),
    ];
    expect(ids(waitingInOrder(jobs))).toBe('b e a d');
  });
});

describe('withMovedJobs', () => {
  const jobs = ['a', 'b', 'c', 'd'].map((id) => aJob(id));

  it('moves jobs, kept in their order, to before another one', () => {
    expect(ids(withMovedJobs(jobs, jobIds('d c'), { lane: 'conn_a', beforeJobId: 'a' as JobId }))).toBe('c d a b');
    expect(ids(withMovedJobs(jobs, jobIds('a'), { lane: 'conn_a', beforeJobId: null }))).toBe('b c d a');
  });

  it('leaves jobs of other lanes, and what does not wait, where they stand', () => {
    const mixed = [aJob('a'), aJob('x', { connectionId: null }), aJob('r', { state: 'running' }), aJob('b')];
    expect(ids(withMovedJobs(mixed, jobIds('b'), { lane: 'conn_a', beforeJobId: 'a' as JobId }))).toBe('b x r a');
    expect(laneOf({ connectionId: null })).toBe('film');
  });

  it('gives a moved job the priority of where it comes to', () => {
    const ranked = [aJob('a', { priority: 5 }), aJob('b'), aJob('c')];
    const moved = withMovedJobs(ranked, jobIds('c'), { lane: 'conn_a', beforeJobId: 'a' as JobId });
    expect(waitingInOrder(moved).map(({ id, priority }) => `${id}${priority}`)).toEqual(['c5', 'a5', 'b0']);
  });

  it('does nothing to the order when a job is moved to before itself', () => {
    expect(ids(withMovedJobs(jobs, jobIds('b'), { lane: 'conn_a', beforeJobId: 'b' as JobId }))).toBe('a b c d');
  });
});

describe('placeByStep', () => {
  const lane = jobIds('a b c d e');
  const place = (moved: string, step: 1 | -1) => placeByStep(lane, new Set(jobIds(moved)), step)?.beforeJobId;

  it('moves one place up and down', () => {
    expect(place('c', -1)).toBe('b');
    expect(place('c', 1)).toBe('e');
    expect(place('d', 1)).toBeNull();
  });

  it('goes no further than the ends', () => {
    expect(place('a', -1)).toBeUndefined();
    expect(place('d e', 1)).toBeUndefined();
    expect(place('x', 1)).toBeUndefined();
  });

  it('gathers jobs that do not stand together', () => {
    expect(place('a c', -1)).toBe('b');
    expect(place('b d', -1)).toBe('a');
    expect(place('b e', 1)).toBeNull();
    expect(place('a c', 1)).toBe('e');
  });
});
