/** Timers as the queue uses them; tests pass timers of their own. */

/** Runs `work` once after so many milliseconds, never before it returns; the answer calls it off. */
export type Schedule = (delayMs: number, work: () => void) => () => void;

/** The timers of this process. They do not keep it alive. */
export const scheduleByTimer: Schedule = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};
