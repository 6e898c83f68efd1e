/** Google's Gemini API with a key of its own: clips by Omni, pictures, texts and voices. */
import { type KindHosts, NoAnswerError } from '#main/net/provider-http.ts';
import type { ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus } from '../report.ts';
import { bare, createGeminiContext, type GeminiContext } from './gemini-context.ts';
import { isSuccess, troubleOfError } from './gemini-errors.ts';
import { createGeminiImageEngine } from './gemini-image.ts';
import { recordOf } from './gemini-json.ts';
import { listGeminiModels, modelListPath, modelNames } from './gemini-model-list.ts';
import { bundledModels, keepListed } from './gemini-models.ts';
import { createGeminiSpeechEngine } from './gemini-speech.ts';
import { createGeminiTextEngine } from './gemini-text.ts';
import { createGeminiVideoProvider } from './gemini-video-provider.ts';

/** Files lie on the API's own host too. */
export const geminiHosts: KindHosts = { scheme: { kind: 'header', name: 'x-goog-api-key' }, alsoHosts: [] };

/** What a new connection is filled in with. */
export const geminiBaseUrl = 'https://generativelanguage.googleapis.com';

export const createGeminiProvider: ProviderFactory = (providerContext) => {
  const context = createGeminiContext(providerContext);
  return {
    kind: 'gemini',
    video: createGeminiVideoProvider(context),
    image: createGeminiImageEngine(context),
    text: createGeminiTextEngine(context),
    speech: createGeminiSpeechEngine(context),
    transcription: null,
    moderation: null,
    bundledModels: () => [...bundledModels],
    listModels: (signal) => listGeminiModels(context, signal),
    test: (signal) => test(context, signal),
    async close() {
      context.close();
    },
  };
};

/** The list of models has trouble; others of its routes may have none. */
function withBundledTable(report: ProbeReport): ProbeReport {
  return { ...report, findings: [...report.findings, { key: 'noModelList', params: {} }] };
}

async function test({ http, connection }: GeminiContext, signal?: AbortSignal): Promise<ProbeReport> {
  try {
    const answer = await http.send(bare('test', 'GET', modelListPath()), { signal });
    if (!isSuccess(answer)) {
      const { code } = troubleOfError(answer);
      // Without a key the API answers 403, not 401.
      if (!connection.hasKey && [401, 403].includes(answer.status)) return failingReport('keyMissing');
      if (code === 'PROVIDER_KEY_REJECTED') return failingReport('keyRejected');
      if (code === 'PROVIDER_FORBIDDEN') return failingReport('forbidden');
      if (code === 'PROVIDER_NO_CREDIT') return failingReport('noCredit');
      return answer.status >= 500 ? withBundledTable(reportOfStatus(answer.status)) : reportOfStatus(answer.status);
    }
    const list = recordOf(answer.json());
    if (!Array.isArray(list.models)) return failingReport('notThisKind');
    const models = keepListed(modelNames(list));
    const hasVideo = models.some(({ kind }) => kind === 'video');
    return {
      kind: hasVideo ? 'works' : 'works-with-limits',
      findings: [
        { key: 'answered', params: {} },
        { key: 'modelsListed', params: { count: models.length } },
        ...(hasVideo ? [] : [{ key: 'videoNotOffered' as const, params: {} }]),
      ],
      modelCount: models.length,
    };
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof NoAnswerError) return reportOfNoAnswer(thrown);
    throw thrown;
  }
}
