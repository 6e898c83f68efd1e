import { describe, expect, it } from 'vitest';
import type { Price } from './model.ts';
import { priceRanges, retirementOf } from './model-facts.ts';

function aPrice(unit: Price['unit'], amount: number): Price {
  return { unit, amount: amount as Price['amount'] };
}

describe('priceRanges', () => {
  it('joins prices of one unit, whatever their order', () => {
    const prices = [aPrice('second', 120_000), aPrice('clip', 40_000), aPrice('second', 50_000)];
    expect(priceRanges(prices)).toEqual([
      { unit: 'second', min: 50_000, max: 120_000 },
      { unit: 'clip', min: 40_000, max: 40_000 },
    ]);
  });
});

describe('retirementOf', () => {
  const nowMs = new Date(2026, 10, 21).getTime();
  it.each([
    [null, null],
    ['2026-11-21', 'ended'],
    ['2026-12-24', 'soon'],
    ['2027-06-01', 'later'],
    ['some day', 'later'],
  ])('takes an end on %s for %s', (retiresOn, retirement) => {
    expect(retirementOf(retiresOn, nowMs)).toBe(retirement);
  });
});
