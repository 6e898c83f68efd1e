/** Two ways to keep work on the same thing from getting in its own way. */

export interface KeyedLock {
  /** Runs `work` after every earlier work with this key has ended, well or not. */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

export function createKeyedLock(): KeyedLock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async run(key, work) {
      const before = tails.get(key);
      const mine = (async () => {
        await before?.catch(() => undefined);
        return work();
      })();
      tails.set(key, mine);
      try {
        return await mine;
      } finally {
        if (tails.get(key) === mine) tails.delete(key);
      }
    },
  };
}

export interface SharedRuns {
  /**
   * Joins the run of this key, or starts it. Each caller leaves by its own signal; the run is aborted when the last
   * one has left.
   */
  join(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
}

export function createSharedRuns(): SharedRuns {
  type Run = { result: Promise<void>; aborting: AbortController; callerCount: number };
  const runs = new Map<string, Run>();

  function start(key: string, work: (signal: AbortSignal) => Promise<void>): Run {
    const aborting = new AbortController();
    const run: Run = { result: work(aborting.signal), aborting, callerCount: 0 };
    runs.set(key, run);
    const forget = () => {
      if (runs.get(key) === run) runs.delete(key);
    };
    run.result.then(forget, forget);
    return run;
  }

  return {
    async join(key, signal, work) {
      signal?.throwIfAborted();
      const run = runs.get(key) ?? start(key, work);
      run.callerCount += 1;
      try {
        await leaveOnAbort(run.result, signal);
      } finally {
        run.callerCount -= 1;
        if (run.callerCount === 0) {
          // A caller that comes from now on must not join a run that is being stopped.
          if (runs.get(key) === run) runs.delete(key);
          run.aborting.abort();
        }
      }
    },
  };
}

function leaveOnAbort(result: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const handleAbort = () => reject(signal.reason);
    signal.addEventListener('abort', handleAbort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', handleAbort));
  });
}
