/** What a window sends about elements, as schemas. */
import { z } from 'zod';
import { elementKinds, isElementName } from '#shared/domain/element.ts';
import { idSchema, projectIdSchema, textSchema } from './schemas.ts';

export const elementIdSchema = idSchema('element');

/** Most ids that one call takes: as many as a project has elements, and some. */
export const elementIdsSchema = z.array(elementIdSchema).min(1).max(1_000);

const elementKindSchema = z.enum(elementKinds);
const elementNameSchema = z.string().refine(isElementName, 'letters and digits, with _ and - between them');
/** One line of a note. */
const lineSchema = z.string().max(2_000);

export const newElementSchema = z.strictObject({
  projectId: projectIdSchema,
  kind: elementKindSchema,
  name: elementNameSchema,
});

/** What can be changed of an element; a field that is left out stays as it is. */
export const elementPatchSchema = z.strictObject({
  kind: elementKindSchema.optional(),
  /** Renames the element in every prompt of the project. */
  name: elementNameSchema.optional(),
  description: textSchema.optional(),
  /** Styles only; without effect on other kinds. */
  isInEveryPrompt: z.boolean().optional(),
  consentNote: z
    .strictObject({ who: lineSchema.optional(), when: lineSchema.optional(), what: lineSchema.optional() })
    .optional(),
});

/** What a person chooses for a new element. */
export type NewElement = z.output<typeof newElementSchema>;
/** Changed fields of an element. */
export type ElementPatch = z.output<typeof elementPatchSchema>;
