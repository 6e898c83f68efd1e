import { describe, expect, it } from 'vitest';
import type { WriteDb } from '#main/db/database.ts';
import { listJobs } from '#main/db/job-list-repository.ts';
import { clearEndedJobs, type NewJob } from '#main/db/job-repository.ts';
import type { JobId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { createFakeTimers } from '../../../tests/support/fake-timers.ts';
import { createGenerationWorld } from '../../../tests/support/generation-world.ts';
import { createJobQueue } from './job-queue.ts';
import type { JobContext, JobOutcome, JobRunner } from './job-runner.ts';

type Started = { context: JobContext<unknown>; end: (outcome: JobOutcome) => void; fail: (error: unknown) => void };

/** A queue whose jobs run until the test ends them. */
function createHarness({
  lanes = () => 1,
  db,
}: {
  lanes?: (lane: string) => number;
  db?: (db: WriteDb) => WriteDb;
} = {}) {
  const world = createGenerationWorld();
  const { context } = world;
  const timers = createFakeTimers();
  const started: Started[] = [];
  const errors: string[] = [];
  const runner: JobRunner = {
    parsePayload: (payload) => payload,
    run: (jobContext) =>
      new Promise((resolve, reject) => {
        started.push({ context: jobContext, end: resolve, fail: reject });
        jobContext.signal.addEventListener('abort', () => reject(jobContext.signal.reason), { once: true });
      }),
  };
  const create = () => {
    const own = timers.createProcess();
    const queue = createJobQueue({
      db: db ? db(context.db) : context.db,
      clock: timers.clock,
      ids: context.ids,
      runners: { 'take.generate': runner, 'film.export': runner },
      lanes,
      logger: { info: () => {}, error: (event) => void errors.push(event) },
      random: () => 0.5,
      schedule: own.schedule,
    });
    return { queue, kill: own.kill };
  };
  const newJob = (lane = 'film', label = lane): NewJob => ({
    kind: 'film.export',
    projectId: world.projectId,
    shotId: null,
    connectionId: null,
    lane,
    label,
    payload: { some: 'thing' },
  });
  const states = () => world.jobs().map(({ state }) => state);
  return { ...create(), create, runner, timers, started, errors, newJob, states, world, db: context.db };
}

const done: JobOutcome = { kind: 'done', result: null };

function endWell(job: Started | undefined): void {
  job?.context.transition('running');
  job?.context.transition('fetching');
  job?.end(done);
}

describe('lanes', () => {
  it('starts jobs in the order of queueing, as many at once as the lane allows', async () => {
    const { queue, timers, started, newJob, states } = createHarness({ lanes: () => 2 });
    queue.start();
    for (const label of ['a', 'b', 'c']) queue.enqueue(newJob('one', label));
    await timers.flush();
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.label)).toEqual(['a', 'b']);
    expect(states()).toEqual(['sending', 'sending', 'waiting']);
    endWell(started[1]);
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.label)).toEqual(['a', 'b', 'c']);
  });

  it('does not let one lane hold up another', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    for (let count = 0; count < 3; count += 1) queue.enqueue(newJob('a stuck one'));
    queue.enqueue(newJob('free'));
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.label)).toEqual(['a stuck one', 'free']);
    started[0]?.end({ kind: 'requeue', reason: 'BUSY', holdLaneMs: 60_000 });
    queue.enqueue(newJob('free', 'next'));
    endWell(started[1]);
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.label)).toEqual(['a stuck one', 'free', 'next']);
    await timers.advance(60_000);
    expect(started).toHaveLength(4);
    expect(started[3]?.context.attempt.attemptNumber).toBe(2);
  });

  it('puts a job that goes back at its old place', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    for (const label of ['a', 'b']) queue.enqueue(newJob('one', label));
    await timers.advance(0);
    started[0]?.end({ kind: 'requeue', reason: 'LOST', holdLaneMs: 0 });
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.label)).toEqual(['a', 'a']);
  });

  it('begins the next when a job has released its place, but has only so many at home', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    for (let count = 0; count < 10; count += 1) queue.enqueue(newJob());
    await timers.advance(0);
    expect(started).toHaveLength(1);
    started[0]?.context.releasePlace();
    started[0]?.context.releasePlace();
    await timers.advance(0);
    expect(started).toHaveLength(2);
    for (let index = 1; index < 5; index += 1) {
      started[index]?.context.releasePlace();
      await timers.advance(0);
    }
    // Five without a place: nothing is begun until one of them ends.
    expect(started).toHaveLength(5);
    endWell(started[2]);
    await timers.advance(0);
    expect(started).toHaveLength(6);
    await timers.advance(0);
    expect(started).toHaveLength(6);
  });

  it('holds a lane of no concurrency until it is woken', async () => {
    let concurrency = 0;
    const { queue, timers, started, newJob } = createHarness({ lanes: () => concurrency });
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(60_000);
    expect(started).toHaveLength(0);
    concurrency = 1;
    queue.wake();
    await timers.advance(0);
    expect(started).toHaveLength(1);
  });
});

