import { describe, expect, it } from 'vitest';
import { listLedger } from '#main/db/ledger-repository.ts';
import type { OneShotOutcome } from '#main/providers/provider.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import { aConnection } from '../../../../tests/support/provider-world.ts';
import { createTestContext } from '../../../../tests/support/test-context.ts';
import { createMoneyService } from '../money-service.ts';
import { createPaidCalls, type OneCall } from './spend-once.ts';

const connectionId = 'conn_0000000000000001' as ConnectionId;

function openWorld() {
  const context = createTestContext();
  const money = createMoneyService(context);
  const limits: AppErrorData[] = [];
  const calls = createPaidCalls(context, { checkBudgets: (spendings) => [...money.check(spendings), ...limits] });
  const call: OneCall = {
    purpose: 'image',
    connection: aConnection({ id: connectionId, kind: 'openai', baseUrl: 'https://example.com' }),
    model: { modelId: 'm', label: 'M', connectionId } as ListedModel,
    projectId: null,
    shotId: null,
    estimate: 40_000 as Micros,
  };
  const ledger = () => {
    const filter = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };
    return listLedger(context.db, filter, { after: null, limit: 10 }).entries.map(({ state, amount, basis }) => [
      state,
      amount,
      basis,
    ]);
  };
  const run = (outcome: OneShotOutcome<string>, change: Partial<OneCall> = {}) =>
    calls.spendOnce({ ...call, ...change }, { ask: async () => outcome, keep: (answer) => answer });
  return { context, calls, call, ledger, run, limits };
}

const error = (code: AppErrorData['code'], status = 0): AppErrorData => {
  return { code, params: { status, detail: '' }, retry: 'after-user-action' };
};
const finished = { kind: 'finished' as const, result: 'answer' };

