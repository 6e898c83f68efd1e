import type { Migration } from './migration.ts';

/**
 * Order inside a parent is a fractional rank compared by code unit (BINARY). Times are milliseconds since 1970 UTC,
 * durations whole frames at the project's rate, money whole micro-units. What goes to the trash keeps its row and
 * gets `deleted_at_ms`; a scene or shot that went with its parent carries the same time as the parent.
 */
export const migration: Migration = {
  version: 1,
  name: 'first-library',
  up(db) {
    db.exec(`
      CREATE TABLE media_assets (
        id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        kind TEXT NOT NULL CHECK (kind IN ('image', 'video', 'audio')),
        mime TEXT NOT NULL,
        extension TEXT NOT NULL,
        size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
        width_px INTEGER,
        height_px INTEGER,
        duration_ms INTEGER,
        original_name TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE connections (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        concurrency INTEGER NOT NULL CHECK (concurrency >= 1),
        is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
        settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
        created_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE projects (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        width_px INTEGER NOT NULL,
        height_px INTEGER NOT NULL,
        frame_rate_numerator INTEGER NOT NULL CHECK (frame_rate_numerator > 0),
        frame_rate_denominator INTEGER NOT NULL CHECK (frame_rate_denominator > 0),
        style_notes TEXT NOT NULL,
        duration_rule TEXT NOT NULL CHECK (json_valid(duration_rule)),
        default_connection_id TEXT NOT NULL REFERENCES connections (id),
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;

      CREATE TABLE scripts (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        file_name TEXT NOT NULL,
        encoding TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;
      CREATE INDEX scripts_by_project ON scripts (project_id, created_at_ms);

      CREATE TABLE scenes (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        rank TEXT NOT NULL,
        heading TEXT NOT NULL,
        scene_number TEXT,
        synopsis TEXT NOT NULL,
        notes TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;
      CREATE INDEX scenes_by_project ON scenes (project_id, rank) WHERE deleted_at_ms IS NULL;

      CREATE TABLE shots (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        scene_id TEXT NOT NULL REFERENCES scenes (id) ON DELETE CASCADE,
        rank TEXT NOT NULL,
        title TEXT NOT NULL,
        prompt TEXT NOT NULL,
        notes TEXT NOT NULL,
        dialogue TEXT NOT NULL,
        duration_frames INTEGER NOT NULL CHECK (duration_frames >= 1),
        camera_move_kind TEXT NOT NULL,
        camera_move_strength REAL NOT NULL,
        board_asset_id TEXT REFERENCES media_assets (id),
        voice_asset_id TEXT REFERENCES media_assets (id),
        connection_id TEXT REFERENCES connections (id),
        selected_take_id TEXT REFERENCES takes (id) DEFERRABLE INITIALLY DEFERRED,
        recipe_digest TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;
      CREATE INDEX shots_by_scene ON shots (scene_id, rank) WHERE deleted_at_ms IS NULL;
      CREATE INDEX shots_by_project ON shots (project_id, scene_id, rank) WHERE deleted_at_ms IS NULL;
      -- For the other side of the references: erasing a take or an asset would else read every shot.
      CREATE INDEX shots_by_selected_take ON shots (selected_take_id) WHERE selected_take_id IS NOT NULL;
      CREATE INDEX shots_by_board ON shots (board_asset_id) WHERE board_asset_id IS NOT NULL;
      CREATE INDEX shots_by_voice ON shots (voice_asset_id) WHERE voice_asset_id IS NOT NULL;

      CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'running', 'fetching', 'processing', 'done',
          'failed', 'refused', 'cancelled', 'needs-you')),
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        shot_id TEXT REFERENCES shots (id) ON DELETE SET NULL,
        connection_id TEXT REFERENCES connections (id),
        lane TEXT NOT NULL,
        label TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        position INTEGER NOT NULL,
        progress REAL,
        attempt_count INTEGER NOT NULL DEFAULT 0,
        checkpoint TEXT CHECK (checkpoint IS NULL OR json_valid(checkpoint)),
        error TEXT CHECK (error IS NULL OR json_valid(error)),
        result TEXT CHECK (result IS NULL OR json_valid(result)),
        created_at_ms INTEGER NOT NULL,
        started_at_ms INTEGER,
        finished_at_ms INTEGER,
        is_cleared INTEGER NOT NULL DEFAULT 0 CHECK (is_cleared IN (0, 1))
      ) STRICT;
      CREATE INDEX jobs_by_state ON jobs (state, lane, position);
      CREATE INDEX jobs_by_shot ON jobs (shot_id, state);
      CREATE INDEX jobs_by_project ON jobs (project_id, created_at_ms);

      CREATE TABLE job_attempts (
        id TEXT PRIMARY KEY,
        job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
        attempt_number INTEGER NOT NULL,
        connection_id TEXT REFERENCES connections (id),
        request TEXT NOT NULL CHECK (json_valid(request)),
        handle TEXT CHECK (handle IS NULL OR json_valid(handle)),
        outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome)),
        created_at_ms INTEGER NOT NULL,
        ended_at_ms INTEGER,
        UNIQUE (job_id, attempt_number)
      ) STRICT;

      CREATE TABLE takes (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        shot_id TEXT NOT NULL REFERENCES shots (id) ON DELETE CASCADE,
        take_number INTEGER NOT NULL CHECK (take_number >= 1),
        asset_id TEXT NOT NULL REFERENCES media_assets (id),
        job_id TEXT NOT NULL,
        output_index INTEGER NOT NULL DEFAULT 0,
        connection_id TEXT NOT NULL,
        model_id TEXT NOT NULL,
        duration_frames INTEGER NOT NULL CHECK (duration_frames >= 1),
        width_px INTEGER NOT NULL,
        height_px INTEGER NOT NULL,
        frame_rate_numerator INTEGER NOT NULL,
        frame_rate_denominator INTEGER NOT NULL,
        has_burnt_in_subtitles INTEGER NOT NULL CHECK (has_burnt_in_subtitles IN (0, 1)),
        recipe TEXT NOT NULL CHECK (json_valid(recipe)),
        recipe_digest TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        UNIQUE (shot_id, take_number),
        UNIQUE (job_id, output_index)
      ) STRICT;
      CREATE INDEX takes_by_asset ON takes (asset_id);
      CREATE INDEX takes_by_project ON takes (project_id);

      CREATE TABLE edit_log (
        id INTEGER PRIMARY KEY,
        scope TEXT NOT NULL,
        label_key TEXT NOT NULL,
        label_count INTEGER NOT NULL,
        typing_key TEXT,
        changes TEXT NOT NULL CHECK (json_valid(changes)),
        is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX edit_log_by_scope ON edit_log (scope, is_undone, id);

      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT;
    `);
  },
};
