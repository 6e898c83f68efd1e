import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ensureAnimaticConnection } from '#main/db/connection-repository.ts';
import { createWriteDb } from '#main/db/database.ts';
import { allMigrations } from '#main/db/migrations/index.ts';
import { findStoryboardShot } from '#main/db/shot-repository.ts';
import { defaultShotGeneration } from '#shared/domain/generation.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { defaultShotStructure } from '#shared/domain/shot-fields.ts';
import type { Frames } from '#shared/domain/time.ts';
import { recipeDigestOf } from './recipe-digest.ts';

const shot = {
  title: 'Harbour',
  prompt: 'A boat leaves.',
  dialogue: 'MARA: Wait.',
  durationFrames: 72 as Frames,
  cameraMove: { kind: 'push-in', strength: 0.3 } as const,
  boardAssetId: null,
  voiceAssetId: null,
  connectionId: null,
  generation: defaultShotGeneration,
};
/** What the first version of the studio stored for this shot. */
const oldDigest = 'aaf171503b745a72273dd34e4cf3b3e1';

describe('the digest of a recipe', () => {
  it('is what it always was for a shot that says nothing besides its words', () => {
    expect(recipeDigestOf(shot, [])).toBe(oldDigest);
    expect(recipeDigestOf({ ...shot, ...defaultShotStructure }, [])).toBe(oldDigest);
  });

  it('changes with each thing that goes into a take, and with nothing else', () => {
    const whole = { left: 0, top: 0, size: 1 };
    const said = [
      { shotSize: 'wide' },
      { angle: 'low' },
      { lensMm: 35 },
      { action: 'The boat turns.' },
      { framing: { start: whole, end: { left: 0.2, top: 0, size: 0.5 }, easing: 'smooth' } },
      { framing: { start: whole, end: { left: 0.2, top: 0, size: 0.5 }, easing: 'linear' } },
    ] as const;
    const digests = said.map((fields) => recipeDigestOf({ ...shot, ...defaultShotStructure, ...fields }, []));
    expect(new Set([oldDigest, ...digests]).size).toBe(said.length + 1);
    const sorted = { tags: ['night'], colour: 'red', status: 'approved', lockedNumber: '3A', customFields: { a: 1 } };
    expect(recipeDigestOf({ ...shot, ...defaultShotStructure, ...sorted } as typeof shot, [])).toBe(oldDigest);
  });
});

describe('a library of the version before', () => {
  it('keeps its takes up to date', () => {
    const connection = new Database(':memory:');
    connection.pragma('foreign_keys = ON');
    for (const migration of allMigrations.filter(({ version }) => version < 3)) migration.up(connection);
    const db = createWriteDb(connection);
    ensureAnimaticConnection(db, 1);
    connection.exec(`
      INSERT INTO projects (id, title, width_px, height_px, frame_rate_numerator, frame_rate_denominator, style_notes,
        duration_rule, default_connection_id, created_at_ms, updated_at_ms)
        SELECT 'p', 'Film', 1280, 720, 24, 1, '', '{}', id, 1, 1 FROM connections;
      INSERT INTO scenes (id, project_id, rank, heading, synopsis, notes, created_at_ms)
        VALUES ('c', 'p', 'a0', '', '', '', 1);
      INSERT INTO media_assets (id, sha256, kind, mime, extension, size_bytes, original_name, created_at_ms)
        VALUES ('a', '${'0'.repeat(64)}', 'video', 'video/mp4', 'mp4', 1, '', 1);
      INSERT INTO shots (id, project_id, scene_id, rank, title, prompt, notes, dialogue, duration_frames,
        camera_move_kind, camera_move_strength, recipe_digest, created_at_ms, updated_at_ms)
        VALUES ('s', 'p', 'c', 'a0', '${shot.title}', '${shot.prompt}', '', '${shot.dialogue}', 72, 'push-in', 0.3,
          '${oldDigest}', 1, 1);
      INSERT INTO takes (id, project_id, shot_id, take_number, asset_id, job_id, connection_id, model_id,
        duration_frames, width_px, height_px, frame_rate_numerator, frame_rate_denominator, has_burnt_in_subtitles,
        recipe, recipe_digest, created_at_ms, asked_width_px, asked_height_px)
        VALUES ('t', 'p', 's', 1, 'a', 'j', 'k', 'm', 72, 1280, 720, 24, 1, 0, '{}', '${oldDigest}', 1, 1280, 720);
      UPDATE shots SET selected_take_id = 't';
    `);
    for (const migration of allMigrations.filter(({ version }) => version >= 3)) migration.up(connection);
    const migrated = findStoryboardShot(db, 's' as ShotId);
    expect(migrated).toMatchObject({ ...defaultShotStructure, selectedTake: { isOutdated: false } });
    if (migrated) expect(recipeDigestOf(migrated, [])).toBe(migrated.recipeDigest);
    connection.close();
  });
});
