/** Words from `POST /chat/completions`, the one text call that self-hosted servers have too. */
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import { providerError } from '../outcome.ts';
import type { OneShotOutcome, TextEngine, TextRequest } from '../provider.ts';
import type { Json } from '../video-provider.ts';
import { askOpenAi } from './openai-client.ts';
import type { OpenAiContext } from './openai-context.ts';
import { unreadable } from './openai-errors.ts';
import { listOf, numberOf, objectOf, textOf } from './read-json.ts';

type TextResult = { text: string; inputTokens: number | null; outputTokens: number | null };

export function createOpenAiText(context: OpenAiContext): TextEngine {
  return {
    preview: async (request) => [textRequestOf(context, request)],
    async complete(request, { signal }) {
      const body = textBodyOf(context, request);
      const asked = await askOpenAi(context, { purpose: 'text', signal }, (client, options) =>
        client.chat.completions.create(body, options),
      );
      return asked.kind === 'answered' ? readCompletion(asked.value) : asked;
    },
  };
}

function textRequestOf(context: OpenAiContext, request: TextRequest): OutgoingRequest {
  const value = textBodyOf(context, request);
  const url = `${context.apiPath}/chat/completions`;
  return { purpose: 'text', method: 'POST', url, body: { kind: 'json', value }, auth: 'key' };
}

function textBodyOf({ isOpenAi }: OpenAiContext, { modelId, system, user, schema, maxOutputTokens }: TextRequest) {
  return {
    model: modelId,
    messages: [
      ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
      { role: 'user' as const, content: user },
    ],
    // OpenAI's newer models refuse the older name, and many other servers do not know the newer one.
    ...(isOpenAi ? { max_completion_tokens: maxOutputTokens } : { max_tokens: maxOutputTokens }),
    ...(schema && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: schema.name, schema: schema.schema as Record<string, Json>, strict: true },
      },
    }),
  };
}

function readCompletion(value: unknown): OneShotOutcome<TextResult> {
  const completion = objectOf(value);
  const choice = objectOf(listOf(completion?.choices)[0]);
  const message = objectOf(choice?.message);
  const refusal = textOf(message?.refusal);
  if (refusal !== null || choice?.finish_reason === 'content_filter') {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail: refusal ?? '' }) };
  }
  const text = textOf(message?.content);
  if (text === null) return unreadable(200);
  const usage = objectOf(completion?.usage);
  const inputTokens = numberOf(usage?.prompt_tokens);
  const outputTokens = numberOf(usage?.completion_tokens);
  return { kind: 'finished', result: { text, inputTokens, outputTokens } };
}
