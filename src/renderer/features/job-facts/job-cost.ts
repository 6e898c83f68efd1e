/** What jobs cost, in words and in sum. */
import type { TFunction } from 'i18next';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import { addMicros, type Micros } from '#shared/domain/money.ts';
import type { Job } from '#shared/domain/records.ts';

/** What a job cost so far, else what it is expected to cost; null where there is nothing to say, as of a film. */
export function jobCostText(t: TFunction, language: string, job: Job): string | null {
  const { kind, state, cost, estimate } = job;
  if (kind === 'film.export') return null;
  if (cost !== null && cost.amount > 0) {
    return t(`queue.cost.${cost.basis}`, { amount: formatMoney(cost.amount, language) });
  }
  // A job that ended without a cost was not charged; one that needs a person may have been.
  if (isEnded(state) && state !== 'needs-you' && state !== 'done') return null;
  if (estimate === 0) return t('queue.cost.free');
  if (cost !== null || state === 'done') return null;
  if (estimate === null) return t('queue.cost.unknown');
  return t('queue.cost.expected', { amount: formatMoney(estimate, language) });
}

export type WaitingCost = {
  amount: Micros;
  /** Jobs whose price nobody knows. */
  unknownCount: number;
  /** More jobs wait than are known here. */
  isAtLeast: boolean;
};

/** @param waitingCount how many wait in all, of which `jobs` may hold only the first. */
export function waitingCost(jobs: readonly Job[], waitingCount: number): WaitingCost {
  const waiting = jobs.filter(({ state }) => state === 'waiting');
  return {
    amount: addMicros(waiting.flatMap(({ estimate }) => estimate ?? [])),
    unknownCount: waiting.filter(({ estimate }) => estimate === null).length,
    isAtLeast: waitingCount > waiting.length,
  };
}

/** `Waiting, together about $4.20 · 2 without a known price`; null when nothing that waits costs anything. */
export function waitingCostText(
  t: TFunction,
  language: string,
  { amount, unknownCount, isAtLeast }: WaitingCost,
): string | null {
  if (amount === 0 && unknownCount === 0) return null;
  const sum = { amount: formatMoney(amount, language) };
  const parts = [
    t(isAtLeast ? 'queue.waitingCostAtLeast' : 'queue.waitingCost', sum),
    ...(unknownCount > 0 ? [t('queue.waitingCostUnknown', { count: unknownCount })] : []),
  ];
  return parts.join(' · ');
}
