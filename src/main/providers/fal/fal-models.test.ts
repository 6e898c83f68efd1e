import { describe, expect, it } from 'vitest';
import type { OutgoingMedia } from '#main/net/provider-http.ts';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import { findVariant } from './fal-family.ts';
import { falFamilies, findFamily } from './fal-models.ts';
import { createRequest } from './fal-request.ts';

const picture: OutgoingMedia = {
  kind: 'image',
  bytes: new Uint8Array([1, 2, 3]),
  mime: 'image/png',
  fileName: 'reference.png',
  sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
};
const pictureUrl = 'data:image/png;base64,AQID';
const prompt = 'A lighthouse in the rain, slow push in.';

/** What is sent for a request with files of these roles. */
function sent(modelId: string, roles: InputRole[], settings: Partial<FittedSettings> = {}) {
  const family = findFamily(modelId);
  const variant = family && findVariant(family, roles);
  if (!family || !variant) throw new Error(`no endpoint of ${modelId} for ${roles.join(', ')}`);
  const files = roles.map((role) => ({ role, media: picture }));
  const request = createRequest(videoRequestFor(family.model, { settings }), {
    family,
    variant,
    files,
    hasShortLife: false,
  });
  if (request.body.kind !== 'json') throw new Error('expected JSON');
  return { url: request.url, input: request.body.value };
}

const everything = { hasSound: true, seed: 0, negativePrompt: 'blur' };

