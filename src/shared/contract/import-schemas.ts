/** What an import is asked for, as schemas: which file, and how it is read. */
import { z } from 'zod';
import { type ColumnTarget, durationUnits, isColumnTarget } from '#shared/domain/table-fields.ts';
import { frameRateSchema, frameSizeSchema, projectIdSchema, titleSchema, uploadIdSchema } from './schemas.ts';

/** Most files of a project folder: a feature of 2 000 boards has about 10 000. */
const mostFiles = 20_000;

const pathSchema = z.string().min(1).max(1000);
const fileSchema = z.strictObject({ path: pathSchema, uploadId: uploadIdSchema });

const subtitlesSchema = z.strictObject({
  kind: z.literal('subtitles'),
  uploadId: uploadIdSchema,
  /** A new project always gets new shots. */
  placement: z.enum(['onto-shots', 'new-shots']),
  /** Dialogue that shots have already: `append` writes behind it, `keep` leaves such shots alone. */
  filled: z.enum(['append', 'keep']),
  /** Whether `Mara: words` names a speaker. */
  hasSpeakers: z.boolean(),
});

const columnTargetSchema = z.custom<ColumnTarget>(isColumnTarget, 'nothing that a column becomes');

const tableSchema = z.strictObject({
  kind: z.literal('table'),
  uploadId: uploadIdSchema,
  /** Null tells it from the first row. */
  hasHead: z.boolean().nullable(),
  /** Row of the file, from 1, with which the import begins, the head apart; null begins with the first. */
  firstRow: z.int().min(1).nullable(),
  /** What each column becomes, null leaving it out; null for all tells it from the head. */
  fields: z.array(columnTargetSchema.nullable()).max(100).nullable(),
  /** Null tells it from the head. */
  durationUnit: z.enum(durationUnits).nullable(),
});

const storyboarderSchema = z.strictObject({
  kind: z.literal('storyboarder'),
  /** The `.storyboarder` files, with their paths in the chosen folder. */
  projects: z.array(fileSchema).min(1).max(1000),
  /** The script beside them; null without one. */
  script: fileSchema.nullable(),
  /** Every other file that is in the folder: a board's file is looked up among these. */
  paths: z.array(pathSchema).max(mostFiles),
  /** Those of them that were uploaded, for the import itself. */
  files: z.array(fileSchema).max(mostFiles),
  /** Where the only project file lies, as the desktop app knows it: its pictures come from beside it then. Null for all else. */
  chosenId: z.string().min(1).max(64).nullable(),
});

/** The file, and how it is read. */
export const importSourceSchema = z.discriminatedUnion('kind', [subtitlesSchema, tableSchema, storyboarderSchema]);

/** Where a preview would go. */
export const previewTargetSchema = z.strictObject({
  projectId: projectIdSchema.nullable(),
  /** Of a new project; null means the file's own. */
  frameRate: frameRateSchema.nullable(),
});

/** Where an import goes: into a project, or with null into a new one of this title and format. */
export const importTargetSchema = z.strictObject({
  projectId: projectIdSchema.nullable(),
  title: titleSchema,
  frameSize: frameSizeSchema,
  frameRate: frameRateSchema,
});

/** The file of an import, and how it is read. */
export type ImportSource = z.output<typeof importSourceSchema>;
/** An import of subtitles. */
export type SubtitlesSource = z.output<typeof subtitlesSchema>;
/** An import of a table. */
export type TableSource = z.output<typeof tableSchema>;
/** An import of Storyboarder projects. */
export type StoryboarderSource = z.output<typeof storyboarderSchema>;
/** How a file is read, whichever file it is. */
export type ReadingOf<Source extends { uploadId: unknown }> = Omit<Source, 'uploadId'>;
/** Where a preview would go. */
export type PreviewTarget = z.output<typeof previewTargetSchema>;
/** Where an import goes. */
export type ImportTarget = z.output<typeof importTargetSchema>;