describe('a lane in trouble', () => {
  it('is tried again later, while the others are served', async () => {
    let isBroken = true;
    const { queue, timers, started, newJob, errors } = createHarness({
      lanes: (lane) => {
        if (lane === 'a broken one' && isBroken) throw new Error('no');
        return 1;
      },
    });
    queue.start();
    queue.enqueue(newJob('a broken one'));
    queue.enqueue(newJob('free'));
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.label)).toEqual(['free']);
    isBroken = false;
    await timers.advance(10_000);
    expect(started.map(({ context }) => context.job.label)).toEqual(['free', 'a broken one']);
    expect(errors).toEqual(['queue.lookFailed']);
  });
});

describe('enqueue', () => {
  it('keeps and starts nothing of a transaction that is rolled back', async () => {
    const { queue, timers, started, newJob, db, world } = createHarness();
    queue.start();
    expect(() =>
      db.transaction(() => {
        queue.enqueue(newJob());
        throw new Error('no');
      }),
    ).toThrow('no');
    await timers.advance(0);
    expect(started).toHaveLength(0);
    expect(world.jobs()).toEqual([]);
  });

  it('answers the job as it waits', () => {
    const { queue, newJob, world } = createHarness();
    expect(queue.enqueue(newJob('film', 'pilot.mp4'))).toEqual({
      ...world.jobs()[0],
      kind: 'film.export',
      state: 'waiting',
      label: 'pilot.mp4',
      progress: null,
      attemptCount: 0,
      error: null,
      result: null,
    });
  });

  it('stays fast with ten thousand waiting: no look at all of them to start one', async () => {
    const reads: string[] = [];
    const { queue, timers, started, newJob, db } = createHarness({
      db: (inner) => ({
        ...inner,
        prepare: ((sql: string) => {
          reads.push(sql);
          return inner.prepare(sql);
        }) as WriteDb['prepare'],
      }),
    });
    db.transaction(() => {
      for (let count = 0; count < 10_000; count += 1) queue.enqueue(newJob('film', String(count)));
    });
    queue.start();
    await timers.flush();
    reads.length = 0;
    await timers.advance(0);
    expect(started).toHaveLength(1);
    for (const sql of new Set(reads.filter((text) => text.includes("'waiting'") && text.startsWith('SELECT')))) {
      const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...valuesFor(sql));
      const plan = steps.map(({ detail }) => detail).join();
      expect(plan).toMatch(/SEARCH jobs USING (COVERING )?INDEX jobs_(by_state|waiting|held)/);
      expect(plan).not.toMatch(/TEMP B-TREE/);
    }
    const look = reads.length;
    reads.length = 0;
    endWell(started[0]);
    await timers.advance(0);
    expect(started).toHaveLength(2);
    expect(reads.length).toBeLessThan(look + 20);
  });
});

