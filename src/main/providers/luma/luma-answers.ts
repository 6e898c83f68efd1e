/** From Luma's answers to outcomes. Source: Luma Agents API, guides on errors and on rate limits. */
import { z } from 'zod';
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError, type Rejection } from '../outcome.ts';
import type { AnswerFacts, Output, PollOutcome } from '../video-provider.ts';

const generationSchema = z.object({
  id: z.string().min(1),
  state: z.string(),
  model: z.string().optional().catch(undefined),
  created_at: z.string().optional().catch(undefined),
  failure_code: z.string().nullish().catch(undefined),
  failure_reason: z.string().nullish().catch(undefined),
  output: z
    .array(z.object({ type: z.string(), url: z.string() }))
    .nullish()
    .catch(undefined),
});

export type LumaGeneration = z.output<typeof generationSchema>;

/** Null when the answer is no generation. */
export function readGeneration(answer: ProviderAnswer): LumaGeneration | null {
  const isGood = answer.status >= 200 && answer.status < 300;
  return (isGood && generationSchema.safeParse(answer.json()).data) || null;
}

const errorSchema = z.object({ detail: z.string() });

/** What an answer that says no gives as its reason; empty when it gives none. */
export function detailOf(answer: ProviderAnswer): string {
  return errorSchema.safeParse(answer.json()).data?.detail ?? '';
}

/** A clip takes a minute or two, so a place among those that run at once is not free sooner. */
const placeTakenRetryMs = 30_000;

/** Of a create request that was answered, but not with a generation. */
export function outcomeOfRefusedCreate(
  answer: ProviderAnswer,
  clock: Clock,
): ({ kind: 'rejected' } & Rejection) | { kind: 'unknown'; error: AppErrorData } {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE', { status }) };
  }
  const detail = detailOf(answer);
  const outcome = outcomeOfStatus(answer, { detail, clock });
  if (outcome.kind === 'unknown' || status !== 429 || answer.headers.has('retry-after')) return outcome;
  // "Too many concurrent jobs" is one of the two limits; the other, "Rate limit exceeded", is counted by the minute.
  return /concurrent/i.test(detail) ? { ...outcome, retryAfterMs: placeTakenRetryMs } : outcome;
}

/** @param pollAfterMs until one that has not ended may be asked for again */
export function outcomeOfGeneration(generation: LumaGeneration, pollAfterMs: number): PollOutcome {
  switch (generation.state) {
    case 'completed': {
      const outputs = outputsOf(generation);
      if (outputs.length > 0) return { kind: 'succeeded', outputs, facts: factsOf(generation) };
      return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail: 'no output' }) };
    }
    case 'failed':
      return failureOf(generation);
    default:
      // queued, processing
      return { kind: 'pending', progress: null, pollAfterMs };
  }
}

function failureOf({ failure_code: code, failure_reason: reason }: LumaGeneration): PollOutcome {
  const detail = [code, reason].filter(Boolean).join(': ');
  switch (code) {
    case 'content_moderated':
      return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail }) };
    case 'budget_exhausted':
      return { kind: 'failed', error: providerError('PROVIDER_NO_CREDIT', { detail }) };
    case 'image_too_large':
      return { kind: 'failed', error: providerError('PROVIDER_INPUT_TOO_LARGE', { detail }) };
    default:
      return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail }) };
  }
}

function outputsOf({ output }: LumaGeneration): Output[] {
  const clips = (output ?? []).filter(({ type }) => type === 'video');
  return clips.map(({ url }, index) => ({ index, extension: 'mp4', hasBurntInSubtitles: false, url }));
}

function factsOf({ state, model, created_at: createdAt }: LumaGeneration): AnswerFacts {
  return { state, ...(model && { model }), ...(createdAt && { created_at: createdAt }) };
}
