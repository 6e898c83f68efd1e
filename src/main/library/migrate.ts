/**
 * Brings a database to the newest version, step by step. A step and its `user_version` commit together, so that a
 * crash between two steps leaves a library that goes on with the next one.
 */
import { type Connection, isFull, libraryApplicationId, readUserVersion } from '#main/db/open-connection.ts';
import type { Migration } from '#main/db/migrations/migration.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** The version that a list of steps leads to. @throws {TypeError} when the list has a gap */
export function newestVersion(migrations: readonly Migration[]): number {
  for (const [index, { version, name }] of migrations.entries()) {
    if (version !== index + 1) throw new TypeError(`migration "${name}" has version ${version}, expected ${index + 1}`);
  }
  return migrations.length;
}

/**
 * Applies what is missing, in order. Foreign keys are off meanwhile: a step that rebuilds a table would else delete
 * the rows of its children. They are checked before each step commits.
 *
 * @throws {AppError} LIBRARY_MIGRATION_FAILED, or SQLite's own error when the disk is full; the step that failed has left nothing, those before it stay
 */
export function migrate(connection: Connection, migrations: readonly Migration[], location: string): void {
  const version = readUserVersion(connection);
  const steps = migrations.filter((step) => step.version > version);
  if (steps.length === 0) return;
  // Outside the transaction: inside one, SQLite ignores it without a word.
  connection.pragma('foreign_keys = OFF');
  try {
    for (const step of steps) applyStep(connection, step, location);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

function applyStep(connection: Connection, step: Migration, location: string): void {
  try {
    connection
      .transaction(() => {
        step.up(connection);
        const broken = connection.prepare<[], { table: string }>('PRAGMA foreign_key_check').all();
        if (broken.length > 0) throw new Error(`${broken.length} broken references, first in "${broken[0]?.table}"`);
        connection.pragma(`application_id = ${libraryApplicationId}`);
        connection.pragma(`user_version = ${step.version}`);
      })
      .immediate();
  } catch (error) {
    // Not the step's fault, and for people something else to do.
    if (isFull(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('LIBRARY_MIGRATION_FAILED', `step ${step.version} (${step.name}): ${reason}`, {
      params: { location },
      cause: error,
    });
  }
}
