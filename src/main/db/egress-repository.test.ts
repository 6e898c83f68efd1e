import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { AttemptId, ConnectionId } from '#shared/domain/ids.ts';
import { openConnection, type Connection } from './open-connection.ts';
import { createWriteDb, type WriteDb } from './database.ts';
import {
  egressTotals,
  endEgressEntry,
  endRemoteCopy,
  insertEgressEntry,
  insertRemoteCopy,
  listEgress,
  listRemoteCopies,
  listUploads,
  type NewEgressEntry,
  pruneEgress,
} from './egress-repository.ts';
import { allMigrations } from './migrations/index.ts';

const connectionId = 'conn_000000000000000a' as ConnectionId;
const otherConnectionId = 'conn_000000000000000b' as ConnectionId;
const attemptId = 'att_000000000000000a' as AttemptId;
const everything: LogFilter = {
  projectId: null,
  connectionId: null,
  fromMs: null,
  toMs: null,
  host: null,
  purpose: null,
};

let connection: Connection;
let db: WriteDb;

beforeEach(() => {
  connection = openConnection(':memory:');
  for (const migration of allMigrations) migration.up(connection);
  db = createWriteDb(connection);
});

afterEach(() => connection.close());

function insert(entry: Partial<NewEgressEntry> = {}): number {
  return insertEgressEntry(db, {
    atMs: 1000,
    connectionId,
    connectionLabel: 'Cloud',
    host: 'api.provider.example',
    purpose: 'poll',
    method: 'GET',
    sent: { text: 10, image: 90 },
    sentBytes: 100,
    outcome: 'sending',
    attemptId: null,
    ...entry,
  });
}

const list = (filter: Partial<LogFilter> = {}, page = { after: null as number | null, limit: 100 }) =>
  listEgress(db, { ...everything, ...filter }, page);

describe('egress entries', () => {
  it('are under way, then ended', () => {
    const id = insert();
    const begun = {
      id,
      atMs: 1000,
      connectionId,
      connectionLabel: 'Cloud',
      host: 'api.provider.example',
      purpose: 'poll',
      method: 'GET',
      sent: { text: 10, image: 90 },
      sentBytes: 100,
    };
    expect(list().entries).toEqual([
      { ...begun, receivedBytes: 0, status: null, outcome: 'sending', durationMs: null },
    ]);
    const end = { outcome: 'answered', status: 200, receivedBytes: 55, durationMs: 70 } as const;
    endEgressEntry(db, id, end);
    expect(list().entries).toEqual([{ ...begun, ...end }]);
  });

  it('count nothing as sent that never left', () => {
    endEgressEntry(db, insert(), { outcome: 'not-sent', status: null, receivedBytes: 0, durationMs: 3 });
    expect(list().entries).toMatchObject([{ outcome: 'not-sent', sent: {}, sentBytes: 0 }]);
  });

  it('come newest first, a part at a time', () => {
    const ids = Array.from({ length: 5 }, (_, index) => insert({ atMs: index }));
    const first = list({}, { after: null, limit: 2 });
    expect(first).toMatchObject({ totalCount: 5, next: ids[3] });
    const second = list({}, { after: first.next, limit: 2 });
    const third = list({}, { after: second.next, limit: 2 });
    expect([first, second, third].map(({ entries }) => entries.map(({ id }) => id))).toEqual([
      [ids[4], ids[3]],
      [ids[2], ids[1]],
      [ids[0]],
    ]);
    expect(third.next).toBeNull();
  });

  it('can be narrowed', () => {
    const ids = {
      plain: insert(),
      later: insert({ atMs: 2000 }),
      other: insert({ connectionId: otherConnectionId }),
      cdn: insert({ host: 'cdn.provider.example', purpose: 'download' }),
    };
    const idsOf = (filter: Partial<LogFilter>) => list(filter).entries.map(({ id }) => id);
    expect(idsOf({ connectionId: otherConnectionId })).toEqual([ids.other]);
    expect(idsOf({ host: 'cdn.provider.example' })).toEqual([ids.cdn]);
    expect(idsOf({ purpose: 'download' })).toEqual([ids.cdn]);
    expect(idsOf({ fromMs: 1500 })).toEqual([ids.later]);
    expect(idsOf({ toMs: 1000 })).toEqual([]);
    expect(idsOf({ fromMs: 1000, toMs: 2000, connectionId, purpose: 'poll' })).toEqual([ids.plain]);
    expect(list({ purpose: 'download' }).totalCount).toBe(1);
  });

  it('are found by the project of their attempt', () => {
    const projectId = 'proj_000000000000000a' as LogFilter['projectId'];
    connection.pragma('foreign_keys = OFF');
    db.prepare(
      `INSERT INTO jobs (id, kind, state, project_id, lane, label, payload, position, created_at_ms)
       VALUES ('job_000000000000000a', 'take.generate', 'running', ?, 'a', '', '{}', 1, 1)`,
    ).run(projectId);
    db.prepare(
      `INSERT INTO job_attempts (id, job_id, attempt_number, request, created_at_ms)
       VALUES (?, 'job_000000000000000a', 1, '{}', 1)`,
    ).run(attemptId);
    insert();
    const id = insert({ attemptId });
    expect(list({ projectId }).entries.map((entry) => entry.id)).toEqual([id]);
  });

  it('add up by host, but for what never left', () => {
    insert({ atMs: 5 });
    endEgressEntry(db, insert({ atMs: 9 }), { outcome: 'answered', status: 200, receivedBytes: 7, durationMs: 1 });
    insert({ host: 'cdn.provider.example', atMs: 20, sent: {}, sentBytes: 0 });
    insert({ host: 'evil.example', outcome: 'not-sent' });
    expect(egressTotals(db, everything)).toEqual({
      hosts: [
        { host: 'cdn.provider.example', requestCount: 1, sentBytes: 0, receivedBytes: 0, lastAtMs: 20 },
        { host: 'api.provider.example', requestCount: 2, sentBytes: 200, receivedBytes: 7, lastAtMs: 9 },
      ],
    });
  });

  it('are forgotten when they are old', () => {
    insert({ atMs: 1 });
    insert({ atMs: 2 });
    const id = insert({ atMs: 3 });
    expect(pruneEgress(db, 3)).toBe(2);
    expect(list().entries.map((entry) => entry.id)).toEqual([id]);
  });
});

