/** Models of OpenRouter: video from `GET /videos/models`, text from `GET /models`, both as the service describes them. */
import { z } from 'zod';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { DurationRule, Model, Price, SizeRule, VideoCapability } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { pricesFromSkus } from './openrouter-prices.ts';

const texts = z.array(z.string()).nullish().catch(null);

const videoModelSchema = z.object({
  id: z.string().min(1),
  name: z.string().catch(''),
  supported_durations: z.array(z.number().positive()).nullish().catch(null),
  supported_resolutions: texts,
  supported_aspect_ratios: texts,
  supported_sizes: texts,
  supported_frame_images: texts,
  generate_audio: z.boolean().nullish().catch(null),
  seed: z.boolean().nullish().catch(null),
  pricing_skus: z.record(z.string(), z.coerce.string()).nullish().catch(null),
  upscale_factor: z.object({ max: z.number().nullish() }).nullish().catch(null),
});

type VideoModelAnswer = z.output<typeof videoModelSchema>;

const textModelSchema = z.object({
  id: z.string().min(1),
  name: z.string().catch(''),
  architecture: z.object({ output_modalities: z.array(z.string()).catch([]) }).catch({ output_modalities: [] }),
  supported_parameters: z.array(z.string()).catch([]),
  /** Dollars a token, as text. */
  pricing: z
    .object({ prompt: z.string().catch(''), completion: z.string().catch('') })
    .nullish()
    .catch(null),
  expiration_date: z.string().nullish().catch(null),
});

const listSchema = z.object({ data: z.array(z.unknown()) });

/** Pictures of what is to appear; the API names no number, and providers take from one to nine. */
const maxReferences = 4;

/**
 * Models that make clips; those that only enlarge one are left out.
 *
 * @param body the whole answer of `GET /videos/models`
 * @param asOf `2026-11-21`
 * @returns null when the body is no such list
 */
export function videoModelsFrom(body: unknown, asOf: string): Model[] | null {
  return (
    itemsOf(body, videoModelSchema)
      ?.filter(({ upscale_factor }) => typeof upscale_factor?.max !== 'number')
      .map((answer) => toVideoModel(answer, asOf)) ?? null
  );
}

/** Models that write text in a given form. @param body the whole answer of `GET /models` */
export function textModelsFrom(body: unknown, asOf: string): Model[] | null {
  const models = itemsOf(body, textModelSchema);
  if (!models) return null;
  return models
    .filter(({ supported_parameters }) => supported_parameters.includes('structured_outputs'))
    .filter(({ architecture }) => architecture.output_modalities.every((modality) => modality === 'text'))
    .map(({ id, name, pricing, expiration_date }) => {
      const prices = [
        ...tokenPrice('million-input-tokens', pricing?.prompt),
        ...tokenPrice('million-output-tokens', pricing?.completion),
      ];
      return {
        ...commonFacts({ id, name, asOf, source: 'OpenRouter GET /models' }),
        kind: 'text',
        prices,
        isFree: prices.length === 2 && prices.every(({ amount }) => amount === 0),
        // "2026-10-23"
        retiresOn: /^\d{4}-\d{2}-\d{2}/.exec(expiration_date ?? '')?.[0] ?? null,
      };
    });
}

function toVideoModel(answer: VideoModelAnswer, asOf: string): Model {
  const resolutions = sortedResolutions(answer.supported_resolutions ?? []);
  return {
    ...commonFacts({ id: answer.id, name: answer.name, asOf, source: 'OpenRouter GET /videos/models' }),
    kind: 'video',
    prices: pricesFromSkus(answer.pricing_skus ?? {}, {
      resolutions,
      hasSoundSwitch: answer.generate_audio === true,
    }),
    video: toCapability(answer, resolutions),
  };
}

