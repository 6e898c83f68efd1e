/**
 * One paid request, once: its price is reserved before it leaves, and how it ended stands in the ledger.
 *
 * Such calls have no id by which an answer could be asked for later. So what may have to be paid is let finish, whoever
 * went away meanwhile; what is free is broken off with its caller. Nothing here repeats a request.
 */
import { findConnection } from '#main/db/connection-repository.ts';
import {
  findAttemptCost,
  noteLedgerCost,
  openInterruptedCalls,
  reserveLedgerEntry,
  settleLedgerEntry,
} from '#main/db/ledger-repository.ts';
import { findProject } from '#main/db/project-repository.ts';
import type { OneShotOutcome } from '#main/providers/provider.ts';
import type { ReportedCost } from '#main/providers/video-provider.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { type Micros, noMoney } from '#shared/domain/money.ts';
import type { Cost } from '#shared/domain/records.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import type { Spending } from '../money-service.ts';
import type { ServiceContext } from '../service-context.ts';
import type { PreparedCall } from './assist-target.ts';

/** What is paid for. */
export type OneCall = Pick<PreparedCall, 'purpose' | 'connection' | 'model' | 'projectId' | 'shotId'> & {
  estimate: Micros | null;
};

export type SpendOptions<Answer, Kept> = {
  /** Of whoever waits for the answer. */
  signal?: AbortSignal | undefined;
  /** @param signal given only where the request may be broken off once it has left */
  ask: (signal: AbortSignal | undefined) => Promise<OneShotOutcome<Answer>>;
  /** What the answer costs by what it counted, where the provider names no price; null when nobody can tell. */
  costOf?: (outcome: Extract<OneShotOutcome<Answer>, { kind: 'finished' }>) => Micros | null;
  /** Puts the answer where it is safe, before anything else can go wrong. */
  keep: (answer: Answer) => Promise<Kept> | Kept;
};

export interface PaidCalls {
  /**
   * @returns what was kept of the answer, and its cost; null when that is not known.
   * @throws {AppError} BUDGET_… (nothing was sent), CANCELLED (before it left), PROVIDER_ANSWER_LOST (nobody knows
   *   whether it arrived), what the provider said, and what `keep` throws
   */
  spendOnce<Answer, Kept>(
    call: OneCall,
    options: SpendOptions<Answer, Kept>,
  ): Promise<{ kept: Kept; cost: Cost | null }>;
  /** Calls that a crash cut off: nobody knows whether they were charged. To be called once, before any other. */
  openInterrupted(): void;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

export function createPaidCalls(
  { db, clock, ids, changes }: ServiceContext,
  { checkBudgets }: { checkBudgets: (spendings: readonly Spending[]) => AppErrorData[] },
): PaidCalls {
  const underWay = new Set<Promise<unknown>>();
  const announce = () => changes.announce([{ kind: 'ledger', projectId: null, ids: [] }]);

  /** Null for what is free, which has no entry. */
  function reserve({ purpose, connection, model, projectId, shotId, estimate }: OneCall): AttemptId | null {
    if (estimate === 0) return null;
    const attemptId = ids.create('attempt');
    db.transaction(() => {
      const [over] = checkBudgets([{ connectionId: connection.id, projectId, amount: estimate ?? noMoney }]);
      if (over) throw new AppError(over.code, 'over a budget', over);
      reserveLedgerEntry(db, {
        attemptId,
        purpose,
        estimate,
        connectionId: connection.id,
        connectionLabel: findConnection(db, connection.id)?.label ?? connection.label,
        modelId: model.modelId,
        projectId,
        projectTitle: (projectId && findProject(db, projectId)?.title) ?? '',
        shotId,
        jobId: null,
        createdAtMs: clock.nowMs(),
      });
    });
    announce();
    return attemptId;
  }

  /** @returns what it costs as far as that is known */
  function end(attemptId: AttemptId | null, state: 'settled' | 'open' | 'void', cost: Cost | null): Cost | null {
    if (attemptId === null) return { amount: noMoney, basis: 'actual' };
    db.transaction(() => {
      if (cost) noteLedgerCost(db, attemptId, cost);
      settleLedgerEntry(db, attemptId, { state, takeId: null, nowMs: clock.nowMs() });
    });
    announce();
    const known = findAttemptCost(db, attemptId);
    return known && { amount: known.amount, basis: known.basis };
  }

  async function spend<Answer, Kept>(call: OneCall, { signal, ask, costOf, keep }: SpendOptions<Answer, Kept>) {
    if (signal?.aborted) throw cancelled(signal);
    const attemptId = reserve(call);
    let outcome: OneShotOutcome<Answer>;
    try {
      outcome = await ask(attemptId === null ? signal : undefined);
    } catch (thrown) {
      // Adapters throw only what kept the request from leaving; anything else nobody foresaw.
      end(attemptId, thrown instanceof AppError ? 'void' : 'open', null);
      throw attemptId === null && signal?.aborted ? cancelled(signal) : thrown;
    }
    if (outcome.kind !== 'finished') {
      end(attemptId, stateOf(outcome), null);
      throw errorOf(outcome);
    }
    const finished = outcome;
    const settle = () => end(attemptId, 'settled', reported(finished) ?? counted(costOf?.(finished)));
    let kept: Kept;
    try {
      kept = await keep(finished.result);
    } catch (thrown) {
      settle();
      throw thrown;
    }
    return { kept, cost: settle() };
  }

  return {
    async spendOnce(call, options) {
      const spending = spend(call, options);
      underWay.add(spending);
      try {
        return await spending;
      } finally {
        underWay.delete(spending);
      }
    },
    openInterrupted: () => openInterruptedCalls(db, clock.nowMs()),
    async settled() {
      await Promise.allSettled(underWay);
    },
  };
}

type Failure = Exclude<OneShotOutcome<never>, { kind: 'finished' }>;

/**
 * What is certain: a request that was turned away costs nothing, also when it was for its content. A refusal inside an
 * answer of status 200 may have been worked for.
 */
function stateOf(outcome: Failure): 'open' | 'void' {
  if (outcome.kind === 'rejected') return 'void';
  return outcome.kind === 'refused' && Number(outcome.error.params.status) >= 400 ? 'void' : 'open';
}

function errorOf({ kind, error }: Failure): AppError {
  const { code, params } = error;
  if (kind !== 'unknown' || code === 'TEXT_ANSWER_UNUSABLE') return new AppError(code, `the call was ${kind}`, error);
  return new AppError('PROVIDER_ANSWER_LOST', `nobody knows what became of the call: ${code}`, {
    params,
    retry: 'after-user-action',
  });
}

function cancelled({ reason }: AbortSignal): AppError {
  return new AppError('CANCELLED', 'nobody waits for the answer any more', { cause: reason });
}

function reported({ cost }: { cost?: ReportedCost }): Cost | null {
  return cost ? { amount: cost.amount, basis: cost.isFinal ? 'actual' : 'estimated' } : null;
}

function counted(amount: Micros | null | undefined): Cost | null {
  return amount === null || amount === undefined ? null : { amount, basis: 'estimated' };
}
