import { describe, expect, it } from 'vitest';
import { microsFromDollars } from '#shared/domain/money.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { takeCostText } from './take-cost.ts';

const { t } = createTranslator();

describe('takeCostText', () => {
  it('says how the amount is known', () => {
    const amount = microsFromDollars(0.4);
    expect(takeCostText(t, 'en', { amount, basis: 'actual' })).toBe('$0.40');
    expect(takeCostText(t, 'en', { amount, basis: 'estimated' })).toBe('$0.40 estimated');
    expect(takeCostText(t, 'en', { amount: microsFromDollars(0), basis: 'estimated' })).toBe('free');
    expect(takeCostText(t, 'en', null)).toBe('cost not known');
  });
});
