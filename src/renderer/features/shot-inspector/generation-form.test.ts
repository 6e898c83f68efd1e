import { describe, expect, it } from 'vitest';
import { defaultShotGeneration, type ShotGeneration } from '#shared/domain/generation.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { ModelSetting, VideoCapability } from '#shared/domain/model.ts';
import { countSet, formOf, moved, readNumber, readSeed, settingOf } from './generation-form.ts';

const frameSize = { widthPx: 1920, heightPx: 1080 };

function aCapability(video: Partial<VideoCapability> = {}): VideoCapability {
  return {
    duration: { kind: 'listed', seconds: [4, 8] },
    size: { kind: 'tiers', resolutions: ['720p'], aspectRatios: ['16:9'] },
    inputs: {},
    exclusive: [],
    sound: 'none',
    hasSeed: false,
    hasNegativePrompt: false,
    maxPromptCharacters: null,
    isPromptOptional: false,
    settings: [],
    rules: [],
    burnsInSubtitles: false,
    isExact: false,
    followsCamera: false,
    ...video,
  };
}

function aWish(wish: Partial<ShotGeneration> = {}): ShotGeneration {
  return { ...defaultShotGeneration, ...wish };
}

function form(video: Partial<VideoCapability>, wishes: ShotGeneration[] = [aWish()], isBuiltIn = false) {
  return formOf(aCapability(video), wishes, { frameSize, isBuiltIn });
}

const guidance: ModelSetting = {
  key: 'guidance',
  label: 'Guidance',
  field: { kind: 'number', min: 0, max: 20, isWhole: false },
  default: 7,
};

describe('a form', () => {
  it('shows nothing for a model that takes nothing', () => {
    expect(form({})).toEqual({
      resolution: 'hidden',
      resolutions: ['720p'],
      sound: 'hidden',
      seed: 'hidden',
      negativePrompt: 'hidden',
      startsFromPrevious: 'hidden',
      lastFrame: 'hidden',
      references: 'hidden',
      mostReferences: 0,
      settings: [],
      unknownSettings: [],
    });
  });

  it('shows what the model takes', () => {
    const shown = form({
      size: { kind: 'tiers', resolutions: ['720p', '1080p'], aspectRatios: [] },
      inputs: { 'first-frame': { min: 0, max: 1 }, 'last-frame': { min: 0, max: 1 }, reference: { min: 0, max: 3 } },
      sound: 'optional',
      hasSeed: true,
      hasNegativePrompt: true,
      settings: [guidance],
    });
    const { mostReferences, settings, resolutions, unknownSettings, ...uses } = shown;
    expect(new Set(Object.values(uses))).toEqual(new Set(['taken']));
    expect({ mostReferences, settings, resolutions, unknownSettings }).toEqual({
      mostReferences: 3,
      settings: [guidance],
      resolutions: ['720p', '1080p'],
      unknownSettings: [],
    });
  });

  it('keeps in sight what shots have set and the model does not take', () => {
    const wish = aWish({
      resolution: '1080p',
      hasSound: false,
      seed: 0,
      negativePrompt: 'fog',
      startsFromPrevious: true,
      lastFrameAssetId: 'asset_0000000000000000' as AssetId,
      referenceAssetIds: ['asset_0000000000000001' as AssetId],
      settings: { style: 'film', guidance: 3 },
    });
    const shown = form({ settings: [guidance] }, [aWish(), wish]);
    const { resolution, sound, seed, negativePrompt, startsFromPrevious, lastFrame, references } = shown;
    expect([resolution, sound, seed, negativePrompt, startsFromPrevious, lastFrame, references]).toEqual(
      Array.from({ length: 7 }, () => 'kept'),
    );
    expect(shown.unknownSettings).toEqual(['style']);
    expect(shown.resolutions).toEqual(['720p', '1080p']);
  });
});

describe('resolutions', () => {
  it('are the short sides of listed sizes, once each', () => {
    const sizes = [
      { widthPx: 1792, heightPx: 1024 },
      { widthPx: 1280, heightPx: 720 },
      { widthPx: 720, heightPx: 1280 },
    ];
    expect(form({ size: { kind: 'listed', sizes } })).toMatchObject({
      resolution: 'taken',
      resolutions: ['720p', '1024p'],
    });
  });

  it('are usual ones up to the project’s where any size is possible', () => {
    const size = { kind: 'free', multipleOf: 16, maxSidePx: 1280 } as const;
    expect(form({ size }).resolutions).toEqual(['480p', '720p']);
    expect(form({ size: { ...size, maxSidePx: 4096 } }).resolutions).toEqual(['480p', '720p', '1080p']);
  });

  it('are not offered by the built-in engine, but shown where one is set', () => {
    const size = { kind: 'free', multipleOf: 2, maxSidePx: 7680 } as const;
    expect(form({ size }, [aWish()], true).resolution).toBe('hidden');
    const set = form({ size }, [aWish({ resolution: '480p' })], true);
    expect(set).toMatchObject({ resolution: 'taken', resolutions: ['480p'] });
  });
});

describe('typed values', () => {
  it.each([
    ['', null],
    [' 7 ', 7],
    ['4294967295', 4_294_967_295],
    ['4294967296', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
  ])('read “%s” as the seed %s', (text, seed) => {
    expect(readSeed(text)).toBe(seed);
  });

  it.each([
    ['', null],
    ['0,5', 0.5],
    ['20', 20],
    ['21', undefined],
    ['x', undefined],
  ])('read “%s” as the number %s', (text, value) => {
    expect(readNumber(text, { min: 0, max: 20, isWhole: false })).toBe(value);
  });

  it('take only whole numbers where these are asked for', () => {
    expect(readNumber('2.5', { min: 0, max: 20, isWhole: true })).toBeUndefined();
  });
});

describe('moved', () => {
  it('moves one step and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});

describe('settings', () => {
  it('are counted once however many shots have them', () => {
    const set = aWish({ settings: { guidance: 3 } });
    expect(countSet([guidance], [set, set, aWish()])).toBe(1);
    expect([settingOf(set, 'guidance'), settingOf(aWish(), 'guidance')]).toEqual([3, null]);
  });
});
