import type { Migration } from './migration.ts';

/**
 * Sound that spans shots: lanes of a project, and the clips that lie on them.
 *
 * A clip begins so many frames into a shot, or into the film where it has none. Which part of the file is heard is told
 * in milliseconds of the file, because that does not change with the project's frame rate.
 */
export const migration: Migration = {
  version: 4,
  name: 'sound',
  up(db) {
    db.exec(`
      CREATE TABLE sound_lanes (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        rank TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('music', 'effects', 'voice')),
        gain_db REAL NOT NULL CHECK (gain_db BETWEEN -60 AND 12),
        is_muted INTEGER NOT NULL CHECK (is_muted IN (0, 1)),
        created_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;
      CREATE INDEX sound_lanes_by_project ON sound_lanes (project_id, rank);

      CREATE TABLE sound_clips (
        id TEXT PRIMARY KEY,
        project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        lane_id TEXT NOT NULL REFERENCES sound_lanes (id) ON DELETE CASCADE,
        asset_id TEXT NOT NULL REFERENCES media_assets (id),
        -- Null: the start of the film.
        anchor_shot_id TEXT REFERENCES shots (id) ON DELETE SET NULL,
        offset_frames INTEGER NOT NULL CHECK (offset_frames >= 0),
        trim_in_ms INTEGER NOT NULL CHECK (trim_in_ms >= 0),
        trim_out_ms INTEGER NOT NULL CHECK (trim_out_ms > trim_in_ms),
        gain_db REAL NOT NULL CHECK (gain_db BETWEEN -60 AND 12),
        fade_in_frames INTEGER NOT NULL CHECK (fade_in_frames >= 0),
        fade_out_frames INTEGER NOT NULL CHECK (fade_out_frames >= 0),
        created_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT;
      CREATE INDEX sound_clips_by_project ON sound_clips (project_id, created_at_ms);
      -- For the other side of the references.
      CREATE INDEX sound_clips_by_lane ON sound_clips (lane_id);
      CREATE INDEX sound_clips_by_asset ON sound_clips (asset_id);
      CREATE INDEX sound_clips_by_shot ON sound_clips (anchor_shot_id) WHERE anchor_shot_id IS NOT NULL;
    `);
  },
};
