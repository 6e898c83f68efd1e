import type { Migration } from './migration.ts';

/**
 * The index behind the search over the whole library.
 *
 * `search_words` holds words only, as `search-index.ts` writes them; the texts stay where they are. What has to be
 * indexed anew stands in `search_stale`: triggers put it there on every write, by whatever way it comes (an edit, undo,
 * the trash, an erase), and the studio works it off. A mark is the id of a project, scene, element or shot; a shot
 * stands for its lines of dialogue and its takes as well. Everything that is there before this step is marked.
 */
export const migration: Migration = {
  version: 6,
  name: 'search',
  up(db) {
    db.exec(`
      CREATE TABLE search_stale (
        source_id TEXT PRIMARY KEY
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY,
        -- The project, scene, element or shot with which it is indexed anew.
        source_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('project', 'scene', 'shot', 'element', 'take', 'line')),
        record_id TEXT NOT NULL,
        -- Place of a line in its dialogue, from 0; 0 for everything else.
        part INTEGER NOT NULL,
        UNIQUE (source_id, kind, record_id, part)
      ) STRICT;

      CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='', contentless_delete=1, detail='none', tokenize='ascii', prefix='3 4 5 6 7 8 9'
      );

      INSERT INTO search_stale SELECT id FROM projects UNION ALL SELECT id FROM scenes
        UNION ALL SELECT id FROM elements UNION ALL SELECT id FROM shots;
    `);
    for (const { table, columns } of sources) db.exec(triggersOf(table, 'id', columns));
    db.exec(triggersOf('takes', 'shot_id', 'take_number, model_id, note, deleted_at_ms'));
    // What goes or comes back with its parent has no write of its own.
    db.exec(`
      CREATE TRIGGER search_project_hidden AFTER UPDATE OF deleted_at_ms ON projects
      WHEN (OLD.deleted_at_ms IS NULL) <> (NEW.deleted_at_ms IS NULL) BEGIN
        INSERT OR IGNORE INTO search_stale SELECT id FROM scenes WHERE project_id = NEW.id;
        INSERT OR IGNORE INTO search_stale SELECT id FROM elements WHERE project_id = NEW.id;
        INSERT OR IGNORE INTO search_stale SELECT id FROM shots WHERE project_id = NEW.id;
      END;
      CREATE TRIGGER search_scene_hidden AFTER UPDATE OF deleted_at_ms ON scenes
      WHEN (OLD.deleted_at_ms IS NULL) <> (NEW.deleted_at_ms IS NULL) BEGIN
        INSERT OR IGNORE INTO search_stale SELECT id FROM shots WHERE scene_id = NEW.id;
      END;
    `);
  },
};

/** Tables whose rows are marked themselves, with the columns that are searched or decide what is seen. */
const sources = [
  { table: 'projects', columns: 'title, style_notes, deleted_at_ms' },
  { table: 'scenes', columns: 'heading, scene_number, synopsis, notes, deleted_at_ms' },
  { table: 'elements', columns: 'name, description, deleted_at_ms' },
  { table: 'shots', columns: 'title, prompt, action, notes, tags, dialogue, deleted_at_ms' },
];

function triggersOf(table: string, idColumn: string, columns: string): string {
  const mark = (row: 'NEW' | 'OLD') => `BEGIN INSERT OR IGNORE INTO search_stale VALUES (${row}.${idColumn}); END;`;
  return `
    CREATE TRIGGER search_${table}_inserted AFTER INSERT ON ${table} ${mark('NEW')}
    CREATE TRIGGER search_${table}_updated AFTER UPDATE OF ${columns} ON ${table} ${mark('NEW')}
    CREATE TRIGGER search_${table}_deleted AFTER DELETE ON ${table} ${mark('OLD')}
  `;
}
