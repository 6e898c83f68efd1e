/**
 * Clips from any server with the shape of OpenAI's Videos API: create, poll, content, delete, list.
 *
 * The service itself was shut down on 2026-09-24; vLLM-Omni, SGLang Diffusion, aquiles-image, FastVideo and many
 * gateways go on to speak it, each a little differently: see `video-dialects.ts`.
 */
import type { OutgoingMedia, OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import type { Model } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, providerError, troubleOf, troubleOfStatus } from '../outcome.ts';
import type {
  JobHandle,
  Output,
  PollOutcome,
  SubmitOptions,
  SubmitOutcome,
  VideoProvider,
  VideoRequest,
} from '../video-provider.ts';
import { adopt, bare, type OpenAiContext } from './openai-context.ts';
import { notSent, outcomeOfAnswer, readFailure, unreadable } from './openai-errors.ts';
import { findLostVideo } from './openai-reconcile.ts';
import { lost, pollOutcomeOf, readVideoRecord } from './openai-video-record.ts';
import { createRequestOf, firstFrameOf } from './openai-video-request.ts';
import { objectOf } from './read-json.ts';
import { validateVideoRequest } from './validate-video-request.ts';

/** A picture goes along with the request; the answer comes at once. */
const createTimeoutMs = 180_000;

export function createOpenAiVideo(
  context: OpenAiContext,
  listModels: (signal?: AbortSignal) => Promise<Model[]>,
): VideoProvider {
  return {
    kind: 'openai',
    guarantee: 'at-most-once',
    async models(signal) {
      return (await listModels(signal)).filter(({ kind }) => kind === 'video');
    },
    validate: validateVideoRequest,
    preview: async (request, { signal }) => [await buildRequest(context, request, signal)],
    submit: (request, options) => submit(context, request, options),
    poll: (handle, signal) => poll(context, handle, signal),
    download: (handle, output, options) => download(context, handle, { output, ...options }),
    cancel: (handle, signal) => cancel(context, handle, signal),
    remove: (handle) => remove(context, handle),
    reconcile: (options) => findLostVideo(context, options),
    async close() {
      context.close();
    },
  };
}

async function buildRequest(context: OpenAiContext, request: VideoRequest, signal?: AbortSignal) {
  const { dialect, apiPath } = context;
  const reference = dialect.referenceStyle === 'none' ? null : await readReference(context, request, signal);
  return createRequestOf(request, { dialect, apiPath, reference });
}

async function readReference(
  { http }: OpenAiContext,
  request: VideoRequest,
  signal?: AbortSignal,
): Promise<OutgoingMedia | null> {
  const input = firstFrameOf(request);
  return input ? http.media(input.assetId, { signal }) : null;
}

async function submit(
  context: OpenAiContext,
  request: VideoRequest,
  { attemptId, signal }: SubmitOptions,
): Promise<SubmitOutcome> {
  context.assertOpen();
  signal?.throwIfAborted();
  let create: OutgoingRequest;
  try {
    create = await buildRequest(context, request, signal);
  } catch (thrown) {
    return notSent(thrown, signal);
  }
  signal?.throwIfAborted();
  let answer: ProviderAnswer;
  try {
    // Without the signal from here on: an id that arrives is worth more than a quick end.
    answer = await context.http.send(create, { attemptId, timeoutMs: createTimeoutMs });
  } catch (thrown) {
    return outcomeOfNoAnswer(thrown, signal);
  }
  if (answer.status < 200 || answer.status > 299) return outcomeOfCreate(context, answer);
  const record = readVideoRecord(answer.json());
  if (!record) return unreadable(answer.status);
  const submittedAtMs = context.clock.nowMs();
  const handle = adopt(context, record, { attemptId, modelId: request.modelId, submittedAtMs });
  return { kind: 'accepted', handle };
}

/** What OpenAI answers for a call that it has shut down is not known, so all of these mean the same there. */
const shutDownStatuses = new Set([400, 403, 404, 405, 410]);

function outcomeOfCreate(context: OpenAiContext, answer: ProviderAnswer): SubmitOutcome {
  const outcome = outcomeOfAnswer(answer, context.clock);
  if (!context.isOpenAi || outcome.kind !== 'rejected' || !shutDownStatuses.has(answer.status)) return outcome;
  const { detail } = readFailure(answer);
  return { ...outcome, error: providerError('PROVIDER_MODEL_GONE', { status: answer.status, detail }) };
}

function videoPath({ apiPath }: OpenAiContext, { id }: JobHandle): string {
  return `${apiPath}/videos/${encodeURIComponent(id)}`;
}

async function poll(context: OpenAiContext, handle: JobHandle, signal?: AbortSignal): Promise<PollOutcome> {
  context.assertOpen();
  const { attemptId } = handle;
  const answer = await context.http
    .send(bare('poll', 'GET', videoPath(context, handle)), { signal, attemptId })
    .catch((thrown: unknown) => {
      signal?.throwIfAborted();
      throw troubleOf(thrown);
    });
  // vLLM-Omni answers the record of a failed job with the status of its failure, such as 500.
  const record = readVideoRecord(answer.json());
  if (record && record.id === handle.id) return pollOutcomeOf(record, pollAfterMs(context));
  if (isUnknownThere(answer)) return lost();
  const { status } = answer;
  if ((status < 200 || status > 299) && !isNotFound(answer)) throw troubleOfStatus(answer, readFailure(answer).detail);
  throw new AppError('PROVIDER_ANSWER_UNREADABLE', 'no record of a clip', {
    params: { status, detail: '' },
    retry: 'later',
  });
}