function valuesFor(sql: string): string[] {
  return Array.from(sql.matchAll(/\?/g), () => 'film');
}

describe('pausing', () => {
  it('starts nothing new, lets what runs go on, and is remembered', async () => {
    const harness = createHarness();
    const { queue, timers, started, newJob, states } = harness;
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    const counts = { waitingCount: 0, activeCount: 1, needsYouCount: 0, heldCount: 0, holds: [], waitingByLane: {} };
    expect(queue.setPaused(true)).toEqual({ isPaused: true, ...counts });
    queue.enqueue(newJob());
    endWell(started[0]);
    await timers.advance(1000);
    expect(states()).toEqual(['done', 'waiting']);
    await queue.stop();

    const later = harness.create();
    later.queue.start();
    await timers.advance(1000);
    expect(later.queue.queueState().isPaused).toBe(true);
    expect(started).toHaveLength(1);
    later.queue.setPaused(false);
    await timers.advance(0);
    expect(started).toHaveLength(2);
  });
});

describe('start and stop', () => {
  it('takes up again what a dead process left, in its state, and says how much it was', async () => {
    const harness = createHarness({ lanes: () => 2 });
    const { queue, timers, started, newJob, kill } = harness;
    queue.start();
    queue.enqueue(newJob('one'));
    queue.enqueue(newJob('one'));
    await timers.advance(0);
    started[0]?.context.transition('running');
    started[0]?.context.saveCheckpoint({ at: 7 });
    kill();

    expect(harness.create().queue.start()).toEqual({ recoveredJobCount: 2 });
    await timers.advance(0);
    const again = started.slice(2).map(({ context }) => context);
    expect(again.map((context) => [context.getState(), context.isResumed, context.getCheckpoint()])).toEqual([
      ['running', true, { at: 7 }],
      ['sending', true, null],
    ]);
    expect(again.map(({ attempt }) => attempt.attemptNumber)).toEqual([1, 1]);
  });

  it('breaks off what runs and changes no state', async () => {
    const { queue, timers, started, newJob, states } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.context.transition('running');
    await queue.stop();
    expect(started[0]?.context.signal.aborted).toBe(true);
    expect(states()).toEqual(['running']);
    await timers.runAll();
    expect(started).toHaveLength(1);
  });

  it('keeps an end that was reached while it stopped', async () => {
    const { queue, timers, started, newJob, states } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    endWell(started[0]);
    await queue.stop();
    expect(states()).toEqual(['done']);
  });
});

