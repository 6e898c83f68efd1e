import { describe, expect, it } from 'vitest';
import { formatMoney } from './money-text.ts';

describe('formatMoney', () => {
  it.each([
    [0, '$0.00'],
    [10_000, '$0.01'],
    [14_900, '$0.01'],
    [4_180_000, '$4.18'],
    [20_000_000, '$20.00'],
    [1_234_567_890_000, '$1,234,567.89'],
  ])('writes %d micro-units in cents', (micros, text) => {
    expect(formatMoney(micros)).toBe(text);
  });

  it.each([
    [1, '$0.000001'],
    [350, '$0.00035'],
    [4_200, '$0.0042'],
    [4_237, '$0.004237'],
    [9_999, '$0.009999'],
  ])('writes %d micro-units, less than a cent, exactly', (micros, text) => {
    expect(formatMoney(micros)).toBe(text);
  });

  it('follows the language', () => {
    expect(formatMoney(4_180_000, 'de').replace(/\s/g, ' ')).toBe('4,18 $');
  });
});
