/** The models of a server: its own list, completed with what is known of them. */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { Model } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { troubleOf, troubleOfStatus } from '../outcome.ts';
import { liveModel, makesClips, type TaskType } from './live-models.ts';
import { bare, type OpenAiContext } from './openai-context.ts';
import { rootOf } from './openai-dialects.ts';
import { readFailure } from './openai-errors.ts';
import { knownModels, findKnownModel } from './openai-models.ts';
import { serverModelId } from './openai-video-request.ts';
import { objectOf, textOf } from './read-json.ts';

/** @throws {AppError} */
export async function listOpenAiModels(context: OpenAiContext, signal?: AbortSignal): Promise<Model[]> {
  context.assertOpen();
  const answer = await ask(context, `${context.apiPath}/models`, signal);
  const loaded = context.dialect.name === 'sglang' ? await askWhatIsLoaded(context, signal) : null;
  const modelIds = hasNoList(context, answer) ? null : readModelIds(answer);
  if (modelIds === null && !hasNoList(context, answer)) throw troubleWith(answer);
  if (modelIds === null || modelIds.length === 0) return modelsWithoutList(context, loaded);
  const live = modelIds
    .filter((modelId) => !isOfNoUse(context, modelId))
    .map((modelId) => findListed(context, modelId) ?? liveModel(context, modelId, loaded?.taskType ?? null));
  const gone = context.isOpenAi ? retiredModels(context, new Set(modelIds)) : [];
  return withoutUnwanted(context, [...live, ...gone]);
}

/** A connection that makes no clips offers no models for them. */
function withoutUnwanted({ dialect }: OpenAiContext, models: readonly Model[]): Model[] {
  return models.filter(({ kind }) => kind !== 'video' || dialect.name !== 'none');
}

/** Answers that mean that there is no such list. OpenAI says 403 for a key that may only do other things. */
export function hasNoList({ isOpenAi }: Pick<OpenAiContext, 'isOpenAi'>, answer: ProviderAnswer): boolean {
  const { status, mime } = answer;
  if (status === 403) return isOpenAi && !readFailure(answer).code.includes('unsupported_country');
  return [404, 405, 501].includes(status) && mime !== 'text/html';
}

/** Ids of a list in OpenAI's shape; null for what is none. */
export function readModelIds(answer: ProviderAnswer): string[] | null {
  if (answer.status < 200 || answer.status > 299) return null;
  const body = answer.json();
  const data = Array.isArray(body) ? body : objectOf(body)?.data;
  return Array.isArray(data) ? data.flatMap((each) => textOf(objectOf(each)?.id) ?? []) : null;
}

async function ask({ http }: OpenAiContext, url: string, signal?: AbortSignal): Promise<ProviderAnswer> {
  try {
    return await http.send(bare('list-models', 'GET', url), { signal });
  } catch (thrown) {
    signal?.throwIfAborted();
    throw troubleOf(thrown);
  }
}

type Loaded = { modelId: string | null; taskType: TaskType };

const taskTypes = ['T2V', 'I2V', 'TI2V', 'T2I'] as const;

/** What SGLang has loaded stands beside its OpenAI routes; nothing is lost where it does not. */
async function askWhatIsLoaded(context: OpenAiContext, signal?: AbortSignal): Promise<Loaded | null> {
  const { baseUrl } = context.connection;
  const answer = await ask(context, `${rootOf(baseUrl, context.dialect)}/models`, signal);
  const body = answer.status === 200 ? objectOf(answer.json()) : null;
  if (!body) return null;
  const named = textOf(body.task_type)?.toUpperCase();
  return { modelId: textOf(body.model_path), taskType: taskTypes.find((each) => each === named) ?? null };
}

/** What is known without a list: OpenAI's table, or whatever the server has loaded. */
export function modelsWithoutList(context: OpenAiContext, loaded: Loaded | null = null): Model[] {
  if (context.isOpenAi) return withoutUnwanted(context, knownModels);
  if (!makesClips(context)) return [];
  return [liveModel(context, loaded?.modelId ?? serverModelId, loaded?.taskType ?? null)];
}

/** A name of OpenAI's costs what OpenAI asks only at OpenAI. */
function findListed({ isOpenAi, clock }: OpenAiContext, modelId: string): Model | null {
  const known = findKnownModel(modelId);
  if (!known || isOpenAi) return known;
  const asOf = new Date(clock.nowMs()).toISOString().slice(0, 10);
  return { ...known, prices: [], retiresOn: null, replacementModelId: null, source: 'GET /models', asOf };
}

/** Models that shots may still name although the list does not. */
function retiredModels({ clock }: OpenAiContext, listed: Set<string>): Model[] {
  const today = new Date(clock.nowMs()).toISOString().slice(0, 10);
  return knownModels.filter(
    ({ modelId, retiresOn }) => retiresOn !== null && retiresOn <= today && !listed.has(modelId),
  );
}

/** What is listed besides, for which the studio has no use. */
function isOfNoUse({ isOpenAi }: OpenAiContext, modelId: string): boolean {
  if (/embed|rerank/i.test(modelId)) return true;
  return isOpenAi && /realtime|audio|search|davinci|babbage|codex|computer-use|deep-research|instruct/.test(modelId);
}

function troubleWith(answer: ProviderAnswer): AppError {
  const isGood = answer.status >= 200 && answer.status <= 299;
  if (!isGood && answer.mime !== 'text/html') return troubleOfStatus(answer, readFailure(answer).detail);
  const params = { status: answer.status, detail: '' };
  return new AppError('PROVIDER_ANSWER_UNREADABLE', 'no list of models', { params, retry: 'later' });
}
