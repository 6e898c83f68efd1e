/**
 * What jobs store, as schemas: payloads and checkpoints are parsed at each load, because an earlier version of the
 * studio may have written them.
 */
import { z } from 'zod';
import { cameraMoveKinds } from '#shared/domain/camera-move.ts';
import { type IdKind, type IdOf, idPattern } from '#shared/domain/ids.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
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

export const takeRecipeSchema: z.ZodType<TakeRecipe> = z.object({
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
});
