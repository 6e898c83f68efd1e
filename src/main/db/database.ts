/**
 * The handles to the library's database. A `WriteDb` is also a `ReadDb`, not the reverse, so that a function's
 * signature tells what it can change.
 */
import type { Database, Statement } from 'better-sqlite3';
import { createGroupSync } from './group-sync.ts';
import { createWalSync } from './wal-sync.ts';

declare const writable: unique symbol;

/** Reads only; prepared statements are kept per text, so preparing again costs a look-up. */
export interface ReadDb {
  /** Prepares a statement, or hands out the one prepared before for the same text. */
  prepare<Bind extends unknown[] | object = unknown[], Row = unknown>(
    sql: string,
  ): Bind extends unknown[] ? Statement<Bind, Row> : Statement<[Bind], Row>;
}

/** Reads and writes. */
export interface WriteDb extends ReadDb {
  readonly [writable]: true;
  /** Runs `work` in an immediate transaction; inside another one it is a savepoint. Commits when it returns. */
  transaction<Result>(work: () => Result): Result;
  /**
   * As `transaction`, but does not wait for the disk, which gets it within some hundredths of a second: for what the
   * studio writes by itself, many times a second. Once it returns, no end of the process takes it back; a power cut may take back the
   * last of them, and then nothing that was committed later outlives it. Who must be certain awaits `flush`.
   */
  transactionSoon<Result>(work: () => Result): Result;
  /** Resolves when everything that was committed until now is on the disk. Rejects as the disk does. */
  flush(): Promise<void>;
  /** Brings everything onto the disk and lets go of the file: for before the connection closes. */
  settle(): Promise<void>;
}

/** Until the disk gets what nobody waits for. */
const syncDelayMs = 30;

/** Wraps a connection; the connection stays its owner's to close, after `settle`. */
export function createWriteDb(connection: Database): WriteDb {
  const prepared = new Map<string, unknown>();
  const wal = createWalSync(connection);
  const disk = createGroupSync(() => wal.sync());
  // Made once: to make one costs as much as to run it.
  const whole = connection.transaction((work: () => unknown) => work());
  const runWhole = <Result>(work: () => Result): Result => whole.immediate(work) as Result;
  let isSyncDue = false;
  /** Whether commits do not wait for the disk at this moment. */
  let isQuick = false;

  /** Until the events that are due have been worked on: to change it costs as much as a commit. */
  function beQuick(): void {
    if (isQuick) return;
    // In this mode a commit writes the log in its order, but does not wait until the disk has it.
    connection.pragma('synchronous = NORMAL');
    isQuick = true;
    setImmediate(waitAgain);
  }

  function waitAgain(): void {
    if (!isQuick) return;
    isQuick = false;
    if (!connection.open) return;
    connection.pragma('synchronous = FULL');
    bringToDisk();
  }

  /** Not at once: whoever asks for a flush would have to wait for this one before it. */
  function bringToDisk(): void {
    disk.wrote();
    if (isSyncDue) return;
    isSyncDue = true;
    const timer = setTimeout(() => {
      isSyncDue = false;
      // Whoever needs it on the disk asks again, and is told.
      disk.flush().catch(() => undefined);
    }, syncDelayMs);
    timer.unref();
  }

  const db = {
    prepare(sql: string) {
      let statement = prepared.get(sql);
      if (!statement) {
        statement = connection.prepare(sql);
        prepared.set(sql, statement);
      }
      return statement;
    },
    transaction<Result>(work: () => Result): Result {
      if (connection.inTransaction) return runWhole(work);
      waitAgain();
      const result = runWhole(work);
      disk.synced();
      return result;
    },
    transactionSoon<Result>(work: () => Result): Result {
      if (!connection.inTransaction && (isQuick || wal.isUsed())) beQuick();
      return runWhole(work);
    },
    flush() {
      waitAgain();
      return disk.flush();
    },
    async settle() {
      waitAgain();
      await disk.flush();
      await wal.close();
    },
  };
  // The brand exists for the compiler only.
  return db as unknown as WriteDb;
}
