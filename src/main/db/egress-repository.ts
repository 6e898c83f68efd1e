/**
 * The log of what left the machine, and of what of ours lies at providers. Hosts, sizes and purposes; never content,
 * paths, queries or keys.
 */
import type { EgressEntry, EgressTotals, Page, RemoteCopyEntry } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { AttemptId, ConnectionId } from '#shared/domain/ids.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** A request that is about to leave, or that was held back. */
export type NewEgressEntry = Pick<
  EgressEntry,
  'atMs' | 'connectionId' | 'connectionLabel' | 'host' | 'purpose' | 'method' | 'sent' | 'sentBytes'
> & {
  outcome: 'sending' | 'not-sent';
  attemptId: AttemptId | null;
};

/** How a request ended. */
export type EgressEnd = {
  outcome: 'answered' | 'no-answer' | 'not-sent';
  /** Null when nothing came back. */
  status: number | null;
  receivedBytes: number;
  durationMs: number;
};

type EgressRow = {
  id: number;
  at_ms: number;
  connection_id: ConnectionId;
  connection_label: string;
  host: string;
  purpose: string;
  method: string;
  sent: string;
  sent_bytes: number;
  received_bytes: number;
  status: number | null;
  outcome: EgressEntry['outcome'];
  duration_ms: number | null;
};

/**
 * Writes an entry down, as under way or, with `end`, as a request that is over. Of one that never left, no bytes count
 * as sent.
 *
 * @returns the entry's id
 */
export function insertEgressEntry(db: WriteDb, entry: NewEgressEntry, end: EgressEnd | null = null): number {
  const outcome = end?.outcome ?? entry.outcome;
  const hasLeft = outcome !== 'not-sent';
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO egress_entries (at_ms, connection_id, connection_label, host, purpose, method, sent, sent_bytes,
         received_bytes, status, outcome, duration_ms, attempt_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      entry.atMs,
      entry.connectionId,
      entry.connectionLabel,
      entry.host,
      entry.purpose,
      entry.method,
      hasLeft ? JSON.stringify(entry.sent) : '{}',
      hasLeft ? entry.sentBytes : 0,
      end?.receivedBytes ?? 0,
      end?.status ?? null,
      outcome,
      end ? end.durationMs : outcome === 'sending' ? null : 0,
      entry.attemptId,
    );
  return Number(lastInsertRowid);
}

/** Notes how a request ended. Of one that never left, no bytes count as sent. */
export function endEgressEntry(db: WriteDb, id: number, end: EgressEnd): void {
  db.prepare<[string, number | null, number, number, number]>(
    `UPDATE egress_entries SET outcome = ?, status = ?, received_bytes = ?, duration_ms = ? WHERE id = ?`,
  ).run(end.outcome, end.status, end.receivedBytes, end.durationMs, id);
  if (end.outcome !== 'not-sent') return;
  db.prepare<[number]>(`UPDATE egress_entries SET sent = '{}', sent_bytes = 0 WHERE id = ?`).run(id);
}

