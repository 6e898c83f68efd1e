/** The one create request of a clip at Replicate, and what must come before it. */
import { NoAnswerError, type OutgoingRequest, type ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, providerError } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import type { JobHandle, SubmitOptions, SubmitOutcome, VideoRequest } from '../video-provider.ts';
import { outcomeOfRejection, readPrediction, refusedBefore } from './replicate-answers.ts';
import { previewFiles, type ReadyFile, removeFiles, sendFiles } from './replicate-files.ts';
import type { ModelReader } from './replicate-model-reader.ts';
import { modelPath } from './replicate-models.ts';
import { createRequest, type RequestShape } from './replicate-request.ts';
import { unreadFields } from './replicate-schema.ts';

/** What every call is made with. */
export type ReplicateContext = ProviderContext & { models: ModelReader };

/** Milliseconds until everything of a prediction is gone: it runs for 30 minutes at most, and is kept for an hour. */
const longestLifeMs = 90 * 60_000;
/** Wait before a request of which nothing was created is tried again. */
const retryMs = 15_000;

/** Everything that `submitClip` would send. */
export async function previewClip(
  context: ReplicateContext,
  request: VideoRequest,
  signal: AbortSignal | undefined,
): Promise<OutgoingRequest[]> {
  const { models } = context;
  const { uploads, sent } = previewFiles(await readFiles(context, request, signal));
  const known = models.find(request.modelId);
  // Without the schema in memory, the submit asks for it first, and takes the names of the fields from it.
  const create = createRequest(request, known?.shape ?? unreadShape(request), sent);
  return [...(known ? [] : [models.request(request.modelId)]), ...uploads, create];
}

function unreadShape({ modelId, model }: VideoRequest): RequestShape {
  const settings = model.video?.settings.map(({ key }) => key) ?? [];
  const { named, fields } = unreadFields(settings);
  return { path: `${modelPath(modelId)}/predictions`, version: null, named, fields };
}

/** @throws the signal's reason when it fired before the create left */
export async function submitClip(
  context: ReplicateContext,
  request: VideoRequest,
  options: SubmitOptions,
): Promise<SubmitOutcome> {
  const outcome = await create(context, request, options);
  const isCreated = outcome.kind === 'accepted' || outcome.kind === 'unknown';
  if (!isCreated && context.connection.removesRemoteCopies) await removeLeftovers(context, options);
  return outcome;
}

async function create(
  context: ReplicateContext,
  request: VideoRequest,
  options: SubmitOptions,
): Promise<SubmitOutcome> {
  const { http, clock } = context;
  const { attemptId, signal } = options;
  let prepared: OutgoingRequest;
  try {
    prepared = await prepare(context, request, options);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return notCreated(error);
  }
  try {
    const answer = await http.send(prepared, { signal, attemptId });
    return answer.status < 300 ? accepted(context, answer, request, options) : outcomeOfRejection(answer, clock);
  } catch (error) {
    return outcomeOfNoAnswer(error, signal);
  }
}

/** Everything that comes before the create. @throws {AppError} or {NoAnswerError} when nothing can be created */
async function prepare(
  context: ReplicateContext,
  request: VideoRequest,
  { attemptId, signal }: SubmitOptions,
): Promise<OutgoingRequest> {
  const { http, clock, models } = context;
  const files = await readFiles(context, request, signal);
  const { shape } = await models.read(request.modelId, { signal, attemptId });
  const refuse = (answer: ProviderAnswer) => refusedBefore(answer, clock);
  return createRequest(request, shape, await sendFiles(files, { http, attemptId, signal, refuse }));
}

async function readFiles(
  { http }: ReplicateContext,
  { inputs }: VideoRequest,
  signal: AbortSignal | undefined,
): Promise<ReadyFile[]> {
  const files: ReadyFile[] = [];
  for (const { role, assetId } of inputs) files.push({ role, media: await http.media(assetId, { signal }) });
  return files;
}

/** Nothing was created: what went wrong passes by itself, or a person has to act. */
function notCreated(thrown: unknown): SubmitOutcome {
  const error = thrown instanceof NoAnswerError ? thrown.error : toAppError(thrown);
  return { kind: 'rejected', error: error.toData(), retryAfterMs: error.retry === 'later' ? retryMs : null };
}

/** No handle will ever lead to these uploads. One that stays is noted, and deleted by Replicate in its time. */
async function removeLeftovers({ http }: ReplicateContext, { attemptId }: SubmitOptions): Promise<void> {
  try {
    await removeFiles({ http }, attemptId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function accepted(
  context: ReplicateContext,
  answer: ProviderAnswer,
  { modelId }: VideoRequest,
  options: SubmitOptions,
): SubmitOutcome {
  const prediction = readPrediction(answer.json());
  const { status } = answer;
  if (!prediction) return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE', { status }) };
  return { kind: 'accepted', handle: handleOf(context, prediction.id, { ...options, modelId }) };
}

/** The handle of a prediction that was made for an attempt, which is noted as a copy at Replicate. */
export function handleOf(
  { http, clock }: ReplicateContext,
  id: string,
  { attemptId, modelId }: Pick<JobHandle, 'attemptId' | 'modelId'>,
): JobHandle {
  const submittedAtMs = clock.nowMs();
  http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId, expiresAtMs: submittedAtMs + longestLifeMs });
  return { version: 1, id, attemptId, modelId, submittedAtMs };
}
