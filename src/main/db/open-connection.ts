/**
 * The only place that opens SQLite. Uses nothing beyond prepare, exec, pragma, transaction, backup and close, so that
 * a driver with the same small surface can stand in.
 *
 * A process that opens and closes a database file by other means while a connection to it is open drops SQLite's
 * locks on it (POSIX file locks end at any close). So nobody reads `library.db` or `library.lock` with `node:fs`.
 */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { hasCode } from '#shared/errors/app-error.ts';

export type Connection = Database.Database;

/** Tells a Shotwright library from any other SQLite file: "SWRT" in ASCII, the `application_id` of the header. */
export const libraryApplicationId = 0x53_57_52_54;

/** Opens for reading and writing; makes the file when it is missing. The caller closes. */
export function openConnection(file: string): Connection {
  const connection = new Database(file);
  try {
    connection.pragma('busy_timeout = 5000');
    connection.pragma('foreign_keys = ON');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens an existing file without changing it. The caller closes. */
export function openReadOnly(file: string): Connection {
  return new Database(file, { readonly: true, fileMustExist: true });
}

/**
 * Sets a connection up for a live library.
 *
 * `synchronous = FULL`: in WAL mode NORMAL would let a power cut take back the latest commits, and here a commit is
 * what stands behind the word "Saved" and behind what was spent. It costs one fsync a commit.
 */
export function prepareForLiveUse(connection: Connection): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  // A file that may only be read opens without an error, and so does a transaction on it; the first write tells.
  const version = readUserVersion(connection);
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.pragma(`user_version = ${version}`);
  } finally {
    connection.exec('ROLLBACK');
  }
}

/**
 * Holds a file locked through SQLite, which uses the system's own file locks: they end with the process, however it
 * ends, so nothing is left to clean up after a kill or a power cut. The file stays empty.
 *
 * @returns what lets go of it; null when another connection holds it, in this process or another
 */
export function holdFileLock(file: string): (() => void) | null {
  const connection = new Database(file);
  try {
    connection.pragma('busy_timeout = 0');
    // No journal file beside it: nothing is ever written.
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return () => {
    connection.exec('ROLLBACK');
    connection.close();
  };
}

/** First complaint of SQLite's own check, null when the file is sound. @param how `quick` leaves out the indexes */
export function findDamage(connection: Connection, how: 'quick' | 'whole'): string | null {
  const check = how === 'quick' ? 'quick_check' : 'integrity_check';
  try {
    const answer = connection.pragma(check, { simple: true });
    return answer === 'ok' ? null : String(answer);
  } catch (error) {
    if (isDamage(error)) return error instanceof Error ? error.message : String(error);
    throw error;
  }
}

export function readUserVersion(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

export function readApplicationId(connection: Connection): number {
  return Number(connection.pragma('application_id', { simple: true }));
}

/** Files that SQLite keeps beside a database, those that exist. */
export function sidecarsOf(file: string): string[] {
  return ['-wal', '-shm', '-journal'].map((ending) => file + ending).filter((sidecar) => existsSync(sidecar));
}

/** Whether an error says that the file is no sound database. */
export function isDamage(error: unknown): boolean {
  return hasCode(error, 'SQLITE_NOTADB') || startsWithCode(error, 'SQLITE_CORRUPT');
}

/** Whether an error says that somebody else holds the file. */
export function isBusy(error: unknown): boolean {
  return startsWithCode(error, 'SQLITE_BUSY') || startsWithCode(error, 'SQLITE_LOCKED');
}

/** Whether an error says that the file or its folder cannot be written. */
export function isNotWritable(error: unknown): boolean {
  return ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_AUTH'].some((code) =>
    startsWithCode(error, code),
  );
}

/** Whether an error says that there is no room left; for its shared memory file SQLite has a code of its own. */
export function isFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'].some((code) => startsWithCode(error, code));
}

function startsWithCode(error: unknown, code: string): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  // Extended codes: SQLITE_CORRUPT_INDEX, SQLITE_BUSY_SNAPSHOT.
  return typeof error.code === 'string' && (error.code === code || error.code.startsWith(`${code}_`));
}
