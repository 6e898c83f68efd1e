/** Lets many who wait for the disk share one wait. */

export interface GroupSync {
  /** Notes that something was written that is not on the disk yet. */
  wrote(): void;
  /** Notes that everything written until now is on the disk. */
  synced(): void;
  /** Resolves when everything written until now is on the disk. Rejects as the disk does. */
  flush(): Promise<void>;
}

type Waiter = { resolve(): void; reject(error: unknown): void };

/** @param sync brings everything written before its call onto the disk; never called twice at a time */
export function createGroupSync(sync: () => Promise<void>): GroupSync {
  let written = 0;
  let safe = 0;
  let waiters: Waiter[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiters.length > 0) {
      const group = waiters;
      const reached = written;
      waiters = [];
      try {
        await sync();
        safe = Math.max(safe, reached);
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isRunning = false;
  }

  return {
    wrote() {
      written += 1;
    },
    synced() {
      safe = written;
    },
    flush() {
      if (safe === written) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        if (!isRunning) void run();
      });
    },
  };
}
