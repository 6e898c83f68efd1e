/** Inputs about connections, models and generation, as schemas. */
import { z } from 'zod';
import { bindingSources, connectionKinds } from '#shared/domain/connection.ts';
import {
  connectionIdSchema,
  microsSchema,
  modelIdSchema,
  projectIdSchema,
  shotIdsSchema,
  titleSchema,
} from './schemas.ts';

/** http only where the server is on this machine or in its own network: checked by the studio. */
const addressSchema = z.string().max(2000);

export const videoDialectSchema = z.strictObject({
  name: z.enum(['openai', 'vllm-omni', 'sglang', 'aquiles', 'custom', 'none']),
  pathPrefix: z.string().max(200),
  encoding: z.enum(['multipart', 'json']),
  secondsType: z.enum(['string', 'number']),
  referenceStyle: z.enum(['file', 'image-json', 'url', 'none']),
  referenceField: z.string().max(100),
  seedField: z.string().max(100).nullable(),
  negativePromptField: z.string().max(100).nullable(),
  extraFields: z.record(z.string().max(100), z.string().max(10_000)),
});

const bindingSchema = z.strictObject({
  source: z.enum(bindingSources),
  nodeId: z.string().max(100),
  inputName: z.string().max(200),
});

export const comfyWorkflowSchema = z.strictObject({
  name: z.string().min(1).max(200),
  graph: z.record(z.string(), z.unknown()),
  bindings: z.array(bindingSchema).max(200),
});

const connectionFields = {
  label: titleSchema,
  baseUrl: addressSchema,
  proxyUrl: addressSchema,
  concurrency: z.int().min(1).max(200),
  isPaused: z.boolean(),
  maySend: z.strictObject({ images: z.boolean(), voice: z.boolean(), video: z.boolean() }),
  monthlyBudget: microsSchema.nullable(),
  removesRemoteCopies: z.boolean(),
  precheckConnectionId: connectionIdSchema.nullable(),
  dialect: videoDialectSchema.nullable(),
  workflows: z.array(comfyWorkflowSchema).max(100),
};

/** What a person fills in for a new connection; what is left out gets the kind's usual value. */
export const newConnectionSchema = z.strictObject({
  kind: z.enum(connectionKinds).exclude(['animatic']),
  ...z.strictObject(connectionFields).partial().shape,
});

export const connectionPatchSchema = z.strictObject(connectionFields).partial();

/** What a person fills in for a new connection. */
export type NewConnection = z.output<typeof newConnectionSchema>;

/** Which shots, by which model; what is null is the shot's own choice, then the project's. */
export const generationRequestSchema = z.strictObject({
  projectId: projectIdSchema,
  /** `missing`: every shot that has neither an up-to-date take nor a job; `all`: every shot. */
  scope: z.union([z.enum(['missing', 'all']), shotIdsSchema]),
  connectionId: connectionIdSchema.nullable(),
  modelId: modelIdSchema.nullable(),
  takesPerShot: z.int().min(1).max(10),
});

/** Which shots are generated, by which model, how often. */
export type GenerationRequest = z.output<typeof generationRequestSchema>;

/** A stretch of time and a filter over a log; what is null does not narrow it. */
export const logFilterSchema = z.strictObject({
  projectId: projectIdSchema.nullable(),
  connectionId: connectionIdSchema.nullable(),
  fromMs: z.int().nullable(),
  toMs: z.int().nullable(),
  /** Of an egress entry. */
  host: z.string().max(300).nullable(),
  purpose: z.string().max(100).nullable(),
});

/** A stretch of time (`toMs` exclusive) and what else narrows a log. */
export type LogFilter = z.output<typeof logFilterSchema>;

export const pageSchema = z.strictObject({ after: z.int().nullable(), limit: z.int().min(1).max(1000) });
