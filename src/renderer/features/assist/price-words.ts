/** What a task will cost and what it did cost, as words. */
import type { TFunction } from 'i18next';
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { AssistPlan } from '#shared/contract/assist-answers.ts';
import type { Cost } from '#shared/domain/records.ts';

type Speech = { t: TFunction; language: string };

/** `about $0.04`, `at most $0.03`, `free`, `price not known`. */
export function priceWords({ t, language }: Speech, { estimate, isAtMost }: AssistPlan): string {
  if (estimate === null) return t('assist.price.unknown');
  if (estimate === 0) return t('assist.price.free');
  return t(isAtMost ? 'assist.price.atMost' : 'assist.price.about', { amount: formatMoney(estimate, language) });
}

/** `It cost about $0.04.` */
export function costWords({ t, language }: Speech, cost: Cost | null): string {
  if (cost === null) return t('assist.cost.unknown');
  if (cost.amount === 0) return t('assist.cost.free');
  return t(`assist.cost.${cost.basis}`, { amount: formatMoney(cost.amount, language) });
}
