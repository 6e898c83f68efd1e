import { describe, expect, it } from 'vitest';
import { durationRuleSchema } from '#shared/contract/schemas.ts';
import { defaultDurationRule } from '#shared/domain/outline.ts';
import { clampRule } from './import-rule.ts';

describe('clampRule', () => {
  it('leaves a good rule as it is', () => {
    expect(clampRule(defaultDurationRule)).toEqual(defaultDurationRule);
  });

  it('brings whatever is typed into what the studio takes', () => {
    const typed = { dialogueWordsPerMinute: 1, actionCharactersPerSecond: 9_999, minimumSeconds: 0, maximumSeconds: 0 };
    const rule = clampRule(typed);
    expect(durationRuleSchema.safeParse(rule).success).toBe(true);
    expect(rule.maximumSeconds).toBeGreaterThanOrEqual(rule.minimumSeconds);
  });
});
