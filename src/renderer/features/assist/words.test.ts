import { describe, expect, it } from 'vitest';
import { createTranslator } from '#shared/messages/translate.ts';
import type { AssistPlan } from '#shared/contract/assist-answers.ts';
import type { Micros } from '#shared/domain/money.ts';
import { assistErrorText } from './error-words.ts';
import { costWords, priceWords } from './price-words.ts';

const translator = createTranslator();
const speech = { t: translator.t, language: 'en' };
const plan = (estimate: number | null, isAtMost = false): AssistPlan => ({
  estimate: estimate as Micros | null,
  isAtMost,
  isPlainPrice: false,
  requestCount: 1,
  problem: null,
  overBudget: [],
});

describe('priceWords', () => {
  it('says what is known of a price', () => {
    expect(priceWords(speech, plan(40_000))).toBe('about $0.04');
    expect(priceWords(speech, plan(40_000, true))).toBe('at most $0.04');
    expect(priceWords(speech, plan(0))).toBe('free');
    expect(priceWords(speech, plan(null))).toBe('price not known');
  });
});

describe('costWords', () => {
  it('says how a cost is known', () => {
    expect(costWords(speech, { amount: 40_000 as Micros, basis: 'actual' })).toBe('It cost $0.04.');
    expect(costWords(speech, { amount: 80 as Micros, basis: 'estimated' })).toBe('It cost about $0.00008.');
    expect(costWords(speech, { amount: 0 as Micros, basis: 'actual' })).toBe('It was free.');
    expect(costWords(speech, null)).toBe('What it cost is not known.');
  });
});

describe('assistErrorText', () => {
  it('has words of its own for what speaks of jobs, and the general ones else', () => {
    const words = (code: Parameters<typeof assistErrorText>[1]['code']) =>
      assistErrorText(translator, { code, params: {} });
    expect(words('PROVIDER_RATE_LIMITED')).not.toContain('job');
    expect(words('PROVIDER_ANSWER_LOST')).toContain('may have been charged');
    expect(words('SHOT_NOT_FOUND')).toBe(translator.t('errors.SHOT_NOT_FOUND'));
    expect(words('PROVIDER_FAILED')).toBe('The provider could not do this. ');
  });
});
