/**
 * Models that a Gemini API key can call, as far as the studio uses them: what they take, cost, and when they end.
 *
 * The API's own list (`GET /v1beta/models`) names models and says nothing of lengths, sizes and prices, so it only
 * decides which of these entries are offered. Veo stands in none of them: keys cannot call it since 2026-10-22.
 */
import { microsFromDollars } from '#shared/domain/money.ts';
import type { ImageCapability, Model, Price, VideoCapability } from '#shared/domain/model.ts';

/** When this table was compared with its sources. */
const asOf = '2026-11-21';

const omniGuide = 'Google, Gemini Omni guide, 2026-09-18';
const pricePage = 'Google, Gemini API prices, 2026-10-07';

const aspectRatios = ['16:9', '9:16'];
const omniResolutions = ['360p', '720p', '1080p', '4k'];

/** What all generations of Omni have in common (Gemini Omni guide, limitations). */
const omni: VideoCapability = {
  duration: { kind: 'range', minSeconds: 3, maxSeconds: 10, stepSeconds: 1 },
  size: { kind: 'tiers', resolutions: omniResolutions, aspectRatios },
  inputs: {
    'first-frame': { min: 0, max: 1 },
    'last-frame': { min: 0, max: 1 },
    reference: { min: 0, max: 6 },
  },
  // A first frame goes with references; the guide shows no form for a last frame beside them.
  exclusive: [['last-frame', 'reference']],
  sound: 'always',
  hasSeed: false,
  hasNegativePrompt: false,
  maxPromptCharacters: null,
  isPromptOptional: false,
  settings: [],
  rules: [],
  burnsInSubtitles: false,
  isExact: false,
  followsCamera: false,
};

function perSecond(dollars: Record<string, number>): Price[] {
  return Object.entries(dollars).map(([resolution, amount]) => ({
    unit: 'second',
    amount: microsFromDollars(amount),
    when: { resolution },
  }));
}

function perImage(dollars: Record<string, number>): Price[] {
  return Object.entries(dollars).map(([resolution, amount]) => ({
    unit: 'image',
    amount: microsFromDollars(amount),
    when: { resolution },
  }));
}

function perToken(inputDollars: number, outputDollars: number): Price[] {
  return [
    { unit: 'million-input-tokens', amount: microsFromDollars(inputDollars) },
    { unit: 'million-output-tokens', amount: microsFromDollars(outputDollars) },
  ];
}

type Entry = Pick<Model, 'modelId' | 'label' | 'kind' | 'source'> & Partial<Model>;

function entry(facts: Entry): Model {
  return {
    prices: [],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    asOf,
    video: null,
    image: null,
    voices: [],
    ...facts,
  };
}

const videoModels: Model[] = [
  entry({
    modelId: 'gemini-omni-1.2-flash',
    label: 'Gemini Omni 1.2 Flash',
    kind: 'video',
    // Resellers' prices (2026-11-11) that agree with what is known of Google's own; its own row was not seen.
    prices: perSecond({ '360p': 0.023, '720p': 0.07, '1080p': 0.105, '4k': 0.21 }),
    source: 'Resellers’ price lists, 2026-11-11',
    video: {
      ...omni,
      duration: { kind: 'range', minSeconds: 3, maxSeconds: 15, stepSeconds: 1 },
      // oxlint-disable-next-line unicorn/no-thenable -- nobody awaits a rule
      rules: [{ when: { hasLastFrame: true }, then: { durationSeconds: [3, 4, 5, 6, 7, 8, 9, 10] } }],
    },
  }),
  entry({
    modelId: 'gemini-omni-1.1-flash',
    label: 'Gemini Omni 1.1 Flash',
    kind: 'video',
    prices: perSecond({ '360p': 0.03, '720p': 0.1, '1080p': 0.15, '4k': 0.3 }),
    source: `${omniGuide}; a reseller at Google’s prices, 2026-08-28`,
    video: omni,
  }),
  entry({
    modelId: 'gemini-omni-flash-preview',
    label: 'Gemini Omni Flash (preview)',
    kind: 'video',
    retiresOn: '2026-09-30',
    replacementModelId: 'gemini-omni-1.2-flash',
    source: 'Google, deprecations, as of 2026-08-27',
    video: {
      ...omni,
      size: { kind: 'tiers', resolutions: ['720p'], aspectRatios },
      inputs: { 'first-frame': { min: 0, max: 1 }, reference: { min: 0, max: 5 } },
      exclusive: [],
    },
  }),
];

/** Ratios as `ImageConfig` of `@google/genai` 3.1.0 lists them. */
const imageRatios = ['1:1', '2:3', '3:2', '3:4', '4:3', '9:16', '16:9', '21:9'];

function imageCapability(resolutions: string[], maxInputImages: number): ImageCapability {
  return {
    size: { kind: 'tiers', resolutions, aspectRatios: imageRatios },
    maxInputImages,
    maxPromptCharacters: null,
    settings:
      resolutions.length < 2
        ? []
        : [{ key: 'imageSize', label: 'Size', field: { kind: 'choice', options: resolutions }, default: null }],
  };
}

