/**
 * Luma: clips of Ray from words and stills, over the Luma Agents API.
 *
 * The API has no way to stop, delete or list generations, so those methods are left out, and an answer that got lost
 * stays lost. It tells no cost either. Addresses of results are good for an hour; each poll makes new ones. The older
 * Dream Machine API is another one, which takes stills by public address only.
 */
import { type KindHosts, NoAnswerError, type OutgoingRequest } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, providerError, troubleOf, troubleOfStatus } from '../outcome.ts';
import type { ProviderContext, ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus } from '../report.ts';
import type { JobHandle, Output, PollOutcome, VideoProvider } from '../video-provider.ts';
import { detailOf, outcomeOfGeneration, outcomeOfRefusedCreate, readGeneration } from './luma-answers.ts';
import { checkLumaRequest, createRequest, type LumaFrame, lumaModels, readFrames } from './luma-request.ts';

/** Results lie at other hosts, which get no key. */
export const lumaHosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };

/** Luma's own advice is 2 to 5 seconds (Agents API, quickstart). */
const pollAfterMs = 3_000;
const pollJitterMs = 2_000;

/** The id of no generation. */
const noGenerationId = '00000000-0000-0000-0000-000000000000';

export const createLumaProvider: ProviderFactory = (context) => {
  const video = createLumaVideo(context);
  const models = [...lumaModels];
  return {
    kind: 'luma',
    video,
    image: null,
    text: null,
    speech: null,
    transcription: null,
    moderation: null,
    bundledModels: () => models,
    listModels: async () => models,
    test: (signal) => testLuma(context, signal),
    close: () => video.close(),
  };
};

/**
 * There is no call for the account and none that lists anything, so a generation that does not exist is asked for:
 * whoever is told that it is not found was let in, and nothing was made.
 */
async function testLuma({ connection, http }: ProviderContext, signal?: AbortSignal): Promise<ProbeReport> {
  if (!connection.hasKey) return failingReport('keyMissing');
  try {
    const answer = await http.send(generationRequest(noGenerationId, 'test'), { signal });
    const isLetIn = answer.status === 404 && detailOf(answer) !== '';
    if (!isLetIn) return answer.status < 300 ? failingReport('notThisKind') : reportOfStatus(answer.status);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof NoAnswerError) return reportOfNoAnswer(thrown);
    throw thrown;
  }
  const findings: ProbeReport['findings'] = [
    { key: 'answered', params: {} },
    { key: 'noModelList', params: {} },
  ];
  return { kind: 'works', findings, modelCount: lumaModels.length };
}

function generationRequest(id: string, purpose: 'poll' | 'test'): OutgoingRequest {
  const url = `/generations/${encodeURIComponent(id)}`;
  return { purpose, method: 'GET', url, body: { kind: 'none' }, auth: 'key' };
}

function createLumaVideo({ http, clock, random }: ProviderContext): VideoProvider {
  let isClosed = false;

  function assertOpen(): void {
    if (isClosed) throw new AppError('CANCELLED', 'the connection is closed');
  }

  /** What may leave of the stills, or why it may not. */
  async function framesOrError(...args: Parameters<typeof readFrames>): Promise<LumaFrame[] | AppError> {
    try {
      return await readFrames(...args);
    } catch (thrown) {
      args[2]?.throwIfAborted();
      if (thrown instanceof AppError) return thrown;
      throw thrown;
    }
  }

  async function poll(handle: JobHandle, signal?: AbortSignal): Promise<PollOutcome> {
    assertOpen();
    const request = generationRequest(handle.id, 'poll');
    const answer = await http.send(request, { signal, attemptId: handle.attemptId }).catch((thrown: unknown) => {
      throw troubleOf(thrown);
    });
    const { status } = answer;
    if (status === 404 || status === 410) {
      return { kind: 'lost', retry: 'never', error: providerError('PROVIDER_JOB_LOST', { status }) };
    }
    const generation = readGeneration(answer);
    if (!generation) throw troubleOfStatus(answer, detailOf(answer));
    return outcomeOfGeneration(generation, pollAfterMs + Math.round(random() * pollJitterMs));
  }

  async function freshUrl(handle: JobHandle, output: Output, signal?: AbortSignal): Promise<string> {
    const outcome = await poll(handle, signal);
    const url = outcome.kind === 'succeeded' ? outcome.outputs[output.index]?.url : undefined;
    if (url === undefined) throw new AppError('RESULT_GONE', `the generation is ${outcome.kind}`, { retry: 'later' });
    return url;
  }

  return {
    kind: 'luma',
    guarantee: 'at-most-once',
    models: async () => [...lumaModels],
    validate: checkLumaRequest,
    preview: async (request) => [createRequest(request, await readFrames(http, request))],
    async submit(request, { attemptId, signal }) {
      signal?.throwIfAborted();
      assertOpen();
      const frames = await framesOrError(http, request, signal);
      if (frames instanceof AppError) return { kind: 'rejected', error: frames.toData(), retryAfterMs: null };
      signal?.throwIfAborted();
      try {
        // Without the signal: a request broken off halfway would leave nobody knowing whether it arrived.
        const answer = await http.send(createRequest(request, frames), { attemptId });
        const generation = readGeneration(answer);
        if (!generation) return outcomeOfRefusedCreate(answer, clock);
        const { id } = generation;
        http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId });
        const { modelId } = request;
        return { kind: 'accepted', handle: { version: 1, id, attemptId, modelId, submittedAtMs: clock.nowMs() } };
      } catch (thrown) {
        return outcomeOfNoAnswer(thrown, signal);
      }
    },
    poll,
    async download(handle, output, { path, signal }) {
      const bring = (url: string) =>
        http.download(
          { purpose: 'download', method: 'GET', url, body: { kind: 'none' }, auth: 'none' },
          { path, signal, expect: 'video', attemptId: handle.attemptId },
        );
      if (output.url !== undefined) {
        try {
          return await bring(output.url);
        } catch (thrown) {
          if (!(thrown instanceof AppError) || thrown.code !== 'RESULT_GONE') throw thrown;
        }
      }
      return bring(await freshUrl(handle, output, signal));
    },
    async close() {
      isClosed = true;
    },
  };
}
