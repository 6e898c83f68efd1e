/** What is said of a model beside its name: what it costs and when it ends. */
import type { TFunction } from 'i18next';
import { dayText } from '#renderer/ui/day-text.ts';
import { formatMoney } from '#renderer/ui/money-text.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { priceRanges, retirementOf } from '#shared/domain/model-facts.ts';
import type { NamedModel } from './model-catalog.ts';
import type { PriceView } from './plan-view.ts';

/** A translator and the language in which numbers and days are written. */
export type Speech = { t: TFunction; language: string };

/** `$0.10 a second`, `$0.10 to $0.40 a second`, `free`. What a take costs stands where its settings are known. */
export function priceHint({ t, language }: Speech, { isFree, prices }: Pick<ListedModel, 'isFree' | 'prices'>): string {
  if (isFree) return t('connections.free');
  const texts = priceRanges(prices).map(({ unit, min, max }) => {
    const [least, most] = [formatMoney(min, language), formatMoney(max, language)];
    const amount = least === most ? least : t('connections.priceRange', { min: least, max: most });
    return t(`connections.price.${unit}`, { amount });
  });
  return texts.length === 0 ? t('generation.price.unknown') : texts.join(' · ');
}

/** `ends Oct 23, 2026`; null for a model without an announced end. */
export function endHint({ t, language }: Speech, retiresOn: string | null, nowMs: number): string | null {
  if (retiresOn === null) return null;
  const on = dayText(retiresOn, language);
  return retirementOf(retiresOn, nowMs) === 'ended' ? t('generation.ended', { on }) : t('generation.ends', { on });
}

/** `$0.40`, `at least $0.40`, `Free`, `price not known`. */
export function priceText({ t, language }: Speech, view: PriceView): string {
  const amount = 'amount' in view ? formatMoney(view.amount, language) : '';
  return t(`generation.price.${view.kind}`, { amount });
}

/** `Veo 3.1 · Studio key`; a model of the built-in engine and one that is gone by their name alone. */
export function namedModelText({ t }: Pick<Speech, 't'>, { connection, model, modelId }: NamedModel): string {
  if (!connection) return t('generation.connectionGone', { model: modelId ?? '' });
  if (!model) return t('generation.modelGone', { model: modelId ?? connection.label });
  return modelOptionText({ t }, model, connection);
}

export function modelOptionText(
  { t }: Pick<Speech, 't'>,
  { label, modelId }: Pick<ListedModel, 'label' | 'modelId'>,
  connection: { label: string },
): string {
  const name = label || modelId;
  return name === connection.label ? name : t('generation.modelOn', { model: name, connection: connection.label });
}
