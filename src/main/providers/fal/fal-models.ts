/** The clip models of fal that the studio knows, as data: see `fal-family.ts` for what a family is. */
import type { InputRole, ModelRule, ModelSetting } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { type FalFamily, family, modelPages, variant } from './fal-family.ts';

const one = { min: 0, max: 1 };
const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const listed = (...values: number[]) => ({ kind: 'listed' as const, seconds: values });
/** Frames and references are two ways to begin. */
const framesOrReferences: Array<[InputRole, InputRole]> = [
  ['first-frame', 'reference'],
  ['last-frame', 'reference'],
];

/** Clips with references come in these lengths only. */
function referencesLast(...durationSeconds: number[]): ModelRule {
  // oxlint-disable-next-line unicorn/no-thenable -- the name is that of the record, which nobody awaits
  return { when: { hasReferences: true }, then: { durationSeconds } };
}

function toggle(key: string, label: string, isOn: boolean): ModelSetting {
  return { key, label, field: { kind: 'switch' }, default: isOn };
}

function choice(key: string, label: string, options: string[], preset: string): ModelSetting {
  return { key, label, field: { kind: 'choice', options }, default: preset };
}

const promptOptimizer = toggle('prompt_optimizer', 'Rewrite the prompt', true);

function veo(tier: '' | '/fast' | '/lite', label: string): FalFamily {
  const id = `fal-ai/veo3.1${tier}`;
  const hasReferences = tier === '';
  return family({
    modelId: id,
    label,
    durationStyle: 'text-with-s',
    duration: listed(4, 6, 8),
    resolutions: ['720p', '1080p'],
    aspectRatios: ['16:9', '9:16'],
    inputs: { 'first-frame': one, 'last-frame': one, ...(hasReferences && { reference: { min: 0, max: 3 } }) },
    exclusive: hasReferences ? framesOrReferences : [],
    sound: 'optional',
    hasSeed: true,
    hasNegativePrompt: true,
    settings: [
      toggle('auto_fix', 'Rewrite prompts that would be refused', false),
      choice('safety_tolerance', 'Safety tolerance', ['1', '2', '3', '4', '5', '6'], '4'),
    ],
    rules: hasReferences ? [referencesLast(8)] : [],
    variants: [
      variant(id),
      variant(`${id}/image-to-video`, { 'first-frame': 'image_url' }, { needs: ['first-frame'] }),
      variant(
        `${id}/first-last-frame-to-video`,
        { 'first-frame': 'first_frame_url', 'last-frame': 'last_frame_url' },
        { needs: ['first-frame', 'last-frame'] },
      ),
      ...(hasReferences
        ? [
            variant(
              `${id}/reference-to-video`,
              { reference: 'image_urls' },
              { needs: ['reference'], lacks: ['seed', 'negative_prompt'] },
            ),
          ]
        : []),
    ],
  });
}

function klingV3(tier: 'pro' | 'standard', label: string): FalFamily {
  const id = `fal-ai/kling-video/v3/${tier}`;
  return family({
    modelId: id,
    label,
    duration: { kind: 'listed', seconds: seconds(3, 15) },
    aspectRatios: ['16:9', '9:16', '1:1'],
    inputs: { 'first-frame': one, 'last-frame': one },
    sound: 'optional',
    hasNegativePrompt: true,
    settings: [
      {
        key: 'cfg_scale',
        label: 'Faithfulness to the prompt',
        field: { kind: 'number', min: 0, max: 1, isWhole: false },
        default: 0.5,
      },
    ],
    variants: [
      variant(`${id}/text-to-video`),
      variant(
        `${id}/image-to-video`,
        { 'first-frame': 'start_image_url', 'last-frame': 'end_image_url' },
        { needs: ['first-frame'], lacks: ['aspect_ratio'] },
      ),
    ],
  });
}

