import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive, isEnded } from '#shared/domain/job-state.ts';
import type { FakePlan } from '../../../tests/support/fake-video-provider.ts';
import {
  createGenerationWorld,
  type FakeStudio,
  type GenerationWorld,
  type StudioOptions,
} from '../../../tests/support/generation-world.ts';

const engines: Array<[string, StudioOptions]> = [
  ['a free engine', { guarantee: 'repeatable' }],
  ['a paid engine that can look work up', { guarantee: 'at-most-once', canReconcile: true }],
  ['a paid engine that cannot', { guarantee: 'at-most-once', canReconcile: false }],
];

/** Two jobs on one lane, in a process that dies at the given instruction, then in one that does not. */
async function crashAndRestart(engine: StudioOptions, crashAt: number) {
  const world = createGenerationWorld();
  const first = world.start({ ...engine, crashAt });
  let queuedCount = 0;
  try {
    for (const shotIndex of [0, 1]) {
      first.queue.enqueue(world.newJob(shotIndex));
      queuedCount += 1;
    }
  } catch {
    // Died while it was queued: whoever asked was told nothing.
  }
  await world.timers.runAll();
  const hasDied = first.crash.isDead;
  first.crash.kill();

  const second = world.start(engine);
  await world.timers.runUntil(() => world.jobs().every(({ state }) => isEnded(state)));
  return { world, hasDied, queuedCount, instructionCount: first.crash.count, second };
}

const everything = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };

/** Each attempt stands in the ledger once; a take has its price, and nothing that ended is still reserved. */
function checkLedger({ context, money, jobs }: GenerationWorld, when: string): void {
  const attempts = context.db.prepare<[], { id: string }>(`SELECT id FROM job_attempts`).all();
  const { entries } = money.list(everything, { after: null, limit: 1000 });
  expect(entries.map(({ attemptId }) => attemptId).sort(), when).toEqual(attempts.map(({ id }) => id).sort());
  for (const job of jobs()) {
    const own = entries.filter(({ jobId }) => jobId === job.id);
    const withTake = own.filter(({ takeId }) => takeId !== null);
    if (job.state === 'done' && job.result) {
      expect(
        withTake.map(({ state }) => state),
        when,
      ).toEqual(['settled']);
    }
    if (isEnded(job.state))
      expect(
        own.map(({ state }) => state),
        when,
      ).not.toContain('reserved');
  }
  const { total } = money.summary(everything);
  const paid = entries.filter(({ state }) => state !== 'void').reduce((sum, { amount }) => sum + amount, 0);
  expect(total.actual + total.estimated + total.unassigned + total.open, when).toBe(paid);
}

/** Create requests of each job, over all its attempts. */
function createsByJob({ context, server }: GenerationWorld): number[] {
  const attempts = context.db.prepare<[], { id: string; job_id: string }>(`SELECT id, job_id FROM job_attempts`).all();
  const counts = new Map<string, number>();
  for (const { id, job_id } of attempts) {
    counts.set(job_id, (counts.get(job_id) ?? 0) + (server.creates.get(id as never) ?? 0));
  }
  return [...counts.values()];
}

describe.each(engines)('a process that dies at any instruction, with %s', (_name, engine) => {
  it('leaves every job with one take, or one that a person must settle', { timeout: 120_000 }, async () => {
    const { instructionCount } = await crashAndRestart(engine, Number.POSITIVE_INFINITY);
    expect(instructionCount).toBeGreaterThan(80);
    let settledByPerson = 0;
    for (let crashAt = 1; crashAt <= instructionCount; crashAt += 1) {
      const { world, hasDied, queuedCount } = await crashAndRestart(engine, crashAt);
      const jobs = world.jobs();
      expect(hasDied, `at ${crashAt}`).toBe(true);
      expect(jobs.length, `at ${crashAt}`).toBeGreaterThanOrEqual(queuedCount);
      for (const [index, { state }] of jobs.entries()) {
        if (state === 'needs-you') settledByPerson += 1;
        else expect(state, `at ${crashAt}`).toBe('done');
        expect(world.takeCounts()[index], `at ${crashAt}`).toBe(state === 'done' ? 1 : 0);
      }
      for (const count of world.server.creates.values()) expect(count, `at ${crashAt}`).toBe(1);
      if (engine.guarantee === 'at-most-once') {
        for (const count of createsByJob(world)) expect(count, `at ${crashAt}`).toBeLessThanOrEqual(1);
      }
      expect(world.errors.filter((event) => event === 'queue.endingNotAllowed')).toEqual([]);
      checkLedger(world, `at ${crashAt}`);
    }
    // Only where nobody can tell is anybody asked, and only for the instructions around the request itself.
    if (engine.canReconcile === false) expect(settledByPerson).toBeGreaterThan(0);
    else expect(settledByPerson).toBe(0);
    expect(settledByPerson).toBeLessThan(30);
  });
});

