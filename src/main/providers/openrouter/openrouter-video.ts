/**
 * Clips through OpenRouter's Video Generation API (OpenRouter documentation, "Video Generation API").
 *
 * The API has nothing against a second create, no list, and no way to cancel or to delete: an answer that was lost is
 * a person's to settle, and a job that was accepted runs to its end.
 */
import { z } from 'zod';
import type { OutgoingMedia, OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { InputRole, Model } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, providerError, troubleOf, troubleOfStatus } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import { problemsOf } from '../request-problems.ts';
import type {
  AnswerFacts,
  JobHandle,
  Output,
  PollOutcome,
  ReportedCost,
  SubmitOptions,
  SubmitOutcome,
  VideoProvider,
  VideoRequest,
} from '../video-provider.ts';
import { outcomeOfRefusedAnswer, readError } from './openrouter-errors.ts';

const createdSchema = z.object({ id: z.string().min(1) });

const jobSchema = z.object({
  status: z.string(),
  /** A sentence; also read where it is the envelope that other calls use. */
  error: z.unknown().optional(),
  generation_id: z.string().optional().catch(undefined),
  unsigned_urls: z.array(z.unknown()).nullish().catch(null),
  usage: z
    .object({ cost: z.number().nonnegative().nullish().catch(null), is_byok: z.boolean().optional().catch(undefined) })
    .nullish()
    .catch(null),
});

type JobAnswer = z.output<typeof jobSchema>;

/** The documentation advises 10 to 30 seconds. */
const pollAfterMs = 10_000;
/** Whole pictures stand in the request. */
const createTimeoutMs = 180_000;

/** @param listModels live models of every kind */
export function createOpenRouterVideo(
  { http, clock, random }: ProviderContext,
  listModels: (signal?: AbortSignal) => Promise<Model[]>,
): VideoProvider {
  let isClosed = false;

  function assertOpen(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted();
    if (isClosed) throw new AppError('CANCELLED', 'the connection is closed');
  }

  /** @throws {AppError} when a file may not leave */
  async function createRequestOf(request: VideoRequest, signal: AbortSignal | undefined): Promise<OutgoingRequest> {
    const inputs: RequestMedia[] = [];
    for (const { role, assetId } of request.inputs) inputs.push({ role, media: await http.media(assetId, { signal }) });
    return {
      purpose: 'create',
      method: 'POST',
      url: '/videos',
      body: { kind: 'json', value: bodyOf(request, inputs), media: inputs.map(({ media }) => media) },
      auth: 'key',
    };
  }

  async function create(
    request: VideoRequest,
    outgoing: OutgoingRequest,
    { attemptId, signal }: SubmitOptions,
  ): Promise<SubmitOutcome> {
    let answer: ProviderAnswer;
    try {
      answer = await http.send(outgoing, { signal, attemptId, timeoutMs: createTimeoutMs });
    } catch (thrown) {
      return outcomeOfNoAnswer(thrown, signal);
    }
    if (answer.status < 200 || answer.status >= 300) return outcomeOfRefusedAnswer(answer, clock);
    const created = createdSchema.safeParse(answer.json());
    if (!created.success) return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
    return { kind: 'accepted', handle: accept(created.data.id, request.modelId, attemptId) };
  }

  function accept(id: string, modelId: string, attemptId: AttemptId): JobHandle {
    http.noteRemoteCopy({ remoteId: id, kind: 'job', attemptId });
    return { version: 1, id, attemptId, modelId, submittedAtMs: clock.nowMs() };
  }

  async function ask(handle: JobHandle, signal: AbortSignal | undefined): Promise<ProviderAnswer> {
    const url = `/videos/${encodeURIComponent(handle.id)}`;
    try {
      return await http.send(
        { purpose: 'poll', method: 'GET', url, body: { kind: 'none' }, auth: 'key' },
        { signal, attemptId: handle.attemptId },
      );
    } catch (thrown) {
      signal?.throwIfAborted();
      throw troubleOf(thrown);
    }
  }

  return {
    kind: 'openrouter',
    guarantee: 'at-most-once',
    async models(signal) {
      assertOpen(signal);
      return (await listModels(signal)).filter(({ kind }) => kind === 'video');
    },
    validate: problemsOf,
    async preview(request, { signal }) {
      return [await createRequestOf(request, signal)];
    },
    async submit(request, options) {
      const { signal } = options;
      assertOpen(signal);
      let outgoing: OutgoingRequest;
      try {
        outgoing = await createRequestOf(request, signal);
      } catch (thrown) {
        signal?.throwIfAborted();
        if (!(thrown instanceof AppError)) throw thrown;
        return { kind: 'rejected', error: thrown.toData(), retryAfterMs: null };
      }
      return create(request, outgoing, options);
    },
    async poll(handle, signal) {
      assertOpen(signal);
      const answer = await ask(handle, signal);
      const body = answer.json();
      if (answer.status === 404) return readError(body) ? lost : unreadable(answer);
      if (answer.status < 200 || answer.status >= 300) throw troubleOfStatus(answer, readError(body)?.message ?? '');
      const job = jobSchema.safeParse(body);
      if (job.success) return toPollOutcome(job.data, Math.round(pollAfterMs * (1 + random() / 4)));
      return unreadable(answer);
    },
    async download(handle, { index }, { path, signal }) {
      assertOpen(signal);
      const url = `/videos/${encodeURIComponent(handle.id)}/content?index=${index}`;
      try {
        return await http.download(
          { purpose: 'download', method: 'GET', url, body: { kind: 'none' }, auth: 'key' },
          { path, signal, expect: 'video', attemptId: handle.attemptId },
        );
      } catch (thrown) {
        signal?.throwIfAborted();
        throw troubleOf(thrown);
      }
    },
    async close() {
      isClosed = true;
    },
  };
}