function klingO3(tier: 'pro' | 'standard', label: string): FalFamily {
  const id = `fal-ai/kling-video/o3/${tier}`;
  return family({
    modelId: id,
    label,
    duration: { kind: 'listed', seconds: seconds(3, 15) },
    aspectRatios: ['16:9', '9:16', '1:1'],
    inputs: { 'first-frame': one, 'last-frame': one, reference: { min: 0, max: 4 } },
    sound: 'optional',
    variants: [
      variant(`${id}/text-to-video`),
      variant(
        `${id}/image-to-video`,
        { 'first-frame': 'image_url', 'last-frame': 'end_image_url' },
        { needs: ['first-frame'], lacks: ['aspect_ratio'] },
      ),
      variant(`${id}/reference-to-video`, {
        'first-frame': 'start_image_url',
        'last-frame': 'end_image_url',
        reference: 'image_urls',
      }),
    ],
  });
}

/** Dollars a second by resolution: fal's pages for Seedance. Elsewhere it is billed by tokens, and nothing is said. */
type SecondPrices = Partial<Record<'480p' | '720p', number>>;

function seedance(path: string, label: string, longestSeconds: number, prices: SecondPrices = {}): FalFamily {
  const id = `bytedance/${path}`;
  return family({
    modelId: id,
    label,
    source: modelPages,
    duration: { kind: 'listed', seconds: seconds(4, longestSeconds) },
    resolutions: ['480p', '720p'],
    aspectRatios: ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'],
    inputs: { 'first-frame': one, 'last-frame': one, reference: { min: 0, max: 9 } },
    exclusive: framesOrReferences,
    sound: 'optional',
    hasSeed: true,
    prices: Object.entries(prices).map(([resolution, dollars]) => ({
      unit: 'second',
      amount: microsFromDollars(dollars),
      when: { resolution },
    })),
    variants: [
      variant(`${id}/text-to-video`),
      variant(
        `${id}/image-to-video`,
        { 'first-frame': 'image_url', 'last-frame': 'end_image_url' },
        { needs: ['first-frame'] },
      ),
      variant(`${id}/reference-to-video`, { reference: 'image_urls' }, { needs: ['reference'] }),
    ],
  });
}

/** The dear tier of Hailuo has one length, and no field for it. */
function hailuo(path: 'hailuo-2.3' | 'hailuo-02', tier: 'pro' | 'standard', label: string): FalFamily {
  const id = `fal-ai/minimax/${path}/${tier}`;
  const hasLastFrame = path === 'hailuo-02';
  const isPro = tier === 'pro';
  const hasResolution = hasLastFrame && !isPro;
  const lacks = isPro ? ['duration'] : [];
  return family({
    modelId: id,
    label,
    duration: isPro ? listed(6) : listed(6, 10),
    resolutions: hasResolution ? ['512P', '768P'] : [],
    inputs: { 'first-frame': one, ...(hasLastFrame && { 'last-frame': one }) },
    maxPromptCharacters: 2000,
    settings: [promptOptimizer],
    variants: [
      variant(`${id}/text-to-video`, {}, { lacks: [...lacks, 'resolution'] }),
      variant(
        `${id}/image-to-video`,
        { 'first-frame': 'image_url', ...(hasLastFrame && { 'last-frame': 'end_image_url' }) },
        { needs: ['first-frame'], lacks },
      ),
    ],
  });
}

const wan = family({
  modelId: 'fal-ai/wan/v2.7',
  label: 'Wan 2.7',
  duration: { kind: 'listed', seconds: seconds(2, 15) },
  resolutions: ['720p', '1080p'],
  aspectRatios: ['16:9', '9:16', '1:1', '4:3', '3:4'],
  inputs: { 'first-frame': one, 'last-frame': one, reference: { min: 0, max: 4 }, voice: one },
  exclusive: [...framesOrReferences, ['voice', 'reference']],
  sound: 'always',
  hasSeed: true,
  hasNegativePrompt: true,
  maxPromptCharacters: 5000,
  settings: [toggle('enable_prompt_expansion', 'Rewrite the prompt', true)],
  rules: [referencesLast(...seconds(2, 10))],
  variants: [
    variant('fal-ai/wan/v2.7/text-to-video', { voice: 'audio_url' }),
    variant(
      'fal-ai/wan/v2.7/image-to-video',
      { 'first-frame': 'image_url', 'last-frame': 'end_image_url', voice: 'audio_url' },
      { needs: ['first-frame'], lacks: ['aspect_ratio'] },
    ),
    variant(
      'fal-ai/wan/v2.7/reference-to-video',
      { reference: 'reference_image_urls' },
      { needs: ['reference'], lacks: ['enable_prompt_expansion'] },
    ),
  ],
});