/** Entries newest first. */
export function listEgress(
  db: ReadDb,
  filter: LogFilter,
  { after, limit }: { after: number | null; limit: number },
): Page<EgressEntry> {
  const where = toWhere(filter);
  const entries = db
    .prepare<unknown[], EgressRow>(
      `SELECT * FROM egress_entries WHERE ${where.sql} AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
    )
    .all(...where.values, after, after, limit + 1)
    .map(entryFromRow);
  const totalCount = db
    .prepare<unknown[], { count: number }>(`SELECT count(*) AS count FROM egress_entries WHERE ${where.sql}`)
    .get(...where.values);
  return toPage(entries, limit, totalCount?.count ?? 0);
}

/** Sums by host of what left; the host that was reached last comes first. */
export function egressTotals(db: ReadDb, filter: LogFilter): EgressTotals {
  const where = toWhere(filter);
  const hosts = db
    .prepare<unknown[], EgressTotals['hosts'][number]>(
      `SELECT host, count(*) AS requestCount, sum(sent_bytes) AS sentBytes, sum(received_bytes) AS receivedBytes,
         max(at_ms) AS lastAtMs
       FROM egress_entries WHERE ${where.sql} AND outcome <> 'not-sent' GROUP BY host ORDER BY lastAtMs DESC, host`,
    )
    .all(...where.values);
  return { hosts };
}

/** Forgets entries from before this time. @returns how many */
export function pruneEgress(db: WriteDb, beforeMs: number): number {
  return db.prepare<[number]>(`DELETE FROM egress_entries WHERE at_ms < ?`).run(beforeMs).changes;
}

/** What a remote copy is known by: its connection, and the provider's name for it. */
export type RemoteCopyKey = { connectionId: ConnectionId; remoteId: string };

export type NewRemoteCopy = RemoteCopyKey & {
  connectionLabel: string;
  kind: 'upload' | 'job';
  attemptId: AttemptId | null;
  createdAtMs: number;
  /** Null when the provider does not tell. */
  expiresAtMs: number | null;
};

/** Notes a copy; one that is known already only learns when it ends by itself. */
export function insertRemoteCopy(db: WriteDb, copy: NewRemoteCopy): void {
  db.prepare(
    `INSERT INTO remote_copies (connection_id, connection_label, attempt_id, remote_id, kind, created_at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (connection_id, remote_id)
       DO UPDATE SET expires_at_ms = coalesce(excluded.expires_at_ms, expires_at_ms)`,
  ).run(
    copy.connectionId,
    copy.connectionLabel,
    copy.attemptId,
    copy.remoteId,
    copy.kind,
    copy.createdAtMs,
    copy.expiresAtMs,
  );
}

/** Notes how a copy ended. A removal that failed may still go well later; one that went well stays so. */
export function endRemoteCopy(
  db: WriteDb,
  { connectionId, remoteId }: RemoteCopyKey,
  { how, atMs }: { how: 'removed' | 'already-gone' | 'failed'; atMs: number },
): void {
  db.prepare<[number, string, ConnectionId, string]>(
    `UPDATE remote_copies SET ended_at_ms = ?, ended_how = ?
     WHERE connection_id = ? AND remote_id = ? AND (ended_how IS NULL OR ended_how = 'failed')`,
  ).run(atMs, how, connectionId, remoteId);
}

/** The provider's names of uploads of an attempt that may still lie there, oldest first. */
export function listUploads(db: ReadDb, connectionId: ConnectionId, attemptId: AttemptId): string[] {
  return db
    .prepare<[AttemptId, ConnectionId], { remote_id: string }>(
      `SELECT remote_id FROM remote_copies
       WHERE attempt_id = ? AND connection_id = ? AND kind = 'upload' AND (ended_how IS NULL OR ended_how = 'failed')
       ORDER BY id`,
    )
    .all(attemptId, connectionId)
    .map((row) => row.remote_id);
}

/** Remote copies newest first. */
export function listRemoteCopies(
  db: ReadDb,
  { after, limit }: { after: number | null; limit: number },
): Page<RemoteCopyEntry> {
  const entries = db
    .prepare<unknown[], RemoteCopyEntry>(
      `SELECT id, connection_label AS connectionLabel, kind, created_at_ms AS createdAtMs,
         expires_at_ms AS expiresAtMs, ended_at_ms AS endedAtMs, ended_how AS endedHow
       FROM remote_copies WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?`,
    )
    .all(after, after, limit + 1);
  const total = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM remote_copies').get();
  return toPage(entries, limit, total?.count ?? 0);
}

/** @param entries one more than the page holds, where there are more */
function toPage<Entry extends { id: number }>(entries: Entry[], limit: number, totalCount: number): Page<Entry> {
  const shown = entries.slice(0, limit);
  return { entries: shown, next: entries.length > limit ? (shown.at(-1)?.id ?? null) : null, totalCount };
}

function toWhere({ projectId, connectionId, fromMs, toMs, host, purpose }: LogFilter) {
  const conditions: Array<[sql: string, value: unknown]> = [
    ['connection_id = ?', connectionId],
    ['at_ms >= ?', fromMs],
    ['at_ms < ?', toMs],
    ['host = ?', host],
    ['purpose = ?', purpose],
    [byProject, projectId],
  ];
  const given = conditions.filter(([, value]) => value !== null);
  return { sql: ['1', ...given.map(([sql]) => sql)].join(' AND '), values: given.map(([, value]) => value) };
}

const byProject = `attempt_id IN (
  SELECT job_attempts.id FROM job_attempts JOIN jobs ON jobs.id = job_attempts.job_id WHERE jobs.project_id = ?)`;

function entryFromRow(row: EgressRow): EgressEntry {
  return {
    id: row.id,
    atMs: row.at_ms,
    connectionId: row.connection_id,
    connectionLabel: row.connection_label,
    host: row.host,
    purpose: row.purpose,
    method: row.method,
    sent: JSON.parse(row.sent) as EgressEntry['sent'],
    sentBytes: row.sent_bytes,
    receivedBytes: row.received_bytes,
    status: row.status,
    outcome: row.outcome,
    durationMs: row.duration_ms,
  };
}
