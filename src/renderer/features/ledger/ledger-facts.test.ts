import { describe, expect, it } from 'vitest';
import type { LedgerSums, LedgerSummary } from '#shared/contract/generation-answers.ts';
import type { ConnectionId, JobId, ProjectId, TakeId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import { en } from '#shared/messages/en.ts';
import {
  budgetLines,
  budgetUse,
  durationText,
  isPurpose,
  isUnassigned,
  sumNames,
  sumRows,
  totalOf,
} from './ledger-facts.ts';

const connectionId = 'conn_0000000000000001' as ConnectionId;
const projectId = 'proj_0000000000000001' as ProjectId;

function micros(amount: number): Micros {
  return amount as Micros;
}

const sums: LedgerSums = {
  actual: micros(1),
  estimated: micros(20),
  unassigned: micros(300),
  open: micros(4000),
  entryCount: 9,
  unknownCount: 0,
};

const summary: LedgerSummary = {
  total: sums,
  byConnection: [{ ...sums, connectionId, label: 'Runway' }],
  byModel: [{ ...sums, connectionId, modelId: 'gen-5' }],
  byProject: [
    { ...sums, projectId, title: 'The lamp' },
    { ...sums, projectId: null, title: '' },
  ],
};

describe('totalOf', () => {
  it('adds up the four sums', () => {
    expect(totalOf(sums)).toBe(4321);
  });
});

describe('the words', () => {
  it('exist for each sum', () => {
    expect(sumNames.map((name) => en.costs.sums[name])).toEqual([
      'Actual',
      'Estimated',
      'Paid without a result',
      'Open',
    ]);
  });

  it('exist for each purpose', () => {
    expect(Object.keys(en.costs.purpose).every(isPurpose)).toBe(true);
    expect(isPurpose('teleport')).toBe(false);
  });
});

describe('sumRows', () => {
  it('names connections, models with their connection, and projects', () => {
    expect(sumRows(summary, 'connections')).toMatchObject([{ name: 'Runway', detail: '' }]);
    expect(sumRows(summary, 'models')).toMatchObject([{ name: 'gen-5', detail: 'Runway' }]);
    expect(sumRows(summary, 'projects')).toMatchObject([{ name: 'The lamp' }, { key: '', name: '' }]);
  });
});

describe('budgetLines', () => {
  const other = 'conn_0000000000000002' as ConnectionId;

  it('lists the project first, then connections with a limit, then those over which something was spent', () => {
    const lines = budgetLines(
      {
        connections: [
          { connectionId: other, label: 'Luma', spent: micros(3), limit: null },
          { connectionId, label: 'Runway', spent: micros(0), limit: micros(20) },
          { connectionId: 'conn_0000000000000003' as ConnectionId, label: 'Mine', spent: micros(0), limit: null },
        ],
        project: { spent: micros(5), perMonth: micros(10), perJob: null },
      },
      'The lamp',
    );
    expect(lines.map(({ label }) => label)).toEqual(['The lamp', 'Runway', 'Luma']);
  });

  it('leaves out a project without a budget', () => {
    const project = { spent: micros(5), perMonth: null, perJob: null };
    expect(budgetLines({ connections: [], project }, 'The lamp')).toEqual([]);
  });
});

describe('budgetUse', () => {
  it.each([
    [0, 100, 0, 'fine'],
    [79, 100, 0.79, 'fine'],
    [80, 100, 0.8, 'near'],
    [100, 100, 1, 'reached'],
    [250, 100, 1, 'reached'],
    [0, 0, 1, 'reached'],
  ])('takes %d of %d for %d, %s', (spent, limit, share, level) => {
    expect(budgetUse(spent, limit)).toEqual({ share, level });
  });
});

describe('isUnassigned', () => {
  const jobId = 'job_0000000000000001' as JobId;
  const takeId = 'take_0000000000000001' as TakeId;

  it('means a job that was paid and made no take', () => {
    expect(isUnassigned({ state: 'settled', jobId, takeId: null })).toBe(true);
    expect(isUnassigned({ state: 'settled', jobId, takeId })).toBe(false);
    expect(isUnassigned({ state: 'settled', jobId: null, takeId: null })).toBe(false);
    expect(isUnassigned({ state: 'open', jobId, takeId: null })).toBe(false);
  });
});

describe('durationText', () => {
  it.each([
    [950, '1 sec'],
    [42_400, '42 sec'],
    [90_000, '1.5 min'],
    [7_560_000, '2.1 hr'],
  ])('writes %d ms', (ms, text) => {
    expect(durationText(ms, 'en')).toBe(text);
  });
});
