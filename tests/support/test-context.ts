/** A service context on a real SQLite database in memory, with a clock and ids that a test can predict. */
import Database from 'better-sqlite3';
import { ensureAnimaticConnection } from '#main/db/connection-repository.ts';
import { createWriteDb } from '#main/db/database.ts';
import { allMigrations } from '#main/db/migrations/index.ts';
import { createChangeBus } from '#main/services/change-bus.ts';
import type { ServiceContext } from '#main/services/service-context.ts';
import { createIdFactory } from '#shared/domain/ids.ts';

export type TestContext = ServiceContext & {
  /** Moves the clock on. */
  advance(ms: number): void;
  /** All live rows of the tables that a person edits, in a form that can be compared. */
  snapshot(): unknown;
};

/** Opens a new library in memory. */
export function createTestContext(): TestContext {
  const connection = new Database(':memory:');
  connection.pragma('foreign_keys = ON');
  for (const migration of allMigrations) migration.up(connection);
  const db = createWriteDb(connection);
  let nowMs = 1_700_000_000_000;
  let counter = 0;
  ensureAnimaticConnection(db, nowMs);
  const ids = createIdFactory((count) => {
    counter += 1;
    const bytes = new Uint8Array(count);
    new DataView(bytes.buffer).setUint32(count - 4, counter);
    for (let index = 0; index < 4; index += 1) bytes[index] = (counter >> (index * 5)) & 31;
    return bytes;
  });
  return {
    db,
    ids,
    clock: { nowMs: () => nowMs },
    changes: createChangeBus(),
    advance(ms) {
      nowMs += ms;
    },
    snapshot() {
      const live = (table: string, columns: string) =>
        db.prepare(`SELECT ${columns} FROM ${table} WHERE deleted_at_ms IS NULL ORDER BY id`).all();
      return {
        projects: live(
          'projects',
          'id, title, width_px, height_px, style_notes, duration_rule, custom_field_definitions, are_numbers_locked',
        ),
        scenes: live('scenes', '*'),
        shots: live('shots', '*'),
        scripts: live('scripts', '*'),
        elements: live('elements', '*'),
        soundLanes: live('sound_lanes', '*'),
        soundClips: live('sound_clips', '*'),
        takes: live('takes', 'id, shot_id, take_number'),
      };
    },
  };
}
