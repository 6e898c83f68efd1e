/**
 * What jobs store, as schemas: payloads and checkpoints are parsed at each load, because an earlier version of the
 * studio may have written them.
 */
import { z } from 'zod';
import { cameraMoveKinds, easings } from '#shared/domain/camera-move.ts';
import { type IdKind, type IdOf, idPattern } from '#shared/domain/ids.ts';
import { oldRecipeFields } from '#main/db/take-repository.ts';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { Micros } from '#shared/domain/money.ts';
import type { RecipeStructure, TakeRecipe } from '#shared/domain/records.ts';
import { shotAngles, shotSizes } from '#shared/domain/shot-fields.ts';
import type { Frames } from '#shared/domain/time.ts';

export function idSchema<Kind extends IdKind>(kind: Kind) {
  const pattern = idPattern(kind);
  return z.custom<IdOf[Kind]>((value) => typeof value === 'string' && pattern.test(value), `not a ${kind} id`);
}

export const framesSchema = z.custom<Frames>(
  (value) => Number.isInteger(value) && (value as number) >= 1,
  'not a count of frames',
);

export const frameSizeSchema = z.object({ widthPx: z.int().min(1), heightPx: z.int().min(1) });

export const frameRateSchema = z.object({ numerator: z.int().min(1), denominator: z.int().min(1) });

const settingValueSchema = z.union([z.string(), z.number(), z.boolean()]);

const fittedSettingsSchema: z.ZodType<FittedSettings> = z.object({
  durationSeconds: z.number(),
  frameSize: frameSizeSchema.nullable(),
  resolution: z.string().nullable(),
  aspectRatio: z.string().nullable(),
  hasSound: z.boolean().nullable(),
  seed: z.number().nullable(),
  negativePrompt: z.string().nullable(),
  extra: z.record(z.string(), settingValueSchema),
});

const amountSchema = z.custom<Micros>((value) => Number.isInteger(value) && (value as number) >= 0);

const framingSideSchema = z.object({ left: z.number(), top: z.number(), size: z.number() });

const structureSchema: z.ZodType<RecipeStructure> = z.object({
  shotSize: z.enum(shotSizes).optional(),
  angle: z.enum(shotAngles).optional(),
  lensMm: z.number().optional(),
  action: z.string().optional(),
  framing: z.object({ start: framingSideSchema, end: framingSideSchema, easing: z.enum(easings) }).optional(),
});

const wholeRecipeSchema = z.object({
  connectionId: idSchema('connection'),
  modelId: z.string(),
  shotNumber: z.string(),
  title: z.string(),
  prompt: z.string(),
  styleNotes: z.string(),
  dialogue: z.string(),
  durationFrames: framesSchema,
  cameraMove: z.object({ kind: z.enum(cameraMoveKinds), strength: z.number() }),
  boardAssetId: idSchema('asset').nullable(),
  voiceAssetId: idSchema('asset').nullable(),
  frameSize: frameSizeSchema,
  frameRate: frameRateSchema,
  recipeDigest: z.string(),
  promptAsSent: z.string(),
  settings: fittedSettingsSchema,
  inputs: z.array(
    z.object({ role: z.enum(['first-frame', 'last-frame', 'reference', 'voice']), assetId: idSchema('asset') }),
  ),
  startsFrom: z.object({ takeId: idSchema('take'), assetId: idSchema('asset') }).nullable(),
  estimate: amountSchema.nullable(),
  structure: structureSchema.optional(),
  elements: z.array(z.object({ elementId: idSchema('element'), name: z.string(), digest: z.string() })).optional(),
});

/** A recipe as stored; one of the first version gets what it left out. */
export const takeRecipeSchema: z.ZodType<TakeRecipe> = z.preprocess((stored) => {
  const isOld = typeof stored === 'object' && stored !== null && !('settings' in stored);
  return isOld ? { ...oldRecipeFields(stored as TakeRecipe), ...stored } : stored;
}, wholeRecipeSchema);