describe('what a run can end as', () => {
  it('fails with the code of what it threw, or INTERNAL, and frees the lane', async () => {
    const { queue, timers, started, newJob, world } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.fail(new AppError('ASSET_NOT_FOUND', 'gone', { params: { fileName: 'a.png' } }));
    await timers.advance(0);
    started[1]?.fail(new TypeError('what nobody foresaw'));
    await timers.advance(0);
    expect(world.jobs().map(({ state, error }) => [state, error])).toEqual([
      ['failed', { code: 'ASSET_NOT_FOUND', params: { fileName: 'a.png' }, retry: 'never' }],
      ['failed', { code: 'INTERNAL', params: {}, retry: 'never' }],
    ]);
  });

  it('fails a job that ends as its state does not allow, instead of leaving it for ever', async () => {
    const { queue, timers, started, newJob, world, errors } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.end(done);
    await timers.advance(0);
    expect(world.jobs()[0]).toMatchObject({ state: 'failed', error: { code: 'INTERNAL' } });
    expect(errors).toEqual(['queue.endingNotAllowed']);
  });

  it('runs again after the asked time, in the same attempt', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.end({ kind: 'again', afterMs: 1000 });
    await timers.advance(999);
    expect(started).toHaveLength(1);
    await timers.advance(1);
    expect(started).toHaveLength(2);
    expect(started[1]?.context.attempt.id).toBe(started[0]?.context.attempt.id);
  });

  it('waits twice as long for each trouble in a row, and starts anew after it', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    const waits: number[] = [];
    for (const isTrouble of [true, true, true, false, true]) {
      const endedAtMs = timers.clock.nowMs();
      const count = started.length;
      started.at(-1)?.end({ kind: 'again', afterMs: 1000, isTrouble });
      await timers.runUntil(() => started.length > count);
      waits.push(timers.clock.nowMs() - endedAtMs);
    }
    expect(waits).toEqual([1000, 2000, 4000, 1000, 1000]);
  });

  it('lets a job that waits out trouble try again when it is woken, and no other', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    for (const lane of ['one', 'two']) queue.enqueue(newJob(lane));
    await timers.advance(0);
    started[0]?.end({ kind: 'again', afterMs: 600_000, isTrouble: true });
    started[1]?.end({ kind: 'again', afterMs: 600_000 });
    await timers.advance(0);
    queue.wake();
    await timers.advance(0);
    expect(started.map(({ context }) => context.job.id)).toEqual([0, 1, 0].map((at) => started[at]?.context.job.id));
  });

  it('tries again later when the database refuses to write the end', async () => {
    let isFull = false;
    const { queue, timers, started, newJob, states, errors } = createHarness({
      db: (inner) => ({
        ...inner,
        transactionSoon: (work) => {
          if (isFull) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
          return inner.transactionSoon(work);
        },
      }),
    });
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.context.transition('running');
    isFull = true;
    started[0]?.fail(new AppError('FFMPEG_FAILED', 'no'));
    await timers.advance(0);
    expect(states()).toEqual(['running']);
    isFull = false;
    await timers.runUntil(() => started.length === 2);
    started[1]?.end({ kind: 'failed', error: { code: 'FFMPEG_FAILED', params: {}, retry: 'later' } });
    await timers.advance(0);
    expect(states()).toEqual(['failed']);
    expect(errors).toEqual(['queue.runFailed', 'queue.settleFailed']);
  });

  it('refuses a step that the state does not allow, with nothing of it written', async () => {
    const { queue, timers, started, newJob, db } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    const { context } = started[0] as Started;
    const write = () => db.prepare(`INSERT INTO settings (key, value) VALUES ('x', '1')`).run();
    expect(() => context.transition('processing', write)).toThrowError(
      expect.objectContaining({ code: 'JOB_STATE_CONFLICT' }),
    );
    db.prepare(`UPDATE jobs SET state = 'cancelled'`).run();
    expect(() => context.transition('running', write)).toThrowError(
      expect.objectContaining({ code: 'JOB_STATE_CONFLICT' }),
    );
    db.prepare(`DELETE FROM jobs`).run();
    expect(() => context.transition('running', write)).toThrowError(expect.objectContaining({ code: 'JOB_NOT_FOUND' }));
    expect(db.prepare(`SELECT * FROM settings`).all()).toEqual([]);
  });
});

