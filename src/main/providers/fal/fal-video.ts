/**
 * Clips through fal's queue.
 *
 * The requests are plain ones. The package `@fal-ai/client` (1.10) cannot be told not to repeat a submit: it sends up
 * to four on 429, 502, 503, 504 and broken connections, each of which may be run and billed, and its own setting for
 * it is overridden inside.
 */
import type { OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import { downloadOutput } from '../download-output.ts';
import { outcomeOfNoAnswer, providerError, troubleOf } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import { problemsOf, type RequestProblem } from '../request-problems.ts';
import type {
  JobHandle,
  PollOutcome,
  SubmitOptions,
  SubmitOutcome,
  VideoProvider,
  VideoRequest,
} from '../video-provider.ts';
import { isRecord, lost, outcomeOfRejection, readCancel, readResult, readStatus } from './fal-answers.ts';
import { findVariant } from './fal-family.ts';
import { falHosts } from './fal-hosts.ts';
import { falFamilies, findFamily } from './fal-models.ts';
import { queueUrlsOf, readQueueUrls } from './fal-queue-urls.ts';
import { createRequest, type FalFile, resultLifeSeconds } from './fal-request.ts';

/** Milliseconds between two polls; fal's own package asks far more often. */
const pollAfterMs = 4_000;

export function createFalVideo(context: ProviderContext): VideoProvider {
  const { http } = context;
  let isClosed = false;
  return {
    kind: 'fal',
    guarantee: 'at-most-once',
    models: async () => falFamilies.map(({ model }) => model),
    validate,
    preview: async (request, { signal }) => [await prepare(context, request, signal)],
    async submit(request, options) {
      options.signal?.throwIfAborted();
      if (isClosed) throw new AppError('CANCELLED', 'the connection is closed');
      return submit(context, request, options);
    },
    poll: (handle, signal) => poll(context, handle, signal),
    download: (handle, output, { path, signal }) =>
      downloadOutput({
        http,
        attemptId: handle.attemptId,
        output,
        poll: () => poll(context, handle, signal),
        path,
        signal,
      }),
    async cancel(handle, signal) {
      const urls = queueUrlsOf(handle);
      if (!urls) return 'unknown';
      return readCancel(await ask(context, { purpose: 'cancel', method: 'PUT', url: urls.cancel }, { handle, signal }));
    },
    async close() {
      isClosed = true;
    },
  };
}

function validate(request: VideoRequest): RequestProblem[] {
  const family = findFamily(request.modelId);
  if (!family) return [{ field: 'modelId', problem: 'not a model of fal that is known here' }];
  const problems = problemsOf(request);
  const hasEndpoint = findVariant(family, rolesOf(request)) !== null;
  if (hasEndpoint || problems.length > 0) return problems;
  return [{ field: 'inputs', problem: 'no endpoint of this model takes these files together' }];
}

function rolesOf({ inputs }: VideoRequest): InputRole[] {
  return inputs.map(({ role }) => role);
}

/** @throws {AppError} MODEL_NOT_FOUND, INVALID_INPUT, EGRESS_NOT_ALLOWED, ASSET_NOT_FOUND */
async function prepare(
  { connection, http }: ProviderContext,
  request: VideoRequest,
  signal: AbortSignal | undefined,
): Promise<OutgoingRequest> {
  const family = findFamily(request.modelId);
  if (!family) throw new AppError('MODEL_NOT_FOUND', `no model "${request.modelId}" at fal`);
  const variant = findVariant(family, rolesOf(request));
  if (!variant) throw new AppError('INVALID_INPUT', 'no endpoint of this model takes these files together');
  const files: FalFile[] = [];
  for (const { role, assetId } of request.inputs) files.push({ role, media: await http.media(assetId, { signal }) });
  return createRequest(request, { family, variant, files, hasShortLife: connection.removesRemoteCopies });
}

async function submit(context: ProviderContext, request: VideoRequest, options: SubmitOptions): Promise<SubmitOutcome> {
  const { http, clock } = context;
  const { attemptId, signal } = options;
  let create: OutgoingRequest;
  try {
    create = await prepare(context, request, signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return { kind: 'rejected', error: toAppError(error).toData(), retryAfterMs: null };
  }
  try {
    const answer = await http.send(create, { signal, attemptId });
    const isAccepted = answer.status >= 200 && answer.status < 300;
    return isAccepted ? accepted(context, answer, request, options) : outcomeOfRejection(answer, clock);
  } catch (error) {
    return outcomeOfNoAnswer(error, signal);
  }
}

function accepted(
  { connection, http, clock }: ProviderContext,
  answer: ProviderAnswer,
  { modelId }: VideoRequest,
  { attemptId }: SubmitOptions,
): SubmitOutcome {
  const { baseUrl, removesRemoteCopies } = connection;
  const body = answer.json();
  const id = isRecord(body) && typeof body.request_id === 'string' ? body.request_id : '';
  const urls = isRecord(body) && id !== '' ? readQueueUrls(body, { id, baseUrl, hosts: falHosts.alsoHosts }) : null;
  // It may well be running, but without addresses that can be trusted nobody can ask for it.
  if (!urls) return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE', { status: answer.status }) };
  const submittedAtMs = clock.nowMs();
  http.noteRemoteCopy({
    remoteId: id,
    kind: 'job',
    attemptId,
    ...(removesRemoteCopies && { expiresAtMs: submittedAtMs + resultLifeSeconds * 1000 }),
  });
  return { kind: 'accepted', handle: { version: 1, id, attemptId, modelId, submittedAtMs, extra: urls } };
}

/** @throws {AppError} with retry `later` when nothing answered */
async function ask(
  { http }: ProviderContext,
  request: Pick<OutgoingRequest, 'purpose' | 'method' | 'url'>,
  { handle, signal }: { handle: JobHandle; signal: AbortSignal | undefined },
): Promise<ProviderAnswer> {
  try {
    const { attemptId } = handle;
    return await http.send({ ...request, body: { kind: 'none' }, auth: 'key' }, { signal, attemptId });
  } catch (error) {
    throw troubleOf(error);
  }
}

async function poll(
  context: ProviderContext,
  handle: JobHandle,
  signal: AbortSignal | undefined,
): Promise<PollOutcome> {
  const urls = queueUrlsOf(handle);
  if (!urls) return lost(0);
  const call = { handle, signal };
  const status = readStatus(await ask(context, { purpose: 'poll', method: 'GET', url: urls.status }, call));
  switch (status.kind) {
    case 'unknown':
      return lost(404);
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'waiting':
      return {
        kind: 'pending',
        progress: null,
        pollAfterMs: Math.round(pollAfterMs * (0.75 + context.random() / 2)),
        ...(status.queuePosition !== null && { queuePosition: status.queuePosition }),
      };
    case 'completed':
      return readResult(await ask(context, { purpose: 'poll', method: 'GET', url: urls.result }, call), status.facts);
  }
}
