import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId, JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { dropPlaceAt, lineOf, type QueueRow, queueRows, selectableJobs } from './queue-rows.ts';

const cloud = 'conn_cloud' as ConnectionId;
const local = 'conn_local' as ConnectionId;
const aConnection = (id: ConnectionId, fields: Partial<Connection> = {}) =>
  ({ id, label: id, concurrency: 2, isPaused: false, ...fields }) as Connection;
const connections = [aConnection(local), aConnection(cloud)];

function aJob(id: string, fields: Partial<Job> = {}): Job {
  return { id: id as JobId, state: 'waiting', priority: 0, connectionId: cloud, ...fields } as Job;
}

/** Each row in a word: `conn_cloud 1/2` for a lane, `a@1` for a job at place 1. */
function words(rows: readonly QueueRow[]): string[] {
  return rows.map((row) => {
    switch (row.kind) {
      case 'lane':
        return `${row.lane.key} ${row.lane.activeCount}/${row.lane.waitingCount}`;
      case 'job':
        return row.place === null ? row.key : `${row.key}@${row.place}`;
      case 'needs-you':
      case 'more':
        return `${row.kind} ${row.count}`;
    }
  });
}

const rowsOf = (jobs: Job[], waitingByLane = {}) => queueRows({ jobs, connections, waitingByLane });

describe('queueRows', () => {
  it('groups by connection, with what needs a person first and films last', () => {
    const jobs = [
      aJob('film', { connectionId: null }),
      aJob('a'),
      aJob('r', { state: 'running' }),
      aJob('ask', { state: 'needs-you', connectionId: local }),
      aJob('b', { priority: 1 }),
      aJob('l', { connectionId: local }),
      aJob('gone', { state: 'done' }),
    ];
    expect(words(rowsOf(jobs))).toEqual([
      'needs-you 1',
      'ask',
      'conn_local 0/1',
      'l@1',
      'conn_cloud 1/2',
      'r',
      'b@1',
      'a@2',
      'film 0/1',
      'film@1',
    ]);
  });

  it('shows a connection without jobs only while it is paused', () => {
    const paused = [aConnection(local, { isPaused: true }), aConnection(cloud)];
    expect(words(queueRows({ jobs: [], connections: paused, waitingByLane: {} }))).toEqual(['conn_local 0/0']);
  });

  it('shows jobs of a connection that was removed', () => {
    const [row] = queueRows({ jobs: [aJob('a')], connections: [], waitingByLane: {} });
    expect(row).toMatchObject({ kind: 'lane', lane: { label: null, width: 1 } });
  });

  it('counts what waits behind the jobs that are known', () => {
    const rows = rowsOf([aJob('a')], { [cloud]: 10_000, [local]: 20 });
    expect(words(rows)).toEqual(['conn_local 0/20', 'conn_cloud 0/10000', 'a@1', 'more 10019']);
  });

  it('keeps ten thousand jobs in their order', () => {
    const jobs = Array.from({ length: 10_000 }, (_, index) => aJob(`j${index}`, { priority: index % 2 }));
    const rows = rowsOf(jobs);
    expect(rows).toHaveLength(10_001);
    expect(words(rows.slice(1, 3))).toEqual(['j1@1', 'j3@2']);
    expect(words(rows.slice(-1))).toEqual(['j9998@10000']);
  });
});

describe('selectableJobs and lineOf', () => {
  it('leave out what needs a person, and what does not wait', () => {
    const rows = rowsOf([aJob('a'), aJob('r', { state: 'running' }), aJob('ask', { state: 'needs-you' })]);
    expect(selectableJobs(rows).map(({ id }) => id)).toEqual(['r', 'a']);
    expect(lineOf(rows, cloud).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('dropPlaceAt', () => {
  // 0 local, 1 l, 2 cloud, 3 r, 4 a, 5 b, 6 c
  const rows = rowsOf([
    aJob('l', { connectionId: local }),
    aJob('r', { state: 'running' }),
    aJob('a'),
    aJob('b'),
    aJob('c'),
  ]);
  const drop = (rowIndex: number, isLowerHalf: boolean, moved = 'c') =>
    dropPlaceAt(rows, { lane: cloud, rowIndex, isLowerHalf }, new Set([moved as JobId]));

  it('lands before or behind the row under the pointer', () => {
    expect(drop(4, false)).toEqual({ beforeJobId: 'a', rowIndex: 4 });
    expect(drop(4, true)).toEqual({ beforeJobId: 'b', rowIndex: 5 });
    expect(drop(6, true, 'a')).toEqual({ beforeJobId: null, rowIndex: 7 });
  });

  it('stays in its own line', () => {
    expect(drop(0, false)).toEqual({ beforeJobId: 'a', rowIndex: 4 });
    expect(drop(99, true, 'a')).toEqual({ beforeJobId: null, rowIndex: 7 });
  });

  it('never lands before a job that is moved', () => {
    expect(drop(4, true, 'b')).toEqual({ beforeJobId: 'c', rowIndex: 5 });
    expect(drop(6, false)).toEqual({ beforeJobId: null, rowIndex: 6 });
  });

  it('has no place where nothing waits', () => {
    expect(dropPlaceAt(rows, { lane: 'film', rowIndex: 1, isLowerHalf: false }, new Set())).toBeNull();
  });
});
