/** A fixed number of places, given out in the order of asking. */

export interface ProcessSlots {
  /**
   * Waits for a place and returns what gives it back, to be called once.
   *
   * @throws the signal's reason, when it fires while waiting
   */
  take(signal?: AbortSignal): Promise<() => void>;
}

/** @param count places, a whole number from 1 */
export function createProcessSlots(count: number): ProcessSlots {
  if (!Number.isInteger(count) || count < 1) throw new TypeError(`expected a whole number from 1, got ${count}`);
  let free = count;
  const waiting: Array<() => void> = [];

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  function takeOne(): () => void {
    let isHeld = true;
    return () => {
      if (isHeld) release();
      isHeld = false;
    };
  }

  return {
    take(signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (free > 0) {
          free -= 1;
          return resolve(takeOne());
        }
        const handleTurn = () => {
          signal?.removeEventListener('abort', handleAbort);
          resolve(takeOne());
        };
        const handleAbort = () => {
          const index = waiting.indexOf(handleTurn);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal?.reason);
        };
        waiting.push(handleTurn);
        signal?.addEventListener('abort', handleAbort, { once: true });
      });
    },
  };
}