const imageModels: Model[] = [
  entry({
    modelId: 'gemini-nano-banana-2.1',
    label: 'Nano Banana 2.1',
    kind: 'image',
    // 1120 tokens at $30 a million; how many tokens larger pictures have was not seen.
    prices: perImage({ '1K': 0.0336 }),
    source: 'LiteLLM, Nano Banana 2.1, 2026-10-08',
    image: imageCapability(['1K', '2K', '4K'], 14),
  }),
  entry({
    modelId: 'gemini-3-pro-image',
    label: 'Nano Banana Pro',
    kind: 'image',
    // 1120 and 2000 tokens at $120 a million.
    prices: perImage({ '1K': 0.134, '2K': 0.134, '4K': 0.24 }),
    source: pricePage,
    image: imageCapability(['1K', '2K', '4K'], 14),
  }),
  entry({
    modelId: 'gemini-3.1-flash-image',
    label: 'Nano Banana 2',
    kind: 'image',
    prices: perImage({ '1K': 0.067 }),
    retiresOn: '2026-10-29',
    replacementModelId: 'gemini-nano-banana-2.1',
    source: 'LiteLLM, Nano Banana 2.1, 2026-10-08',
    image: imageCapability(['1K', '2K', '4K'], 14),
  }),
  entry({
    modelId: 'gemini-3.1-flash-lite-image',
    label: 'Nano Banana 2 Lite',
    kind: 'image',
    prices: perImage({ '1K': 0.0336 }),
    source: 'Public price tables, 2026-10',
    image: imageCapability(['1K'], 14),
  }),
  entry({
    modelId: 'gemini-2.5-flash-image',
    label: 'Nano Banana',
    kind: 'image',
    prices: perImage({ '1K': 0.039 }),
    retiresOn: '2026-10-02',
    replacementModelId: 'gemini-nano-banana-2.1',
    source: 'Google, deprecations, as of 2026-08-27',
    image: imageCapability(['1K'], 3),
  }),
];

const textModels: Model[] = [
  entry({
    modelId: 'gemini-3.8-flash',
    label: 'Gemini 3.8 Flash',
    kind: 'text',
    // Twice as much from 2027-01-01.
    prices: perToken(0.75, 3.75),
    source: pricePage,
  }),
  entry({
    modelId: 'gemini-3.5-flash-lite',
    label: 'Gemini 3.5 Flash-Lite',
    kind: 'text',
    prices: perToken(0.3, 2.5),
    source: pricePage,
  }),
  entry({ modelId: 'gemini-4-carbon', label: 'Gemini 4 Carbon', kind: 'text', source: '@google/genai 3.1.0' }),
  entry({ modelId: 'gemini-4-argon', label: 'Gemini 4 Argon', kind: 'text', source: '@google/genai 3.1.0' }),
];

/** Prebuilt voices that every speech model has (Gemini API, speech generation, voice options). */
const voices = [
  ...['Zephyr', 'Puck', 'Charon', 'Kore', 'Fenrir', 'Leda', 'Orus', 'Aoede', 'Callirrhoe', 'Autonoe'],
  ...['Enceladus', 'Iapetus', 'Umbriel', 'Algieba', 'Despina', 'Erinome', 'Algenib', 'Rasalgethi', 'Laomedeia'],
  ...['Achernar', 'Alnilam', 'Schedar', 'Gacrux', 'Pulcherrima', 'Achird', 'Zubenelgenubi', 'Vindemiatrix'],
  ...['Sadachbia', 'Sadaltager', 'Sulafat'],
];

const speechModels: Model[] = [
  entry({
    modelId: 'gemini-3.8-flash-tts',
    label: 'Gemini 3.8 Flash TTS',
    kind: 'speech',
    // Twice as much from 2027-01-01, as for the next one.
    prices: perToken(0.5, 9),
    source: 'LiteLLM, Gemini 3.8 Flash TTS, 2026',
    voices,
  }),
  entry({
    modelId: 'gemini-3.8-flash-lite-tts',
    label: 'Gemini 3.8 Flash-Lite TTS',
    kind: 'speech',
    prices: perToken(0.5, 6),
    source: 'LiteLLM, Gemini 3.8 Flash TTS, 2026',
    voices,
  }),
];

/** Every model that ships with the adapter, the one to take first of each kind in front. */
export const bundledModels: readonly Model[] = [...videoModels, ...imageModels, ...textModels, ...speechModels];

/** What of the table a key may call, in the table's order. @param names as the API lists them: `models/gemini-…` */
export function keepListed(names: readonly string[]): Model[] {
  const listed = new Set(names.map((name) => name.replace(/^models\//, '')));
  return bundledModels.filter(({ modelId }) => listed.has(modelId));
}
