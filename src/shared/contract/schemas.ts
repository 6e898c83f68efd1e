/**
 * The shapes that cross the border between window and studio, as schemas.
 *
 * Inputs are parsed strictly: the window is not trusted. Outputs are only typed (`typed`): they come from the studio
 * itself, and checking thousands of rows on each answer would cost more than reading them.
 */
import { z } from 'zod';
import { cameraMoveKinds, easings, smallestFraming } from '#shared/domain/camera-move.ts';
import { mostReferences } from '#shared/domain/generation.ts';
import { type IdKind, type IdOf, idPattern } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import {
  customFieldKinds,
  labelColours,
  lensRangeMm,
  longestTag,
  mostCustomFields,
  mostTags,
  shotAngles,
  shotSizes,
  shotStatuses,
} from '#shared/domain/shot-fields.ts';
import { differenceDecisions } from '#shared/domain/script-difference.ts';
import { type Frames, frameRates, isSameFrameRate, maxShotFrames } from '#shared/domain/time.ts';
import { templateIds } from '#shared/domain/template.ts';

/** An id of one kind. */
export function idSchema<Kind extends IdKind>(kind: Kind) {
  const pattern = idPattern(kind);
  return z.custom<IdOf[Kind]>((value) => typeof value === 'string' && pattern.test(value), `not a ${kind} id`);
}

/** An answer that is typed and not checked. */
export function typed<Answer>() {
  return z.custom<Answer>();
}

/** Most ids that one call takes: more than the largest project that is tested. */
const maxIds = 20_000;

export const projectIdSchema = idSchema('project');
export const sceneIdSchema = idSchema('scene');
export const shotIdSchema = idSchema('shot');
export const takeIdSchema = idSchema('take');
export const jobIdSchema = idSchema('job');
export const uploadIdSchema = idSchema('upload');
export const connectionIdSchema = idSchema('connection');
export const fieldIdSchema = idSchema('field');

/** Whole lines of a script from 1, both included, the last not before the first. */
export const scriptLinesSchema = z
  .strictObject({ scriptId: idSchema('script'), startLine: z.int().min(1), endLine: z.int().min(1) })
  .refine(({ startLine, endLine }) => startLine <= endLine);

export const shotIdsSchema = z.array(shotIdSchema).min(1).max(maxIds);
export const sceneIdsSchema = z.array(sceneIdSchema).min(1).max(maxIds);
export const jobIdsSchema = z.array(jobIdSchema).min(1).max(maxIds);

/** A title: one line. */
export const titleSchema = z.string().max(500);
/** A text of any kind that a person writes. */
export const textSchema = z.string().max(200_000);

export const framesSchema = z.custom<Frames>(
  (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxShotFrames,
  `whole frames from 1 to ${maxShotFrames}`,
);

const ratePart = z.int().min(1).max(1_000_000);
export const frameRateSchema = z
  .strictObject({ numerator: ratePart, denominator: ratePart })
  .refine((value) => frameRates.some((rate) => isSameFrameRate(rate, value)), 'one of the known frame rates');

export const assetIdSchema = idSchema('asset');

/** An amount that a person sets: nothing to a million dollars. */
export const microsSchema = z.custom<Micros>(
  (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1e12,
  'whole millionths of a dollar',
);

const settingValueSchema = z.union([z.string().max(10_000), z.number(), z.boolean()]);

export const modelIdSchema = z.string().min(1).max(300);

/** What a person sets on a shot for generation; a field that is left out stays as it is. */
export const shotGenerationPatchSchema = z.strictObject({
  modelId: modelIdSchema.nullable().optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .nullable()
    .optional(),
  negativePrompt: textSchema.optional(),
  hasSound: z.boolean().nullable().optional(),
  resolution: z.string().max(40).nullable().optional(),
  /** The model's own settings; those that are left out stay, null takes one away. */
  settings: z.record(z.string().max(100), settingValueSchema.nullable()).optional(),
  startsFromPrevious: z.boolean().optional(),
  lastFrameAssetId: assetIdSchema.nullable().optional(),
  referenceAssetIds: z.array(assetIdSchema).max(mostReferences).optional(),
});

/** Changed wishes of a shot for generation. */
export type ShotGenerationPatch = z.output<typeof shotGenerationPatchSchema>;

const evenPixels = z.int().min(16).max(7680).multipleOf(2);
export const frameSizeSchema = z.strictObject({ widthPx: evenPixels, heightPx: evenPixels });

export const cameraMoveSchema = z.strictObject({
  kind: z.enum(cameraMoveKinds),
  strength: z.number().min(0).max(1),
});

export const durationRuleSchema = z
  .strictObject({
    dialogueWordsPerMinute: z.number().min(40).max(400),
    actionCharactersPerSecond: z.number().min(4).max(100),
    minimumSeconds: z.number().min(0.2).max(60),
    maximumSeconds: z.number().min(1).max(600),
  })
  .refine((rule) => rule.minimumSeconds <= rule.maximumSeconds, 'the shortest shot is longer than the longest');

/** What a person decides before a changed script is taken over; keys are those of the comparison. */
export const differenceChoicesSchema = z.strictObject({
  keepsOrder: z.boolean(),
  decisions: z.record(z.string().max(60), z.enum(differenceDecisions)),
});

export const newProjectSchema = z.strictObject({
  title: titleSchema,
  frameSize: frameSizeSchema,
  frameRate: frameRateSchema,
});

/** What a new project begins with. */
export const templateChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('built-in'), id: z.enum(templateIds) }),
  /** Everything that is planned in a project; `withPictures` says whether its boards, stills and voices come along. */
  z.strictObject({ kind: z.literal('project'), projectId: projectIdSchema, withPictures: z.boolean() }),
]);

