/** Drawings as they cross the border between window and studio. */
import { z } from 'zod';
import { decodeSketch, type StoredSketch, type StoredSketchItem } from '#shared/domain/sketch-codec.ts';
import { sketchBrushes, type SketchDocument, sketchLimits } from '#shared/domain/sketch.ts';
import { assetIdSchema, frameSizeSchema } from './schemas.ts';

const opacitySchema = z.int().min(0).max(100);

const strokeSchema = z.strictObject({
  kind: z.literal('stroke'),
  brush: z.enum(sketchBrushes),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  size: z.int().min(sketchLimits.smallestSize).max(sketchLimits.largestSize),
  hasPressure: z.boolean(),
  points: z
    .string()
    .min(1)
    .max(sketchLimits.pointsOfStroke * sketchLimits.charactersOfPoint),
});

const pictureSchema = z.strictObject({ kind: z.literal('picture'), assetId: assetIdSchema });

/** Items with groups to a depth: a schema that called itself would follow a hostile document to any depth. */
function itemsSchema(depth: number): z.ZodType<StoredSketchItem[]> {
  const plain = [strokeSchema, pictureSchema] as const;
  const limit = sketchLimits.strokes + sketchLimits.pictures;
  if (depth === 0) return z.array(z.discriminatedUnion('kind', plain)).max(limit);
  const groupSchema = z.strictObject({
    kind: z.literal('group'),
    opacity: opacitySchema,
    items: itemsSchema(depth - 1),
  });
  return z.array(z.discriminatedUnion('kind', [...plain, groupSchema])).max(limit);
}

const layerSchema = z.strictObject({
  id: z.int().min(1).max(1_000_000),
  name: z.string().max(sketchLimits.nameLength),
  isVisible: z.boolean(),
  opacity: opacitySchema,
  items: itemsSchema(sketchLimits.groupDepth),
});

/** A whole drawing: its shape, and then its points and how much it holds. */
export const storedSketchSchema: z.ZodType<StoredSketch> = z
  .strictObject({
    version: z.literal(1),
    frameSize: frameSizeSchema,
    layers: z.array(layerSchema).min(1).max(sketchLimits.layers),
  })
  .refine((sketch) => decodeSketch(sketch) !== null, 'points that cannot be read, or more than a drawing holds');

/** Reads what the studio answered; null for a drawing of a newer program, or a damaged one. */
export function readSketch(stored: unknown): SketchDocument | null {
  const parsed = storedSketchSchema.safeParse(stored);
  return parsed.success ? decodeSketch(parsed.data) : null;
}