describe('cancel and retry', () => {
  it('refuses an unknown job and then changes none', async () => {
    const { queue, newJob, states } = createHarness();
    const { id } = queue.enqueue(newJob());
    const unknown = 'job_0000000000000000' as JobId;
    await expect(queue.cancel([id, unknown])).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    expect(() => queue.retry([unknown])).toThrowError(expect.objectContaining({ code: 'JOB_NOT_FOUND' }));
    expect(states()).toEqual(['waiting']);
  });

  it('cancels between two runs at once', async () => {
    const { queue, timers, started, newJob, states } = createHarness();
    queue.start();
    const { id } = queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.context.transition('running');
    started[0]?.end({ kind: 'again', afterMs: 600_000 });
    await timers.flush();
    await queue.cancel([id]);
    expect(states()).toEqual(['cancelled']);
    expect(started).toHaveLength(1);
  });

  it('counts as cancelled although the other side could not be told', async () => {
    const { queue, timers, started, newJob, states, runner, errors } = createHarness();
    runner.cancel = () => Promise.reject(new Error('no network'));
    queue.start();
    const { id } = queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.context.transition('running');
    await queue.cancel([id]);
    expect(states()).toEqual(['cancelled']);
    expect(errors).toEqual(['queue.cancelFailed']);
  });

  it('leaves ended jobs as they are, and puts retried ones at the end', async () => {
    const { queue, timers, started, newJob, db } = createHarness();
    queue.start();
    const [first, second, third] = ['a', 'b', 'c'].map((label) => queue.enqueue(newJob('film', label))) as [
      Job,
      Job,
      Job,
    ];
    await timers.advance(0);
    started[0]?.fail(new AppError('FFMPEG_FAILED', 'no'));
    await timers.advance(0);
    expect((await queue.cancel([first.id]))[0]?.state).toBe('failed');
    const retried = queue.retry([first.id, second.id]);
    expect(retried.map(({ state }) => state)).toEqual(['waiting', 'sending']);
    expect(listJobs(db, { projectId: null, limit: 10 }).map(({ id }) => id)).toEqual([second.id, third.id, first.id]);
  });
});

describe('updates', () => {
  it('tells changes of state at once, twenty times a second at most, together, as they were committed', async () => {
    const { queue, timers, started, newJob } = createHarness({ lanes: () => 2 });
    const told: string[][] = [];
    const undo = queue.onUpdate((jobs) => told.push(jobs.map(({ label, state }) => `${label} ${state}`)));
    queue.start();
    queue.enqueue(newJob('film', 'a'));
    queue.enqueue(newJob('film', 'b'));
    await timers.advance(0);
    expect(told.at(-1)).toEqual(['a sending', 'b sending']);
    const toldCount = told.length;
    started[0]?.context.transition('running');
    await timers.advance(49);
    started[0]?.context.transition('fetching');
    expect(told).toHaveLength(toldCount);
    await timers.advance(1);
    expect(told.slice(toldCount)).toEqual([['a fetching']]);
    undo();
    started[1]?.context.transition('running');
    await timers.advance(60_000);
    expect(told.flat()).not.toContain('b running');
  });

  it('tells progress ten times a second at most, and writes it once a second', async () => {
    const { queue, timers, started, newJob, world } = createHarness();
    const told: Array<number | null> = [];
    queue.onUpdate(([job]) => told.push(job?.progress ?? null));
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    started[0]?.context.transition('running');
    await timers.advance(200);
    told.length = 0;
    for (let step = 1; step <= 1000; step += 1) {
      started[0]?.context.reportProgress(step / 2000);
      await timers.advance(1);
    }
    expect(told.length).toBeGreaterThanOrEqual(9);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(told.at(-1)).toBeGreaterThan(0.4);
    await timers.advance(1000);
    started[0]?.context.reportProgress(0.9);
    await timers.advance(1000);
    expect(world.jobs()[0]?.progress).toBe(0.9);
    started[0]?.context.transition('fetching');
    await timers.advance(0);
    expect(told.at(-1)).toBeNull();
    expect(world.jobs()[0]?.progress).toBeNull();
  });

  it('is not stopped by a listener that throws', async () => {
    const { queue, timers, newJob, errors } = createHarness();
    const told: Job[] = [];
    queue.onUpdate(() => {
      throw new Error('no');
    });
    queue.onUpdate((jobs) => told.push(...jobs));
    queue.enqueue(newJob());
    await timers.advance(0);
    expect(told).toHaveLength(1);
    expect(errors).toEqual(['queue.listenerFailed']);
  });
});

