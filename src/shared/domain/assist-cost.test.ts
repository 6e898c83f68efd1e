import { describe, expect, it } from 'vitest';
import { costOfTokens } from './assist-cost.ts';
import type { Price } from './model.ts';
import type { Micros } from './money.ts';

const prices: Price[] = [
  { unit: 'million-input-tokens', amount: 2_000_000 as Micros },
  { unit: 'million-output-tokens', amount: 8_000_000 as Micros },
];

describe('costOfTokens', () => {
  it('adds what went in and what came out, rounded up', () => {
    expect(costOfTokens({ prices }, { inputTokens: 1000, outputTokens: 500 })).toBe(6000);
    expect(
      costOfTokens(
        { prices: prices.map((price) => ({ ...price, amount: 1 as Micros })) },
        { inputTokens: 1, outputTokens: 0 },
      ),
    ).toBe(1);
    expect(costOfTokens({ prices }, { inputTokens: 0, outputTokens: 0 })).toBe(0);
  });

  it('is not known without every count and every price', () => {
    expect(costOfTokens({ prices }, { inputTokens: null, outputTokens: 5 })).toBeNull();
    expect(costOfTokens({ prices }, { inputTokens: 5, outputTokens: null })).toBeNull();
    expect(costOfTokens({ prices: prices.slice(1) }, { inputTokens: 5, outputTokens: 5 })).toBeNull();
    expect(costOfTokens({ prices: [] }, { inputTokens: 5, outputTokens: 5 })).toBeNull();
  });
});
