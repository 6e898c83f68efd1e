import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWriteDb, type WriteDb } from './database.ts';
import { type Connection, openConnection, prepareForLiveUse } from './open-connection.ts';

let folder: string;
let connection: Connection;
let db: WriteDb;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'database-'));
  connection = openConnection(path.join(folder, 'library.db'));
  prepareForLiveUse(connection);
  connection.exec('CREATE TABLE words (word TEXT)');
  db = createWriteDb(connection);
});

afterEach(() => {
  if (connection.open) connection.close();
  rmSync(folder, { recursive: true });
});

const insert = (word: string) => db.prepare<[string]>('INSERT INTO words VALUES (?)').run(word);
/** `PRAGMA synchronous` as SQLite numbers it. */
const [normal, full] = [1, 2];
const level = () => connection.pragma('synchronous', { simple: true });

/** What another process sees. */
function words(): string[] {
  const other = openConnection(path.join(folder, 'library.db'));
  try {
    return other.prepare<[], string>('SELECT word FROM words').pluck().all();
  } finally {
    other.close();
  }
}

describe('transactionSoon', () => {
  it('has committed when it returns, without waiting for the disk', () => {
    const levels: unknown[] = [];
    const answer = db.transactionSoon(() => {
      levels.push(level());
      insert('one');
      return 7;
    });
    expect(answer).toBe(7);
    expect(words()).toEqual(['one']);
    expect(levels).toEqual([normal]);
  });

  it('lets what comes after it wait for the disk again', async () => {
    db.transactionSoon(() => insert('one'));
    expect(db.transaction(level)).toBe(full);
    db.transactionSoon(() => insert('two'));
    db.transactionSoon(() => insert('three'));
    expect(level()).toBe(normal);
    await new Promise((resolve) => setImmediate(resolve));
    expect(level()).toBe(full);
    db.transactionSoon(() => insert('four'));
    await db.flush();
    expect(level()).toBe(full);
  });

  it('takes everything back when it throws', () => {
    expect(() =>
      db.transactionSoon(() => {
        insert('one');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(words()).toEqual([]);
  });

  it('is a part of the transaction around it', () => {
    expect(() =>
      db.transaction(() => {
        db.transactionSoon(() => insert('one'));
        expect(level()).toBe(full);
        throw new Error('no');
      }),
    ).toThrow('no');
    db.transactionSoon(() => {
      insert('two');
      expect(() =>
        db.transaction(() => {
          insert('three');
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    expect(words()).toEqual(['two']);
  });

  it('leaves a connection alone that waits for no disk', () => {
    connection.pragma('synchronous = OFF');
    db.transactionSoon(() => insert('one'));
    expect([words(), level()]).toEqual([['one'], 0]);
    const memory = openConnection(':memory:');
    expect(createWriteDb(memory).transactionSoon(() => 3)).toBe(3);
    memory.close();
  });
});

describe('flush', () => {
  it('brings what was committed onto the disk, and has nothing to do without it', async () => {
    await db.flush();
    db.transactionSoon(() => insert('one'));
    await db.flush();
    db.transactionSoon(() => insert('two'));
    await db.settle();
    db.transactionSoon(() => insert('three'));
    await db.settle();
    expect(words()).toEqual(['one', 'two', 'three']);
  });

  it('tells when the log cannot be opened', async () => {
    await db.settle();
    db.transactionSoon(() => insert('one'));
    await db.settle();
    const lost = createWriteDb({
      ...fakeLost(),
      name: path.join(folder, 'gone', 'library.db'),
    } as unknown as Connection);
    lost.transactionSoon(() => undefined);
    await expect(lost.flush()).rejects.toThrow('ENOENT');
  });
});

/** A connection whose log is not where it should be. */
function fakeLost() {
  return {
    inTransaction: false,
    open: true,
    pragma: (text: string) => (text === 'journal_mode' ? 'wal' : undefined),
    prepare: () => ({ pluck: () => ({ get: () => 2 }) }),
    transaction: (run: unknown) => ({ immediate: run }),
  };
}