/** A page of somebody on the way says nothing about the job. @throws {AppError} */
function unreadable({ status }: ProviderAnswer): never {
  throw new AppError('PROVIDER_ANSWER_UNREADABLE', 'the answer is no job', {
    params: { status, detail: '' },
    retry: 'later',
  });
}

const lost: PollOutcome = {
  kind: 'lost',
  retry: 'never',
  error: { code: 'PROVIDER_JOB_LOST', params: {}, retry: 'after-user-action' },
};

type RequestMedia = { role: InputRole; media: OutgoingMedia };

const frameTypes: Partial<Record<InputRole, string>> = { 'first-frame': 'first_frame', 'last-frame': 'last_frame' };

/** Settings of the model's own go first, so that none of them takes the place of what the studio asks for. */
function bodyOf({ modelId, promptAsSent, settings }: VideoRequest, inputs: RequestMedia[]): Record<string, unknown> {
  const frames = inputs.flatMap(({ role, media }) => {
    const frameType = frameTypes[role];
    return frameType ? [{ ...imagePart(media), frame_type: frameType }] : [];
  });
  const references = inputs.filter(({ role }) => role === 'reference').map(({ media }) => imagePart(media));
  const { durationSeconds, frameSize, resolution, aspectRatio, hasSound, seed, extra } = settings;
  return {
    ...extra,
    model: modelId,
    prompt: promptAsSent,
    duration: durationSeconds,
    ...(resolution !== null && { resolution }),
    ...(aspectRatio !== null && { aspect_ratio: aspectRatio }),
    ...(frameSize !== null && { size: `${frameSize.widthPx}x${frameSize.heightPx}` }),
    ...(hasSound !== null && { generate_audio: hasSound }),
    ...(seed !== null && { seed }),
    ...(frames.length > 0 && { frame_images: frames }),
    ...(references.length > 0 && { input_references: references }),
  };
}

function imagePart({ bytes, mime }: OutgoingMedia) {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { type: 'image_url', image_url: { url: `data:${mime};base64,${base64}` } };
}

function toPollOutcome(job: JobAnswer, nextPollMs: number): PollOutcome {
  const cost = costOf(job);
  switch (job.status) {
    case 'completed':
      return { kind: 'succeeded', outputs: outputsOf(job), ...cost, facts: factsOf(job) };
    case 'failed': {
      const error = readError(job);
      const detail = typeof job.error === 'string' ? job.error : (error?.message ?? '');
      if (error?.isRefusal) return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail }), ...cost };
      return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail }), ...cost };
    }
    case 'cancelled':
      return { kind: 'cancelled', ...cost };
    case 'expired':
      return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail: 'expired' }), ...cost };
    default:
      // `pending`, `in_progress`, and what they may add: only what is known as an end is one.
      return { kind: 'pending', progress: null, pollAfterMs: nextPollMs };
  }
}

/** One clip where the answer does not count them. */
function outputsOf({ unsigned_urls }: JobAnswer): Output[] {
  const count = Math.max(1, unsigned_urls?.length ?? 0);
  return Array.from({ length: count }, (_, index) => ({ index, extension: 'mp4', hasBurntInSubtitles: false }));
}

function costOf({ usage }: JobAnswer): { cost?: ReportedCost } {
  if (typeof usage?.cost !== 'number') return {};
  return { cost: { amount: microsFromDollars(usage.cost), isFinal: true } };
}

function factsOf({ generation_id, usage }: JobAnswer): AnswerFacts {
  return {
    ...(generation_id !== undefined && { generation_id }),
    ...(usage?.is_byok !== undefined && { is_byok: usage.is_byok }),
  };
}