function ltx(tier: '' | '/fast', label: string): FalFamily {
  return family({
    modelId: `fal-ai/ltx-2.3${tier}`,
    label,
    duration: listed(6, 8, 10),
    resolutions: ['1080p', '1440p', '2160p'],
    aspectRatios: ['16:9', '9:16'],
    inputs: { 'first-frame': one, 'last-frame': one },
    sound: 'optional',
    settings: [choice('fps', 'Frames a second', ['24', '25', '48', '50'], '25')],
    variants: [
      variant(`fal-ai/ltx-2.3/text-to-video${tier}`),
      variant(
        `fal-ai/ltx-2.3/image-to-video${tier}`,
        { 'first-frame': 'image_url', 'last-frame': 'end_image_url' },
        { needs: ['first-frame'] },
      ),
    ],
  });
}

const grokImagine = family({
  modelId: 'xai/grok-imagine-video',
  label: 'Grok Imagine Video',
  durationStyle: 'number',
  duration: { kind: 'range', minSeconds: 1, maxSeconds: 15, stepSeconds: 1 },
  resolutions: ['480p', '720p'],
  aspectRatios: ['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16'],
  inputs: { 'first-frame': one, reference: { min: 0, max: 7 } },
  exclusive: [['first-frame', 'reference']],
  sound: 'always',
  variants: [
    variant('xai/grok-imagine-video/text-to-video'),
    variant('xai/grok-imagine-video/image-to-video', { 'first-frame': 'image_url' }, { needs: ['first-frame'] }),
    variant(
      'xai/grok-imagine-video/reference-to-video',
      { reference: 'reference_image_urls' },
      { needs: ['reference'] },
    ),
  ],
});

const lumaRay2 = family({
  modelId: 'fal-ai/luma-dream-machine/ray-2',
  label: 'Luma Ray 2',
  durationStyle: 'text-with-s',
  duration: listed(5, 9),
  resolutions: ['540p', '720p', '1080p'],
  aspectRatios: ['21:9', '16:9', '4:3', '3:4', '9:16', '9:21'],
  inputs: { 'first-frame': one, 'last-frame': one },
  settings: [toggle('loop', 'End as it begins', false)],
  variants: [
    variant('fal-ai/luma-dream-machine/ray-2'),
    // The only one that can do with a last frame alone.
    variant('fal-ai/luma-dream-machine/ray-2/image-to-video', {
      'first-frame': 'image_url',
      'last-frame': 'end_image_url',
    }),
  ],
});

/** Every family, in the order in which a person sees them. */
export const falFamilies: readonly FalFamily[] = [
  veo('', 'Veo 3.1'),
  veo('/fast', 'Veo 3.1 Fast'),
  veo('/lite', 'Veo 3.1 Lite'),
  klingV3('pro', 'Kling 3 Pro'),
  klingV3('standard', 'Kling 3 Standard'),
  klingO3('pro', 'Kling O3 Pro'),
  klingO3('standard', 'Kling O3 Standard'),
  seedance('seedance-2.5', 'Seedance 2.5', 30),
  seedance('seedance-2.5/flash', 'Seedance 2.5 Flash', 30, { '480p': 0.1442, '720p': 0.3094 }),
  seedance('seedance-2.0', 'Seedance 2.0', 15, { '720p': 0.3024 }),
  seedance('seedance-2.0/fast', 'Seedance 2.0 Fast', 15),
  seedance('seedance-2.0/mini', 'Seedance 2.0 Mini', 15, { '480p': 0.0721, '720p': 0.1547 }),
  hailuo('hailuo-2.3', 'pro', 'Hailuo 2.3 Pro'),
  hailuo('hailuo-2.3', 'standard', 'Hailuo 2.3 Standard'),
  hailuo('hailuo-02', 'pro', 'Hailuo 02 Pro'),
  hailuo('hailuo-02', 'standard', 'Hailuo 02 Standard'),
  wan,
  ltx('', 'LTX 2.3'),
  ltx('/fast', 'LTX 2.3 Fast'),
  grokImagine,
  lumaRay2,
];

/** Null for a model that is not among them. */
export function findFamily(modelId: string): FalFamily | null {
  return falFamilies.find(({ model }) => model.modelId === modelId) ?? null;
}
