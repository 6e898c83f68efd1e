import type { ImageToVideoCreateParams, TextToVideoCreateParams } from '@runwayml/sdk/resources';
import { describe, expect, it } from 'vitest';
import type { AssetId } from '#shared/domain/ids.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import type { VideoRequest } from '../video-provider.ts';
import { checkRunwayRequest } from './runway-checks.ts';
import { findRunwayModel, runwayModels } from './runway-models.ts';
import { createRequest } from './runway-request.ts';
import {
  gen4Grid,
  happyhorseGrid,
  omni11Grid,
  omniGrid,
  type SizeGrid,
  seedance25Grid,
  seedance2Grid,
  seedanceSmallGrid,
  veoGrid,
  wanGrid,
} from './runway-sizes.ts';

type From = ImageToVideoCreateParams | TextToVideoCreateParams;
type Ratio<Model extends From['model']> = NonNullable<
  Extract<Extract<From, { model: Model }>, { ratio?: string | undefined }>['ratio']
>;
/** Every ratio that the package's types allow for a model, checked by the compiler to be complete. */
type AllRatios<Model extends From['model'], Automatic = never> = Record<Exclude<Ratio<Model>, Automatic>, 1>;

const gen4: AllRatios<'gen4.5'> = {
  '1280:720': 1,
  '720:1280': 1,
  '1104:832': 1,
  '960:960': 1,
  '832:1104': 1,
  '1584:672': 1,
};
const turbo: AllRatios<'gen4_turbo'> = gen4;
const veo: AllRatios<'veo3.1'> & AllRatios<'veo3.1_fast'> = {
  '1280:720': 1,
  '720:1280': 1,
  '1080:1920': 1,
  '1920:1080': 1,
};
const omni: AllRatios<'gemini_omni_flash'> = { '1280:720': 1, '720:1280': 1 };
const omni11: AllRatios<'gemini_omni_flash_1.1'> = {
  ...veo,
  '640:360': 1,
  '360:640': 1,
  '3840:2160': 1,
  '2160:3840': 1,
};
const seedanceSmall: AllRatios<'seedance2_fast'> & AllRatios<'seedance2_mini'> = {
  '992:432': 1,
  '864:496': 1,
  '752:560': 1,
  '640:640': 1,
  '560:752': 1,
  '496:864': 1,
  '1470:630': 1,
  '1280:720': 1,
  '1112:834': 1,
  '960:960': 1,
  '834:1112': 1,
  '720:1280': 1,
};
const seedance1080 = {
  '2206:946': 1,
  '1920:1080': 1,
  '1664:1248': 1,
  '1440:1440': 1,
  '1248:1664': 1,
  '1080:1920': 1,
} as const;
const seedance2: AllRatios<'seedance2'> = {
  ...seedanceSmall,
  ...seedance1080,
  '3840:1646': 1,
  '3840:2160': 1,
  '3840:2880': 1,
  '3840:3840': 1,
  '2880:3840': 1,
  '2160:3840': 1,
};
const seedance25: AllRatios<'seedance2_5'> = {
  '992:432': 1,
  '854:480': 1,
  '752:560': 1,
  '640:640': 1,
  '560:752': 1,
  '480:854': 1,
  '1470:630': 1,
  '1280:720': 1,
  '1112:834': 1,
  '960:960': 1,
  '834:1112': 1,
  '720:1280': 1,
  ...seedance1080,
};
type WanAutomatic = 'auto_480p' | 'auto_720p' | 'auto_1080p';
const wan: AllRatios<'wan3', WanAutomatic> & AllRatios<'wan3_prime', WanAutomatic> = {
  '832:480': 1,
  '720:544': 1,
  '624:624': 1,
  '544:720': 1,
  '480:832': 1,
  '1280:720': 1,
  '1104:832': 1,
  '960:960': 1,
  '832:1104': 1,
  '720:1280': 1,
  '1920:1080': 1,
  '1648:1248': 1,
  '1440:1440': 1,
  '1248:1648': 1,
  '1080:1920': 1,
};
const happyhorse: AllRatios<'happyhorse_1_0'> = {
  '1280:720': 1,
  '720:1280': 1,
  '960:960': 1,
  '1108:832': 1,
  '832:1108': 1,
  '1920:1080': 1,
  '1080:1920': 1,
  '1440:1440': 1,
  '1662:1248': 1,
  '1248:1662': 1,
};

