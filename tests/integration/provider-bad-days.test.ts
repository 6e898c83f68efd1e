/**
 * One bad day after the other, with every adapter on the real queue: no network for an hour, a computer that sleeps, a
 * clock that is set, a service that says no, answers that are none, and a job that never ends.
 *
 * Counted at the other side: nothing is paid twice, and what was paid for comes home or is shown to a person.
 */
import { describe, expect, it } from 'vitest';
import type { JobId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import { createTranslator, errorText } from '#shared/messages/translate.ts';
import type { Job } from '#shared/domain/records.ts';
import type { Fault } from '../servers/stand-in-server.ts';
import { faultAdapters } from '../support/fault-adapters.ts';
import { createFaultWorld, type FaultAdapter, type FaultProcess, type FaultWorld } from '../support/fault-world.ts';

const hourMs = 3_600_000;
const everything = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };
const marker = 'marker-day-end';

type Day = FaultWorld & {
  process: FaultProcess;
  jobId: JobId;
  job(): Job;
  runUntilState(...states: Array<Job['state']>): Promise<void>;
  runToEnd(): Promise<Job>;
};

/** One job on one day, which always ends in order. */
async function withDay(adapter: FaultAdapter, work: (day: Day) => Promise<void>): Promise<void> {
  const world = await createFaultWorld(adapter);
  const process = world.start();
  try {
    const { id: jobId } = process.queue.enqueue(world.newJob(marker));
    const job = () => world.findJob(jobId);
    const runUntilState = (...states: Array<Job['state']>) => world.runUntil(() => states.includes(job().state));
    async function runToEnd(): Promise<Job> {
      await world.runUntil(() => isEnded(job().state));
      return job();
    }
    await work({ ...world, process, jobId, job, runUntilState, runToEnd });
  } finally {
    process.crash.kill();
    await process.provider.close();
    await world.close();
  }
}

function expectOneTake({ job, takeCount, jobId, standIn }: Day): void {
  expect([job().state, job().error?.code ?? null]).toEqual(['done', null]);
  expect([takeCount(jobId), standIn.countCreates(marker)]).toEqual([1, 1]);
}

