import { describe, expect, it } from 'vitest';
import { createJobQueue } from '#main/queue/job-queue.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { createFakeTimers } from '../../../tests/support/fake-timers.ts';
import { createGenerationWorld } from '../../../tests/support/generation-world.ts';
import { createMoneyService } from './money-service.ts';
import { watchMonth } from './month-watch.ts';
import { createProjectService } from './project-service.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const at = (...parts: [year: number, month: number, day: number, hour?: number]) => new Date(...parts).getTime();
const noWords = { info: () => {}, error: () => {} };

/** A clock that can be set, beside timers that do not mind. */
function settableTimers(startMs: number) {
  const timers = createFakeTimers(startMs);
  let offsetMs = 0;
  return {
    ...timers,
    schedule: timers.createProcess().schedule,
    clock: { nowMs: () => timers.clock.nowMs() + offsetMs },
    setClock(nowMs: number) {
      offsetMs = nowMs - timers.clock.nowMs();
    },
  };
}

function watched(startMs: number, onNewMonth = () => {}) {
  const timers = settableTimers(startMs);
  const turns: number[] = [];
  const end = watchMonth({
    ...timers,
    logger: noWords,
    onNewMonth() {
      turns.push(timers.clock.nowMs());
      onNewMonth();
    },
  });
  return { ...timers, turns, end };
}

describe('watchMonth', () => {
  it('tells each new month in its first second, and nothing else', async () => {
    const { advance, turns, end } = watched(at(2026, 10, 22));
    await advance(41 * dayMs);
    expect(turns).toHaveLength(2);
    expect(turns[0]).toBe(at(2026, 11, 1));
    expect(turns[1]).toBe(at(2027, 0, 1));
    end();
    await advance(40 * dayMs);
    expect(turns).toHaveLength(2);
  });

  it('finds out within the hour when the machine slept through the turn', async () => {
    const { advance, setClock, turns } = watched(at(2026, 10, 30, 23));
    setClock(at(2026, 11, 3));
    await advance(hourMs);
    expect(turns).toHaveLength(1);
    await advance(dayMs);
    expect(turns).toHaveLength(1);
  });

  it('follows a clock that is set back, and forward again', async () => {
    const { advance, setClock, turns } = watched(at(2026, 10, 22));
    setClock(at(2026, 10, 2));
    await advance(hourMs);
    expect(turns).toHaveLength(0);
    setClock(at(2026, 9, 30));
    await advance(hourMs);
    setClock(at(2026, 10, 22));
    await advance(hourMs);
    expect(turns).toHaveLength(2);
  });

  it('tries again when it could not be told', async () => {
    let isFull = true;
    const { advance, turns } = watched(at(2026, 10, 30), () => {
      if (isFull) throw new Error('the disk is full');
    });
    await advance(dayMs + hourMs);
    isFull = false;
    const triedCount = turns.length;
    expect(triedCount).toBeGreaterThan(0);
    await advance(dayMs);
    expect(turns).toHaveLength(triedCount + 1);
  });
});

it('what a monthly budget held back begins with the next month', async () => {
  const { context, projectId, newJob, jobs } = createGenerationWorld();
  const { clock, schedule, advance, setClock } = settableTimers(at(2026, 10, 30, 12));
  const { db, ids, changes } = context;
  createProjectService({ ...context, clock }).update(projectId, {
    budget: { perJob: null, perMonth: microsFromDollars(0.15) },
  });
  const money = createMoneyService({ db, ids, changes, clock });
  const endless = { parsePayload: (payload: unknown) => payload, run: () => new Promise<never>(() => {}) };
  const queue = createJobQueue({
    db,
    clock,
    ids,
    schedule,
    runners: { 'take.generate': endless, 'film.export': endless },
    lanes: () => 3,
    attemptHooks: money.hooks,
    logger: noWords,
    random: () => 0.5,
  });
  watchMonth({ clock, schedule, logger: noWords, onNewMonth: () => queue.releaseHeld() });
  queue.start();
  for (let count = 0; count < 3; count += 1) queue.enqueue(newJob());
  const facts = () => jobs().map(({ state, hold }) => hold?.code ?? state);
  await advance(1);
  expect(facts()).toEqual(['sending', 'BUDGET_PROJECT', 'BUDGET_PROJECT']);
  // Back in a month of which nothing was spent: what is spent since counts all the same.
  setClock(at(2026, 9, 30));
  await advance(2 * hourMs);
  expect(facts()).toEqual(['sending', 'BUDGET_PROJECT', 'BUDGET_PROJECT']);
  setClock(at(2026, 11, 1));
  await advance(hourMs);
  expect(facts()).toEqual(['sending', 'sending', 'BUDGET_PROJECT']);
  await advance(32 * dayMs);
  expect(facts()).toEqual(['sending', 'sending', 'sending']);
});