const asset = 'asset_000000000000board' as AssetId;

function requestFor(modelId: string, roles: InputRole[] = [], settings: Partial<VideoRequest['settings']> = {}) {
  const known = findRunwayModel(modelId);
  if (!known) throw new Error(`no ${modelId}`);
  const inputs = roles.map((role) => ({ role, assetId: asset, path: '/library/board.png' }));
  return videoRequestFor(known.model, { inputs, settings });
}

function bodyFor(modelId: string, roles: InputRole[] = [], settings: Partial<VideoRequest['settings']> = {}) {
  const media = {
    kind: 'image' as const,
    bytes: new Uint8Array([1]),
    mime: 'image/png',
    fileName: 'a.png',
    sha256: '',
  };
  const inputs = roles.map((role) => ({ role, media }));
  const uris = roles.map((_, index) => `runway://${index}`);
  return createRequest(requestFor(modelId, roles, settings), inputs, uris).value;
}

const problems = (modelId: string, roles: InputRole[] = [], settings: Partial<VideoRequest['settings']> = {}) =>
  checkRunwayRequest(requestFor(modelId, roles, settings)).map(({ field }) => field);

describe('sizes at Runway', () => {
  it.each<[string, SizeGrid, object]>([
    ['gen4.5', gen4Grid, gen4],
    ['gen4_turbo', gen4Grid, turbo],
    ['veo3.1', veoGrid, veo],
    ['gemini_omni_flash', omniGrid, omni],
    ['gemini_omni_flash_1.1', omni11Grid, omni11],
    ['seedance2_fast', seedanceSmallGrid, seedanceSmall],
    ['seedance2', seedance2Grid, seedance2],
    ['seedance2_5', seedance25Grid, seedance25],
    ['wan3', wanGrid, wan],
    ['happyhorse_1_0', happyhorseGrid, happyhorse],
  ])('of %s are those of the package, each once', (_modelId, grid, ratios) => {
    const pixels = Object.values(grid).flatMap((row) => Object.values(row));
    expect(pixels.toSorted()).toEqual(Object.keys(ratios).toSorted());
  });

  it('are asked for in the words of each model', () => {
    const size = { resolution: '720p', aspectRatio: '9:16' };
    expect(bodyFor('seedance2_5', [], size)).toMatchObject({ ratio: '720:1280' });
    expect(bodyFor('wan3', [], size)).toMatchObject({ ratio: '720:1280' });
    expect(bodyFor('wan3', ['first-frame'], size)).toMatchObject({ ratio: 'auto_720p' });
    expect(bodyFor('happyhorse_1_0', [], size)).toMatchObject({ ratio: '720:1280' });
    expect(bodyFor('happyhorse_1_0', ['first-frame'], size)).toMatchObject({ resolution: '720p' });
    expect(bodyFor('grok_imagine_1_5', [], size)).toMatchObject({ resolution: '720p', ratio: '9:16' });
    expect(bodyFor('grok_imagine_1_5', ['first-frame'], size)).not.toHaveProperty('ratio');
    expect(bodyFor('hailuo3', [], { ...size, resolution: '2k' })).toMatchObject({ resolution: '2k', ratio: '9:16' });
    expect(bodyFor('h3_max', [], { resolution: '768p', aspectRatio: null })).toMatchObject({ resolution: '768p' });
  });

  it('of Gen-4.5 are fewer without a first frame', () => {
    const square = { aspectRatio: '1:1' };
    expect(problems('gen4.5', [], square)).toEqual(['size']);
    expect(problems('gen4.5', ['first-frame'], square)).toEqual([]);
    expect(bodyFor('gen4.5', ['first-frame'], square)).toMatchObject({ ratio: '960:960' });
  });
});

