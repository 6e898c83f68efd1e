/**
 * Money: what an attempt may cost is reserved before it begins, what it did cost is written when it ends, and budgets
 * hold back what would go over them.
 */
import type { ReadDb, WriteDb } from '#main/db/database.ts';
import { findConnection, listConnections } from '#main/db/connection-repository.ts';
import { type StoredJob, saveJobCost } from '#main/db/job-repository.ts';
import {
  findAttemptCost,
  listConnectionSpending,
  listLedger,
  noteLedgerCost,
  reserveLedgerEntry,
  reopenLedgerEntry,
  settleLedgerEntry,
  sumJobCost,
  sumSpent,
  summarizeLedger,
} from '#main/db/ledger-repository.ts';
import { findProject } from '#main/db/project-repository.ts';
import type { AttemptHooks, EndedAttempt } from '#main/queue/job-writes.ts';
import type { BudgetState, LedgerEntry, LedgerSummary, Page } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { AttemptId, ConnectionId, JobId, ProjectId } from '#shared/domain/ids.ts';
import { dollarsFromMicros, type Micros, noMoney } from '#shared/domain/money.ts';
import type { Cost } from '#shared/domain/records.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { toCsv } from './csv.ts';
import type { ServiceContext } from './service-context.ts';

/** An amount that is about to be spent. */
export type Spending = { connectionId: ConnectionId; projectId: ProjectId | null; amount: Micros };

export interface MoneyService {
  /** What goes along with the queue's attempts. */
  readonly hooks: AttemptHooks;
  /** Limits that these amounts would go over, each once; jobs over the limit per job included. */
  check(spendings: readonly Spending[]): AppErrorData[];
  noteCost(db: WriteDb, attempt: { jobId: JobId | null; attemptId: AttemptId }, cost: Cost): void;
  /** What an attempt costs, for its take. */
  costOf(db: ReadDb, attemptId: AttemptId): Cost | null;
  summary(filter: LogFilter): LedgerSummary;
  list(filter: LogFilter, page: { after: number | null; limit: number }): Page<LedgerEntry>;
  budgets(projectId: ProjectId | null): BudgetState;
  csv(filter: LogFilter): { fileName: string; text: string };
}

export function createMoneyService({ db, clock, changes }: ServiceContext): MoneyService {
  const announce = () => changes.announce([{ kind: 'ledger', projectId: null, ids: [] }]);

  function check(spendings: readonly Spending[]): AppErrorData[] {
    const over = new Map<string, AppErrorData>();
    for (const problem of [...perJob(spendings), ...perProject(spendings), ...perConnection(spendings)]) {
      over.set(JSON.stringify(problem), problem);
    }
    return [...over.values()];
  }

  function perJob(spendings: readonly Spending[]): AppErrorData[] {
    const limits = new Map<ProjectId | null, Micros | null>();
    const limitOf = (projectId: ProjectId | null) => {
      const known = limits.get(projectId);
      if (known !== undefined) return known;
      const limit = (projectId && findProject(db, projectId)?.budget.perJob) ?? null;
      limits.set(projectId, limit);
      return limit;
    };
    return spendings.flatMap(({ projectId, amount }) => {
      const limit = limitOf(projectId);
      return limit !== null && amount > limit ? [overBudget('BUDGET_JOB', { limit, amount, name: '' })] : [];
    });
  }

  function perProject(spendings: readonly Spending[]): AppErrorData[] {
    return [...groupBy(spendings, ({ projectId }) => projectId)].flatMap(([projectId, amount]) => {
      const project = projectId && findProject(db, projectId);
      const limit = project ? project.budget.perMonth : null;
      if (!project || limit === null || amount === 0) return [];
      const total = (sumSpent(db, { projectId, fromMs: monthStartMs(clock) }) + amount) as Micros;
      return total > limit ? [overBudget('BUDGET_PROJECT', { limit, amount: total, name: project.title })] : [];
    });
  }

  function perConnection(spendings: readonly Spending[]): AppErrorData[] {
    return [...groupBy(spendings, ({ connectionId }) => connectionId)].flatMap(([connectionId, amount]) => {
      const connection = findConnection(db, connectionId);
      const limit = connection?.monthlyBudget ?? null;
      if (!connection || limit === null || amount === 0) return [];
      const total = (sumSpent(db, { connectionId, fromMs: monthStartMs(clock) }) + amount) as Micros;
      return total > limit ? [overBudget('BUDGET_CONNECTION', { limit, amount: total, name: connection.label })] : [];
    });
  }

  function onBegin(tx: WriteDb, { job, attemptId }: { job: StoredJob; attemptId: AttemptId }): AppErrorData | null {
    const { connectionId, projectId, modelId, estimate } = job;
    // Free engines and films have no price to reserve.
    if (connectionId === null || modelId === null || estimate === 0) return null;
    const [over] = check([{ connectionId, projectId, amount: estimate ?? noMoney }]);
    if (over) return over;
    reserveLedgerEntry(tx, {
      attemptId,
      purpose: job.kind,
      estimate,
      connectionId,
      connectionLabel: findConnection(tx, connectionId)?.label ?? '',
      modelId,
      projectId,
      projectTitle: findProject(tx, projectId)?.title ?? '',
      shotId: job.shotId,
      jobId: job.id,
      createdAtMs: clock.nowMs(),
    });
    announce();
    return null;
  }

  function onEnd(tx: WriteDb, { jobId, attemptId, from, to, result, nowMs }: EndedAttempt): void {
    const takeId = result?.kind === 'take' ? result.takeId : null;
    settleLedgerEntry(tx, attemptId, { state: endOfEntry(tx, { attemptId, from, to }), takeId, nowMs });
    saveJobCost(tx, jobId, sumJobCost(tx, jobId));
    announce();
  }

  return {
    hooks: { onBegin, onEnd, onReopen: reopenLedgerEntry },
    check,
    noteCost(tx, { jobId, attemptId }, cost) {
      noteLedgerCost(tx, attemptId, cost);
      if (jobId) saveJobCost(tx, jobId, sumJobCost(tx, jobId));
      announce();
    },
    costOf(tx, attemptId) {
      const cost = findAttemptCost(tx, attemptId);
      return cost && { amount: cost.amount, basis: cost.basis };
    },
    summary: (filter) => summarizeLedger(db, filter),
    list: (filter, page) => listLedger(db, filter, page),
    budgets(projectId) {
      const fromMs = monthStartMs(clock);
      const spent = new Map(listConnectionSpending(db, fromMs).map((entry) => [entry.connectionId, entry.spent]));
      const project = projectId && findProject(db, projectId);
      return {
        connections: listConnections(db)
          .filter(({ kind }) => kind !== 'animatic')
          .map(({ id, label, monthlyBudget }) => ({
            connectionId: id,
            label,
            spent: spent.get(id) ?? noMoney,
            limit: monthlyBudget,
          })),
        project: project ? { spent: sumSpent(db, { projectId: project.id, fromMs }), ...project.budget } : null,
      };
    },
    csv(filter) {
      const rows = listLedger(db, filter, { after: null, limit: 1_000_000 }).entries.map(toCsvRow);
      return { fileName: 'shotwright-costs.csv', text: toCsv([csvHead, ...rows]) };
    },
  };
}

