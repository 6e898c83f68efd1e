/** Sends one request for a clip to Runway, after the uploads that it names. */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { providerError } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import type { SubmitOptions, SubmitOutcome, VideoRequest } from '../video-provider.ts';
import { outcomeOfTrouble, readCreated } from './runway-answers.ts';
import type { RunwayClient } from './runway-client.ts';
import {
  createRequest,
  mustBeUploaded,
  type RunwayInput,
  readInputs,
  toDataUrl,
  uploadRequest,
  uploadStartRequest,
} from './runway-request.ts';
import { bringInputs } from './runway-uploads.ts';

type Context = Pick<ProviderContext, 'http' | 'clock'> & { client: RunwayClient };

/** @throws the signal's reason when it fired before the request left */
export async function submitToRunway(
  request: VideoRequest,
  { attemptId, signal }: SubmitOptions,
  { http, clock, client }: Context,
): Promise<SubmitOutcome> {
  const inputs = await inputsOrError(request, signal, http);
  if (inputs instanceof AppError) return { kind: 'rejected', error: inputs.toData(), retryAfterMs: null };
  const brought = await bringInputs(inputs, { http, clock, attemptId, signal });
  if (brought.kind === 'rejected') return brought;
  signal?.throwIfAborted();
  const { url, media, value } = createRequest(request, inputs, brought.uris);
  // Without the signal: a request broken off halfway would leave nobody knowing whether it arrived.
  const answer = await client.call('create', (runway) => runway.post(url, { body: value }), { media, attemptId });
  if (answer.kind !== 'answered') return outcomeOfTrouble(answer, { clock, signal });
  const created = readCreated(answer.value);
  if (!created) return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
  const { id, cost } = created;
  http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId });
  const { modelId } = request;
  const handle = { version: 1 as const, id, attemptId, modelId, submittedAtMs: clock.nowMs() };
  return { kind: 'accepted', handle, ...(cost && { cost }) };
}

/** What `submitToRunway` would send. */
export async function previewOfRunway(
  request: VideoRequest,
  { http }: Pick<ProviderContext, 'http'>,
): Promise<OutgoingRequest[]> {
  const inputs = await readInputs(http, request.inputs);
  const uploads = inputs.filter(({ media }) => mustBeUploaded(media));
  const uris = inputs.map(({ media }) => (mustBeUploaded(media) ? '<runwayUri>' : toDataUrl(media)));
  const { value, media, ...create } = createRequest(request, inputs, uris);
  return [
    ...uploads.flatMap((input) => [uploadStartRequest(input.media), uploadRequest(input.media, '<uploadUrl>', {})]),
    { ...create, body: { kind: 'json', value, media } },
  ];
}

/** Files as they may leave, or why one of them may not. */
async function inputsOrError(
  { inputs }: VideoRequest,
  signal: AbortSignal | undefined,
  http: ProviderContext['http'],
): Promise<RunwayInput[] | AppError> {
  try {
    return await readInputs(http, inputs, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
}
