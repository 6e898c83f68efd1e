/** Connections: the endpoints that generate. */
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { Connection } from '#shared/domain/records.ts';
import type { ReadDb, WriteDb } from './database.ts';

type ConnectionRow = {
  id: ConnectionId;
  kind: Connection['kind'];
  label: string;
  concurrency: number;
  is_paused: number;
};

/** Connections, oldest first. */
export function listConnections(db: ReadDb): Connection[] {
  return db
    .prepare<[], ConnectionRow>(
      `SELECT id, kind, label, concurrency, is_paused FROM connections ORDER BY created_at_ms, id`,
    )
    .all()
    .map(connectionFromRow);
}

/** Null when it was removed. */
export function findConnection(db: ReadDb, connectionId: ConnectionId): Connection | null {
  const row = db
    .prepare<[ConnectionId], ConnectionRow>(
      `SELECT id, kind, label, concurrency, is_paused FROM connections WHERE id = ?`,
    )
    .get(connectionId);
  return row ? connectionFromRow(row) : null;
}

/** Gives a library the built-in engine; does nothing where it is there already. */
export function ensureAnimaticConnection(db: WriteDb, nowMs: number): void {
  db.prepare(
    `INSERT OR IGNORE INTO connections (id, kind, label, concurrency, created_at_ms) VALUES (?, 'animatic', 'Animatic', 1, ?)`,
  ).run(animaticConnectionId, nowMs);
}

function connectionFromRow(row: ConnectionRow): Connection {
  return { id: row.id, kind: row.kind, label: row.label, concurrency: row.concurrency, isPaused: row.is_paused === 1 };
}
