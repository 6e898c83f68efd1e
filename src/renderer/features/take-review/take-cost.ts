import type { TFunction } from 'i18next';
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { Cost } from '#shared/domain/records.ts';

/** `$0.40`, `$0.40 estimated`, `free`, or that nobody knows. */
export function takeCostText(t: TFunction, language: string, cost: Cost | null): string {
  if (cost === null) return t('takes.cost.unknown');
  if (cost.amount === 0) return t('takes.cost.free');
  return t(`takes.cost.${cost.basis}`, { amount: formatMoney(cost.amount, language) });
}
