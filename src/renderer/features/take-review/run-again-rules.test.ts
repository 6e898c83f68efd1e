import { describe, expect, it } from 'vitest';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { ListedModel, VideoCapability } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import { changesOf, promptProblem, readSeed, runAgainPrice } from './run-again-rules.ts';

const settings = { durationSeconds: 4, hasSound: null, seed: 7, resolution: null, frameSize: null } as FittedSettings;
const recipe = { settings, promptAsSent: 'Gulls' } as TakeRecipe;

function aModel(fields: Partial<ListedModel>, video: Partial<VideoCapability> = {}): ListedModel {
  return { prices: [], isFree: false, ...fields, video: { sound: 'none', ...video } } as ListedModel;
}

describe('runAgainPrice', () => {
  it('goes by the prices of today', () => {
    const prices = [{ unit: 'second' as const, amount: microsFromDollars(0.1) }];
    expect(runAgainPrice(recipe, aModel({ prices }))).toEqual({ kind: 'known', amount: microsFromDollars(0.4) });
    expect(runAgainPrice(recipe, aModel({ isFree: true }))).toEqual({ kind: 'free' });
    expect(runAgainPrice(recipe, aModel({}))).toEqual({ kind: 'unknown' });
    expect(runAgainPrice(recipe, null)).toEqual({ kind: 'gone' });
  });
});

describe('promptProblem', () => {
  it('knows what the model takes', () => {
    const strict = aModel({}, { isPromptOptional: false, maxPromptCharacters: 5 });
    expect(['Gulls', 'Gulls!', '  '].map((prompt) => promptProblem(prompt, strict))).toEqual([
      null,
      'too-long',
      'missing',
    ]);
    expect(promptProblem('', aModel({}, { isPromptOptional: true, maxPromptCharacters: null }))).toBeNull();
  });
});

describe('readSeed', () => {
  it('reads whole numbers below 2³², nothing as nothing, and no more', () => {
    expect(['0', ' 42 ', '4294967295', '', ' '].map(readSeed)).toEqual([0, 42, 4_294_967_295, null, null]);
    for (const text of ['-1', '1.5', '4294967296', 'seven', '1e3']) expect(readSeed(text)).toBeUndefined();
  });
});

describe('changesOf', () => {
  it('sends only what differs, a seed of 0 too', () => {
    expect(changesOf(recipe, { promptAsSent: 'Gulls', seed: 7 })).toEqual({});
    expect(changesOf(recipe, { promptAsSent: 'Gulls at night', seed: 0 })).toEqual({
      promptAsSent: 'Gulls at night',
      seed: 0,
    });
    expect(changesOf(recipe, { promptAsSent: 'Gulls', seed: null })).toEqual({ seed: null });
  });
});