type Step =
  | { kind: 'submit'; shot: number; plan: FakePlan }
  | { kind: 'crash'; instructions: number }
  | { kind: 'stop' }
  | { kind: 'cancel' | 'retry'; job: number }
  | { kind: 'pause'; isPaused: boolean }
  | { kind: 'forget' }
  | { kind: 'advance'; ms: number };

const plans: FakePlan[] = [
  'succeed',
  'fail',
  'refuse',
  'refuse-later',
  'lose-answer',
  'lose-request',
  'reject',
  'busy',
];

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('submit' as const),
    shot: fc.nat(2),
    plan: fc.constantFrom('succeed' as const, ...plans),
  }),
  fc.record({ kind: fc.constant('crash' as const), instructions: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('stop' as const) }),
  fc.record({ kind: fc.constantFrom('cancel' as const, 'retry' as const), job: fc.nat(5) }),
  fc.record({ kind: fc.constant('pause' as const), isPaused: fc.boolean() }),
  fc.record({ kind: fc.constant('forget' as const) }),
  fc.record({ kind: fc.constant('advance' as const), ms: fc.constantFrom(0, 500, 1_500, 5_000, 60_000) }),
);

async function take(
  world: GenerationWorld,
  studio: FakeStudio,
  step: Step,
  engine: StudioOptions,
): Promise<FakeStudio> {
  const { queue, crash } = studio;
  const jobId = 'job' in step ? world.jobs()[step.job]?.id : undefined;
  try {
    switch (step.kind) {
      case 'submit':
        world.server.plans.push(step.plan);
        queue.enqueue(world.newJob(step.shot));
        break;
      case 'crash':
        crash.dieIn(step.instructions);
        break;
      case 'stop':
        await queue.stop();
        crash.kill();
        break;
      case 'cancel':
        // Not awaited for ever: an answer may hang on a process that dies.
        if (jobId) void queue.cancel([jobId]).catch(() => {});
        break;
      case 'retry':
        if (jobId) queue.retry([jobId]);
        break;
      case 'pause':
        queue.setPaused(step.isPaused);
        break;
      case 'forget':
        world.server.forget();
        break;
      case 'advance':
        await world.timers.advance(step.ms);
        break;
    }
  } catch (error) {
    if (!crash.isDead) throw error;
  }
  await world.timers.flush();
  return crash.isDead ? world.start(engine) : studio;
}

describe.each(engines)('any order of events, with %s', (_name, engine) => {
  it('gives at most one take a job and one create an attempt', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { minLength: 4, maxLength: 30 }),
        fc.integer({ min: 1, max: 3 }),
        async (list, concurrency) => {
          const world = createGenerationWorld();
          const options = { ...engine, concurrency };
          let studio = world.start(options);
          for (const step of list) {
            studio = await take(world, studio, step, options);
            expect(world.takeCounts().every((count) => count <= 1)).toBe(true);
            const activeCount = world.jobs().filter(({ state }) => isActive(state)).length;
            expect(activeCount).toBeLessThanOrEqual(concurrency);
          }
          studio.crash.kill();
          const last = world.start(options);
          last.queue.setPaused(false);
          await world.timers.runUntil(() => world.jobs().every(({ state }) => isEnded(state)));

          const counts = world.takeCounts();
          for (const [index, job] of world.jobs().entries()) {
            expect(counts[index]).toBe(job.state === 'done' ? 1 : 0);
            expect(job.finishedAtMs).not.toBeNull();
            expect(job.result?.kind ?? null).toBe(job.state === 'done' ? 'take' : null);
          }
          expect([...world.server.creates.values()].every((count) => count === 1)).toBe(true);
          expect(world.errors.filter((event) => event === 'queue.endingNotAllowed')).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
