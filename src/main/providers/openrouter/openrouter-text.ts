/**
 * Text through OpenRouter's Chat Completions (OpenRouter documentation, "Structured outputs", "Usage accounting").
 *
 * What it cost stands in the answer. Only providers that keep to the asked form are used.
 */
import { z } from 'zod';
import type { OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer, providerError } from '../outcome.ts';
import type { OneShotOutcome, ProviderContext, TextEngine, TextRequest } from '../provider.ts';
import type { AnswerFacts } from '../video-provider.ts';
import { outcomeOfRefusedAnswer, readError } from './openrouter-errors.ts';

const completionSchema = z.object({
  model: z.string().optional().catch(undefined),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish().catch(null),
        message: z.object({ content: z.string().nullish().catch(null), refusal: z.string().nullish().catch(null) }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.int().optional().catch(undefined),
      completion_tokens: z.int().optional().catch(undefined),
      cost: z.number().nonnegative().nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

type TextOutcome = OneShotOutcome<{ text: string; inputTokens: number | null; outputTokens: number | null }>;

/** Models that think first answer late. */
const answerTimeoutMs = 300_000;

export function createOpenRouterText({ http, clock }: ProviderContext, isClosed: () => boolean): TextEngine {
  return {
    async preview(request) {
      return [toOutgoing(request)];
    },
    async complete(request, { signal }) {
      signal?.throwIfAborted();
      if (isClosed()) throw new AppError('CANCELLED', 'the connection is closed');
      let answer: ProviderAnswer;
      try {
        answer = await http.send(toOutgoing(request), { signal, timeoutMs: answerTimeoutMs });
      } catch (thrown) {
        return outcomeOfNoAnswer(thrown, signal);
      }
      if (answer.status !== 200) return outcomeOfRefusedAnswer(answer, clock);
      return toOutcome(answer.json());
    },
  };
}

function toOutgoing({ modelId, system, user, schema, maxOutputTokens }: TextRequest): OutgoingRequest {
  const value = {
    model: modelId,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    max_tokens: maxOutputTokens,
    ...(schema && {
      response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.schema } },
      provider: { require_parameters: true },
    }),
  };
  return { purpose: 'text', method: 'POST', url: '/chat/completions', body: { kind: 'json', value }, auth: 'key' };
}

/** An error inside an answer of status 200 arose while a model was working, which may have been paid for. */
function toOutcome(body: unknown): TextOutcome {
  const error = readError(body);
  if (error) {
    const { message: detail, code, isRefusal } = error;
    if (isRefusal) return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail }) };
    return { kind: 'unknown', error: providerError('PROVIDER_ERROR', { status: code ?? 0, detail }) };
  }
  const parsed = completionSchema.safeParse(body);
  if (!parsed.success) return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
  const { choices, usage, model } = parsed.data;
  const [choice] = choices;
  const refusal = choice?.message.refusal ?? '';
  if (refusal !== '' || choice?.finish_reason === 'content_filter') {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail: refusal }) };
  }
  const text = choice?.message.content ?? '';
  if (text === '') return { kind: 'unknown', error: providerError('TEXT_ANSWER_UNUSABLE') };
  const facts: AnswerFacts = { ...(model !== undefined && { model }) };
  return {
    kind: 'finished',
    result: { text, inputTokens: usage?.prompt_tokens ?? null, outputTokens: usage?.completion_tokens ?? null },
    ...(typeof usage?.cost === 'number' && { cost: { amount: microsFromDollars(usage.cost), isFinal: true } }),
    facts,
  };
}
