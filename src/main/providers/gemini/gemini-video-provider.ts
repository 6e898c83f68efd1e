/**
 * Clips by Gemini Omni through the Interactions API, made in the background under an id.
 *
 * There is no list to find a lost id in, so a request whose answer did not arrive stays unknown.
 */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, troubleOf } from '../outcome.ts';
import type { JobHandle, SubmitOutcome, VideoProvider, VideoRequest } from '../video-provider.ts';
import { askInteraction, downloadClip, interactionPath, mostVideoBytes, pollClip } from './gemini-clip.ts';
import { ask, bare, type GeminiContext, unreadable } from './gemini-context.ts';
import { isSuccess, notSent, outcomeOfError, troubleOfError } from './gemini-errors.ts';
import { readInteraction } from './gemini-interaction.ts';
import { recordOf, textOf } from './gemini-json.ts';
import { listGeminiModels } from './gemini-model-list.ts';
import { type OmniInput, omniCreateRequest, omniRoles, validateOmni } from './gemini-video-request.ts';

/** Milliseconds: with pictures in it, the request itself takes a while. */
const createTimeoutMs = 180_000;
/** Omni works at 720p and scales up from there; of a reference it takes what something looks like. */
const maxFrameSidePx = 2048;
const maxReferenceSidePx = 1536;

export function createGeminiVideoProvider(context: GeminiContext): VideoProvider {
  return {
    kind: 'gemini',
    guarantee: 'at-most-once',
    async models(signal) {
      const models = await listGeminiModels(context, signal);
      return models.filter(({ kind }) => kind === 'video');
    },
    validate: validateOmni,
    async preview(request, { signal }) {
      return [omniCreateRequest(request, await readInputs(context, request, signal))];
    },
    async submit(request, { attemptId, signal }) {
      signal?.throwIfAborted();
      context.assertOpen();
      let create: OutgoingRequest;
      try {
        create = omniCreateRequest(request, await readInputs(context, request, signal));
      } catch (thrown) {
        return notSent(thrown, signal);
      }
      signal?.throwIfAborted();
      return sendCreate(context, create, { attemptId, modelId: request.modelId });
    },
    async poll(handle, signal) {
      context.assertOpen();
      return pollClip(context, handle, signal);
    },
    async download(handle, output, options) {
      context.assertOpen();
      return downloadClip(context, handle, output, options);
    },
    cancel: (handle, signal) => cancelInteraction(context, handle, signal),
    async remove(handle) {
      for (const name of context.http.listUploads(handle.attemptId)) {
        await removeCopy(context, handle, { remoteId: name, path: `/v1beta/${name}`, goneCode: 'PROVIDER_FORBIDDEN' });
      }
      return removeCopy(context, handle, { remoteId: handle.id, path: interactionPath(handle), goneCode: null });
    },
    async close() {
      context.close();
    },
  };
}

/** Pictures in the order in which the tags of the prompt count them. */
async function readInputs(
  { http }: GeminiContext,
  request: VideoRequest,
  signal: AbortSignal | undefined,
): Promise<OmniInput[]> {
  const inputs: OmniInput[] = [];
  for (const role of omniRoles) {
    const maxSidePx = role === 'reference' ? maxReferenceSidePx : maxFrameSidePx;
    for (const { assetId } of request.inputs.filter((input) => input.role === role)) {
      inputs.push({ role, media: await http.media(assetId, { signal, maxSidePx }) });
    }
  }
  return inputs;
}

/** Not to be broken off: that would lose the id of work that has begun, which `cancel` can stop. */
async function sendCreate(
  { http, clock }: GeminiContext,
  create: OutgoingRequest,
  { attemptId, modelId }: { attemptId: AttemptId; modelId: string },
): Promise<SubmitOutcome> {
  const options = { timeoutMs: createTimeoutMs, maxBytes: mostVideoBytes, attemptId };
  const sent = await http.send(create, options).then(
    (answer) => ({ answer }),
    (thrown: unknown) => ({ lost: outcomeOfNoAnswer(thrown) }),
  );
  if ('lost' in sent) return sent.lost;
  const { answer } = sent;
  if (!isSuccess(answer)) return outcomeOfError(answer, clock);
  const id = textOf(recordOf(answer.json()).id);
  if (id === '') return { kind: 'unknown', error: unreadable(answer.status).toData() };
  try {
    http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId });
  } catch {
    // The id of work that was paid for is worth more than the note of it.
  }
  return { kind: 'accepted', handle: { version: 1, id, attemptId, modelId, submittedAtMs: clock.nowMs() } };
}

/** Works for background interactions that still run; for an ended one the API refuses or answers it unchanged. */
async function cancelInteraction(
  context: GeminiContext,
  handle: JobHandle,
  signal?: AbortSignal,
): Promise<'cancelled' | 'requested' | 'too-late' | 'unknown'> {
  const request = bare('cancel', 'POST', `${interactionPath(handle)}/cancel`);
  const options = { signal, maxBytes: mostVideoBytes, attemptId: handle.attemptId };
  const answer = await context.http.send(request, options).catch((thrown: unknown) => {
    throw troubleOf(thrown);
  });
  if (answer.status === 404 || answer.status === 410) return 'unknown';
  const isRefused = answer.status === 400 || answer.status === 409;
  if (!isRefused && !isSuccess(answer)) throw troubleOfError(answer);
  const interaction = isRefused ? await askInteraction(context, handle, signal) : answer.json();
  if (!interaction) return 'unknown';
  const { kind } = readInteraction(interaction);
  if (kind === 'cancelled') return 'cancelled';
  if (kind !== 'running') return 'too-late';
  if (isRefused) throw troubleOfError(answer);
  return 'requested';
}

/** @param copy `goneCode`: what the API says, besides "not found", of something that is not there */
async function removeCopy(
  context: GeminiContext,
  { attemptId }: JobHandle,
  { remoteId, path, goneCode }: { remoteId: string; path: string; goneCode: 'PROVIDER_FORBIDDEN' | null },
): Promise<'removed' | 'already-gone'> {
  const note = (how: 'removed' | 'already-gone' | 'failed') => context.http.noteRemoved({ remoteId }, how);
  try {
    const found = await ask(context, bare('remove', 'DELETE', path), { attemptId });
    const how = found ? 'removed' : 'already-gone';
    note(how);
    return how;
  } catch (error) {
    const isGone = error instanceof AppError && error.code === goneCode;
    note(isGone ? 'already-gone' : 'failed');
    if (isGone) return 'already-gone';
    throw error;
  }
}
