import type { Migration } from './migration.ts';

/**
 * Connections that a person makes, models as data, money, the log of what left, and what prompts name with `@`.
 *
 * Amounts are whole millionths of a US dollar. What concerns money outlives projects, jobs and connections: their ids
 * stand in it without a reference, with the words that a person needs beside them.
 */
export const migration: Migration = {
  version: 2,
  name: 'real-providers',
  up(db) {
    db.exec(`
      ALTER TABLE connections ADD COLUMN deleted_at_ms INTEGER;

      ALTER TABLE projects ADD COLUMN default_model_id TEXT;
      ALTER TABLE projects ADD COLUMN budget TEXT NOT NULL DEFAULT '{"perJob":null,"perMonth":null}'
        CHECK (json_valid(budget));

      ALTER TABLE shots ADD COLUMN generation TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(generation));

      ALTER TABLE takes ADD COLUMN cost TEXT CHECK (cost IS NULL OR json_valid(cost));
      ALTER TABLE takes ADD COLUMN rating INTEGER CHECK (rating IS NULL OR rating BETWEEN 1 AND 5);
      ALTER TABLE takes ADD COLUMN note TEXT NOT NULL DEFAULT '';
      ALTER TABLE takes ADD COLUMN facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts));
      -- What was asked, where a provider gives another size.
      ALTER TABLE takes ADD COLUMN asked_width_px INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE takes ADD COLUMN asked_height_px INTEGER NOT NULL DEFAULT 0;
      UPDATE takes SET asked_width_px = width_px, asked_height_px = height_px;
      -- Takes can be rated and noted with undo; nothing deletes them but an erase.
      ALTER TABLE takes ADD COLUMN deleted_at_ms INTEGER;

      ALTER TABLE jobs ADD COLUMN model_id TEXT;
      ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE jobs ADD COLUMN not_before_ms INTEGER;
      ALTER TABLE jobs ADD COLUMN batch_id TEXT;
      ALTER TABLE jobs ADD COLUMN estimate_micros INTEGER;
      ALTER TABLE jobs ADD COLUMN cost TEXT CHECK (cost IS NULL OR json_valid(cost));
      ALTER TABLE jobs ADD COLUMN hold TEXT CHECK (hold IS NULL OR json_valid(hold));
      CREATE INDEX jobs_waiting ON jobs (lane, priority DESC, position) WHERE state = 'waiting' AND hold IS NULL;
      CREATE INDEX jobs_held ON jobs (hold) WHERE hold IS NOT NULL;
      CREATE INDEX job_attempts_by_remote_id ON job_attempts (json_extract(handle, '$.id')) WHERE handle IS NOT NULL;
      CREATE INDEX jobs_ended ON jobs (finished_at_ms DESC, position DESC)
        WHERE state IN ('done', 'failed', 'refused', 'cancelled');

      CREATE TABLE models (
        connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
        model_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('live', 'edited')),
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        -- Place in the connection's own list, from 0.
        position INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        PRIMARY KEY (connection_id, kind, model_id, origin)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ledger_entries (
        id INTEGER PRIMARY KEY,
        -- One entry an attempt, or a call that answers in one go.
        attempt_id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('reserved', 'settled', 'open', 'void')),
        purpose TEXT NOT NULL,
        amount_micros INTEGER NOT NULL CHECK (amount_micros >= 0),
        currency TEXT NOT NULL DEFAULT 'USD',
        basis TEXT NOT NULL CHECK (basis IN ('actual', 'estimated', 'unknown')),
        connection_id TEXT NOT NULL,
        connection_label TEXT NOT NULL,
        model_id TEXT NOT NULL,
        project_id TEXT,
        project_title TEXT NOT NULL,
        shot_id TEXT,
        job_id TEXT,
        take_id TEXT,
        created_at_ms INTEGER NOT NULL,
        settled_at_ms INTEGER
      ) STRICT;
      CREATE INDEX ledger_by_connection ON ledger_entries (connection_id, created_at_ms);
      CREATE INDEX ledger_by_project ON ledger_entries (project_id, created_at_ms);
      CREATE INDEX ledger_by_job ON ledger_entries (job_id);
      CREATE INDEX ledger_by_time ON ledger_entries (created_at_ms);

      CREATE TABLE egress_entries (
        id INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        connection_id TEXT NOT NULL,
        connection_label TEXT NOT NULL,
        host TEXT NOT NULL,
        purpose TEXT NOT NULL,
        method TEXT NOT NULL,
        -- Bytes by kind: {"text":812,"image":120934}
        sent TEXT NOT NULL CHECK (json_valid(sent)),
        sent_bytes INTEGER NOT NULL,
        received_bytes INTEGER NOT NULL,
        -- Null while nothing came back.
        status INTEGER,
        outcome TEXT NOT NULL CHECK (outcome IN ('sending', 'answered', 'no-answer', 'not-sent')),
        duration_ms INTEGER,
        attempt_id TEXT
      ) STRICT;
      CREATE INDEX egress_by_time ON egress_entries (at_ms);

      CREATE TABLE remote_copies (
        id INTEGER PRIMARY KEY,
        connection_id TEXT NOT NULL,
        connection_label TEXT NOT NULL,
        attempt_id TEXT,
        remote_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('upload', 'job')),
        created_at_ms INTEGER NOT NULL,
        expires_at_ms INTEGER,
        ended_at_ms INTEGER,
        ended_how TEXT CHECK (ended_how IN ('removed', 'already-gone', 'failed')),
        UNIQUE (connection_id, remote_id)
      ) STRICT;
      CREATE INDEX remote_copies_by_attempt ON remote_copies (attempt_id);

      CREATE TABLE elements (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('character', 'place', 'prop', 'style')),
        name TEXT NOT NULL,
        -- The name as names are compared.
        name_key TEXT NOT NULL,
        description TEXT NOT NULL,
        is_in_every_prompt INTEGER NOT NULL CHECK (is_in_every_prompt IN (0, 1)),
        consent_note TEXT NOT NULL CHECK (json_valid(consent_note)),
        -- Stills, most important first: ["asset_…"]
        reference_asset_ids TEXT NOT NULL CHECK (json_valid(reference_asset_ids)),
        rank TEXT NOT NULL,
        digest TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX elements_by_name ON elements (project_id, name_key) WHERE deleted_at_ms IS NULL;

      -- Prompts in the trash are kept in step with the elements that they name.
      CREATE INDEX shots_in_trash ON shots (project_id) WHERE deleted_at_ms IS NOT NULL;
    `);
  },
};
