/** What an answer costs by what it counted, where the provider names no price. */
import type { Model, Price } from './model.ts';
import type { Micros } from './money.ts';

/** Tokens that an answer says it took; null where it does not say. */
export type TokenCounts = { inputTokens: number | null; outputTokens: number | null };

/** By the model's prices per token; null where a count or a price is not known. */
export function costOfTokens(
  { prices }: Pick<Model, 'prices'>,
  { inputTokens, outputTokens }: TokenCounts,
): Micros | null {
  const input = priceOf(prices, 'million-input-tokens');
  const output = priceOf(prices, 'million-output-tokens');
  if (input === null || output === null || inputTokens === null || outputTokens === null) return null;
  return Math.ceil((inputTokens * input + outputTokens * output) / 1e6) as Micros;
}

function priceOf(prices: readonly Price[], unit: Price['unit']): Micros | null {
  return prices.find((price) => price.unit === unit && price.when === undefined)?.amount ?? null;
}
