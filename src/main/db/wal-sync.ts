/**
 * Brings SQLite's write-ahead log onto the disk beside the program, where SQLite itself would hold it up meanwhile.
 *
 * A commit is in the log before its call returns, so that a sync of that file that begins later makes it last (SQLite
 * documentation, "Write-Ahead Logging": the log is what SQLite itself syncs at a commit under `synchronous = FULL`).
 * Opening the log by other means than SQLite is harmless: its locks are on `library.db` and `library.db-shm`.
 */
import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';
import type { Database } from 'better-sqlite3';

const openFile = promisify(open);
const closeFile = promisify(close);
const syncFile = promisify(fdatasync);

export interface WalSync {
  /** Whether commits go to a log that is synced at each of them: not in memory, nor where nobody waits for the disk. */
  isUsed(): boolean;
  sync(): Promise<void>;
  /** Lets go of the file; a later `sync` opens it again. */
  close(): Promise<void>;
}

/** `PRAGMA synchronous` as SQLite numbers it. */
const full = 2;

export function createWalSync(connection: Database): WalSync {
  /** A number, because the platform closes handles that nobody holds any more by itself, and complains. */
  let opening: Promise<number> | null = null;
  let readLevel: (() => unknown) | null = null;

  /** Asked at each commit, so it is prepared once. */
  function prepareLevel(): () => unknown {
    if (connection.pragma('journal_mode', { simple: true }) !== 'wal') return () => null;
    const statement = connection.prepare('PRAGMA synchronous').pluck();
    return () => statement.get();
  }

  return {
    isUsed() {
      readLevel ??= prepareLevel();
      return readLevel() === full;
    },
    async sync() {
      // Writable, because Windows syncs no file that was opened for reading.
      opening ??= openFile(`${connection.name}-wal`, 'r+');
      const file = await opening.catch((error: unknown) => {
        opening = null;
        throw error;
      });
      await syncFile(file);
    },
    async close() {
      const file = await opening?.catch(() => null);
      opening = null;
      if (typeof file === 'number') await closeFile(file);
    },
  };
}
