/**
 * A model as a person or an earlier studio wrote it down, checked whole: what passes here is safe to plan, to price and
 * to send with.
 */
import { z } from 'zod';
import type { Model } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { microsSchema, modelIdSchema } from './schemas.ts';

const name = z.string().min(1).max(300);
const positive = z.number().positive().max(1e9);
/** Seconds that a clip may last: a hundredth to an hour. */
const seconds = z.number().min(0.01).max(3600);
const sidePx = z.int().min(1).max(16_384);
const frameSize = z.strictObject({ widthPx: sidePx, heightPx: sidePx });
const role = z.enum(['first-frame', 'last-frame', 'reference', 'voice']);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-21');
const settingValue = z.union([z.string().max(10_000), z.number(), z.boolean()]);

const duration = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('frames'), minFrames: z.int().min(1), maxFrames: z.int().min(1) })
    .refine(({ minFrames, maxFrames }) => minFrames <= maxFrames, 'the least is more than the most'),
  z.strictObject({ kind: z.literal('listed'), seconds: z.array(seconds).min(1).max(200) }),
  z
    .strictObject({ kind: z.literal('range'), minSeconds: seconds, maxSeconds: seconds, stepSeconds: seconds })
    .refine(({ minSeconds, maxSeconds }) => minSeconds <= maxSeconds, 'the least is more than the most'),
]);

const size = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('free'), multipleOf: z.int().min(1).max(1024), maxSidePx: sidePx })
    .refine(({ multipleOf, maxSidePx }) => multipleOf <= maxSidePx, 'no side is possible'),
  z.strictObject({ kind: z.literal('listed'), sizes: z.array(frameSize).min(1).max(500) }),
  z.strictObject({
    kind: z.literal('tiers'),
    resolutions: z.array(name).max(100),
    aspectRatios: z.array(name).max(100),
  }),
]);

const setting = z.strictObject({
  key: z.string().min(1).max(100),
  label: name,
  field: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('choice'), options: z.array(z.string().max(300)).min(1).max(500) }),
    z
      .strictObject({ kind: z.literal('number'), min: z.number(), max: z.number(), isWhole: z.boolean() })
      .refine(({ min, max }) => min <= max, 'the least is more than the most'),
    z.strictObject({ kind: z.literal('switch') }),
    z.strictObject({ kind: z.literal('text') }),
  ]),
  default: settingValue.nullable(),
});

const price = z.strictObject({
  unit: z.enum([
    'second',
    'clip',
    'image',
    'thousand-characters',
    'minute',
    'million-input-tokens',
    'million-output-tokens',
  ]),
  amount: microsSchema,
  when: z
    .strictObject({
      resolution: name.optional(),
      hasSound: z.boolean().optional(),
      durationSeconds: positive.optional(),
      startsFromPicture: z.boolean().optional(),
    })
    .optional(),
});

const rule = z.strictObject({
  when: z.strictObject({
    resolution: name.optional(),
    hasReferences: z.boolean().optional(),
    hasLastFrame: z.boolean().optional(),
  }),
  // oxlint-disable-next-line unicorn/no-thenable -- the name is that of the record
  then: z.strictObject({ durationSeconds: z.array(seconds).min(1).max(200) }),
});

const inputLimits = z
  .strictObject({ min: z.int().min(0).max(100), max: z.int().min(0).max(100) })
  .refine(({ min, max }) => min <= max, 'the least is more than the most');

const maxCharacters = z.int().min(1).max(10_000_000).nullable();

const video = z.strictObject({
  duration,
  size,
  inputs: z.partialRecord(role, inputLimits),
  exclusive: z.array(z.tuple([role, role])).max(20),
  sound: z.enum(['none', 'always', 'optional']),
  hasSeed: z.boolean(),
  hasNegativePrompt: z.boolean(),
  maxPromptCharacters: maxCharacters,
  isPromptOptional: z.boolean(),
  settings: z.array(setting).max(200),
  rules: z.array(rule).max(100),
  burnsInSubtitles: z.boolean(),
  isExact: z.boolean(),
  followsCamera: z.boolean(),
});

const image = z.strictObject({
  size,
  maxInputImages: z.int().min(0).max(100),
  maxPromptCharacters: maxCharacters,
  settings: z.array(setting).max(200),
});

const kind = z.enum(['video', 'image', 'text', 'speech', 'transcription', 'moderation']);

/** A whole model. */
const modelSchema: z.ZodType<Model> = z
  .strictObject({
    modelId: modelIdSchema,
    label: name,
    kind,
    prices: z.array(price).max(500),
    isFree: z.boolean(),
    retiresOn: isoDate.nullable(),
    replacementModelId: modelIdSchema.nullable(),
    source: z.string().max(1000),
    asOf: isoDate,
    video: video.nullable(),
    image: image.nullable(),
    voices: z.array(name).max(2000),
  })
  .refine((model) => model.kind !== 'video' || model.video !== null, {
    path: ['video'],
    error: 'a video model has one',
  });

/** @throws {AppError} INVALID_INPUT with the path of the first wrong field in `params.field`, such as `video.size` */
export function parseModel(definition: unknown): Model {
  const { data, error } = modelSchema.safeParse(definition);
  if (data) return data;
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new AppError('INVALID_INPUT', `not a model: ${field}: ${issue?.message}`, { params: { field } });
}