function toCapability(answer: VideoModelAnswer, resolutions: string[]): VideoCapability {
  const frames = answer.supported_frame_images ?? [];
  return {
    duration: toDurationRule(answer.supported_durations ?? []),
    size: toSizeRule(answer, resolutions),
    inputs: {
      ...(frames.includes('first_frame') && { 'first-frame': { min: 0, max: 1 } }),
      ...(frames.includes('last_frame') && { 'last-frame': { min: 0, max: 1 } }),
      // "Image references are supported by all providers" (@openrouter/sdk, InputReference).
      reference: { min: 0, max: maxReferences },
    },
    // References guide where frames pin: the guides name them as two ways of asking.
    exclusive: [
      ['first-frame', 'reference'],
      ['last-frame', 'reference'],
    ],
    sound: answer.generate_audio === true ? 'optional' : 'none',
    hasSeed: answer.seed === true,
    hasNegativePrompt: false,
    maxPromptCharacters: null,
    isPromptOptional: false,
    settings: [],
    rules: [],
    burnsInSubtitles: false,
    isExact: false,
    followsCamera: false,
  };
}

/** Where a model names no lengths, any whole second may be asked for; the API refuses what it cannot. */
function toDurationRule(seconds: number[]): DurationRule {
  if (seconds.length === 0) return { kind: 'range', minSeconds: 1, maxSeconds: 30, stepSeconds: 1 };
  return { kind: 'listed', seconds: [...new Set(seconds)].sort((a, b) => a - b) };
}

/** Classes where the model has both them and ratios, as prices are given for classes; else pixels. */
function toSizeRule(answer: VideoModelAnswer, resolutions: string[]): SizeRule {
  const aspectRatios = answer.supported_aspect_ratios ?? [];
  const sizes = (answer.supported_sizes ?? []).flatMap(readSize);
  if (sizes.length > 0 && (resolutions.length === 0 || aspectRatios.length === 0)) return { kind: 'listed', sizes };
  return { kind: 'tiers', resolutions, aspectRatios };
}

/** @param text such as `1280x720` */
function readSize(text: string): FrameSize[] {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/i.exec(text) ?? [];
  return width && height ? [{ widthPx: Number(width), heightPx: Number(height) }] : [];
}

/** `480p`, `720p`, `1K`, `1080p`, `2K`, `4K`: ascending. */
function sortedResolutions(resolutions: string[]): string[] {
  return [...new Set(resolutions)].sort((a, b) => linesOf(a) - linesOf(b));
}

/** About how many lines a class of pictures has: `1K` stands between `768p` and `1080p`, `2K` after that. */
function linesOf(resolution: string): number {
  const [, count, unit] = /^(\d+)(p|k)$/i.exec(resolution) ?? [];
  if (!count) return Number.MAX_SAFE_INTEGER;
  return unit?.toLowerCase() === 'k' ? 400 + Number(count) * 600 : Number(count);
}

function tokenPrice(unit: Price['unit'], dollarsPerToken: string | undefined): Price[] {
  const dollars = Number(dollarsPerToken);
  // Routers that choose a model by themselves have a price of -1.
  if (!dollarsPerToken || !Number.isFinite(dollars) || dollars < 0) return [];
  return [{ unit, amount: microsFromDollars(dollars * 1_000_000) }];
}

function commonFacts({ id, name, asOf, source }: { id: string; name: string; asOf: string; source: string }) {
  return {
    modelId: id,
    label: name === '' ? id : name,
    prices: [],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    source,
    asOf,
    video: null,
    image: null,
    voices: [],
  };
}

/** Entries of `GET /videos/models` that do not read well, and of how many. */
export function countUnreadable(body: unknown): { unreadable: number; total: number } {
  const total = listSchema.safeParse(body).data?.data.length ?? 0;
  return { unreadable: total - (itemsOf(body, videoModelSchema)?.length ?? 0), total };
}

/** Entries that read well; one that does not is left out, so that a new kind of model hides no other. */
function itemsOf<Item>(body: unknown, schema: z.ZodType<Item>): Item[] | null {
  const list = listSchema.safeParse(body);
  if (!list.success) return null;
  return list.data.data.flatMap((entry) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