/**
 * What is certain about an attempt that ended: a request that was turned away costs nothing, a result costs its price,
 * and what the provider named a cost for costs that. Everything else nobody knows.
 */
function endOfEntry(
  db: ReadDb,
  { attemptId, from, to }: Pick<EndedAttempt, 'attemptId' | 'from' | 'to'>,
): 'settled' | 'open' | 'void' {
  if (to === 'done') return 'settled';
  if (to === 'needs-you') return 'open';
  // Before it was accepted: what came back proves that nothing was started, or it would have become `needs-you`.
  if (from === 'sending') return to === 'cancelled' ? 'open' : 'void';
  const cost = findAttemptCost(db, attemptId);
  if (cost?.basis === 'actual') return cost.amount === 0 ? 'void' : 'settled';
  return to === 'waiting' ? 'void' : 'open';
}

function overBudget(
  code: 'BUDGET_JOB' | 'BUDGET_PROJECT' | 'BUDGET_CONNECTION',
  { limit, amount, name }: { limit: Micros; amount: Micros; name: string },
): AppErrorData {
  const params = { limit: inDollars(limit), amount: inDollars(amount), name };
  return { code, params, retry: 'after-user-action' };
}

/** `$12.50`; people read budgets in whole cents. */
function inDollars(amount: Micros): string {
  return `$${dollarsFromMicros(amount).toFixed(2)}`;
}

/** First moment of the month in local time. */
export function monthStartMs(clock: Clock): number {
  const now = new Date(clock.nowMs());
  return new Date(now.getFullYear(), now.getMonth(), 1).getTime();
}

function groupBy<Key>(spendings: readonly Spending[], keyOf: (spending: Spending) => Key): Map<Key, Micros> {
  const sums = new Map<Key, Micros>();
  for (const spending of spendings) {
    const key = keyOf(spending);
    sums.set(key, ((sums.get(key) ?? 0) + spending.amount) as Micros);
  }
  return sums;
}

const csvHead = [
  'time',
  'state',
  'amount_usd',
  'basis',
  'purpose',
  'connection',
  'model',
  'project',
  'has_result',
  'attempt',
];

function toCsvRow(entry: LedgerEntry): string[] {
  return [
    new Date(entry.createdAtMs).toISOString(),
    entry.state,
    dollarsFromMicros(entry.amount).toFixed(6),
    entry.basis,
    entry.purpose,
    entry.connectionLabel,
    entry.modelId,
    entry.projectTitle,
    entry.takeId !== null || entry.jobId === null ? 'yes' : 'no',
    entry.attemptId,
  ];
}
