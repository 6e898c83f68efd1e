/** One signal out of several, and timers that can be passed in. */

/** Runs `work` once after so many milliseconds; the answer calls it off. */
export type StartTimer = (delayMs: number, work: () => void) => () => void;

/** The timers of this process. They do not keep it alive. */
export const startSystemTimer: StartTimer = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};

export type AbortScope = {
  /** Fires with the reason of whichever fired first. */
  signal: AbortSignal;
  abort(reason: unknown): void;
  /** Lets go of the signals it listens to. */
  dispose(): void;
};

/** `AbortSignal.any` is missing in Node 18. */
export function createAbortScope(...signals: Array<AbortSignal | undefined>): AbortScope {
  const controller = new AbortController();
  const undos = signals.map((signal) => {
    if (signal?.aborted) controller.abort(signal.reason);
    const handleAbort = () => controller.abort(signal?.reason);
    signal?.addEventListener('abort', handleAbort, { once: true });
    return () => signal?.removeEventListener('abort', handleAbort);
  });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    dispose: () => undos.forEach((undo) => undo()),
  };
}
