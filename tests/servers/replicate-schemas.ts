/**
 * Input schemas of models at Replicate in the form in which Cog writes them, with the fields that the models' pages at
 * replicate.com list in November 2026.
 */

type Property = Record<string, unknown>;

/** Choices stand in a schema of their own, which the field refers to. */
type Field = Property & { choices?: Array<string | number>; isRequired?: boolean };

/** What `latest_version.openapi_schema` of a model holds. */
export function cogSchema(fields: Record<string, Field>): Record<string, unknown> {
  const properties: Record<string, Property> = {};
  const schemas: Record<string, unknown> = {};
  const required: string[] = [];
  for (const [index, [name, { choices, isRequired, ...field }]] of Object.entries(fields).entries()) {
    if (isRequired) required.push(name);
    if (choices) {
      const type = choices.every((choice) => typeof choice === 'number') ? 'integer' : 'string';
      schemas[name] = { enum: choices, type, title: name, description: 'An enumeration.' };
      properties[name] = { allOf: [{ $ref: `#/components/schemas/${name}` }], 'x-order': index, ...field };
    } else {
      properties[name] = { title: titleOf(name), 'x-order': index, ...field };
    }
  }
  return {
    openapi: '3.0.2',
    info: { title: 'Cog', version: '0.1.0' },
    paths: {},
    components: {
      schemas: {
        Input: { type: 'object', title: 'Input', ...(required.length > 0 && { required }), properties },
        Output: { type: 'string', title: 'Output', format: 'uri' },
        ...schemas,
      },
    },
  };
}

/** `Generate Audio` */
function titleOf(name: string): string {
  return name.replace(/_/g, ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

const text = (description: string): Field => ({ type: 'string', description });
const prompt = (description = 'Text prompt for video generation'): Field => ({
  ...text(description),
  isRequired: true,
});
const file = (description: string): Field => ({ type: 'string', format: 'uri', description });
const files = (description: string): Field => ({
  type: 'array',
  items: { type: 'string', format: 'uri' },
  default: [],
  description,
});
const toggle = (preset: boolean, description: string): Field => ({ type: 'boolean', default: preset, description });
const whole = (preset: number, minimum: number, maximum: number, description: string): Field => ({
  type: 'integer',
  default: preset,
  minimum,
  maximum,
  description,
});
const choice = (preset: string | number, choices: Array<string | number>, description = ''): Field => ({
  choices,
  default: preset,
  description,
});
const seed: Field = { type: 'integer', nullable: true, description: 'Random seed. Omit for random generations' };

/** By the model's id. */
export const replicateSchemas: Record<string, Record<string, unknown>> = {
  'bytedance/seedance-2.0': cogSchema({
    prompt: prompt(),
    image: file('Input image for image-to-video generation (first frame). Cannot be combined with reference images.'),
    last_frame_image: file(
      'Input image for last frame generation. Only works if a first frame image is also provided. Cannot be combined with reference images.',
    ),
    reference_images: files(
      'Reference images (up to 9) for character consistency, style guidance, and scene composition. Cannot be used together with first/last frame images.',
    ),
    reference_videos: files('Reference videos (up to 3, total duration max 15s) for motion transfer.'),
    reference_audios: files('Reference audio files (up to 3, total duration max 15s).'),
    duration: whole(5, -1, 15, 'Video duration in seconds. Set to -1 for intelligent duration.'),
    resolution: choice('720p', ['480p', '720p', '1080p'], 'Video resolution.'),
    aspect_ratio: choice('16:9', ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', '9:21', 'adaptive']),
    generate_audio: toggle(true, 'Generate synchronized audio with the video.'),
    seed,
  }),
  'google/veo-3.1': cogSchema({
    prompt: prompt(),
    aspect_ratio: choice('16:9', ['16:9', '9:16'], 'Video aspect ratio'),
    duration: choice(8, [4, 6, 8], 'Video duration in seconds'),
    image: file('Input image to start generating from.'),
    last_frame: file('Ending image for interpolation.'),
    reference_images: files('1 to 3 reference images for subject-consistent generation.'),
    negative_prompt: { ...text('Description of what to exclude from the generated video'), nullable: true },
    resolution: choice('1080p', ['720p', '1080p'], 'Resolution of the generated video'),
    generate_audio: toggle(true, 'Generate audio with the video'),
    seed,
  }),
  'kwaivgi/kling-v3-video': cogSchema({
    prompt: prompt('Text prompt for video generation. Max 2500 characters.'),
    negative_prompt: { ...text('Things you do not want to see in the video. Max 2500 characters.'), default: '' },
    start_image: file('First frame image.'),
    end_image: file('Last frame image. Requires start_image.'),
    mode: choice('pro', ['standard', 'pro'], "'standard' generates 720p, 'pro' generates 1080p."),
    aspect_ratio: choice('16:9', ['16:9', '9:16', '1:1']),
    duration: whole(5, 3, 15, 'Video duration in seconds.'),
    generate_audio: toggle(false, 'Generate native audio for the video.'),
    multi_prompt: text('JSON array of shot definitions for multi-shot mode.'),
  }),
  'minimax/hailuo-2.3': cogSchema({
    duration: choice(6, [6, 10], 'Duration of the video in seconds. 10 seconds is only available for 768p resolution.'),
    resolution: choice('768p', ['768p', '1080p']),
    prompt: prompt(),
    prompt_optimizer: toggle(true, 'Use prompt optimizer'),
    first_frame_image: file('First frame image for video generation.'),
  }),
  'wan-video/wan-2.5-t2v': cogSchema({
    prompt: prompt(),
    negative_prompt: { ...text('Negative prompt to avoid certain elements'), default: '' },
    audio: file('Audio file (wav/mp3, 3-30s, ≤15MB) for voice/music synchronization'),
    size: choice('1280*720', ['832*480', '480*832', '1280*720', '720*1280', '1920*1080', '1080*1920']),
    duration: choice(5, [5, 10], 'Duration of the generated video in seconds'),
    enable_prompt_expansion: toggle(true, 'If set to true, the prompt optimizer will be enabled'),
    seed,
  }),
  'wan-video/wan-2.5-i2v': cogSchema({
    image: { ...file('Input image for video generation'), isRequired: true },
    prompt: prompt(),
    negative_prompt: { ...text('Negative prompt to avoid certain elements'), default: '' },
    audio: file('Audio file (wav/mp3, 3-30s, ≤15MB) for voice/music synchronization'),
    resolution: choice('720p', ['480p', '720p', '1080p']),
    duration: choice(5, [5, 10]),
    enable_prompt_expansion: toggle(true, 'If set to true, the prompt optimizer will be enabled'),
    seed,
  }),
  'luma/ray-2-720p': cogSchema({
    prompt: prompt(),
    start_image: file('An optional first frame of the video to use as the starting frame.'),
    end_image: file('An optional last frame of the video to use as the ending frame.'),
    duration: choice(5, [5, 9], 'Duration of the video in seconds'),
    aspect_ratio: choice('16:9', ['1:1', '3:4', '4:3', '9:16', '16:9', '9:21', '21:9']),
    loop: toggle(false, 'Whether the video should loop, with the last frame matching the first frame.'),
    concepts: { type: 'array', items: { type: 'string' }, description: 'List of camera concepts to apply.' },
    start_image_url: file('Deprecated: Use start_image instead'),
    end_image_url: file('Deprecated: Use end_image instead'),
  }),
};
