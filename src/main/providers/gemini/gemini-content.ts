/**
 * One call of `generateContent`, which answers in one go (Gemini API reference, models.generateContent).
 *
 * A prompt that was declined answers 200 with `promptFeedback.blockReason` and no candidate; an answer that was, with a
 * `finishReason`. Neither has an id: an answer that got lost is lost.
 */
import type { EgressPurpose, OutgoingMedia, OutgoingRequest } from '#main/net/provider-http.ts';
import { outcomeOfNoAnswer, providerError } from '../outcome.ts';
import type { OneShotOutcome } from '../provider.ts';
import type { AnswerFacts } from '../video-provider.ts';
import { type GeminiContext, unreadable } from './gemini-context.ts';
import { isRefusal, isSuccess, outcomeOfError, refusal } from './gemini-errors.ts';
import { arrayOf, numberOf, recordOf, textOf } from './gemini-json.ts';

/** Milliseconds: the answer begins when the work is done. */
const timeoutMs = 300_000;
/** A picture in 4K, or six minutes of speech, as base64. */
const maxBytes = 64 * 1024 * 1024;

type ContentRequest = {
  purpose: EgressPurpose;
  modelId: string;
  /** Empty for none. */
  system?: string;
  parts: Array<Record<string, unknown>>;
  generationConfig: Record<string, unknown>;
  media?: OutgoingMedia[];
};

/** What a candidate holds, thoughts left out. */
type ContentAnswer = {
  text: string;
  files: Array<{ mime: string; base64: string }>;
  finishReason: string;
  inputTokens: number | null;
  /** Thoughts count: they are billed as output. */
  outputTokens: number | null;
  facts: AnswerFacts;
};

type Failure = Exclude<OneShotOutcome<never>, { kind: 'finished' }>;

export function contentRequest(request: ContentRequest): OutgoingRequest {
  const { purpose, modelId, system = '', parts, generationConfig, media = [] } = request;
  return {
    purpose,
    method: 'POST',
    url: `/v1beta/models/${encodeURIComponent(modelId)}:generateContent`,
    body: {
      kind: 'json',
      value: {
        ...(system !== '' && { systemInstruction: { parts: [{ text: system }] } }),
        contents: [{ role: 'user', parts }],
        generationConfig,
      },
      media,
    },
    auth: 'key',
  };
}

/** Sends it once. @throws the signal's reason when it fired before the request left */
export async function generateContent(
  context: GeminiContext,
  request: OutgoingRequest,
  signal: AbortSignal | undefined,
): Promise<{ kind: 'answered'; content: ContentAnswer } | Failure> {
  signal?.throwIfAborted();
  context.assertOpen();
  const sent = await context.http.send(request, { signal, timeoutMs, maxBytes }).then(
    (answer) => ({ answer }),
    (thrown: unknown) => ({ lost: outcomeOfNoAnswer(thrown, signal) }),
  );
  if ('lost' in sent) return sent.lost;
  const { answer } = sent;
  if (!isSuccess(answer)) return outcomeOfError(answer, context.clock);
  const body = recordOf(answer.json());
  const blockReason = textOf(recordOf(body.promptFeedback).blockReason);
  if (blockReason !== '') return refusal(blockReason);
  const candidates = arrayOf(body.candidates);
  if (candidates.length === 0) return { kind: 'unknown', error: unreadable(answer.status).toData() };
  const content = readContent(body, recordOf(candidates[0]));
  const isEmpty = content.text === '' && content.files.length === 0;
  if (isEmpty && isRefusal({ names: [content.finishReason], words: '' })) return refusal(content.finishReason);
  return { kind: 'answered', content };
}

/** An answer without what was asked for: nobody can know whether it was paid for. */
export function withoutResult(finishReason: string): Failure {
  return { kind: 'unknown', error: providerError('PROVIDER_FAILED', { detail: finishReason }) };
}

function readContent(body: Record<string, unknown>, candidate: Record<string, unknown>): ContentAnswer {
  const parts = arrayOf(recordOf(candidate.content).parts)
    .map(recordOf)
    .filter((part) => part.thought !== true);
  const usage = recordOf(body.usageMetadata);
  const inputTokens = numberOf(usage.promptTokenCount);
  const [answered, thought] = [numberOf(usage.candidatesTokenCount), numberOf(usage.thoughtsTokenCount)];
  const outputTokens = answered === null && thought === null ? null : (answered ?? 0) + (thought ?? 0);
  const model = textOf(body.modelVersion);
  return {
    text: parts.map((part) => textOf(part.text)).join(''),
    files: parts.flatMap((part) => {
      const { mimeType, data } = recordOf(part.inlineData);
      return textOf(data) === '' ? [] : [{ mime: textOf(mimeType), base64: textOf(data) }];
    }),
    finishReason: textOf(candidate.finishReason),
    inputTokens,
    outputTokens,
    facts: {
      ...(model !== '' && { model }),
      ...(inputTokens !== null && { inputTokens }),
      ...(outputTokens !== null && { outputTokens }),
    },
  };
}