describe('remote copies', () => {
  const copy = (remoteId: string, more: object = {}) => ({
    connectionId,
    connectionLabel: 'Cloud',
    remoteId,
    kind: 'upload' as const,
    attemptId,
    createdAtMs: 10,
    expiresAtMs: null,
    ...more,
  });

  it('are listed newest first, a part at a time', () => {
    for (const remoteId of ['one', 'two', 'three']) insertRemoteCopy(db, copy(remoteId));
    const first = listRemoteCopies(db, { after: null, limit: 2 });
    expect(first).toMatchObject({ totalCount: 3, entries: [{ id: 3 }, { id: 2 }], next: 2 });
    expect(first.entries[0]).toEqual({
      id: 3,
      connectionLabel: 'Cloud',
      kind: 'upload',
      createdAtMs: 10,
      expiresAtMs: null,
      endedAtMs: null,
      endedHow: null,
    });
    expect(listRemoteCopies(db, { after: first.next, limit: 2 })).toMatchObject({ entries: [{ id: 1 }], next: null });
  });

  it('are the same when they are noted again, and learn when they end', () => {
    insertRemoteCopy(db, copy('one'));
    insertRemoteCopy(db, copy('one', { createdAtMs: 20, expiresAtMs: 500 }));
    insertRemoteCopy(db, copy('one', { createdAtMs: 30 }));
    insertRemoteCopy(db, copy('one', { connectionId: otherConnectionId }));
    expect(listRemoteCopies(db, { after: null, limit: 10 }).entries).toMatchObject([
      { createdAtMs: 10, expiresAtMs: null },
      { createdAtMs: 10, expiresAtMs: 500 },
    ]);
  });

  it('of an attempt are those uploads that may still lie there', () => {
    for (const remoteId of ['b', 'a', 'c', 'd']) insertRemoteCopy(db, copy(remoteId));
    insertRemoteCopy(db, copy('job', { kind: 'job' }));
    insertRemoteCopy(db, copy('other', { attemptId: null }));
    insertRemoteCopy(db, copy('elsewhere', { connectionId: otherConnectionId }));
    endRemoteCopy(db, { connectionId, remoteId: 'a' }, { how: 'removed', atMs: 20 });
    endRemoteCopy(db, { connectionId, remoteId: 'c' }, { how: 'failed', atMs: 20 });
    endRemoteCopy(db, { connectionId, remoteId: 'd' }, { how: 'already-gone', atMs: 20 });
    expect(listUploads(db, connectionId, attemptId)).toEqual(['b', 'c']);
  });

  it('that are gone stay gone', () => {
    insertRemoteCopy(db, copy('one'));
    for (const [how, atMs] of [
      ['failed', 20],
      ['removed', 30],
      ['failed', 40],
    ] as const) {
      endRemoteCopy(db, { connectionId, remoteId: 'one' }, { how, atMs });
    }
    expect(listRemoteCopies(db, { after: null, limit: 1 }).entries).toMatchObject([
      { endedHow: 'removed', endedAtMs: 30 },
    ]);
  });
});