describe('the list of jobs', () => {
  it('shows what runs, what needs a person, what waits, then what ended latest first, without what was cleared', async () => {
    const { queue, db, newJob, world } = createHarness();
    const setState = db.prepare(`UPDATE jobs SET state = ?, finished_at_ms = ? WHERE label = ?`);
    const wanted: Array<[string, string, number | null]> = [
      ['old', 'done', 10],
      ['waits', 'waiting', null],
      ['new', 'failed', 20],
      ['asks', 'needs-you', 15],
      ['runs', 'running', null],
    ];
    for (const [label, state, finishedAtMs] of wanted) {
      queue.enqueue(newJob('film', label));
      setState.run(state, finishedAtMs, label);
    }
    const labels = (limit = 10) => listJobs(db, { projectId: world.projectId, limit }).map(({ label }) => label);
    expect(labels()).toEqual(['runs', 'asks', 'waits', 'new', 'old']);
    expect(labels(3)).toEqual(['runs', 'asks', 'waits']);
    const counts = {
      waitingCount: 1,
      activeCount: 1,
      needsYouCount: 1,
      heldCount: 0,
      holds: [],
      waitingByLane: { film: 1 },
    };
    expect(queue.queueState()).toEqual({ isPaused: false, ...counts });
    expect(clearEndedJobs(db)).toBe(2);
    expect(labels()).toEqual(['runs', 'asks', 'waits']);
    expect(listJobs(db, { projectId: 'proj_0000000000000000' as never, limit: 10 })).toEqual([]);
  });
});

describe('cancelling all that waits', () => {
  it('leaves what runs alone, and tells of no more than the first jobs one by one', async () => {
    const { queue, timers, newJob, states } = createHarness();
    const told: Job[] = [];
    queue.start();
    queue.enqueue(newJob('one', 'runs'));
    for (let count = 0; count < 600; count += 1) queue.enqueue(newJob('one'));
    await timers.advance(1000);
    queue.onUpdate((jobs) => told.push(...jobs));
    expect(queue.cancelWaiting()).toBe(600);
    await timers.advance(1000);
    expect(new Set(states())).toEqual(new Set(['sending', 'cancelled']));
    expect(told.length).toBeLessThanOrEqual(500);
    expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['cancelled']));
    expect(queue.queueState()).toMatchObject({ waitingCount: 0, waitingByLane: {}, activeCount: 1 });
    expect(queue.cancelWaiting()).toBe(0);
  });
});

