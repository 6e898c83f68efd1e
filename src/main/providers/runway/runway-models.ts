/**
 * The video models that Runway offers for words and stills, what can be asked of each and what it costs.
 *
 * Fields and sizes: types of `@runwayml/sdk` 4.20.1. Lengths and credits: Runway's pages on models and pricing, as two
 * public digests had them in October 2026. Models that start from a video (`aleph2`, `act_two`) are left out: the studio
 * sends none. What a picture more costs (1 credit at some models) is in no estimate; the answer to the request has it.
 */
import type { DurationRule, Model, ModelSetting, Price, VideoCapability } from '#shared/domain/model.ts';
import type { Micros } from '#shared/domain/money.ts';
import {
  classAndShape,
  gen4Grid,
  happyhorseGrid,
  omni11Grid,
  omniGrid,
  pixels,
  pixelsButFromText,
  pixelsOrFrameShape,
  type SizeFields,
  type SizeGrid,
  seedance25Grid,
  seedance2Grid,
  seedanceSmallGrid,
  veoGrid,
  wanGrid,
} from './runway-sizes.ts';

/** Credits are sold at one cent each. */
const microsPerCredit = 10_000;

export function microsOfCredits(credits: number): Micros {
  return Math.round(credits * microsPerCredit) as Micros;
}

/** A model, and how its size is asked for; null for one that has ended. */
export type RunwayModel = { model: Model; sizeFields: SizeFields | null };

/** Lets the check of famous faces be less strict. */
const publicFigures: ModelSetting = {
  key: 'publicFigureThreshold',
  label: 'Public figures',
  field: { kind: 'choice', options: ['auto', 'low'] },
  default: 'auto',
};

const promptExpansion: ModelSetting = {
  key: 'promptExpansionMode',
  label: 'Prompt expansion',
  field: { kind: 'choice', options: ['disabled', 'balanced', 'quality'] },
  default: 'balanced',
};

const plainCapability: VideoCapability = {
  duration: { kind: 'listed', seconds: [5] },
  size: { kind: 'tiers', resolutions: [], aspectRatios: [] },
  inputs: {},
  exclusive: [],
  // What a model makes of its own accord is not told for most of them.
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
};

/** A first frame, and one that it ends with. */
const keyframes: VideoCapability['inputs'] = {
  'first-frame': { min: 0, max: 1 },
  'last-frame': { min: 0, max: 1 },
};

/** Keyframes or references, never both (Runway API reference, image to video). */
function keyframesOr(references: number, voice: boolean): Pick<VideoCapability, 'inputs' | 'exclusive'> {
  return {
    inputs: { ...keyframes, reference: { min: 0, max: references }, ...(voice && { voice: { min: 0, max: 1 } }) },
    exclusive: [
      ['first-frame', 'reference'],
      ['last-frame', 'reference'],
    ],
  };
}

function seconds(minSeconds: number, maxSeconds: number): DurationRule {
  return { kind: 'range', minSeconds, maxSeconds, stepSeconds: 1 };
}

function tiersOf(grid: SizeGrid): VideoCapability['size'] {
  const shapes = Object.values(grid).flatMap((row) => Object.keys(row));
  return { kind: 'tiers', resolutions: Object.keys(grid), aspectRatios: [...new Set(shapes)] };
}

/** By the second. */
function credits(amount: number, when?: Price['when']): Price {
  return { unit: 'second', amount: microsOfCredits(amount), ...(when && { when }) };
}

function creditsByResolution(table: Record<string, number>): Price[] {
  return Object.entries(table).map(([resolution, amount]) => credits(amount, { resolution }));
}

type ModelFacts = {
  label: string;
  prices: Price[];
  video: Partial<VideoCapability>;
  retiresOn?: string;
  replacementModelId?: string;
};

