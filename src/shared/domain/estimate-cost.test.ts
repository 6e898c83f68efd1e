import { describe, expect, it } from 'vitest';
import {
  estimateCost,
  estimateImages,
  estimateSpeech,
  estimateText,
  estimateTranscription,
  hasEditPrice,
} from './estimate-cost.ts';
import type { FittedSettings } from './generation.ts';
import type { Price, VideoCapability } from './model.ts';
import { microsFromDollars } from './money.ts';

const settings: FittedSettings = {
  durationSeconds: 6,
  frameSize: null,
  resolution: '720p',
  aspectRatio: '16:9',
  hasSound: null,
  seed: null,
  negativePrompt: null,
  extra: {},
};

function price(dollars: number, unit: Price['unit'], when?: Price['when']): Price {
  return { unit, amount: microsFromDollars(dollars), ...(when && { when }) };
}

function model(prices: Price[], sound: VideoCapability['sound'] = 'none', isFree = false) {
  return { prices, isFree, video: { sound } as VideoCapability };
}

describe('estimateCost', () => {
  it('is nothing for a free model and unknown without a price', () => {
    expect(estimateCost(model([], 'none', true), settings)).toBe(0);
    expect(estimateCost(model([]), settings)).toBeNull();
    expect(estimateCost(model([price(1, 'second', { resolution: '4k' })]), settings)).toBeNull();
    expect(estimateCost(model([price(1, 'image')]), settings)).toBeNull();
  });

  it('counts seconds, clips and minutes', () => {
    expect(estimateCost(model([price(0.1, 'second')]), settings)).toBe(600_000);
    expect(estimateCost(model([price(0.1, 'second')]), { ...settings, durationSeconds: 6.5 })).toBe(650_000);
    expect(estimateCost(model([price(0.28, 'clip')]), settings)).toBe(280_000);
    expect(estimateCost(model([price(3, 'minute')]), settings)).toBe(300_000);
  });

  it('takes the first price whose conditions hold', () => {
    const prices = [
      price(0.56, 'clip', { resolution: '768P', durationSeconds: 10 }),
      price(0.28, 'clip', { resolution: '768P', durationSeconds: 6 }),
      price(0.5, 'clip'),
    ];
    expect(estimateCost(model(prices), { ...settings, resolution: '768p' })).toBe(280_000);
    expect(estimateCost(model(prices), settings)).toBe(500_000);
  });

  it('reads the class of a model that takes pixels from the short side', () => {
    const prices = [price(0.5, 'second', { resolution: '1080p' }), price(0.3, 'second', { resolution: '1280x720' })];
    const tall = { ...settings, resolution: null, frameSize: { widthPx: 720, heightPx: 1280 } };
    expect(estimateCost(model(prices), tall)).toBe(1_800_000);
  });

  it('counts the dearer where the model decides about sound', () => {
    const prices = [price(0.126, 'second', { hasSound: true }), price(0.084, 'second', { hasSound: false })];
    expect(estimateCost(model(prices, 'optional'), settings)).toBe(756_000);
    expect(estimateCost(model(prices, 'optional'), { ...settings, hasSound: false })).toBe(504_000);
    expect(estimateCost(model(prices, 'always'), settings)).toBe(756_000);
    expect(estimateCost(model(prices, 'none'), settings)).toBe(504_000);
  });
});

describe('estimates of calls that answer in one go', () => {
  it('count what their prices count', () => {
    const plain = model([price(0.04, 'image')]);
    expect(estimateImages(plain, 3)).toBe(120_000);
    expect([estimateImages(plain, 1, true), hasEditPrice(plain)]).toEqual([40_000, false]);
    const both = model([{ ...price(0.06, 'image'), when: { startsFromPicture: true } }, price(0.04, 'image')]);
    expect([estimateImages(both, 1), estimateImages(both, 2, true)]).toEqual([40_000, 120_000]);
    expect(hasEditPrice(both)).toBe(true);
    expect(estimateSpeech(model([price(0.015, 'thousand-characters')]), 2000)).toBe(30_000);
    expect(estimateSpeech(model([price(0.012, 'minute')]), 1600)).toBe(24_000);
    expect(estimateTranscription(model([price(0.006, 'minute')]), 90_000)).toBe(9_000);
    const prices = [price(2, 'million-input-tokens'), price(10, 'million-output-tokens')];
    expect(estimateText(model(prices), { inputCharacters: 3000, maxOutputTokens: 1000 })).toBe(12_000);
    expect(
      estimateText(model([price(2, 'million-input-tokens')]), { inputCharacters: 3, maxOutputTokens: 1 }),
    ).toBeNull();
  });
});
