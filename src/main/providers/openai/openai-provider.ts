/**
 * Every engine of a connection with the shape of OpenAI's API: OpenAI itself, self-hosted servers and gateways.
 *
 * What differs between them is data, in the connection's dialect.
 */
import type { KindHosts } from '#main/net/provider-http.ts';
import type { ProviderFactory } from '../provider.ts';
import { listOpenAiModels, modelsWithoutList } from './list-models.ts';
import { createOpenAiContext } from './openai-context.ts';
import { createOpenAiImages } from './openai-images.ts';
import { createOpenAiModeration } from './openai-moderation.ts';
import { testOpenAi } from './openai-report.ts';
import { createOpenAiSpeech } from './openai-speech.ts';
import { createOpenAiText } from './openai-text.ts';
import { createOpenAiTranscription } from './openai-transcription.ts';
import { createOpenAiVideo } from './openai-video.ts';

/** The key goes to the connection's own address and nowhere else. */
export const openAiHosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };

export const createOpenAiProvider: ProviderFactory = (providerContext) => {
  const context = createOpenAiContext(providerContext);
  const listModels = (signal?: AbortSignal) => listOpenAiModels(context, signal);
  return {
    kind: 'openai',
    video: context.dialect.name === 'none' ? null : createOpenAiVideo(context, listModels),
    image: createOpenAiImages(context),
    text: createOpenAiText(context),
    speech: createOpenAiSpeech(context),
    transcription: createOpenAiTranscription(context),
    moderation: createOpenAiModeration(context),
    bundledModels: () => modelsWithoutList(context),
    listModels,
    test: (signal) => testOpenAi(context, signal),
    async close() {
      context.close();
    },
  };
};
