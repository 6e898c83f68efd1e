/**
 * Every adapter under random schedules of faults: requests and answers that get lost, are cut off, delayed or doubled,
 * pages in place of answers, errors before and after the work was done, servers that are started anew and know no job,
 * and a studio that dies at any instruction.
 *
 * Counted at the other side: no job is created twice, and nothing that was created and finished is lost. A schedule is
 * named by its seed: `SHOTWRIGHT_FAULT_SEED=1234 SHOTWRIGHT_FAULT_SCHEDULES=1` runs one alone.
 */
import { describe, expect, it } from 'vitest';
import type { JobId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Fault, StandInRequest } from '../servers/stand-in-server.ts';
import { faultAdapters } from './fault-adapters.ts';
import { createFaultWorld, type FaultAdapter, type FaultProcess, type FaultWorld } from './fault-world.ts';

const scheduleCount = Number(process.env['SHOTWRIGHT_FAULT_SCHEDULES'] ?? 1000);
const firstSeed = Number(process.env['SHOTWRIGHT_FAULT_SEED'] ?? 1);

const everything = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };

/** A small generator with a seed (mulberry32): a schedule is the same each time. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Faults of one schedule; past `mostFaults` the network is well again. */
const mostFaults = 10;

function createFaults(random: () => number, isCreate: (request: StandInRequest) => boolean) {
  let left = mostFaults;
  const pick = <Choice>(choices: readonly Choice[]): Choice => choices[Math.floor(random() * choices.length)] as Choice;
  return (request: StandInRequest): Fault | null => {
    if (left === 0 || random() > 0.35) return null;
    left -= 1;
    const anywhere: Fault[] = [
      { kind: 'lose-request' },
      { kind: 'lose-answer' },
      { kind: 'reset', atByte: Math.floor(random() * 400) },
      { kind: 'status', status: pick([500, 502, 503]), when: pick(['before', 'after'] as const) },
      { kind: 'status', status: 429, when: 'before', headers: random() < 0.5 ? { 'retry-after': '2' } : {} },
      { kind: 'html' },
      { kind: 'truncate' },
      { kind: 'delay', ms: 1 },
    ];
    if (isCreate(request) || request.method !== 'GET') return pick(anywhere);
    return pick([...anywhere, { kind: 'duplicate' }, { kind: 'status', status: 401, when: 'before' }]);
  };
}

async function runSchedule(adapter: FaultAdapter, world: FaultWorld, seed: number): Promise<void> {
  const random = createRandom(seed);
  const { standIn } = world;
  standIn.pollsNeeded = 1 + Math.floor(random() * 3);
  const faults = createFaults(random, adapter.isCreate);
  const restarts = adapter.forgets ? 1 + Math.floor(random() * 2) : 0;
  let restartCount = 0;
  standIn.server.faults = (request) => {
    if (restartCount < restarts && random() < 0.04) {
      restartCount += 1;
      standIn.forget();
    }
    return faults(request);
  };

  let process = world.start();
  // Two takes of one shot ask for the same thing, word for word.
  const areTwins = random() < 0.3;
  const markers = [`marker-${seed}-a-end`, `marker-${seed}-${areTwins ? 'a' : 'b'}-end`];
  const jobIds = markers.map((marker) => process.queue.enqueue(world.newJob(marker)).id);
  for (let life = 0; life < 3; life += 1) {
    const deathAt = 1 + Math.floor(random() * 60);
    if (random() < 0.6) process.crash.dieIn(deathAt);
    await world.runUntil(() => process.crash.isDead || jobIds.every((id) => isEnded(world.findJob(id).state)));
    if (!process.crash.isDead) break;
    process = restart(world, process);
  }
  await world.runUntil(() => jobIds.every((id) => isEnded(world.findJob(id).state)));
  const findsAgain = (adapter.findsAgain ?? false) && (adapter.isFree === true || restartCount === 0);
  check(world, { seed, markers, jobIds, findsAgain, resends: adapter.isFree ? restartCount : 0 });
  process.crash.kill();
  await process.provider.close();
}

function restart(world: FaultWorld, dead: FaultProcess): FaultProcess {
  dead.crash.kill();
  return world.start();
}

type Ran = {
  seed: number;
  markers: string[];
  jobIds: JobId[];
  findsAgain: boolean;
  /** How often at most each job may be sent again, because nothing is paid. */
  resends: number;
};

function check(world: FaultWorld, { seed, markers, jobIds, findsAgain, resends }: Ran): void {
  for (const [index, jobId] of jobIds.entries()) {
    const marker = markers[index] ?? '';
    const { state, error } = world.findJob(jobId);
    const created = world.standIn.countCreates(marker);
    const isTwin = markers[0] === markers[1];
    const creates = isTwin ? Math.min(created, 1) : created;
    const where = `seed ${seed}, job ${index}: ${state} ${error?.code ?? ''}, created ${creates} times`;
    expect(creates, where).toBeLessThanOrEqual(1 + resends);
    expect(world.takeCount(jobId), where).toBe(state === 'done' ? 1 : 0);
    // What was created is brought home, or a person is asked; only what never began may fail.
    if (!isTwin && creates > 0) expect(findsAgain ? ['done'] : ['done', 'needs-you'], where).toContain(state);
    if (state === 'done') expect(creates, where).toBeGreaterThanOrEqual(1);
    // Of what was sent again, the first is gone.
    expect(world.standIn.jobIdsOf(marker).length, where).toBeLessThanOrEqual(isTwin ? 2 : 1);
  }
  const doneCount = jobIds.filter((id) => world.findJob(id).state === 'done').length;
  const createdCount = [...new Set(markers)].reduce((sum, marker) => sum + world.standIn.countCreates(marker), 0);
  expect(createdCount, `seed ${seed}`).toBeGreaterThanOrEqual(doneCount);
  expect(createdCount, `seed ${seed}`).toBeLessThanOrEqual(jobIds.length * (1 + resends));
  expect(world.errors, `seed ${seed}`).toEqual([]);
}

/** Schedules that one library and one stand-in see: their lists grow with each. */
const schedulesOfWorld = 100;

/** @param isWanted by name, so that several files share the adapters out and run side by side */
export function describeFaultSchedules(isWanted: (name: string) => boolean): void {
  describe.each(faultAdapters.filter(({ name }) => isWanted(name)))('$name under faults', (adapter) => {
    it(`creates nothing twice and loses nothing in ${scheduleCount} schedules`, { timeout: 900_000 }, async () => {
      for (let done = 0; done < scheduleCount; done += schedulesOfWorld) {
        const world = await createFaultWorld(adapter);
        world.standIn.finish('well');
        try {
          const count = Math.min(schedulesOfWorld, scheduleCount - done);
          for (let index = 0; index < count; index += 1) await runSchedule(adapter, world, firstSeed + done + index);
          const { total } = world.money.summary(everything);
          // Each take has its price; what is open belongs to jobs that a person must settle.
          expect(total.unassigned).toBe(0);
        } finally {
          await world.close();
        }
      }
    });
  });
}