describe('settings of a model at Runway', () => {
  it('go under their own names, and only those that were set', () => {
    const everything = { hasSound: true, seed: 0, negativePrompt: 'blur' };
    expect(bodyFor('veo3.1_fast', [], everything)).toEqual({
      model: 'veo3.1_fast',
      promptText: 'A lighthouse in the rain, slow push in.',
      duration: 4,
      ratio: '1280:720',
      audio: true,
      seed: 0,
      negativePrompt: 'blur',
    });
    expect(Object.keys(bodyFor('gen4.5'))).toEqual(['model', 'promptText', 'duration', 'ratio']);
  });

  it('stand where the API wants them', () => {
    expect(bodyFor('gen4.5', [], { extra: { publicFigureThreshold: 'low' } })).toMatchObject({
      contentModeration: { publicFigureThreshold: 'low' },
    });
    expect(bodyFor('h3_max', [], { extra: { promptExpansionMode: 'quality' } })).toMatchObject({
      promptExpansionMode: 'quality',
    });
  });

  it('leave out a prompt that is not there', () => {
    const request = { ...requestFor('gen4_turbo', ['first-frame']), promptAsSent: ' ' };
    expect(checkRunwayRequest(request)).toEqual([]);
    expect(createRequest(request, [], []).value).not.toHaveProperty('promptText');
  });
});

describe('what is wrong with a request to Runway', () => {
  it('is nothing for the plainest request of every model that has not ended', () => {
    for (const { model } of runwayModels) {
      const needs: InputRole[] = (model.video?.inputs['first-frame']?.min ?? 0) > 0 ? ['first-frame'] : [];
      expect([model.modelId, problems(model.modelId, needs)]).toEqual([
        model.modelId,
        model.retiresOn === null ? [] : ['modelId'],
      ]);
    }
  });

  it('is named by its field', () => {
    expect(problems('gen4.5', [], { durationSeconds: 2.5 })).toEqual(['duration']);
    expect(problems('veo3.1', [], { durationSeconds: 5 })).toEqual(['duration']);
    expect(problems('veo3.1', [], { resolution: '480p' })).toEqual(['size']);
    expect(problems('gen4_turbo')).toEqual(['first-frame']);
    expect(problems('gen4.5', ['last-frame'])).toEqual(['last-frame', 'last-frame']);
    expect(problems('veo3.1', ['last-frame'])).toEqual(['last-frame']);
    expect(problems('seedance2', ['first-frame', 'reference'])).toEqual(['reference']);
    expect(problems('gen4.5', ['voice'])).toEqual(['voice']);
    const long = { ...requestFor('gen4.5'), promptAsSent: 'a'.repeat(1_001) };
    expect(checkRunwayRequest(long).map(({ field }) => field)).toEqual(['prompt']);
    const silent = { ...requestFor('gen4.5'), promptAsSent: '' };
    expect(checkRunwayRequest(silent).map(({ field }) => field)).toEqual(['prompt']);
  });

  it('is asked of the model as the person has it, also of one that the table does not know', () => {
    const request = requestFor('gen4.5', [], { durationSeconds: 12 });
    const video = request.model.video && {
      ...request.model.video,
      duration: { kind: 'listed' as const, seconds: [12] },
    };
    const edited = { ...request, modelId: 'gen5', model: { ...request.model, modelId: 'gen5', video } };
    expect(checkRunwayRequest(edited)).toEqual([]);
    expect(createRequest(edited, [], []).value).toMatchObject({ model: 'gen5', duration: 12 });
  });
});

describe('prices at Runway', () => {
  it('are credits of one cent by the second', () => {
    const prices = (modelId: string) => findRunwayModel(modelId)?.model.prices;
    expect(prices('gen4.5')).toEqual([{ unit: 'second', amount: 120_000 }]);
    expect(prices('gen4_turbo')).toEqual([{ unit: 'second', amount: 50_000 }]);
    expect(prices('veo3.1')).toEqual([
      { unit: 'second', amount: 200_000, when: { hasSound: false } },
      { unit: 'second', amount: 400_000 },
    ]);
    expect(prices('wan3_prime')?.[0]).toEqual({ unit: 'second', amount: 68_000, when: { resolution: '480p' } });
  });

  it('name only classes that the model has', () => {
    for (const { model } of runwayModels) {
      const size = model.video?.size;
      const known = size?.kind === 'tiers' ? size.resolutions : [];
      const named = model.prices.flatMap(({ when }) => when?.resolution ?? []);
      expect(named.filter((resolution) => !known.includes(resolution))).toEqual([]);
    }
  });

  it('are not known of models that have ended', () => {
    expect(findRunwayModel('gen4_aleph')?.model).toMatchObject({
      retiresOn: '2026-07-30',
      replacementModelId: 'aleph2',
      prices: [],
    });
  });
});
