/** What is said of a model in short: its prices, and how near its end is. */
import type { Price } from './model.ts';
import type { Micros } from './money.ts';

/** Cheapest and dearest price of a unit, over all conditions. */
export type PriceRange = { unit: Price['unit']; min: Micros; max: Micros };

/** One range a unit, in the order in which the units first appear. */
export function priceRanges(prices: readonly Price[]): PriceRange[] {
  const ranges = new Map<Price['unit'], PriceRange>();
  for (const { unit, amount } of prices) {
    const range = ranges.get(unit);
    if (!range) ranges.set(unit, { unit, min: amount, max: amount });
    else {
      range.min = Math.min(range.min, amount) as Micros;
      range.max = Math.max(range.max, amount) as Micros;
    }
  }
  return [...ranges.values()];
}

/** How near an announced end is. */
export type Retirement = 'ended' | 'soon' | 'later';

const soonMs = 60 * 86_400_000;

/** @param retiresOn such as `2026-10-23`; null without an end. */
export function retirementOf(retiresOn: string | null, nowMs: number): Retirement | null {
  if (retiresOn === null) return null;
  const endMs = Date.parse(`${retiresOn}T00:00:00`);
  if (Number.isNaN(endMs)) return 'later';
  if (endMs <= nowMs) return 'ended';
  return endMs - nowMs <= soonMs ? 'soon' : 'later';
}
