/** Connections: the endpoints that generate. Keys are the host's and never stand here. */
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { Connection, ConnectionKind } from '#shared/domain/connection.ts';
import type { ReadDb, WriteDb } from './database.ts';

/** A connection as stored: whether a key is kept for it is the host's to say. */
export type StoredConnection = Omit<Connection, 'hasKey'>;

type ConnectionRow = {
  id: ConnectionId;
  kind: ConnectionKind;
  label: string;
  concurrency: number;
  is_paused: number;
  settings: string;
  created_at_ms: number;
};

/** What stands in the `settings` column. */
type Settings = Omit<StoredConnection, 'id' | 'kind' | 'label' | 'concurrency' | 'isPaused' | 'createdAtMs'>;

const noSettings: Settings = {
  baseUrl: '',
  proxyUrl: '',
  headerNames: [],
  maySend: { images: true, voice: true, video: true },
  monthlyBudget: null,
  removesRemoteCopies: true,
  precheckConnectionId: null,
  dialect: null,
  workflows: [],
};

const columns = `id, kind, label, concurrency, is_paused, settings, created_at_ms`;

/** Connections that were not removed, oldest first, the built-in one before all. */
export function listConnections(db: ReadDb): StoredConnection[] {
  return db
    .prepare<[], ConnectionRow>(
      `SELECT ${columns} FROM connections WHERE deleted_at_ms IS NULL ORDER BY kind <> 'animatic', created_at_ms, id`,
    )
    .all()
    .map(connectionFromRow);
}

/** Also one that was removed, as its jobs may still be under way; null when there never was one. */
export function findConnection(db: ReadDb, connectionId: ConnectionId): StoredConnection | null {
  const row = db
    .prepare<[ConnectionId], ConnectionRow>(`SELECT ${columns} FROM connections WHERE id = ?`)
    .get(connectionId);
  return row ? connectionFromRow(row) : null;
}

export function isConnectionRemoved(db: ReadDb, connectionId: ConnectionId): boolean {
  const sql = `SELECT 1 FROM connections WHERE id = ? AND deleted_at_ms IS NULL`;
  return db.prepare<[ConnectionId]>(sql).get(connectionId) === undefined;
}

/** Writes a new connection, or everything of one that is there. */
export function saveConnection(db: WriteDb, connection: StoredConnection): void {
  const { id, kind, label, concurrency, isPaused, createdAtMs, ...settings } = connection;
  db.prepare<unknown[]>(
    `INSERT INTO connections (id, kind, label, concurrency, is_paused, settings, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET label = excluded.label, concurrency = excluded.concurrency,
       is_paused = excluded.is_paused, settings = excluded.settings`,
  ).run(id, kind, label, concurrency, isPaused ? 1 : 0, JSON.stringify(settings satisfies Settings), createdAtMs);
}

/** Takes it off the list; takes, ledger and log still name it. */
export function removeConnection(db: WriteDb, connectionId: ConnectionId, nowMs: number): void {
  db.prepare<[number, ConnectionId]>(`UPDATE connections SET deleted_at_ms = ? WHERE id = ?`).run(nowMs, connectionId);
}

/** Whether a job of it has not ended. */
export function hasOpenJobs(db: ReadDb, connectionId: ConnectionId): boolean {
  const sql = `SELECT 1 FROM jobs WHERE connection_id = ?
    AND state IN ('waiting', 'sending', 'running', 'fetching', 'processing', 'needs-you') LIMIT 1`;
  return db.prepare<[ConnectionId]>(sql).get(connectionId) !== undefined;
}

/** Gives a library the built-in engine; does nothing where it is there already. */
export function ensureAnimaticConnection(db: WriteDb, nowMs: number): void {
  db.prepare(
    `INSERT OR IGNORE INTO connections (id, kind, label, concurrency, created_at_ms) VALUES (?, 'animatic', 'Animatic', 1, ?)`,
  ).run(animaticConnectionId, nowMs);
}

function connectionFromRow(row: ConnectionRow): StoredConnection {
  return {
    ...noSettings,
    ...(JSON.parse(row.settings) as Partial<Settings>),
    id: row.id,
    kind: row.kind,
    label: row.label,
    concurrency: row.concurrency,
    isPaused: row.is_paused === 1,
    createdAtMs: row.created_at_ms,
  };
}
