import type { Migration } from './migration.ts';

/**
 * Finds the shots of a scene whether they are hidden or not, as hiding a scene from the search does and forgetting what
 * was undone: without it each scene of an import that is taken back read every shot of the library.
 */
export const migration: Migration = {
  version: 8,
  name: 'shots-of-scene',
  up(db) {
    db.exec('CREATE INDEX shots_of_scene ON shots (scene_id)');
  },
};
