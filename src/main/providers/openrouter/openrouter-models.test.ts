import { describe, expect, it } from 'vitest';
import { textModelsFrom, videoModelsFrom } from './openrouter-models.ts';
import { pricesFromSkus } from './openrouter-prices.ts';

const asOf = '2026-11-21';

describe('videoModelsFrom', () => {
  it('reads what a model can do', () => {
    const [model] = videoModelsFrom({ data: [reel] }, asOf) ?? [];
    expect(model).toMatchObject({
      modelId: 'acme/reel',
      label: 'Reel',
      kind: 'video',
      isFree: false,
      source: 'OpenRouter GET /videos/models',
      asOf,
      video: {
        duration: { kind: 'listed', seconds: [4, 6, 8] },
        size: { kind: 'tiers', resolutions: ['480p', '1K', '1080p', '2K', '4K'], aspectRatios: ['16:9'] },
        inputs: { 'first-frame': { min: 0, max: 1 }, reference: { min: 0, max: 4 } },
        sound: 'optional',
        hasSeed: true,
      },
    });
    expect(model?.video?.inputs['last-frame']).toBeUndefined();
  });

  it('reads a model that tells nothing about itself', () => {
    const [model] = videoModelsFrom({ data: [{ id: 'acme/quiet' }] }, asOf) ?? [];
    expect(model).toMatchObject({
      label: 'acme/quiet',
      prices: [],
      video: {
        duration: { kind: 'range', minSeconds: 1 },
        size: { kind: 'tiers', resolutions: [], aspectRatios: [] },
        sound: 'none',
        hasSeed: false,
      },
    });
  });

  it('leaves out what makes no clips and what it cannot read, and keeps the rest', () => {
    const enlarger = { ...reel, id: 'acme/enlarge', upscale_factor: { min: 1, max: 4 } };
    const data = [enlarger, null, 7, { name: 'no id' }, { ...reel, supported_durations: ['4'], upscale_factor: {} }];
    const models = videoModelsFrom({ data }, asOf);
    expect(models?.map(({ modelId }) => modelId)).toEqual(['acme/reel']);
    expect(models?.[0]?.video?.duration).toMatchObject({ kind: 'range' });
  });

  it('knows no list in anything else', () => {
    for (const body of [null, [], { data: {} }, 'models']) expect(videoModelsFrom(body, asOf)).toBeNull();
  });
});

describe('textModelsFrom', () => {
  it('lists those that keep to a form, with prices for a million tokens and their end', () => {
    const model = {
      id: 'acme/writer',
      architecture: { output_modalities: ['text'] },
      supported_parameters: ['structured_outputs'],
      pricing: { prompt: '0.00000125', completion: '0.00001' },
      expiration_date: '2027-03-01T00:00:00Z',
    };
    const others = [
      { ...model, id: 'acme/talker', supported_parameters: [] },
      { ...model, id: 'acme/painter', architecture: { output_modalities: ['image', 'text'] } },
    ];
    expect(textModelsFrom({ data: [model, ...others] }, asOf)).toMatchObject([
      {
        modelId: 'acme/writer',
        kind: 'text',
        isFree: false,
        retiresOn: '2027-03-01',
        prices: [
          { unit: 'million-input-tokens', amount: 1_250_000 },
          { unit: 'million-output-tokens', amount: 10_000_000 },
        ],
      },
    ]);
  });

  it('knows no price of a router that chooses by itself, and that free is free', () => {
    const model = { id: 'a/b', supported_parameters: ['structured_outputs'] };
    const data = [
      { ...model, pricing: { prompt: '-1', completion: '-1' } },
      { ...model, pricing: { prompt: '0', completion: '0' } },
    ];
    expect(textModelsFrom({ data }, asOf)).toMatchObject([{ prices: [], isFree: false }, { isFree: true }]);
  });
});

describe('pricesFromSkus', () => {
  const options = { resolutions: ['720p', '1080p', '4K'], hasSoundSwitch: true };

  it('puts the price with the most conditions first', () => {
    const skus = {
      duration_seconds_with_audio: '0.40',
      duration_seconds_without_audio: '0.20',
      duration_seconds_with_audio_4k: '0.60',
      duration_seconds_without_audio_4k: '0.40',
    };
    expect(pricesFromSkus(skus, options)).toEqual([
      { unit: 'second', amount: 600_000, when: { resolution: '4K', hasSound: true } },
      { unit: 'second', amount: 400_000, when: { resolution: '4K', hasSound: false } },
      { unit: 'second', amount: 400_000, when: { hasSound: true } },
      { unit: 'second', amount: 200_000, when: { hasSound: false } },
    ]);
    expect(pricesFromSkus(skus, { ...options, hasSoundSwitch: false })).toEqual([
      { unit: 'second', amount: 400_000, when: { resolution: '4K' } },
      { unit: 'second', amount: 200_000 },
    ]);
  });

  it.each([
    [
      { 'per-video-second': '0.50', 'per-video-second-1080p': '0.75' },
      [
        ['1080p', 750_000],
        [undefined, 500_000],
      ],
    ],
    [{ duration_seconds_720p: '0.1', duration_seconds_480p: '0.05' }, [['720p', 100_000]]],
    [
      { cents_per_second_output: '17', cents_per_video_output_second_1080p: '29' },
      [
        ['1080p', 290_000],
        [undefined, 170_000],
      ],
    ],
    [{ text_to_video_duration_seconds_720p: '0.1', image_to_video_duration_seconds_720p: '0.15' }, [['720p', 150_000]]],
    [{ video_tokens: '0.000007', video_tokens_4k: '0.000008' }, []],
    [{ cents_per_megapixel_second_precise: '1', reference_images: '0.04' }, []],
    [{ duration_seconds: '', 'per-video-second': 'ask us', duration_seconds_720p: '-1', toString: '1' }, []],
  ])('reads %j', (skus, expected) => {
    const prices = pricesFromSkus(skus as unknown as Record<string, string>, options);
    expect(prices.map(({ when, amount }) => [when?.resolution, amount])).toEqual(expected);
  });
});

const reel = {
  id: 'acme/reel',
  name: 'Reel',
  supported_durations: [8, 4, 6, 4],
  supported_resolutions: ['4K', '1080p', '2K', '480p', '1K'],
  supported_aspect_ratios: ['16:9'],
  supported_frame_images: ['first_frame'],
  generate_audio: true,
  seed: true,
  pricing_skus: { duration_seconds: '0.1' },
};
