/** Inputs about boards by image models, words by text models and voices by speech models, as schemas. */
import { z } from 'zod';
import { maxDraftShots } from '#shared/domain/assist-draft.ts';
import { cameraMoveKinds } from '#shared/domain/camera-move.ts';
import {
  assetIdSchema,
  connectionIdSchema,
  modelIdSchema,
  projectIdSchema,
  sceneIdSchema,
  shotIdSchema,
  titleSchema,
} from './schemas.ts';

/** Text that goes to a model in one request. */
const sentTextSchema = z.string().max(60_000);

const model = { connectionId: connectionIdSchema, modelId: modelIdSchema };

export const boardTaskSchema = z.strictObject({
  shotId: shotIdSchema,
  ...model,
  /** Null means the shot's own, with the film's style notes. */
  prompt: sentTextSchema.nullable(),
  /** Whether the picture is made from the board that is there. */
  fromBoard: z.boolean(),
});

export const draftTaskSchema = z.strictObject({
  projectId: projectIdSchema,
  ...model,
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('synopsis'), text: sentTextSchema }),
    z.strictObject({ kind: z.literal('scene'), sceneId: sceneIdSchema }),
  ]),
  /** Null leaves the number to the model. */
  shotCount: z.int().min(1).max(maxDraftShots).nullable(),
});

export const promptTaskSchema = z.strictObject({ shotId: shotIdSchema, ...model });

export const speechTaskSchema = z.strictObject({
  shotId: shotIdSchema,
  ...model,
  voice: z.string().trim().min(1).max(200),
  /** How it is to be said; empty for as the model likes. */
  instructions: z.string().max(4000),
});

export const transcriptionTaskSchema = z.strictObject({
  source: z.discriminatedUnion('kind', [
    /** The voice of a shot. */
    z.strictObject({ kind: z.literal('shot'), shotId: shotIdSchema }),
    /** A recording or a clip of the library. */
    z.strictObject({ kind: z.literal('asset'), assetId: assetIdSchema }),
  ]),
  ...model,
  /** Such as `en`; null has it recognised. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .nullable(),
});

/** Any of them, to be looked at before it is sent. */
export const assistTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('board'), ...boardTaskSchema.shape }),
  z.strictObject({ task: z.literal('draft'), ...draftTaskSchema.shape }),
  z.strictObject({ task: z.literal('prompt'), ...promptTaskSchema.shape }),
  z.strictObject({ task: z.literal('speech'), ...speechTaskSchema.shape }),
  z.strictObject({ task: z.literal('transcription'), ...transcriptionTaskSchema.shape }),
]);

const draftShotSchema = z.strictObject({
  title: titleSchema,
  prompt: z.string().max(20_000),
  dialogue: z.array(z.strictObject({ character: z.string().max(200), line: z.string().max(5000) })).max(100),
  seconds: z.number().positive().max(600),
  cameraMove: z.enum(cameraMoveKinds),
});

export const draftedShotsSchema = z.strictObject({
  target: z.discriminatedUnion('kind', [
    /** Behind its last shot. */
    z.strictObject({ kind: z.literal('scene'), sceneId: sceneIdSchema }),
    /** A scene of their own behind the last one. */
    z.strictObject({
      kind: z.literal('new-scene'),
      projectId: projectIdSchema,
      heading: titleSchema,
      synopsis: sentTextSchema,
    }),
  ]),
  shots: z.array(draftShotSchema).min(1).max(maxDraftShots),
});

/** A picture for a shot. */
export type BoardTask = z.output<typeof boardTaskSchema>;
/** Shots from a text. */
export type DraftTask = z.output<typeof draftTaskSchema>;
/** A better prompt for a shot. */
export type PromptTask = z.output<typeof promptTaskSchema>;
/** The dialogue of a shot, spoken. */
export type SpeechTask = z.output<typeof speechTaskSchema>;
/** The words of a recording. */
export type TranscriptionTask = z.output<typeof transcriptionTaskSchema>;
/** Any of them. */
export type AssistTask = z.output<typeof assistTaskSchema>;
/** Shots that a person accepted, and where they go. */
export type DraftedShots = z.output<typeof draftedShotsSchema>;
