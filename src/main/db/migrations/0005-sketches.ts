import type { Migration } from './migration.ts';

/**
 * Drawings. A document belongs to the picture that was made of it and goes with it; a draft is what was drawn of a
 * shot's board and not made a board yet.
 */
export const migration: Migration = {
  version: 5,
  name: 'sketches',
  up(db) {
    db.exec(`
      CREATE TABLE sketch_documents (
        asset_id TEXT PRIMARY KEY REFERENCES media_assets (id) ON DELETE CASCADE,
        document TEXT NOT NULL CHECK (json_valid(document)),
        created_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE sketch_drafts (
        shot_id TEXT PRIMARY KEY REFERENCES shots (id) ON DELETE CASCADE,
        -- The board that the drawing began with.
        board_asset_id TEXT,
        document TEXT NOT NULL CHECK (json_valid(document)),
        updated_at_ms INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