/** What a person reads must tell more than that something went wrong. */
function expectGoodWords({ job }: Day): void {
  const { error } = job();
  if (!error) throw new Error('the job tells no error');
  const words = errorText(createTranslator(), error);
  expect(words).not.toMatch(/\{\{|errors\./);
  expect(words).toMatch(/\. .*\S/);
}

describe.each(faultAdapters)('$name', (adapter) => {
  it.each(['before anything was sent', 'while it runs', 'when the file is fetched'])(
    'loses the network for an hour, %s',
    async (when) => {
      await withDay(adapter, async (day) => {
        const { standIn, network, timers, runUntil, runUntilState } = day;
        standIn.pollsNeeded = 1;
        if (when === 'before anything was sent') network.isGone = true;
        else await runUntilState('running');
        standIn.finish('well');
        if (when === 'while it runs') network.isGone = true;
        if (when === 'when the file is fetched') {
          standIn.server.faults = () => {
            if (day.job().state !== 'fetching' || network.isGone) return null;
            network.isGone = true;
            return { kind: 'lose-answer' };
          };
          // A result that came inside an answer needs no fetch.
          await runUntil(() => network.isGone || isEnded(day.job().state));
          if (!network.isGone) return expectOneTake(day);
          standIn.server.faults = () => null;
        }
        const backAtMs = timers.clock.nowMs() + hourMs;
        await runUntil(() => timers.clock.nowMs() >= backAtMs);
        expect(isEnded(day.job().state)).toBe(false);
        network.isGone = false;
        await day.runToEnd();
        expectOneTake(day);
      });
    },
  );

  it('loses the network for an hour right after the request arrived', async () => {
    await withDay(adapter, async (day) => {
      const { standIn, network, timers, runUntil } = day;
      standIn.finish('well');
      standIn.server.faults = (request) => {
        if (!adapter.isCreate(request)) return null;
        network.isGone = true;
        return { kind: 'lose-answer' };
      };
      const backAtMs = timers.clock.nowMs() + hourMs;
      await runUntil(() => timers.clock.nowMs() >= backAtMs || isEnded(day.job().state));
      network.isGone = false;
      await day.runToEnd();
      if (adapter.findsAgain) return expectOneTake(day);
      expect(day.job()).toMatchObject({ state: expect.stringMatching(/^(done|needs-you)$/) });
      expect(standIn.countCreates(marker)).toBe(1);
      if (day.job().state === 'needs-you') expectGoodWords(day);
    });
  });

  it.each([
    ['an hour ahead', hourMs],
    ['a day back', -24 * hourMs],
    ['by a night of sleep', 9 * hourMs],
  ])('has its clock set %s while it runs and fetches', async (_, ms) => {
    await withDay(adapter, async (day) => {
      const { standIn, timers, runUntilState } = day;
      await runUntilState('running');
      timers.jump(ms);
      for (let turn = 0; turn < 5; turn += 1) timers.fireNext();
      expect(isEnded(day.job().state)).toBe(false);
      standIn.finish('well');
      await runUntilState('fetching', 'processing', 'done');
      timers.jump(ms);
      await day.runToEnd();
      expectOneTake(day);
    });
  });

  it.each([
    ['an hour ahead', hourMs],
    ['a day back', -24 * hourMs],
  ])('is asked to go slower while the clock is set %s', async (_, ms) => {
    await withDay(adapter, async (day) => {
      const { standIn, timers, runUntil } = day;
      standIn.finish('well');
      let left = 1;
      standIn.server.faults = (request) => {
        if (!adapter.isCreate(request) || left === 0) return null;
        left -= 1;
        return { kind: 'status', status: 429, when: 'before', headers: { 'retry-after': '600' } };
      };
      await runUntil(() => left === 0 && day.job().state === 'waiting');
      timers.jump(ms);
      const startMs = timers.clock.nowMs();
      await day.runToEnd();
      expectOneTake(day);
      expect(timers.clock.nowMs() - startMs).toBeLessThan(hourMs);
    });
  });

  it.each([400, 401, 402, 403, 413])('is told %i: nothing is paid, and the words say what to do', async (status) => {
    await withDay(adapter, async (day) => {
      const { standIn, money } = day;
      standIn.finish('well');
      let isBad = true;
      standIn.server.faults = (request) =>
        isBad && adapter.isCreate(request) ? { kind: 'status', status, when: 'before' } : null;
      await day.runToEnd();
      expect(day.job().state).toBe('failed');
      expect(standIn.countCreates(marker)).toBe(0);
      expect(money.summary(everything).total).toMatchObject({ actual: 0, estimated: 0, unassigned: 0, open: 0 });
      expectGoodWords(day);
      isBad = false;
      day.process.queue.retry([day.jobId]);
      await day.runUntilState('done');
      expectOneTake(day);
    });
  });

  it.each<Fault>([
    { kind: 'status', status: 429, when: 'before', headers: { 'retry-after': '30' } },
    { kind: 'status', status: 429, when: 'before' },
  ])('is asked to go slower: %j', async (fault) => {
    await withDay(adapter, async (day) => {
      const { standIn } = day;
      standIn.finish('well');
      let left = 2;
      standIn.server.faults = (request) => (adapter.isCreate(request) && left-- > 0 ? fault : null);
      await day.runToEnd();
      expectOneTake(day);
      expect(day.job().attemptCount).toBe(3);
    });
  });

  it.each<Fault>([
    { kind: 'status', status: 500, when: 'before' },
    { kind: 'status', status: 503, when: 'after' },
    { kind: 'html' },
    { kind: 'truncate' },
    { kind: 'lose-request' },
  ])('gets this for its request: %j', async (fault) => {
    await withDay(adapter, async (day) => {
      const { standIn } = day;
      standIn.finish('well');
      let left = 1;
      standIn.server.faults = (request) => (adapter.isCreate(request) && left-- > 0 ? fault : null);
      await day.runToEnd();
      const created = standIn.countCreates(marker);
      if (day.job().state === 'done') return expectOneTake(day);
      expect([day.job().state, created <= 1, day.takeCount(day.jobId)]).toEqual(['needs-you', true, 0]);
      expectGoodWords(day);
    });
  });

  it('comes through a break anywhere in the answer to its request', { timeout: 120_000 }, async () => {
    for (const atByte of [0, 1, 40, 120, 250]) {
      await withDay(adapter, async (day) => {
        const { standIn } = day;
        standIn.finish('well');
        standIn.server.faults = (request) => (adapter.isCreate(request) ? { kind: 'reset', atByte } : null);
        await day.runToEnd();
        expect(standIn.countCreates(marker), `at ${atByte}`).toBe(1);
        if (adapter.findsAgain) expectOneTake(day);
        else expect(['done', 'needs-you'], `at ${atByte}`).toContain(day.job().state);
      });
    }
  });

  it('meets everything that is no answer while it runs and fetches', async () => {
    await withDay(adapter, async (day) => {
      const { standIn, runUntilState } = day;
      await runUntilState('running');
      const troubles: Fault[] = [
        { kind: 'html' },
        { kind: 'truncate' },
        ...[401, 403, 408, 429, 500, 502, 503].map((status) => ({
          kind: 'status' as const,
          status,
          when: 'before' as const,
        })),
        { kind: 'lose-request' },
        { kind: 'lose-answer' },
        { kind: 'reset', atByte: 10 },
      ];
      standIn.finish('well');
      standIn.expireResults();
      const left = [...troubles, ...troubles];
      standIn.server.faults = ({ method }) => (method === 'GET' ? (left.shift() ?? null) : null);
      await day.runToEnd();
      expectOneTake(day);
      expect(left).toEqual([]);
    });
  });

  it('waits three days for a job that never ends, then asks, and takes what comes later', async () => {
    await withDay(adapter, async (day) => {
      const { standIn, timers, process, jobId } = day;
      const startMs = timers.clock.nowMs();
      await day.runUntilState('running');
      // Most of it asleep.
      timers.jump(71 * hourMs);
      await day.runToEnd();
      expect(day.job()).toMatchObject({ state: 'needs-you', error: { code: 'PROVIDER_NEVER_ENDED' } });
      expect(timers.clock.nowMs() - startMs).toBeGreaterThan(72 * hourMs);
      expectGoodWords(day);
      standIn.pollsNeeded = 1;
      standIn.finish('well');
      // A service whose file is made ready in a second step is looked at once more.
      for (let looks = 0; looks < 3 && day.job().state === 'needs-you'; looks += 1) {
        process.queue.lookAgain(jobId);
        await day.runToEnd();
      }
      expectOneTake(day);
    });
  });
});
