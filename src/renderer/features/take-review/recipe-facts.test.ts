import { describe, expect, it } from 'vitest';
import type { AssetId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { Take, TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { recipeInputs, recipeSections, recipeText } from './recipe-facts.ts';

const { t } = createTranslator();
const asset = (name: string) => `asset_${name}` as AssetId;

const recipe = {
  shotNumber: '3A',
  title: 'Rail',
  promptAsSent: 'Gulls over water. Grainy film.',
  dialogue: '',
  styleNotes: 'Grainy film.',
  cameraMove: { kind: 'push-in', strength: 0.3 },
  settings: {
    durationSeconds: 4,
    frameSize: null,
    resolution: '720p',
    aspectRatio: '16:9',
    hasSound: false,
    seed: 0,
    negativePrompt: null,
    extra: { guidance: 7.5, loop: true },
  },
  inputs: [{ role: 'first-frame', assetId: asset('board') }],
  boardAssetId: asset('board'),
  voiceAssetId: null,
  estimate: microsFromDollars(0.4),
} as Partial<TakeRecipe> as TakeRecipe;

const take = {
  takeNumber: 2,
  durationFrames: 96 as Frames,
  frameRate: { numerator: 24, denominator: 1 },
  frameSize: { widthPx: 1280, heightPx: 720 },
  cost: { amount: microsFromDollars(0.44), basis: 'actual' },
  facts: { seed: 12, inference_time_s: 1.5, job_id: 'abc', generationId: 'def', id: 'ghi', wasUpscaled: false },
  recipe,
} as Partial<Take> as Take;

const model = { video: { settings: [{ key: 'guidance', label: 'Guidance' }] } } as ListedModel;
const options = { t, language: 'en', take, model, modelLabel: 'Gen 2', connectionLabel: 'Cloud' };

/** `Title: label=value, …`, one line a section. */
const lines = (change: Partial<typeof options> = {}) =>
  recipeSections({ ...options, ...change }).map(
    ({ title, rows }) => `${title}: ${rows.map(({ label, value }) => `${label}=${value}`).join(', ')}`,
  );

describe('recipeSections', () => {
  it('tells what was asked and what came back, in words and without ids', () => {
    expect(lines()).toEqual([
      'Made by: Model=Gen 2, Connection=Cloud',
      'Settings: Duration=4 sec, Resolution=720p, Aspect ratio=16:9, Sound=off, Seed=0, Guidance=7.5, loop=yes',
      'Shot: Camera=Push in, Style notes=Grainy film.',
      'Result: Duration=04:00, Picture size=1280×720, Cost=$0.44, Expected when it was queued=$0.40',
      'What the answer said: Seed=12, Inference time s=1.5, Was upscaled=no',
    ]);
  });

  it('leaves out what there is nothing to say of', () => {
    const plain: Take = {
      ...take,
      facts: {},
      cost: { amount: microsFromDollars(0), basis: 'estimated' },
      recipe: {
        ...recipe,
        styleNotes: '',
        estimate: microsFromDollars(0),
        cameraMove: { kind: 'static', strength: 0 },
      },
    };
    expect(lines({ take: plain }).slice(2)).toEqual(['Result: Duration=04:00, Picture size=1280×720, Cost=free']);
  });
});

describe('recipeInputs', () => {
  it('lists each file once, the first frame first and the voice last', () => {
    expect(recipeInputs({ ...recipe, voiceAssetId: asset('voice') })).toEqual([
      { role: 'first-frame', assetId: asset('board') },
      { role: 'voice', assetId: asset('voice') },
    ]);
    expect(recipeInputs({ ...recipe, inputs: [] })).toEqual([{ role: 'first-frame', assetId: asset('board') }]);
    expect(recipeInputs({ ...recipe, inputs: [], boardAssetId: null })).toEqual([]);
  });
});

describe('recipeText', () => {
  it('is the same as lines, for the clipboard', () => {
    expect(recipeText(t, take, recipeSections(options).slice(0, 1))).toBe(
      `3A Rail, Take 2

Prompt as it was sent:
Gulls over water. Grainy film.

Made by
- Model: Gen 2
- Connection: Cloud
`,
    );
  });
});
