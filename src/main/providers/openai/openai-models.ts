/**
 * OpenAI's models as they were known on 2026-11-21: what each can do, costs and when it ends.
 *
 * From OpenAI's API reference, model pages and deprecations page, and the types of the `openai` package 7.57. Where
 * these say nothing of a price, none stands here.
 */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { ImageCapability, Model, ModelSetting, Price, VideoCapability } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';

type Facts = Pick<Model, 'modelId' | 'label' | 'kind'> & Partial<Model>;

function model(facts: Facts): Model {
  return {
    prices: [],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    source: 'OpenAI API reference',
    asOf: '2026-11-21',
    video: null,
    image: null,
    voices: [],
    ...facts,
  };
}

const sizes = (...texts: string[]): FrameSize[] =>
  texts.map((text) => {
    const [widthPx = 0, heightPx = 0] = text.split('x').map(Number);
    return { widthPx, heightPx };
  });

function sora(modelId: string, label: string, dollarsPerSecond: number, frameSizes: FrameSize[]): Model {
  const video: VideoCapability = {
    duration: { kind: 'listed', seconds: [4, 8, 12] },
    size: { kind: 'listed', sizes: frameSizes },
    inputs: { 'first-frame': { min: 0, max: 1 } },
    exclusive: [],
    sound: 'always',
    hasSeed: false,
    hasNegativePrompt: false,
    maxPromptCharacters: 32_000,
    isPromptOptional: false,
    settings: [],
    rules: [],
    burnsInSubtitles: false,
    isExact: false,
    followsCamera: false,
  };
  const prices: Price[] = [{ unit: 'second', amount: microsFromDollars(dollarsPerSecond) }];
  return model({ modelId, label, kind: 'video', prices, retiresOn: '2026-09-24', video });
}

/** Shut down with the whole Videos API, without a replacement; gateways may still know the names. */
const videoModels: Model[] = [
  sora('sora-2', 'Sora 2', 0.1, sizes('1280x720', '720x1280')),
  sora('sora-2-pro', 'Sora 2 Pro', 0.3, sizes('1280x720', '720x1280', '1792x1024', '1024x1792')),
];

const choice = (key: string, label: string, options: string[]): ModelSetting => ({
  key,
  label,
  field: { kind: 'choice', options },
  default: 'auto',
});

const background = choice('background', 'Background', ['auto', 'opaque', 'transparent']);
const moderation = choice('moderation', 'Moderation', ['auto', 'low']);
const quality = choice('quality', 'Quality', ['auto', 'low', 'medium', 'high']);
const finerQuality = choice('quality', 'Quality', ['auto', 'low', 'medium', 'high', 'xhigh', 'max']);
const fidelity: ModelSetting = {
  key: 'input_fidelity',
  label: 'Fidelity to the input',
  field: { kind: 'choice', options: ['low', 'high'] },
  default: 'low',
};

const threeSizes: ImageCapability['size'] = { kind: 'listed', sizes: sizes('1024x1024', '1536x1024', '1024x1536') };
const anySize: ImageCapability['size'] = { kind: 'free', multipleOf: 16, maxSidePx: 3840 };

type ImageFacts = Partial<Model> & { size?: ImageCapability['size']; settings?: ModelSetting[] };

function gptImage(modelId: string, label: string, { size = threeSizes, settings, ...facts }: ImageFacts = {}): Model {
  const image: ImageCapability = {
    size,
    maxInputImages: 16,
    maxPromptCharacters: 32_000,
    settings: settings ?? [quality, background, moderation],
  };
  return model({ modelId, label, kind: 'image', image, ...facts });
}

/** Of text; tokens of input pictures cost 8 dollars. */
const image26Prices: Price[] = [
  { unit: 'million-input-tokens', amount: microsFromDollars(5) },
  { unit: 'million-output-tokens', amount: microsFromDollars(30) },
];