describe('the requests of each family', () => {
  it('writes words for Veo, with seconds as "8s"', () => {
    const settings = { ...everything, durationSeconds: 8, extra: { safety_tolerance: '2', auto_fix: true } };
    expect(sent('fal-ai/veo3.1', [], settings)).toEqual({
      url: '/fal-ai/veo3.1',
      input: {
        prompt,
        duration: '8s',
        resolution: '720p',
        aspect_ratio: '16:9',
        generate_audio: true,
        seed: 0,
        negative_prompt: 'blur',
        safety_tolerance: '2',
        auto_fix: true,
      },
    });
  });

  it('names the pictures of Veo differently at each endpoint', () => {
    const files = (modelId: string, roles: InputRole[]) => {
      const { url, input } = sent(modelId, roles);
      return { url, names: Object.keys(input as object).filter((name) => /image|frame/.test(name)) };
    };
    expect(files('fal-ai/veo3.1/fast', ['first-frame'])).toEqual({
      url: '/fal-ai/veo3.1/fast/image-to-video',
      names: ['image_url'],
    });
    expect(files('fal-ai/veo3.1', ['first-frame', 'last-frame'])).toEqual({
      url: '/fal-ai/veo3.1/first-last-frame-to-video',
      names: ['first_frame_url', 'last_frame_url'],
    });
    expect(files('fal-ai/veo3.1', ['reference'])).toEqual({
      url: '/fal-ai/veo3.1/reference-to-video',
      names: ['image_urls'],
    });
  });

  it('leaves out what an endpoint does not have', () => {
    expect(sent('fal-ai/veo3.1', ['reference', 'reference'], { ...everything, durationSeconds: 8 }).input).toEqual({
      prompt,
      duration: '8s',
      resolution: '720p',
      aspect_ratio: '16:9',
      generate_audio: true,
      image_urls: [pictureUrl, pictureUrl],
    });
  });

  it('writes Kling, where the picture decides the ratio and no seed is taken', () => {
    const settings = { ...everything, durationSeconds: 15, extra: { cfg_scale: 0.7 } };
    expect(sent('fal-ai/kling-video/v3/pro', ['first-frame', 'last-frame'], settings)).toEqual({
      url: '/fal-ai/kling-video/v3/pro/image-to-video',
      input: {
        prompt,
        duration: '15',
        generate_audio: true,
        negative_prompt: 'blur',
        cfg_scale: 0.7,
        start_image_url: pictureUrl,
        end_image_url: pictureUrl,
      },
    });
    expect(sent('fal-ai/kling-video/v3/standard', []).input).toMatchObject({ duration: '3', aspect_ratio: '16:9' });
  });

  it('writes Kling O3 with a first frame and references together', () => {
    expect(sent('fal-ai/kling-video/o3/pro', ['first-frame', 'reference'])).toMatchObject({
      url: '/fal-ai/kling-video/o3/pro/reference-to-video',
      input: { start_image_url: pictureUrl, image_urls: [pictureUrl] },
    });
  });

  it('writes Seedance in all its tiers', () => {
    expect(sent('bytedance/seedance-2.0', [], { seed: 7, hasSound: false })).toEqual({
      url: '/bytedance/seedance-2.0/text-to-video',
      input: { prompt, duration: '4', resolution: '480p', aspect_ratio: '21:9', generate_audio: false, seed: 7 },
    });
    expect(sent('bytedance/seedance-2.5/flash', ['first-frame', 'last-frame'], { durationSeconds: 30 })).toMatchObject({
      url: '/bytedance/seedance-2.5/flash/image-to-video',
      input: { duration: '30', image_url: pictureUrl, end_image_url: pictureUrl },
    });
    expect(sent('bytedance/seedance-2.0/mini', ['reference'])).toMatchObject({
      url: '/bytedance/seedance-2.0/mini/reference-to-video',
      input: { image_urls: [pictureUrl] },
    });
  });

  it('writes Hailuo, whose dear tier has no length to choose', () => {
    expect(sent('fal-ai/minimax/hailuo-2.3/pro', ['first-frame'], { extra: { prompt_optimizer: false } })).toEqual({
      url: '/fal-ai/minimax/hailuo-2.3/pro/image-to-video',
      input: { prompt, prompt_optimizer: false, image_url: pictureUrl },
    });
    expect(sent('fal-ai/minimax/hailuo-02/standard', ['first-frame', 'last-frame'], { durationSeconds: 10 })).toEqual({
      url: '/fal-ai/minimax/hailuo-02/standard/image-to-video',
      input: { prompt, duration: '10', resolution: '512P', image_url: pictureUrl, end_image_url: pictureUrl },
    });
    expect(sent('fal-ai/minimax/hailuo-02/standard', []).input).toEqual({ prompt, duration: '6' });
  });

  it('writes Wan with a voice, and with references under their own name', () => {
    expect(sent('fal-ai/wan/v2.7', ['first-frame', 'voice'], { ...everything })).toEqual({
      url: '/fal-ai/wan/v2.7/image-to-video',
      input: {
        prompt,
        duration: '2',
        resolution: '720p',
        seed: 0,
        negative_prompt: 'blur',
        image_url: pictureUrl,
        audio_url: pictureUrl,
      },
    });
    const extra = { enable_prompt_expansion: false };
    expect(sent('fal-ai/wan/v2.7', ['reference'], { extra }).input).toEqual({
      prompt,
      duration: '2',
      resolution: '720p',
      aspect_ratio: '16:9',
      reference_image_urls: [pictureUrl],
    });
  });

  it('writes LTX, Grok with seconds as a number, and Luma with "5s"', () => {
    expect(sent('fal-ai/ltx-2.3/fast', ['first-frame'], { extra: { fps: '24' } })).toMatchObject({
      url: '/fal-ai/ltx-2.3/image-to-video/fast',
      input: { duration: '6', resolution: '1080p', fps: '24', image_url: pictureUrl },
    });
    expect(sent('xai/grok-imagine-video', ['reference'], { durationSeconds: 9 })).toEqual({
      url: '/xai/grok-imagine-video/reference-to-video',
      input: { prompt, duration: 9, resolution: '480p', aspect_ratio: '16:9', reference_image_urls: [pictureUrl] },
    });
    expect(sent('fal-ai/luma-dream-machine/ray-2', ['last-frame'], { extra: { loop: true } })).toEqual({
      url: '/fal-ai/luma-dream-machine/ray-2/image-to-video',
      input: {
        prompt,
        duration: '5s',
        resolution: '540p',
        aspect_ratio: '21:9',
        loop: true,
        end_image_url: pictureUrl,
      },
    });
  });
});

describe('the table', () => {
  it('names each model once, and says where its facts are from', () => {
    const models = falFamilies.map(({ model }) => model);
    expect(new Set(models.map(({ modelId }) => modelId)).size).toBe(models.length);
    for (const { source, asOf, prices } of models) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      for (const { amount } of prices) expect(amount).toBeGreaterThan(0);
    }
  });

  it('has an endpoint for words alone and for each file that a model says it takes', () => {
    for (const family of falFamilies) {
      expect(findVariant(family, []), family.model.modelId).not.toBeNull();
      for (const role of Object.keys(family.model.video?.inputs ?? {}) as InputRole[]) {
        const roles: InputRole[] = role === 'last-frame' ? ['first-frame', 'last-frame'] : [role];
        expect(findVariant(family, roles), `${family.model.modelId} ${role}`).not.toBeNull();
      }
    }
  });

  it('has no endpoint for files that a model says cannot go together', () => {
    for (const family of falFamilies) {
      for (const roles of family.model.video?.exclusive ?? []) expect(findVariant(family, roles)).toBeNull();
    }
  });
});
