/**
 * Models at Replicate. What each can do is read from its own schema when it is asked for, never from a table: versions
 * change without notice. The table names only which models are listed; a person can use any other by its id.
 */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { Model } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { isRecord } from './read-value.ts';
import { capabilityOf, type CapabilityHints } from './replicate-capability.ts';
import type { RequestShape } from './replicate-request.ts';
import { nameFields, readInputFields } from './replicate-schema.ts';

/** Models that are listed, with what their schemas do not say. */
const listed: Array<{ modelId: string } & CapabilityHints> = [
  // The schemas allow from -1; the model itself makes 4 to 15 seconds (fal's and ModelArk's pages for Seedance 2.0).
  { modelId: 'bytedance/seedance-2.0', minSeconds: 4 },
  { modelId: 'bytedance/seedance-2.0-fast', minSeconds: 4 },
  { modelId: 'google/veo-3.1' },
  { modelId: 'google/veo-3.1-fast' },
  { modelId: 'kwaivgi/kling-v3-video' },
  { modelId: 'kwaivgi/kling-v3-omni-video' },
  { modelId: 'minimax/hailuo-2.3' },
  { modelId: 'wan-video/wan-2.5-t2v' },
  { modelId: 'wan-video/wan-2.5-i2v' },
  { modelId: 'luma/ray-2-720p' },
];

/** Ids of the models that are listed. */
export const listedModelIds: readonly string[] = listed.map(({ modelId }) => modelId);

/** What the API says of a model. */
export type ReplicateModel = {
  shape: RequestShape;
  /** Null for one that makes no clips of what the studio has. */
  model: Model | null;
};

/** `/models/bytedance/seedance-2.0` @throws {AppError} MODEL_NOT_FOUND for what is no id of a model */
export function modelPath(modelId: string): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(modelId)) {
    throw new AppError('MODEL_NOT_FOUND', `expected an id such as "owner/name", got "${modelId}"`);
  }
  return `/models/${modelId}`;
}

/** Null for what is no model with a schema. @param asOf the day of the answer, such as `2026-11-21` */
export function readModel(answer: ProviderAnswer, { modelId, asOf }: { modelId: string; asOf: string }) {
  const body = answer.json();
  const version = isRecord(body) ? body.latest_version : null;
  if (!isRecord(body) || !isRecord(version)) return null;
  const fields = readInputFields(version.openapi_schema);
  if (!fields) return null;
  const versionId = typeof version.id === 'string' ? version.id : null;
  // Models of the community are run by their version: the path of the model answers 404 for them (API reference).
  const isByVersion = body.is_official === false && versionId !== null;
  const read: ReplicateModel = {
    shape: {
      path: isByVersion ? '/predictions' : `${modelPath(modelId)}/predictions`,
      version: isByVersion ? versionId : null,
      named: nameFields(fields),
      fields,
    },
    model: null,
  };
  const video = capabilityOf(fields, listed.find((each) => each.modelId === modelId) ?? {});
  if (video) read.model = { ...modelRecord(modelId, asOf), video };
  return read;
}

function modelRecord(modelId: string, asOf: string): Model {
  return {
    modelId,
    label: modelId,
    kind: 'video',
    // Replicate bills by the second of a machine or by the result, and its API tells neither.
    prices: [],
    isFree: false,
    retiresOn: null,
    replacementModelId: null,
    source: 'Replicate API, models.get',
    asOf,
    video: null,
    image: null,
    voices: [],
  };
}
