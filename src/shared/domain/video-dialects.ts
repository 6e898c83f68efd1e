/**
 * How servers that speak the shape of OpenAI's Videos API differ from it, by name; a person starts from one of these.
 *
 * The differences were read from the servers' own sources: vLLM-Omni 0.30 (protocol/videos.py), SGLang 0.5
 * (openai/video_api.py), aquiles-image 0.8 (main.py).
 */
import type { VideoDialect } from './connection.ts';

/** One known dialect. */
export type DialectName = VideoDialect['name'];

/** OpenAI's own Videos API as it was until 2026-09-24, which gateways go on to speak. */
const openai: VideoDialect = {
  name: 'openai',
  pathPrefix: '/v1',
  encoding: 'multipart',
  secondsType: 'string',
  referenceStyle: 'file',
  referenceField: 'input_reference',
  seedField: null,
  negativePromptField: null,
  extraFields: {},
};

/** What a new connection of each dialect begins with, in the order of the list that a person chooses from. */
export const defaultDialects: Record<DialectName, VideoDialect> = {
  openai,
  'vllm-omni': { ...openai, name: 'vllm-omni', seedField: 'seed', negativePromptField: 'negative_prompt' },
  // JSON, because older builds want a file in every form, which servers that make clips from words alone refuse.
  sglang: {
    ...openai,
    name: 'sglang',
    encoding: 'json',
    secondsType: 'number',
    seedField: 'seed',
    negativePromptField: 'negative_prompt',
  },
  // JSON, because releases before 0.8 read nothing else.
  aquiles: { ...openai, name: 'aquiles', pathPrefix: '', encoding: 'json' },
  custom: { ...openai, name: 'custom' },
  none: { ...openai, name: 'none', referenceStyle: 'none' },
};
