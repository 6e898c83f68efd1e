import { migration as firstLibrary } from './0001-first-library.ts';
import { migration as realProviders } from './0002-real-providers.ts';
import { migration as shotStructure } from './0003-shot-structure.ts';
import { migration as sound } from './0004-sound.ts';
import { migration as sketches } from './0005-sketches.ts';
import { migration as search } from './0006-search.ts';
import { migration as scriptLines } from './0007-script-lines.ts';
import { migration as shotsOfScene } from './0008-shots-of-scene.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema in order, from version 1 without a gap. */
export const allMigrations: readonly Migration[] = [
  firstLibrary,
  realProviders,
  shotStructure,
  sound,
  sketches,
  search,
  scriptLines,
  shotsOfScene,
];