/** What can be changed of a project; a field that is left out stays as it is. */
export const projectPatchSchema = z.strictObject({
  defaultConnectionId: connectionIdSchema.optional(),
  defaultModelId: z.string().min(1).max(300).nullable().optional(),
  budget: z.strictObject({ perJob: microsSchema.nullable(), perMonth: microsSchema.nullable() }).optional(),
  title: titleSchema.optional(),
  frameSize: frameSizeSchema.optional(),
  styleNotes: textSchema.optional(),
  durationRule: durationRuleSchema.optional(),
});

const colourSchema = z.enum(labelColours).nullable();

export const scenePatchSchema = z.strictObject({
  heading: titleSchema.optional(),
  /** Null means numbered by position. */
  sceneNumber: z.string().trim().min(1).max(20).nullable().optional(),
  colour: colourSchema.optional(),
  synopsis: textSchema.optional(),
  notes: textSchema.optional(),
});

/** A little more than the whole, for what arithmetic makes of fractions. */
const mostFraction = 1 + 1e-9;

const framingSideSchema = z
  .strictObject({
    left: z.number().min(0).max(1),
    top: z.number().min(0).max(1),
    size: z.number().min(smallestFraming).max(1),
  })
  .refine(({ left, top, size }) => left + size <= mostFraction && top + size <= mostFraction, 'outside the board');

export const cameraFramingSchema = z.strictObject({
  start: framingSideSchema,
  end: framingSideSchema,
  easing: z.enum(easings),
});

export const customFieldValueSchema = z.union([z.string().max(10_000), z.number(), z.boolean()]);

/** What can be changed of what a shot says besides its words. */
const shotStructurePatch = {
  shotSize: z.enum(shotSizes).nullable().optional(),
  angle: z.enum(shotAngles).nullable().optional(),
  lensMm: z.number().min(lensRangeMm.from).max(lensRangeMm.to).nullable().optional(),
  action: textSchema.optional(),
  framing: cameraFramingSchema.nullable().optional(),
  /** All of them. */
  tags: z.array(z.string().max(longestTag)).max(mostTags).optional(),
  /** By field; those that are left out stay, null takes one away. */
  customFields: z.record(fieldIdSchema, customFieldValueSchema.nullable()).optional(),
  colour: colourSchema.optional(),
  status: z.enum(shotStatuses).optional(),
} as const;

export const shotPatchSchema = z.strictObject({
  /** Null means the project's default. */
  connectionId: connectionIdSchema.nullable().optional(),
  /** Fields that are left out stay as they are. */
  generation: shotGenerationPatchSchema.optional(),
  title: titleSchema.optional(),
  prompt: textSchema.optional(),
  notes: textSchema.optional(),
  dialogue: textSchema.optional(),
  durationFrames: framesSchema.optional(),
  cameraMove: cameraMoveSchema.optional(),
  ...shotStructurePatch,
});

/** Changes of some shots each; a shot that stands in several gets all of them, in their order. */
export const shotChangesSchema = z
  .array(z.strictObject({ shotIds: shotIdsSchema, patch: shotPatchSchema }))
  .min(1)
  .max(maxIds)
  .refine((changes) => changes.reduce((sum, { shotIds }) => sum + shotIds.length, 0) <= maxIds, 'too many shots');

const fieldNameSchema = z.string().trim().min(1).max(60);
const choicesSchema = z.array(z.string().max(100)).max(100);

export const newCustomFieldSchema = z.strictObject({
  name: fieldNameSchema,
  kind: z.enum(customFieldKinds),
  choices: choicesSchema,
});

export const customFieldPatchSchema = z.strictObject({
  name: fieldNameSchema.optional(),
  choices: choicesSchema.optional(),
  /** Place among the fields, from 0. */
  position: z.int().min(0).max(mostCustomFields).optional(),
});

/** A field that a person adds. */
export type NewCustomField = z.output<typeof newCustomFieldSchema>;
/** What can be changed of a field. */
export type CustomFieldPatch = z.output<typeof customFieldPatchSchema>;

/** Most commands of which a person changes the keys, and most chords of one. */
const maxChangedCommands = 500;
const maxChords = 6;

/** Chords and ids are looked at by the window, which alone knows its commands. */
export const keyPreferencesSchema = z.strictObject({
  preset: z.string().max(40),
  overrides: z
    .record(z.string().max(80), z.array(z.string().max(60)).max(maxChords))
    .refine((overrides) => Object.keys(overrides).length <= maxChangedCommands, 'too many commands'),
});

/** What a person chooses for a new project. */
export type NewProject = z.output<typeof newProjectSchema>;
/** What a new project begins with. */
export type TemplateChoice = z.output<typeof templateChoiceSchema>;
/** Changed fields of a project. */
export type ProjectPatch = z.output<typeof projectPatchSchema>;
/** Changed fields of a scene. */
export type ScenePatch = z.output<typeof scenePatchSchema>;
/** Changed fields of a shot. */
export type ShotPatch = z.output<typeof shotPatchSchema>;
/** Changed fields of some shots each. */
export type ShotChanges = z.output<typeof shotChangesSchema>;
