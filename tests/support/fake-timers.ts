/** A clock and timers that move only when a test says so. */
import type { Schedule } from '#main/queue/schedule.ts';
import type { Clock } from '#shared/util/clock.ts';

export interface FakeTimers {
  clock: Clock;
  /** Timers of one process: after `kill` none of them fires, and none can be set. */
  createProcess(): { schedule: Schedule; kill(): void };
  /** Lets pending promises go on, without moving the clock. */
  flush(): Promise<void>;
  /** Moves the clock on, firing what falls due on the way, with time for promises after each. */
  advance(ms: number): Promise<void>;
  /** Sets the clock, which no timer notices: it is corrected, or the computer sleeps. @param ms may be negative */
  jump(ms: number): void;
  /** Fires the timer that is due next, if there is one. */
  fireNext(): void;
  /** Fires timers in their order until the condition holds. @throws when it does not after 20,000 timers */
  runUntil(condition: () => boolean): Promise<void>;
  /** Fires timers until none is left. */
  runAll(): Promise<void>;
}

type Timer = { dueMs: number; order: number; work: () => void };

export function createFakeTimers(startMs = 1_700_000_000_000): FakeTimers {
  let nowMs = startMs;
  let order = 0;
  let timers: Timer[] = [];

  async function flush(): Promise<void> {
    // Each turn runs all promises that are ready, and lets file operations end.
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  function takeNext(limitMs: number): Timer | null {
    const next = timers.reduce<Timer | null>(
      (best, timer) =>
        !best || timer.dueMs < best.dueMs || (timer.dueMs === best.dueMs && timer.order < best.order) ? timer : best,
      null,
    );
    if (!next || next.dueMs > limitMs) return null;
    timers = timers.filter((timer) => timer !== next);
    nowMs = Math.max(nowMs, next.dueMs);
    return next;
  }

  async function runUntil(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 20_000; turn += 1) {
      await flush();
      if (condition()) return;
      takeNext(Number.POSITIVE_INFINITY)?.work();
    }
    throw new Error('the condition never came true');
  }

  return {
    clock: { nowMs: () => nowMs },
    createProcess() {
      let isDead = false;
      const own = new Set<Timer>();
      const drop = (timer: Timer) => {
        own.delete(timer);
        timers = timers.filter((other) => other !== timer);
      };
      return {
        schedule(delayMs, work) {
          order += 1;
          const timer: Timer = { dueMs: nowMs + delayMs, order, work };
          if (isDead) return () => {};
          own.add(timer);
          timers.push(timer);
          return () => drop(timer);
        },
        kill() {
          isDead = true;
          for (const timer of [...own]) drop(timer);
        },
      };
    },
    flush,
    async advance(ms) {
      const untilMs = nowMs + ms;
      await flush();
      for (let timer = takeNext(untilMs); timer; timer = takeNext(untilMs)) {
        timer.work();
        await flush();
      }
      nowMs = untilMs;
    },
    runUntil,
    jump(ms) {
      nowMs += ms;
      for (const timer of timers) timer.dueMs += ms;
    },
    fireNext() {
      takeNext(Number.POSITIVE_INFINITY)?.work();
    },
    async runAll() {
      await flush();
      for (let timer = takeNext(Number.POSITIVE_INFINITY); timer; timer = takeNext(Number.POSITIVE_INFINITY)) {
        timer.work();
        await flush();
      }
    },
  };
}
