import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listUnendedJobs } from '#main/db/job-list-repository.ts';
import { listWaiting } from '#main/db/job-place-repository.ts';
import { insertJob, setJobHold } from '#main/db/job-repository.ts';
import type { JobId } from '#shared/domain/ids.ts';
import { createGenerationWorld } from '../../../tests/support/generation-world.ts';
import { moveJobs, positionStep } from './job-order.ts';

type Waiting = { id: JobId; priority: number };

/** A library in which jobs wait in one lane, so far apart. */
function createLine({ priorities, step }: { priorities: readonly number[]; step: number }) {
  const { context, newJob } = createGenerationWorld();
  const { db, ids } = context;
  let last = 0;
  const nextPosition = () => (last += positionStep);
  const add = (priority: number, lane = 'one'): Waiting => {
    const id = ids.create('job');
    insertJob(db, { id, job: { ...newJob(), lane, priority }, position: (last += step), createdAtMs: 1 });
    return { id, priority };
  };
  const jobs = priorities.map((priority) => add(priority));
  const line = () => listWaiting(db, 'one').map(({ id, priority }): Waiting => ({ id, priority }));
  return { db, add, jobs, line, nextPosition };
}

function byPriority(jobs: readonly Waiting[]): Waiting[] {
  return [...jobs].sort((a, b) => b.priority - a.priority);
}

describe('moveJobs', () => {
  it('puts jobs where they belong, however little room there is', () => {
    const move = fc.record({
      chosen: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 }),
      before: fc.option(fc.nat(7), { nil: null }),
    });
    const priorities = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(
        priorities,
        fc.constantFrom(1, 2, positionStep),
        fc.array(move, { minLength: 1, maxLength: 12 }),
        (given, step, moves) => {
          const { db, jobs, line, nextPosition } = createLine({ priorities: given, step });
          let expected = byPriority(jobs);
          for (const { chosen, before } of moves) {
            const idAt = (index: number) => jobs[index]?.id as JobId;
            const jobIds = chosen.map(idAt);
            const beforeJobId = before === null ? null : idAt(before);
            moveJobs(db, { lane: 'one', jobIds, beforeJobId, nextPosition });
            const isMoved = ({ id }: Waiting) => jobIds.includes(id) && id !== beforeJobId;
            const others = expected.filter((job) => !isMoved(job));
            const at = others.findIndex(({ id }) => id === beforeJobId);
            const end = at < 0 ? others.length : at;
            const priority = (others[end] ?? others.at(-1))?.priority ?? 0;
            const moved = expected.filter(isMoved).map(({ id }) => ({ id, priority }));
            expected = [...others.slice(0, end), ...moved, ...others.slice(end)];
            expect(line()).toEqual(expected);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('writes the moved jobs alone while there is room', () => {
    const { db, jobs, nextPosition } = createLine({ priorities: Array(50).fill(0), step: positionStep });
    const positions = () => new Map(listWaiting(db, 'one').map(({ id, position }) => [id, position]));
    const before = positions();
    const [first, last] = [jobs[0]?.id, jobs[49]?.id] as [JobId, JobId];
    moveJobs(db, { lane: 'one', jobIds: [last], beforeJobId: first, nextPosition });
    moveJobs(db, { lane: 'one', jobIds: [first], beforeJobId: null, nextPosition });
    const changed = [...positions()].filter(([id, position]) => before.get(id) !== position).map(([id]) => id);
    expect(changed.sort()).toEqual([first, last].sort());
  });

  it('leaves jobs of other lanes alone', () => {
    const { db, add, jobs, line, nextPosition } = createLine({ priorities: [0, 0], step: positionStep });
    const other = add(0, 'two');
    moveJobs(db, {
      lane: 'one',
      jobIds: [other.id, jobs[1]?.id as JobId],
      beforeJobId: jobs[0]?.id ?? null,
      nextPosition,
    });
    expect(line()).toEqual([jobs[1], jobs[0]]);
    expect(listWaiting(db, 'two')).toMatchObject([{ id: other.id }]);
  });
});

describe('listUnendedJobs', () => {
  it('has what waits in the order of all lanes together, held back or not', () => {
    const { db, add, jobs } = createLine({ priorities: [0, 2, 0, 1], step: positionStep });
    const all = [...jobs, add(1, 'two'), add(0, 'two'), add(2, 'three')];
    for (const index of [1, 2, 5]) {
      setJobHold(db, all[index]?.id as JobId, { code: 'BUDGET_JOB', params: {}, retry: 'after-user-action' });
    }
    const ids = (limit: number) => listUnendedJobs(db, { projectId: null, limit }).map(({ id }) => id);
    const expected = byPriority(all).map(({ id }) => id);
    expect(ids(100)).toEqual(expected);
    expect(ids(3)).toEqual(expected.slice(0, 3));
  });
});
