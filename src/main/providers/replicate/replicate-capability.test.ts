import { describe, expect, it } from 'vitest';
import type { VideoCapability } from '#shared/domain/model.ts';
import { cogSchema, replicateSchemas } from '../../../../tests/servers/replicate-schemas.ts';
import { capabilityOf, type CapabilityHints } from './replicate-capability.ts';
import { nameFields, readInputFields } from './replicate-schema.ts';

function fieldsOf(modelId: string) {
  const fields = readInputFields(replicateSchemas[modelId]);
  if (!fields) throw new Error(`no schema of ${modelId}`);
  return fields;
}

function capability(modelId: string, hints?: CapabilityHints): VideoCapability {
  const video = capabilityOf(fieldsOf(modelId), hints);
  if (!video) throw new Error(`${modelId} makes no clips`);
  return video;
}

/** Names of the fields by what they mean. */
function names(modelId: string): Record<string, string> {
  const named = Object.entries(nameFields(fieldsOf(modelId)));
  return Object.fromEntries(named.map(([meaning, field]) => [meaning, field.name]));
}

describe('readInputFields', () => {
  it('keeps the model’s order, follows references to choices, and leaves out what is deprecated', () => {
    const fields = fieldsOf('luma/ray-2-720p');
    expect(fields.map(({ name }) => name)).toEqual([
      'prompt',
      'start_image',
      'end_image',
      'duration',
      'aspect_ratio',
      'loop',
      'concepts',
    ]);
    expect(fields.find(({ name }) => name === 'duration')).toMatchObject({ kind: 'whole-number', choices: [5, 9] });
  });

  it('reads a field that may be null as what it is otherwise', () => {
    const schema = cogSchema({ prompt: { anyOf: [{ type: 'string', maxLength: 900 }, { type: 'null' }] } });
    expect(readInputFields(schema)).toMatchObject([{ name: 'prompt', kind: 'text', maxLength: 900 }]);
  });

  it.each([[null], [{}], [{ components: { schemas: { Input: {} } } }], ['text']])('finds no schema in %j', (value) => {
    expect(readInputFields(value)).toBeNull();
  });
});

describe('nameFields', () => {
  it('finds what each model calls the same thing', () => {
    expect(names('bytedance/seedance-2.0')).toMatchObject({
      'first-frame': 'image',
      'last-frame': 'last_frame_image',
      reference: 'reference_images',
      sound: 'generate_audio',
      seed: 'seed',
    });
    expect(names('google/veo-3.1')).toMatchObject({ 'first-frame': 'image', 'last-frame': 'last_frame' });
    expect(names('kwaivgi/kling-v3-video')).toMatchObject({ 'first-frame': 'start_image', 'last-frame': 'end_image' });
    expect(names('minimax/hailuo-2.3')).toMatchObject({ 'first-frame': 'first_frame_image', resolution: 'resolution' });
    expect(names('wan-video/wan-2.5-t2v')).toMatchObject({ size: 'size', voice: 'audio' });
  });
});

describe('capabilityOf', () => {
  it('reads Seedance: a range of whole seconds, tiers, and frames or references', () => {
    expect(capability('bytedance/seedance-2.0', { minSeconds: 4 })).toEqual({
      duration: { kind: 'range', minSeconds: 4, maxSeconds: 15, stepSeconds: 1 },
      size: {
        kind: 'tiers',
        resolutions: ['480p', '720p', '1080p'],
        aspectRatios: ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', '9:21'],
      },
      inputs: { 'first-frame': { min: 0, max: 1 }, 'last-frame': { min: 0, max: 1 }, reference: { min: 0, max: 9 } },
      exclusive: [
        ['first-frame', 'reference'],
        ['last-frame', 'reference'],
      ],
      sound: 'optional',
      hasSeed: true,
      hasNegativePrompt: false,
      maxPromptCharacters: null,
      isPromptOptional: false,
      settings: [],
      rules: [],
      burnsInSubtitles: false,
      isExact: false,
      followsCamera: false,
    });
  });

  it('never lets "as the model likes" count as a length', () => {
    expect(capability('bytedance/seedance-2.0').duration).toMatchObject({ kind: 'range', minSeconds: 1 });
  });

  it('reads Kling: its mode is a setting of its own, and text that only it understands is none', () => {
    expect(capability('kwaivgi/kling-v3-video')).toMatchObject({
      duration: { kind: 'range', minSeconds: 3, maxSeconds: 15, stepSeconds: 1 },
      hasNegativePrompt: true,
      maxPromptCharacters: 2500,
      exclusive: [],
      settings: [
        { key: 'mode', label: 'mode', field: { kind: 'choice', options: ['standard', 'pro'] }, default: 'pro' },
      ],
    });
  });

  it('reads Veo and Luma: listed lengths, few references, a switch', () => {
    expect(capability('google/veo-3.1')).toMatchObject({
      duration: { kind: 'listed', seconds: [4, 6, 8] },
      inputs: { reference: { min: 0, max: 3 } },
    });
    expect(capability('luma/ray-2-720p')).toMatchObject({
      duration: { kind: 'listed', seconds: [5, 9] },
      sound: 'none',
      hasSeed: false,
      settings: [{ key: 'loop', field: { kind: 'switch' }, default: false }],
    });
  });

  it('reads Wan: sizes in pixels, a voice, and a picture that it cannot do without', () => {
    expect(capability('wan-video/wan-2.5-t2v')).toMatchObject({
      size: { kind: 'listed', sizes: expect.arrayContaining([{ widthPx: 1280, heightPx: 720 }]) },
      inputs: { voice: { min: 0, max: 1 } },
    });
    expect(capability('wan-video/wan-2.5-i2v').inputs['first-frame']).toEqual({ min: 1, max: 1 });
  });

  it('puts classes in order by their lines, and takes lengths as text', () => {
    const fields = readInputFields(
      cogSchema({
        prompt: { type: 'string' },
        resolution: { choices: ['4k', '1080p', '720p'] },
        duration: { choices: ['10s', '5s'] },
        steps: { type: 'integer', minimum: 1, maximum: 50, default: 30, title: 'Steps' },
        guidance: { type: 'number', default: 7.5 },
      }),
    );
    expect(capabilityOf(fields ?? [])).toMatchObject({
      size: { resolutions: ['720p', '1080p', '4k'] },
      duration: { kind: 'listed', seconds: [5, 10] },
      isPromptOptional: true,
      settings: [
        { key: 'steps', label: 'Steps', field: { kind: 'number', min: 1, max: 50, isWhole: true }, default: 30 },
      ],
    });
  });

  it('is null for a model without a prompt, and for one that needs what the studio does not have', () => {
    const video = { type: 'string', format: 'uri', isRequired: true };
    expect(capabilityOf(readInputFields(cogSchema({ image: { type: 'string', format: 'uri' } })) ?? [])).toBeNull();
    expect(capabilityOf(readInputFields(cogSchema({ prompt: { type: 'string' }, video })) ?? [])).toBeNull();
  });
});
