/** Lets a process die at a chosen instruction: from there on nothing that it tries has an effect. */
import type { WriteDb } from '#main/db/database.ts';

export interface Crash {
  /** Dies here when it is the chosen instruction; afterwards every call throws. */
  point(): void;
  readonly isDead: boolean;
  /** Instructions passed so far. */
  readonly count: number;
  kill(): void;
  /** Dies at so many instructions from now. */
  dieIn(instructions: number): void;
}

/** @param at the instruction to die at, from 1; infinity for never. */
export function createCrash(at: number, onDeath: () => void = () => {}): Crash {
  let count = 0;
  let isDead = false;
  let deadline = at;
  function kill(): void {
    if (isDead) return;
    isDead = true;
    onDeath();
  }
  return {
    point() {
      count += 1;
      if (count >= deadline) kill();
      if (isDead) throw new Error('the process is dead');
    },
    get isDead() {
      return isDead;
    },
    get count() {
      return count;
    },
    kill,
    dieIn(instructions) {
      deadline = count + instructions;
    },
  };
}

/** The same database, of a process that can die before each of its statements. A transaction cut off is rolled back. */
export function withCrash(db: WriteDb, crash: Crash): WriteDb {
  const dyingInside =
    (run: WriteDb['transaction']) =>
    <Result>(work: () => Result): Result =>
      run(() => {
        const result = work();
        // Dying between the last statement and the commit takes everything back.
        crash.point();
        return result;
      });
  const wrapped = {
    prepare(sql: string) {
      const statement = db.prepare(sql) as unknown as Record<'run' | 'get' | 'all', (...values: unknown[]) => unknown>;
      const call =
        (name: 'run' | 'get' | 'all') =>
        (...values: unknown[]) => {
          crash.point();
          return statement[name](...values);
        };
      return { run: call('run'), get: call('get'), all: call('all') };
    },
    transaction: dyingInside((work) => db.transaction(work)),
    transactionSoon: dyingInside((work) => db.transactionSoon(work)),
    flush: () => db.flush(),
    settle: () => db.settle(),
  };
  return wrapped as unknown as WriteDb;
}