function model(modelId: string, { label, prices, video, retiresOn, replacementModelId }: ModelFacts): Model {
  return {
    modelId,
    label,
    kind: 'video',
    prices,
    isFree: false,
    retiresOn: retiresOn ?? null,
    replacementModelId: replacementModelId ?? null,
    source: 'Runway API: SDK 4.20.1, models and pricing pages',
    asOf: '2026-10-04',
    video: { ...plainCapability, ...video },
    image: null,
    voices: [],
  };
}

function onGrid(
  modelId: string,
  grid: SizeGrid,
  facts: ModelFacts,
  sizeFields: SizeFields = pixels(grid),
): RunwayModel {
  const video = { size: tiersOf(grid), ...facts.video };
  return { model: model(modelId, { ...facts, video }), sizeFields };
}

const seedance: Partial<VideoCapability> = {
  ...keyframesOr(9, true),
  duration: seconds(4, 15),
  sound: 'optional',
  hasSeed: true,
  maxPromptCharacters: 3500,
};

const veo: Partial<VideoCapability> = {
  duration: { kind: 'listed', seconds: [4, 6, 8] },
  inputs: keyframes,
  sound: 'optional',
  hasSeed: true,
  hasNegativePrompt: true,
  maxPromptCharacters: 1000,
};

const omni: Partial<VideoCapability> = { duration: seconds(3, 10), sound: 'always', maxPromptCharacters: 4000 };

const wan: Partial<VideoCapability> = { ...keyframesOr(10, true), duration: seconds(2, 30), sound: 'optional' };

const wanSizes = pixelsOrFrameShape(wanGrid, (resolution) => ({ ratio: `auto_${resolution}` }));

const hailuoShapes = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'];
const grokShapes = ['16:9', '9:16', '4:3', '3:4', '1:1', '3:2', '2:3'];
const grokResolutions = ['480p', '720p', '1080p'];

function ended(modelId: string, label: string, replacementModelId: string): RunwayModel {
  const facts = { label, prices: [], video: {}, retiresOn: '2026-07-30', replacementModelId };
  return { model: model(modelId, facts), sizeFields: null };
}

