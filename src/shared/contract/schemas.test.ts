import { describe, expect, it } from 'vitest';
import { frameRates } from '#shared/domain/time.ts';
import { cameraMoveSchema, durationRuleSchema, frameRateSchema, framesSchema } from './schemas.ts';

describe('what the window sends', () => {
  it('may be each known frame rate and nothing that only multiplies out like one', () => {
    for (const rate of frameRates) expect(frameRateSchema.parse(rate)).toEqual(rate);
    const others = [
      { numerator: 0, denominator: 0 },
      { numerator: Number.POSITIVE_INFINITY, denominator: Number.POSITIVE_INFINITY },
      { numerator: Number.NaN, denominator: 1 },
      { numerator: -24, denominator: -1 },
      { numerator: '24', denominator: 1 },
      { numerator: 24, denominator: 1, more: true },
      { numerator: 23, denominator: 1 },
      null,
    ];
    for (const other of others) expect(frameRateSchema.safeParse(other).success, JSON.stringify(other)).toBe(false);
  });

  it('may not hold a number that is none', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 0, 1.5, 216_001]) {
      expect(framesSchema.safeParse(value).success, String(value)).toBe(false);
    }
    expect(cameraMoveSchema.safeParse({ kind: 'static', strength: Number.NaN }).success).toBe(false);
  });

  it('may not ask for a shortest shot that is longer than the longest', () => {
    const rule = { dialogueWordsPerMinute: 160, actionCharactersPerSecond: 15, minimumSeconds: 2, maximumSeconds: 30 };
    expect(durationRuleSchema.safeParse(rule).success).toBe(true);
    expect(durationRuleSchema.safeParse({ ...rule, minimumSeconds: 31 }).success).toBe(false);
  });
});
