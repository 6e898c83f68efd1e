import { describe, expect, it } from 'vitest';
import type { OutgoingMedia } from '#main/net/provider-http.ts';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import type { MediaInput } from '../video-provider.ts';
import { bundledModels } from './gemini-models.ts';
import { omniCreateRequest, promptWithRoles, validateOmni } from './gemini-video-request.ts';

function modelOf(modelId: string) {
  const model = bundledModels.find((each) => each.modelId === modelId);
  if (!model) throw new Error(`expected ${modelId} in the table`);
  return model;
}

function inputOf(role: InputRole): MediaInput {
  return { role, assetId: `ast_${role}` as AssetId, path: '/nowhere' };
}

function pictureOf(text: string): OutgoingMedia {
  return { kind: 'image', bytes: new TextEncoder().encode(text), mime: 'image/png', fileName: 'a.png', sha256: text };
}

describe('promptWithRoles', () => {
  it('leaves a prompt without pictures alone', () => {
    expect(promptWithRoles(' A lighthouse. ', [])).toBe(' A lighthouse. ');
  });

  it('binds a first frame', () => {
    expect(promptWithRoles('A lighthouse.', ['first-frame'])).toBe(
      '[# Sources <FIRST_FRAME>@Image1] A lighthouse. Use Image1 as the starting frame.',
    );
  });

  it('binds a first and a last frame', () => {
    expect(promptWithRoles('A lighthouse.', ['first-frame', 'last-frame'])).toBe(
      '[# Sources <FIRST_FRAME>@Image1 <LAST_FRAME>@Image2] A lighthouse. ' +
        'Use Image1 as the starting frame. Use Image2 as the last frame.',
    );
  });

  it('counts references from nothing, among themselves', () => {
    expect(promptWithRoles('A lighthouse.', ['first-frame', 'reference', 'reference'])).toBe(
      '[# Sources <FIRST_FRAME>@Image1] [# References <IMAGE_REF_0>@Image2 <IMAGE_REF_1>@Image3] A lighthouse. ' +
        'Use Image1 as the starting frame. Use Image2, Image3 as references for the video generation.',
    );
  });

  it('says that references alone are no frames', () => {
    expect(promptWithRoles('A lighthouse.', ['reference'])).toBe(
      '[# References <IMAGE_REF_0>@Image1] A lighthouse. Use Image1 as references for the video generation. ' +
        'The images should not be used as literal initial frames.',
    );
  });

  it('leaves a prompt alone that declares its pictures itself', () => {
    const prompt = '[# References <IMAGE_REF_0>@Image1] A lighthouse like <IMAGE_REF_0>.';
    expect(promptWithRoles(prompt, ['reference'])).toBe(prompt);
  });
});

describe('omniCreateRequest', () => {
  it('puts pictures before the words, and names them for the log', () => {
    const request = videoRequestFor(modelOf('gemini-omni-1.2-flash'));
    const media = pictureOf('first');
    expect(omniCreateRequest(request, [{ role: 'first-frame', media }]).body).toEqual({
      kind: 'json',
      value: {
        model: 'gemini-omni-1.2-flash',
        input: [
          { type: 'image', mime_type: 'image/png', data: btoa('first') },
          { type: 'text', text: promptWithRoles(request.promptAsSent, ['first-frame']) },
        ],
        response_format: { type: 'video', duration: '3s', aspect_ratio: '16:9', resolution: '360p', delivery: 'uri' },
        generation_config: { video_config: { task: 'image_to_video' } },
        background: true,
        store: true,
      },
      media: [media],
    });
  });

  it.each<[InputRole[], string | null]>([
    [[], 'text_to_video'],
    [['first-frame'], 'image_to_video'],
    [['reference', 'reference'], 'reference_to_video'],
    [['first-frame', 'last-frame'], null],
    [['first-frame', 'reference'], null],
  ])('names the task of %j as %s', (roles, task) => {
    const request = videoRequestFor(modelOf('gemini-omni-1.2-flash'));
    const inputs = roles.map((role) => ({ role, media: pictureOf(role) }));
    const text = JSON.stringify(omniCreateRequest(request, inputs).body);
    expect(/"task":"(\w+)"/.exec(text)?.[1] ?? null).toBe(task);
  });
});

describe('validateOmni', () => {
  const fieldsOf = (modelId: string, settings: Partial<FittedSettings>, roles: InputRole[] = []) =>
    validateOmni(videoRequestFor(modelOf(modelId), { settings, inputs: roles.map(inputOf) })).map(({ field }) => field);

  it('takes up to fifteen seconds, ten with a last frame', () => {
    expect(fieldsOf('gemini-omni-1.2-flash', { durationSeconds: 15 })).toEqual([]);
    expect(fieldsOf('gemini-omni-1.2-flash', { durationSeconds: 16 })).toEqual(['duration']);
    const frames: InputRole[] = ['first-frame', 'last-frame'];
    expect(fieldsOf('gemini-omni-1.2-flash', { durationSeconds: 10 }, frames)).toEqual([]);
    expect(fieldsOf('gemini-omni-1.2-flash', { durationSeconds: 11 }, frames)).toEqual(['duration']);
    expect(fieldsOf('gemini-omni-1.1-flash', { durationSeconds: 11 })).toEqual(['duration']);
  });

  it('names a last frame without a first, beside references, and too many references', () => {
    expect(fieldsOf('gemini-omni-1.2-flash', {}, ['last-frame'])).toEqual(['last-frame']);
    expect(fieldsOf('gemini-omni-1.2-flash', {}, ['first-frame', 'last-frame', 'reference'])).toHaveLength(1);
    expect(fieldsOf('gemini-omni-1.2-flash', {}, ['first-frame', 'reference'])).toEqual([]);
    expect(fieldsOf('gemini-omni-1.2-flash', {}, Array<InputRole>(7).fill('reference'))).toEqual(['reference']);
  });

  it('names classes and shapes that the model does not make', () => {
    expect(fieldsOf('gemini-omni-flash-preview', { resolution: '4k' })).toEqual(['resolution']);
    expect(fieldsOf('gemini-omni-1.2-flash', { aspectRatio: '1:1' })).toEqual(['aspect-ratio']);
  });

  it('names what is missing', () => {
    const request = videoRequestFor(modelOf('gemini-omni-1.2-flash'));
    expect(validateOmni({ ...request, promptAsSent: ' ' })).toMatchObject([{ field: 'prompt' }]);
    expect(validateOmni({ ...request, modelId: 'gemini-omni-1.1-flash' })).toMatchObject([{ field: 'modelId' }]);
  });
});