describe('order and schedule', () => {
  const labels = (started: Started[]) => started.map(({ context }) => context.job.label);

  it('moves waiting jobs before another one, kept in their order', async () => {
    const { queue, timers, started, newJob, world } = createHarness();
    queue.start();
    for (const label of ['a', 'b', 'c', 'd', 'e']) queue.enqueue(newJob('one', label));
    await timers.advance(0);
    const idOf = (label: string) => world.jobs().find((job) => job.label === label)?.id as JobId;
    queue.move([idOf('e'), idOf('d')], idOf('b'));
    queue.move([idOf('c')], null);
    for (let index = 0; index < 5; index += 1) {
      endWell(started[index]);
      await timers.advance(0);
    }
    expect(labels(started)).toEqual(['a', 'd', 'e', 'b', 'c']);
  });

  it('starts what has a higher priority first', async () => {
    const { queue, timers, started, newJob, world } = createHarness();
    queue.start();
    for (const label of ['a', 'b', 'c']) queue.enqueue(newJob('one', label));
    await timers.advance(0);
    queue.schedule([world.jobs()[2]?.id as JobId], { priority: 5 });
    endWell(started[0]);
    await timers.advance(0);
    expect(labels(started)).toEqual(['a', 'c']);
  });

  it('starts a scheduled job when its time has come, also when the clock jumps there', async () => {
    const { queue, timers, started, newJob } = createHarness();
    queue.start();
    queue.enqueue({ ...newJob('one', 'tonight'), notBeforeMs: timers.clock.nowMs() + 3_600_000 });
    queue.enqueue(newJob('two', 'now'));
    await timers.advance(0);
    expect(labels(started)).toEqual(['now']);
    await timers.advance(3_599_000);
    expect(labels(started)).toEqual(['now']);
    await timers.advance(61_000);
    expect(labels(started)).toEqual(['now', 'tonight']);
  });

  it('holds back what its hooks object to, and lets the rest of the lane go on', async () => {
    const { timers, started, newJob, world, runner } = createHarness();
    let isOverBudget = true;
    const own = timers.createProcess();
    const queue = createJobQueue({
      db: world.context.db,
      clock: timers.clock,
      ids: world.context.ids,
      runners: { 'take.generate': runner, 'film.export': runner },
      lanes: () => 1,
      attemptHooks: {
        onBegin: (_db, { job }) =>
          isOverBudget && job.label === 'dear'
            ? { code: 'BUDGET_PROJECT', params: {}, retry: 'after-user-action' }
            : null,
        onEnd: () => {},
        onReopen: () => {},
      },
      logger: { info: () => {}, error: () => {} },
      random: () => 0.5,
      schedule: own.schedule,
    });
    queue.start();
    for (const label of ['dear', 'cheap']) queue.enqueue(newJob('one', label));
    await timers.advance(0);
    expect(labels(started)).toEqual(['cheap']);
    expect(world.jobs()[0]).toMatchObject({ state: 'waiting', attemptCount: 0, hold: { code: 'BUDGET_PROJECT' } });
    expect(queue.queueState()).toMatchObject({ heldCount: 1, holds: [{ code: 'BUDGET_PROJECT' }] });
    isOverBudget = false;
    queue.releaseHeld();
    endWell(started[0]);
    await timers.advance(0);
    expect(labels(started)).toEqual(['cheap', 'dear']);
    expect(queue.queueState()).toMatchObject({ heldCount: 0, holds: [] });
  });
});

describe('looking again', () => {
  it('goes on with the attempt of a job that needs a person, and begins none', async () => {
    const { queue, timers, started, newJob, world } = createHarness();
    queue.start();
    const { id } = queue.enqueue(newJob());
    await timers.advance(0);
    const error = { code: 'PROVIDER_ANSWER_LOST', params: {}, retry: 'after-user-action' } as const;
    started[0]?.end({ kind: 'needs-you', error });
    await timers.advance(0);
    expect(queue.lookAgain(id)).toMatchObject({ state: 'sending', attemptCount: 1, error: null });
    await timers.advance(0);
    expect(started[1]?.context).toMatchObject({ isResumed: true, attempt: { id: started[0]?.context.attempt.id } });
    endWell(started[1]);
    await timers.advance(0);
    expect(world.jobs()[0]).toMatchObject({ state: 'done', attemptCount: 1 });
  });

  it('refuses for a job that needs nobody', async () => {
    const { queue, newJob } = createHarness();
    const { id } = queue.enqueue(newJob());
    expect(() => queue.lookAgain(id)).toThrow(expect.objectContaining({ code: 'JOB_STATE_CONFLICT' }));
  });

  it('shows what a job meets while it goes on, until that is over', async () => {
    const { queue, timers, started, newJob, world } = createHarness();
    queue.start();
    queue.enqueue(newJob());
    await timers.advance(0);
    const error = { code: 'NETWORK_UNREACHABLE', params: {}, retry: 'later' } as const;
    started[0]?.end({ kind: 'again', afterMs: 1000, isTrouble: true, error });
    await timers.advance(0);
    expect(world.jobs()[0]).toMatchObject({ state: 'sending', error: { code: 'NETWORK_UNREACHABLE' } });
    await timers.advance(1000);
    started[1]?.end({ kind: 'again', afterMs: 1000 });
    await timers.advance(0);
    expect(world.jobs()[0]?.error).toBeNull();
  });
});
