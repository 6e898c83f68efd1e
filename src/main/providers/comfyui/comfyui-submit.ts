/**
 * Submits a workflow: its files first, then the graph, once.
 *
 * A file that could not be uploaded means that nothing was created, so it is only rejected; what becomes of the graph is
 * told by the same rules as everywhere.
 */
import { z } from 'zod';
import {
  NoAnswerError,
  type OutgoingMedia,
  type OutgoingRequest,
  type ProviderAnswer,
} from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, outcomeOfStatus, providerError } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import type { SubmitOptions, SubmitOutcome, VideoRequest } from '../video-provider.ts';
import { clientIdOf, filePrefixOf, promptIdOf, seedOf, serverFolder } from './comfyui-ids.ts';
import { describeTrouble } from './comfyui-jobs.ts';
import { framesFor, type ReadyWorkflow } from './comfyui-model.ts';
import { applyBindings, type BindingValues } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import { isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';

const createdSchema = z.object({ prompt_id: z.string().min(1) });
const uploadedSchema = z.object({ name: z.string().min(1), subfolder: z.string().catch('') });

const uploadTimeoutMs = 300_000;
/** Until a file that did not arrive is sent again, in a new attempt. */
const uploadRetryMs = 15_000;
/** A server checks the whole graph before it answers, and one that is loading a model is slow. */
const createTimeoutMs = 120_000;

/** A file of the request, and what it is called at the server. */
type NamedInput = { role: InputRole; name: string };

/** In the order in which they are sent; the names of files are the server's to give. */
export async function previewSubmit(
  context: ProviderContext,
  workflow: ReadyWorkflow,
  request: VideoRequest,
  { attemptId, signal }: SubmitOptions,
): Promise<OutgoingRequest[]> {
  const uploads: OutgoingRequest[] = [];
  for (const { assetId } of request.inputs) uploads.push(uploadOf(await context.http.media(assetId, { signal })));
  const inputs = request.inputs.map(({ role }) => ({ role, name: `<${role}>` }));
  return [...uploads, createOf(context, { workflow, request, inputs, attemptId })];
}

export async function submitWorkflow(
  context: ProviderContext,
  workflow: ReadyWorkflow,
  request: VideoRequest,
  options: SubmitOptions,
): Promise<SubmitOutcome> {
  const { attemptId, signal } = options;
  const inputs: NamedInput[] = [];
  for (const { role, assetId } of request.inputs) {
    const uploaded = await upload(context, assetId, options);
    if (typeof uploaded !== 'string') return uploaded;
    inputs.push({ role, name: uploaded });
  }
  signal?.throwIfAborted();
  const outgoing = createOf(context, { workflow, request, inputs, attemptId });
  let answer: ProviderAnswer;
  try {
    answer = await context.http.send(outgoing, { signal, attemptId, timeoutMs: createTimeoutMs });
  } catch (thrown) {
    return outcomeOfNoAnswer(thrown, signal);
  }
  return readCreated(context, answer, { request, attemptId });
}

/** The one create request. Nothing else goes along: keys of other services, which ComfyUI takes there, least of all. */
function createOf(
  { connection }: ProviderContext,
  {
    workflow,
    request,
    inputs,
    attemptId,
  }: {
    workflow: ReadyWorkflow;
    request: VideoRequest;
    inputs: readonly NamedInput[];
    attemptId: AttemptId;
  },
): OutgoingRequest {
  const prompt = applyBindings(workflow, valuesOf(workflow, { request, inputs, attemptId }));
  const value = { prompt, client_id: clientIdOf(connection.id), prompt_id: promptIdOf(attemptId) };
  return { purpose: 'create', method: 'POST', url: '/prompt', body: { kind: 'json', value }, auth: 'key' };
}

function valuesOf(
  workflow: ReadyWorkflow,
  { request, inputs, attemptId }: { request: VideoRequest; inputs: readonly NamedInput[]; attemptId: AttemptId },
): BindingValues {
  const { settings, frameRate, promptAsSent } = request;
  const { frameSize, durationSeconds, negativePrompt } = settings;
  const values: BindingValues = {
    prompt: promptAsSent,
    seed: seedFor(request, attemptId),
    frames: framesFor(workflow, durationSeconds, frameRate),
    seconds: durationSeconds,
    'frame-rate': frameRate.numerator / frameRate.denominator,
    'file-prefix': filePrefixOf(attemptId),
  };
  if (frameSize !== null) Object.assign(values, { width: frameSize.widthPx, height: frameSize.heightPx });
  if (negativePrompt !== null) values['negative-prompt'] = negativePrompt;
  for (const role of ['first-frame', 'last-frame', 'reference', 'voice'] satisfies InputRole[]) {
    const names = inputs.filter((input) => input.role === role).map(({ name }) => name);
    if (names.length > 0) values[role] = names;
  }
  return values;
}

/** The shot's own seed, else one that follows from the attempt. */
export function seedFor({ settings }: VideoRequest, attemptId: AttemptId): number {
  return settings.seed ?? seedOf(attemptId);
}

/** Named by what is in it, so that the same picture is there once. */
function uploadOf(media: OutgoingMedia): OutgoingRequest {
  const ending = /\.[a-z0-9]+$/i.exec(media.fileName)?.[0] ?? '';
  return {
    purpose: 'upload-input',
    method: 'POST',
    url: '/upload/image',
    body: {
      kind: 'form',
      fields: [
        { name: 'image', value: { ...media, fileName: `${media.sha256.slice(0, 32)}${ending}` } },
        { name: 'type', value: 'input' },
        { name: 'subfolder', value: serverFolder },
        { name: 'overwrite', value: 'true' },
      ],
    },
    auth: 'key',
  };
}

/** @returns what the file is called in a node that loads it, or why the whole is rejected */
async function upload(
  { http, clock }: ProviderContext,
  assetId: Parameters<typeof http.media>[0],
  { attemptId, signal }: SubmitOptions,
): Promise<string | SubmitOutcome> {
  let answer: ProviderAnswer;
  try {
    const media = await http.media(assetId, { signal });
    answer = await http.send(uploadOf(media), { signal, attemptId, timeoutMs: uploadTimeoutMs });
  } catch (thrown) {
    signal?.throwIfAborted();
    const isUnanswered = thrown instanceof NoAnswerError;
    if (!isUnanswered && thrown instanceof AppError) {
      return { kind: 'rejected', error: thrown.toData(), retryAfterMs: null };
    }
    if (!isUnanswered) throw thrown;
    const { error } = thrown;
    return { kind: 'rejected', error: error.toData(), retryAfterMs: error.retry === 'later' ? uploadRetryMs : null };
  }
  const uploaded = uploadedSchema.safeParse(answer.json());
  if (answer.status === 200 && uploaded.success) {
    const { name, subfolder } = uploaded.data;
    const path = subfolder === '' ? name : `${subfolder}/${name}`;
    http.noteRemoteCopy({ remoteId: path, kind: 'upload', attemptId });
    return path;
  }
  return notUploaded(answer, clock);
}

function notUploaded(answer: ProviderAnswer, clock: ProviderContext['clock']): SubmitOutcome {
  const { status } = answer;
  if (status === 200 || status === 404) {
    const code = status === 200 ? 'PROVIDER_ANSWER_UNREADABLE' : 'PROVIDER_REJECTED';
    return { kind: 'rejected', error: providerError(code, { status }), retryAfterMs: null };
  }
  const outcome = outcomeOfStatus(answer, { detail: '', clock });
  return outcome.kind === 'rejected'
    ? outcome
    : { kind: 'rejected', error: outcome.error, retryAfterMs: uploadRetryMs };
}

function readCreated(
  { http, clock }: ProviderContext,
  answer: ProviderAnswer,
  { request, attemptId }: { request: VideoRequest; attemptId: AttemptId },
): SubmitOutcome {
  const body = answer.json();
  if (answer.status !== 200) return refusedBy(answer, body, clock);
  const created = createdSchema.safeParse(body);
  if (!created.success) return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
  // Old servers choose the id themselves.
  const id = created.data.prompt_id;
  http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId });
  const { modelId } = request;
  const extra = { seed: seedFor(request, attemptId) };
  return { kind: 'accepted', handle: { version: 1, id, attemptId, modelId, submittedAtMs: clock.nowMs(), extra } };
}

/** A graph that does not pass the server's check is answered with 400 and what is wrong at which node. */
function refusedBy(answer: ProviderAnswer, body: unknown, clock: ProviderContext['clock']): SubmitOutcome {
  const detail = describeRefusal(body);
  // No model is gone: this is no ComfyUI, or not at this address.
  if (answer.status === 404) {
    const error = providerError('PROVIDER_REJECTED', { status: answer.status, detail });
    return { kind: 'rejected', error, retryAfterMs: null };
  }
  return outcomeOfStatus(answer, { detail, clock });
}

function describeRefusal(body: unknown): string {
  if (!isRecord(body)) return '';
  const nodes = isRecord(body.node_errors) ? Object.values(body.node_errors).filter(isRecord) : [];
  const [node] = nodes;
  const [first] = node && Array.isArray(node.errors) ? node.errors.filter(isRecord) : [];
  if (node && first) return describeTrouble([node.class_type, first.message, first.details]);
  if (!isRecord(body.error)) return '';
  const about = isRecord(body.error.extra_info) ? body.error.extra_info : {};
  return describeTrouble([about.class_type, body.error.message, body.error.details]);
}