describe('spendOnce', () => {
  it('reserves before it asks and settles what was kept', async () => {
    const { calls, call, ledger } = openWorld();
    const seen: unknown[] = [];
    const { kept, cost } = await calls.spendOnce(call, {
      async ask() {
        seen.push(ledger());
        return finished;
      },
      keep(answer) {
        seen.push(ledger());
        return `kept ${answer}`;
      },
    });
    expect(seen).toEqual([[['reserved', 40_000, 'estimated']], [['reserved', 40_000, 'estimated']]]);
    expect({ kept, cost }).toEqual({ kept: 'kept answer', cost: { amount: 40_000, basis: 'estimated' } });
    expect(ledger()).toEqual([['settled', 40_000, 'estimated']]);
  });

  it('takes what the provider says, else what the answer counts, else the estimate', async () => {
    const { calls, call, ledger, run } = openWorld();
    await run({ ...finished, cost: { amount: 7 as Micros, isFinal: true } });
    await run({ ...finished, cost: { amount: 8 as Micros, isFinal: false } });
    await calls.spendOnce(call, { ask: async () => finished, costOf: () => 9 as Micros, keep: (answer) => answer });
    const { cost } = await run(finished, { estimate: null });
    expect(cost).toBeNull();
    expect(ledger().toReversed()).toEqual([
      ['settled', 7, 'actual'],
      ['settled', 8, 'estimated'],
      ['settled', 9, 'estimated'],
      ['settled', 0, 'unknown'],
    ]);
  });

  it.each([
    ['turned away', { kind: 'rejected', error: error('PROVIDER_RATE_LIMITED', 429), retryAfterMs: 1 }, 'void'],
    ['turned away for its content', { kind: 'refused', error: error('PROVIDER_REFUSED', 400) }, 'void'],
    ['declined inside an answer', { kind: 'refused', error: error('PROVIDER_REFUSED') }, 'open'],
    ['unusable', { kind: 'unknown', error: error('TEXT_ANSWER_UNUSABLE') }, 'open'],
  ] as const)('leaves an answer that is %s as the provider says it', async (_what, outcome, state) => {
    const { ledger, run } = openWorld();
    await expect(run(outcome)).rejects.toMatchObject({ code: outcome.error.code, params: outcome.error.params });
    expect(ledger()).toEqual([[state, 40_000, 'estimated']]);
  });

  it.each(['PROVIDER_ANSWER_LOST', 'PROVIDER_ANSWER_UNREADABLE', 'PROVIDER_ERROR'] as const)(
    'calls an answer lost of which nobody knows: %s',
    async (code) => {
      const { ledger, run } = openWorld();
      await expect(run({ kind: 'unknown', error: error(code, 500) })).rejects.toMatchObject({
        code: 'PROVIDER_ANSWER_LOST',
        params: { status: 500 },
      });
      expect(ledger()).toEqual([['open', 40_000, 'estimated']]);
    },
  );

  it('settles what was paid for, also when it cannot be kept', async () => {
    const { calls, call, ledger } = openWorld();
    const keep = () => Promise.reject(new AppError('DISK_FULL', 'full'));
    await expect(calls.spendOnce(call, { ask: async () => finished, keep })).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
    expect(ledger()).toEqual([['settled', 40_000, 'estimated']]);
  });

  it('leaves open what ends in a way that nobody foresaw', async () => {
    const { calls, call, ledger } = openWorld();
    const keep = (answer: string) => answer;
    const failing = (thrown: Error) => calls.spendOnce(call, { ask: () => Promise.reject(thrown), keep });
    await expect(failing(new TypeError('a bug'))).rejects.toThrow('a bug');
    await expect(failing(new AppError('CANCELLED', 'the adapter is closed'))).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(ledger().toReversed()).toEqual([
      ['open', 40_000, 'estimated'],
      ['void', 40_000, 'estimated'],
    ]);
  });

  it('sends nothing that goes over a budget', async () => {
    const { calls, call, ledger, limits } = openWorld();
    limits.push(error('BUDGET_CONNECTION'));
    let wasAsked = false;
    const ask = async () => {
      wasAsked = true;
      return finished;
    };
    await expect(calls.spendOnce(call, { ask, keep: (answer) => answer })).rejects.toMatchObject({
      code: 'BUDGET_CONNECTION',
    });
    expect({ wasAsked, ledger: ledger() }).toEqual({ wasAsked: false, ledger: [] });
  });

  it('keeps no entry of what is free, and breaks it off with its caller', async () => {
    const { calls, call, ledger, run } = openWorld();
    const free = { ...call, estimate: 0 as Micros };
    expect(await run(finished, free)).toEqual({ kept: 'answer', cost: { amount: 0, basis: 'actual' } });
    const caller = new AbortController();
    const spending = calls.spendOnce(free, {
      signal: caller.signal,
      ask: (signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      keep: (answer: string) => answer,
    });
    caller.abort();
    await expect(spending).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(ledger()).toEqual([]);
  });

  it('cancels what has not left, and lets finish what may have to be paid', async () => {
    const { calls, call, ledger } = openWorld();
    const caller = new AbortController();
    const options = {
      signal: caller.signal,
      async ask(signal: AbortSignal | undefined) {
        caller.abort();
        expect(signal).toBeUndefined();
        return finished;
      },
      keep: (answer: string) => answer,
    };
    expect(await calls.spendOnce(call, options)).toMatchObject({ kept: 'answer' });
    await expect(calls.spendOnce(call, options)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(ledger()).toEqual([['settled', 40_000, 'estimated']]);
  });
});

describe('openInterrupted', () => {
  it('opens what was under way when the studio ended, once', async () => {
    const { context, calls, call, ledger, run } = openWorld();
    await run(finished);
    let answer: (outcome: OneShotOutcome<string>) => void = () => {};
    const ask = () => new Promise<OneShotOutcome<string>>((resolve) => (answer = resolve));
    const spending = calls.spendOnce(call, { ask, keep: (kept) => kept });
    const afterCrash = createPaidCalls(context, { checkBudgets: () => [] });
    afterCrash.openInterrupted();
    expect(ledger().map(([state]) => state)).toEqual(['open', 'settled']);
    answer(finished);
    await spending;
  });
});

describe('settled', () => {
  it('waits for every call', async () => {
    const { calls, call } = openWorld();
    let answer: (outcome: OneShotOutcome<string>) => void = () => {};
    const ask = () => new Promise<OneShotOutcome<string>>((resolve) => (answer = resolve));
    const order: string[] = [];
    const spending = calls.spendOnce(call, { ask, keep: () => order.push('kept') });
    const waiting = calls.settled().then(() => order.push('settled'));
    answer(finished);
    await Promise.all([spending, waiting]);
    expect(order).toEqual(['kept', 'settled']);
  });
});
