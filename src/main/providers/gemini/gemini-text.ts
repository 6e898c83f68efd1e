/** Texts, plain or as JSON of a given shape. */
import { providerError } from '../outcome.ts';
import type { TextEngine, TextRequest } from '../provider.ts';
import { contentRequest, generateContent } from './gemini-content.ts';
import type { GeminiContext } from './gemini-context.ts';

export function createGeminiTextEngine(context: GeminiContext): TextEngine {
  return {
    preview: async (request) => [textRequest(request)],
    async complete(request, { signal }) {
      const outcome = await generateContent(context, textRequest(request), signal);
      if (outcome.kind !== 'answered') return outcome;
      const { text, inputTokens, outputTokens, finishReason, facts } = outcome.content;
      if (text === '') {
        // Thoughts alone can use up what was allowed.
        return { kind: 'unknown', error: providerError('TEXT_ANSWER_UNUSABLE', { detail: finishReason }) };
      }
      return { kind: 'finished', result: { text, inputTokens, outputTokens }, facts };
    },
  };
}

function textRequest({ modelId, system, user, schema, maxOutputTokens }: TextRequest) {
  return contentRequest({
    purpose: 'text',
    modelId,
    system,
    parts: [{ text: user }],
    generationConfig: {
      maxOutputTokens,
      ...(schema && { responseMimeType: 'application/json', responseJsonSchema: schema.schema }),
    },
  });
}
