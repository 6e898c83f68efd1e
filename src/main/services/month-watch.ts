/** Budgets count by the month in local time: this tells when another one has begun. */
import type { Logger } from '#main/logger.ts';
import type { Schedule } from '#main/queue/schedule.ts';
import type { Clock } from '#shared/util/clock.ts';
import { monthStartMs } from './money-service.ts';

export type MonthWatchOptions = {
  clock: Clock;
  schedule: Schedule;
  logger: Logger;
  /** Called once for each change of the month, also for one back in time. What it throws is tried again later. */
  onNewMonth: () => void;
};

/** A machine sleeps and its clock may be set: the month is looked at this often. */
const longestWaitMs = 3_600_000;
/** Timers may fire a little early. */
const shortestWaitMs = 1_000;

/** @returns ends it. */
export function watchMonth({ clock, schedule, logger, onNewMonth }: MonthWatchOptions): () => void {
  let knownMs = monthStartMs(clock);
  let undo = wait();

  function wait(): () => void {
    const untilNextMs = nextMonthStartMs(clock) - clock.nowMs();
    return schedule(Math.min(longestWaitMs, Math.max(shortestWaitMs, untilNextMs)), look);
  }

  function look(): void {
    undo = wait();
    const startMs = monthStartMs(clock);
    if (startMs === knownMs) return;
    try {
      onNewMonth();
      knownMs = startMs;
    } catch (error) {
      logger.error('month.notAnnounced', error);
    }
  }

  return () => undo();
}

/** First moment of the month after this one, in local time. */
function nextMonthStartMs(clock: Clock): number {
  const start = new Date(monthStartMs(clock));
  return start.setMonth(start.getMonth() + 1);
}