/** A page of HTML with status 404 comes from something before the server, which may be there again later. */
function isUnknownThere(answer: ProviderAnswer): boolean {
  return isNotFound(answer) && answer.mime !== 'text/html';
}

function isNotFound({ status }: ProviderAnswer): boolean {
  return status === 404 || status === 410;
}

/** One's own server is asked often; up to a fifth more, so that many jobs do not ask at once. */
function pollAfterMs({ isOwnServer, random }: OpenAiContext): number {
  return Math.round((isOwnServer ? 2000 : 5000) * (1 + random() / 5));
}

async function download(
  context: OpenAiContext,
  handle: JobHandle,
  { output, path, signal }: { output: Output; path: string; signal?: AbortSignal | undefined },
): Promise<{ sizeBytes: number }> {
  context.assertOpen();
  signal?.throwIfAborted();
  // A server that put the result into a cloud says where, and answers its own address with 400.
  const elsewhere = output.url === undefined ? [] : [{ url: output.url, auth: 'none' as const }];
  const addresses = [...elsewhere, { url: `${videoPath(context, handle)}/content`, auth: 'key' as const }];
  let trouble: AppError | null = null;
  for (const { url, auth } of addresses) {
    try {
      const request = { ...bare('download', 'GET', url), auth };
      const options = { path, signal, expect: 'video' as const, attemptId: handle.attemptId };
      const { sizeBytes } = await context.http.download(request, options);
      return { sizeBytes };
    } catch (thrown) {
      signal?.throwIfAborted();
      const known = troubleOf(thrown);
      // What was wrong with the first address says more than that the other has nothing.
      trouble ??= known;
      if (!isAddressTrouble(known)) throw known;
    }
  }
  throw trouble?.code === 'RESULT_GONE' ? await explainMissing(context, handle, trouble) : trouble;
}

/** Whether another address may have it. */
function isAddressTrouble({ code }: AppError): boolean {
  return code === 'RESULT_GONE' || code === 'RESULT_NOT_A_FILE' || code === 'EGRESS_HOST_NOT_ALLOWED';
}

/** "Not there" can mean not ready yet, an address that has expired, or a server that was started anew. */
async function explainMissing(context: OpenAiContext, handle: JobHandle, missing: AppError): Promise<AppError> {
  const { kind } = await poll(context, handle);
  if (kind === 'lost') return new AppError('PROVIDER_JOB_LOST', 'gone with its job', { cause: missing });
  if (kind === 'pending') {
    const params = { status: 404, detail: '' };
    return new AppError('PROVIDER_ERROR', 'not ready yet', { params, retry: 'later', cause: missing });
  }
  return missing;
}

/**
 * The API has no call for it. Deleting stops the work at vLLM-Omni since 0.30, and at others only its record: so it is
 * never more than requested. A job that has ended is not touched, because that would delete its result.
 */
async function cancel(
  context: OpenAiContext,
  handle: JobHandle,
  signal?: AbortSignal,
): Promise<'cancelled' | 'requested' | 'too-late' | 'unknown'> {
  const state = await poll(context, handle, signal);
  if (state.kind === 'lost') return 'unknown';
  if (state.kind !== 'pending') return 'too-late';
  const answer = await sendDelete(context, handle, 'cancel');
  if (!isDeleted(answer)) return 'unknown';
  context.http.noteRemoved({ remoteId: handle.id }, 'removed');
  return 'requested';
}

async function remove(context: OpenAiContext, handle: JobHandle): Promise<'removed' | 'already-gone'> {
  const answer = await sendDelete(context, handle, 'remove');
  const note = (how: 'removed' | 'already-gone' | 'failed') => context.http.noteRemoved({ remoteId: handle.id }, how);
  if (isDeleted(answer)) {
    note('removed');
    return 'removed';
  }
  if (isUnknownThere(answer)) {
    note('already-gone');
    return 'already-gone';
  }
  note('failed');
  throw troubleOfStatus(answer, readFailure(answer).detail);
}

async function sendDelete(context: OpenAiContext, handle: JobHandle, purpose: 'cancel' | 'remove') {
  context.assertOpen();
  const { attemptId } = handle;
  try {
    return await context.http.send(bare(purpose, 'DELETE', videoPath(context, handle)), { attemptId });
  } catch (thrown) {
    throw troubleOf(thrown);
  }
}

/** `{deleted: true}` at OpenAI and vLLM-Omni, the record with `status: "deleted"` at SGLang; 204 says nothing. */
function isDeleted(answer: ProviderAnswer): boolean {
  if (answer.status === 204) return true;
  if (answer.status < 200 || answer.status > 299) return false;
  const body = objectOf(answer.json());
  return body !== null && (body.deleted === true || readVideoRecord(body)?.status === 'deleted');
}
