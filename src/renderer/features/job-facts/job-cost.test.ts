import { describe, expect, it } from 'vitest';
import type { Micros } from '#shared/domain/money.ts';
import type { Job } from '#shared/domain/records.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { jobCostText, waitingCost, waitingCostText } from './job-cost.ts';

const { t } = createTranslator();
const money = (dollars: number) => (dollars * 1e6) as Micros;

function aJob(fields: Partial<Job>): Job {
  return { kind: 'take.generate', state: 'waiting', estimate: money(0.4), cost: null, ...fields } as Job;
}

describe('jobCostText', () => {
  it.each<[Partial<Job>, string | null]>([
    [{}, '≈ $0.40'],
    [{ estimate: null }, 'price not known'],
    [{ estimate: money(0) }, 'free'],
    [{ state: 'done', cost: { amount: money(0.44), basis: 'actual' } }, '$0.44'],
    [{ state: 'done', cost: { amount: money(0.4), basis: 'estimated' } }, '$0.40 est.'],
    [{ state: 'running', cost: { amount: money(0.4), basis: 'estimated' } }, '$0.40 est.'],
    [{ state: 'failed' }, null],
    [{ state: 'done', estimate: money(0) }, 'free'],
    [{ state: 'cancelled', estimate: money(0) }, null],
    [{ state: 'failed', cost: { amount: money(0), basis: 'actual' } }, null],
    [{ state: 'needs-you' }, '≈ $0.40'],
    [{ kind: 'film.export', estimate: money(0) }, null],
  ])('%j', (fields, text) => {
    expect(jobCostText(t, 'en', aJob(fields))).toBe(text);
  });
});

describe('waitingCost', () => {
  const words = (jobs: Job[], waitingCount = jobs.length) => waitingCostText(t, 'en', waitingCost(jobs, waitingCount));

  it('adds what waits and counts what has no known price', () => {
    const jobs = [aJob({}), aJob({ estimate: money(1) }), aJob({ estimate: null })];
    expect(words(jobs)).toBe('Waiting, together about $1.40 · 1 without a known price');
    expect(words([...jobs, aJob({ state: 'running' })], 3)).toBe(words(jobs));
  });

  it('promises no more than it knows of a long line', () => {
    expect(words([aJob({})], 10_000)).toBe('Waiting, together at least $0.40');
  });

  it('says nothing where nothing costs anything', () => {
    expect(words([aJob({ estimate: money(0) })])).toBeNull();
    expect(words([])).toBeNull();
  });
});
