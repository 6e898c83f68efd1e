import type { Migration } from './migration.ts';

/**
 * Which lines of which script a scene or a shot came from, so that the script can stand beside what it became, and a
 * changed script can be told from the one before. Scenes and shots of before this step have none: they are found by
 * their words. The lines count from 1, both included; a shot of several merged ones spans all of them.
 */
export const migration: Migration = {
  version: 7,
  name: 'script-lines',
  up(db) {
    for (const table of ['scenes', 'shots']) {
      db.exec(`
        ALTER TABLE ${table} ADD COLUMN script_id TEXT REFERENCES scripts (id);
        ALTER TABLE ${table} ADD COLUMN script_start_line INTEGER
          CHECK ((script_start_line IS NULL) = (script_id IS NULL) AND script_start_line >= 1);
        ALTER TABLE ${table} ADD COLUMN script_end_line INTEGER
          CHECK ((script_end_line IS NULL) = (script_id IS NULL) AND script_end_line >= script_start_line);
        -- For the other side of the reference: erasing a script would else read every one of them.
        CREATE INDEX ${table}_by_script ON ${table} (script_id) WHERE script_id IS NOT NULL;
      `);
    }
  },
};
