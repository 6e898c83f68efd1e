/** What the studio must know about itself, by key, in the library. */
import type { ReadDb, WriteDb } from './database.ts';

/** Null when the key was never set. */
export function findSetting<Value>(db: ReadDb, key: string): Value | null {
  const row = db.prepare<[string], { value: string }>(`SELECT value FROM settings WHERE key = ?`).get(key);
  return row ? (JSON.parse(row.value) as Value) : null;
}

export function setSetting(db: WriteDb, key: string, value: unknown): void {
  db.prepare(
    `INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ).run(key, JSON.stringify(value));
}