const imageModels: Model[] = [
  gptImage('gpt-image-2.6-sunburst', 'GPT Image 2.6 Sunburst', { prices: image26Prices }),
  gptImage('gpt-image-2.6-flare', 'GPT Image 2.6 Flare'),
  gptImage('gpt-image-2.5-sunburst', 'GPT Image 2.5 Sunburst', {
    size: anySize,
    settings: [finerQuality, background, moderation],
  }),
  gptImage('gpt-image-2.5-flare', 'GPT Image 2.5 Flare', {
    size: anySize,
    settings: [finerQuality, background, moderation],
  }),
  gptImage('gpt-image-2', 'GPT Image 2', { size: anySize }),
  gptImage('gpt-image-1.5', 'GPT Image 1.5', { settings: [quality, background, moderation, fidelity] }),
  gptImage('gpt-image-1-mini', 'GPT Image 1 mini'),
  gptImage('chatgpt-image-latest', 'ChatGPT Image'),
  gptImage('gpt-image-1', 'GPT Image 1', { retiresOn: '2026-10-23' }),
  model({ modelId: 'dall-e-3', label: 'DALL·E 3', kind: 'image', retiresOn: '2026-05-12' }),
  model({ modelId: 'dall-e-2', label: 'DALL·E 2', kind: 'image', retiresOn: '2026-05-12' }),
];

const firstVoices = ['alloy', 'ash', 'coral', 'echo', 'fable', 'onyx', 'nova', 'sage', 'shimmer'];
const allVoices = [...firstVoices, 'ballad', 'verse', 'marin', 'cedar'];

const speechModels: Model[] = [
  model({ modelId: 'gpt-4o-mini-tts', label: 'GPT-4o mini TTS', kind: 'speech', voices: allVoices }),
  model({ modelId: 'tts-1', label: 'TTS-1', kind: 'speech', voices: firstVoices }),
  model({ modelId: 'tts-1-hd', label: 'TTS-1 HD', kind: 'speech', voices: firstVoices }),
];

const transcriptionModels: Model[] = [
  // First, because it is the one that tells times.
  ['whisper-1', 'Whisper'],
  ['gpt-transcribe', 'GPT Transcribe'],
  ['gpt-4o-transcribe', 'GPT-4o Transcribe'],
  ['gpt-4o-mini-transcribe', 'GPT-4o mini Transcribe'],
  ['gpt-4o-transcribe-diarize', 'GPT-4o Transcribe, by speaker'],
].map(([modelId = '', label = '']) => model({ modelId, label, kind: 'transcription' }));

const moderationModels: Model[] = [
  model({ modelId: 'omni-moderation-latest', label: 'Omni Moderation', kind: 'moderation' }),
];

const textModels: Model[] = [
  ...[
    ['gpt-6.1-sol', 'GPT-6.1 Sol'],
    ['gpt-6.1-terra', 'GPT-6.1 Terra'],
    ['gpt-6-astra', 'GPT-6 Astra'],
    ['gpt-6-sol', 'GPT-6 Sol'],
    ['gpt-6-luna', 'GPT-6 Luna'],
    ['gpt-5.6-sol', 'GPT-5.6 Sol'],
    ['gpt-5.6-terra', 'GPT-5.6 Terra'],
    ['gpt-5.6-luna', 'GPT-5.6 Luna'],
    ['gpt-5.5', 'GPT-5.5'],
    ['gpt-5.4', 'GPT-5.4'],
    ['gpt-5.4-mini', 'GPT-5.4 mini'],
    ['gpt-5.4-nano', 'GPT-5.4 nano'],
  ].map(([modelId = '', label = '']) => model({ modelId, label, kind: 'text' })),
  ...[
    ['gpt-4.1', 'GPT-4.1'],
    ['gpt-4.1-mini', 'GPT-4.1 mini'],
    ['gpt-4.1-nano', 'GPT-4.1 nano'],
    ['gpt-4o', 'GPT-4o'],
    ['gpt-4o-mini', 'GPT-4o mini'],
  ].map(([modelId = '', label = '']) =>
    model({ modelId, label, kind: 'text', retiresOn: '2027-01-14', replacementModelId: 'gpt-6-luna' }),
  ),
];

/** Every model that is known, best first in each kind. */
export const knownModels: readonly Model[] = [
  ...videoModels,
  ...imageModels,
  ...textModels,
  ...speechModels,
  ...transcriptionModels,
  ...moderationModels,
];

/** A model by its id, or by the id of a dated snapshot of it, such as `gpt-image-2-2026-04-21`. */
export function findKnownModel(modelId: string): Model | null {
  const exact = knownModels.find((each) => each.modelId === modelId);
  if (exact) return exact;
  const family = knownModels.find((each) => each.modelId === modelId.replace(/-\d{4}-\d{2}-\d{2}$/, ''));
  return family ? { ...family, modelId, label: `${family.label} (${modelId.slice(-10)})` } : null;
}
