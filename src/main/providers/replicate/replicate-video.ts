/**
 * Clips through Replicate's predictions.
 *
 * The requests are plain ones. The package `replicate` (1.4) swallows broken connections and repeats a create up to
 * five more times within milliseconds; each one that arrives runs and is billed.
 */
import type { OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { downloadOutput } from '../download-output.ts';
import { troubleOf } from '../outcome.ts';
import { problemsOf } from '../request-problems.ts';
import type { JobHandle, PollOutcome, VideoProvider } from '../video-provider.ts';
import { readCancel, readPoll } from './replicate-answers.ts';
import { removeFiles } from './replicate-files.ts';
import { findPrediction } from './replicate-reconcile.ts';
import { handleOf, previewClip, type ReplicateContext, submitClip } from './replicate-submit.ts';

/** Milliseconds between two polls. */
const pollAfterMs = 5_000;

export function createReplicateVideo(context: ReplicateContext): VideoProvider {
  const { http, clock, models } = context;
  let isClosed = false;
  return {
    kind: 'replicate',
    guarantee: 'at-most-once',
    models: (signal) => models.list(signal),
    validate: problemsOf,
    preview: (request, { signal }) => previewClip(context, request, signal),
    async submit(request, options) {
      options.signal?.throwIfAborted();
      if (isClosed) throw new AppError('CANCELLED', 'the connection is closed');
      return submitClip(context, request, options);
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
    cancel: async (handle, signal) =>
      readCancel(await ask(context, predictionRequest('cancel', handle), { ...handle, signal })),
    // Predictions cannot be deleted through the API: an hour after their end nothing of them is left.
    remove: async ({ attemptId }) => ((await removeFiles({ http }, attemptId)) > 0 ? 'removed' : 'already-gone'),
    async reconcile({ attemptId, request, sinceMs, isTaken, signal }) {
      if (!request) return 'cannot-tell';
      const { modelId, promptAsSent: prompt } = request;
      const send = (list: OutgoingRequest) => ask(context, list, { attemptId, signal });
      const found = await findPrediction({ modelId, prompt, sinceMs, clock, isTaken, send });
      return typeof found === 'string' ? found : handleOf(context, found.id, { attemptId, modelId });
    },
    async close() {
      isClosed = true;
    },
  };
}

function predictionRequest(purpose: 'poll' | 'cancel', { id }: JobHandle): OutgoingRequest {
  const url = `/predictions/${encodeURIComponent(id)}`;
  const common = { purpose, body: { kind: 'none' as const }, auth: 'key' as const };
  return purpose === 'poll' ? { ...common, method: 'GET', url } : { ...common, method: 'POST', url: `${url}/cancel` };
}

/** @throws {AppError} with retry `later` when nothing answered */
async function ask(
  { http }: ReplicateContext,
  request: OutgoingRequest,
  { attemptId, signal }: Pick<JobHandle, 'attemptId'> & { signal: AbortSignal | undefined },
): Promise<ProviderAnswer> {
  try {
    return await http.send(request, { signal, attemptId });
  } catch (error) {
    throw troubleOf(error);
  }
}

async function poll(
  context: ReplicateContext,
  handle: JobHandle,
  signal: AbortSignal | undefined,
): Promise<PollOutcome> {
  const answer = await ask(context, predictionRequest('poll', handle), { ...handle, signal });
  return readPoll(answer, Math.round(pollAfterMs * (0.75 + context.random() / 2)));
}
