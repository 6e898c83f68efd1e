/**
 * The handles to the library's database. A `WriteDb` is also a `ReadDb`, not the reverse, so that a function's
 * signature tells what it can change.
 */
import type { Database, Statement } from 'better-sqlite3';

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
}

/** Wraps a connection; the connection stays its owner's to close. */
export function createWriteDb(connection: Database): WriteDb {
  const prepared = new Map<string, unknown>();
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
      return connection.transaction(work).immediate();
    },
  };
  // The brand exists for the compiler only.
  return db as unknown as WriteDb;
}