/** In the order in which they are offered. */
export const runwayModels: readonly RunwayModel[] = [
  onGrid(
    'gen4.5',
    gen4Grid,
    {
      label: 'Gen-4.5',
      prices: [credits(12)],
      video: {
        duration: seconds(2, 10),
        inputs: { 'first-frame': { min: 0, max: 1 } },
        hasSeed: true,
        maxPromptCharacters: 1000,
        settings: [publicFigures],
      },
    },
    pixelsButFromText(gen4Grid, ['16:9', '9:16']),
  ),
  onGrid('gen4_turbo', gen4Grid, {
    label: 'Gen-4 Turbo',
    prices: [credits(5)],
    video: {
      duration: seconds(2, 10),
      inputs: { 'first-frame': { min: 1, max: 1 } },
      hasSeed: true,
      maxPromptCharacters: 1000,
      isPromptOptional: true,
      settings: [publicFigures],
    },
  }),
  onGrid('veo3.1', veoGrid, {
    label: 'Veo 3.1',
    prices: [credits(20, { hasSound: false }), credits(40)],
    video: veo,
  }),
  onGrid('veo3.1_fast', veoGrid, {
    label: 'Veo 3.1 Fast',
    prices: [credits(10, { hasSound: false }), credits(15)],
    video: veo,
  }),
  onGrid('seedance2_5', seedance25Grid, {
    label: 'Seedance 2.5',
    prices: creditsByResolution({ '480p': 20, '720p': 30, '1080p': 68 }),
    video: {
      ...seedance,
      ...keyframesOr(30, true),
      duration: seconds(4, 30),
      maxPromptCharacters: 15_000,
      isPromptOptional: true,
    },
  }),
  onGrid('seedance2', seedance2Grid, {
    label: 'Seedance 2.0',
    prices: creditsByResolution({ '480p': 36, '720p': 36, '1080p': 40, '2160p': 150 }),
    video: seedance,
  }),
  onGrid('seedance2_fast', seedanceSmallGrid, { label: 'Seedance 2.0 Fast', prices: [credits(29)], video: seedance }),
  onGrid('seedance2_mini', seedanceSmallGrid, { label: 'Seedance 2.0 Mini', prices: [credits(16)], video: seedance }),
  onGrid('gemini_omni_flash_1.1', omni11Grid, {
    label: 'Gemini Omni Flash 1.1',
    prices: creditsByResolution({ '360p': 3.4, '720p': 10, '1080p': 15, '2160p': 30 }),
    video: {
      ...omni,
      ...keyframesOr(5, false),
    },
  }),
  onGrid('gemini_omni_flash', omniGrid, {
    label: 'Gemini Omni Flash',
    prices: [credits(10)],
    video: { ...omni, inputs: { 'first-frame': { min: 0, max: 1 } } },
  }),
  onGrid(
    'wan3',
    wanGrid,
    {
      label: 'Wan 3',
      prices: creditsByResolution({ '480p': 5, '720p': 10, '1080p': 20 }),
      video: wan,
    },
    wanSizes,
  ),
  onGrid(
    'wan3_prime',
    wanGrid,
    {
      label: 'Wan 3 Prime',
      prices: creditsByResolution({ '480p': 6.8, '720p': 14, '1080p': 28 }),
      video: wan,
    },
    wanSizes,
  ),
  {
    model: model('hailuo3', {
      label: 'Hailuo 3',
      prices: creditsByResolution({ '768p': 10, '2k': 15 }),
      video: {
        ...keyframesOr(9, true),
        duration: seconds(5, 15),
        size: { kind: 'tiers', resolutions: ['768p', '2k'], aspectRatios: hailuoShapes },
      },
    }),
    sizeFields: classAndShape(['768p', '2k'], hailuoShapes, { shapeOfFrame: false }),
  },
  {
    model: model('h3_max', {
      label: 'Hailuo H3 Max',
      prices: creditsByResolution({ '480p': 5, '768p': 8 }),
      video: {
        inputs: keyframes,
        duration: seconds(5, 15),
        size: { kind: 'tiers', resolutions: ['480p', '768p'], aspectRatios: [] },
        hasSeed: true,
        settings: [promptExpansion],
      },
    }),
    sizeFields: classAndShape(['480p', '768p'], [], { shapeOfFrame: false }),
  },
  {
    model: model('grok_imagine_1_5', {
      label: 'Grok Imagine 1.5',
      prices: creditsByResolution({ '480p': 10, '720p': 16, '1080p': 29 }),
      video: {
        inputs: { 'first-frame': { min: 0, max: 1 }, reference: { min: 0, max: 7 } },
        exclusive: [['first-frame', 'reference']],
        duration: seconds(1, 15),
        size: { kind: 'tiers', resolutions: grokResolutions, aspectRatios: grokShapes },
      },
    }),
    sizeFields: classAndShape(grokResolutions, grokShapes, { shapeOfFrame: true }),
  },
  onGrid(
    'happyhorse_1_0',
    happyhorseGrid,
    {
      label: 'HappyHorse 1.0',
      prices: creditsByResolution({ '720p': 15, '1080p': 30 }),
      video: {
        duration: seconds(3, 15),
        inputs: { 'first-frame': { min: 0, max: 1 } },
        maxPromptCharacters: 2500,
      },
    },
    pixelsOrFrameShape(happyhorseGrid, (resolution) => ({ resolution })),
  ),
  ended('gen4_aleph', 'Gen-4 Aleph', 'aleph2'),
  ended('gen3a_turbo', 'Gen-3 Alpha Turbo', 'gen4_turbo'),
];

/** Undefined for a model that the table does not have. */
export function findRunwayModel(modelId: string): RunwayModel | undefined {
  return runwayModels.find((each) => each.model.modelId === modelId);
}
