/** Connections to fal: clips through its queue. fal has no list of models that its queue's key could ask for. */
import { NoAnswerError } from '#main/net/provider-http.ts';
import type { ProviderContext, ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus } from '../report.ts';
import { isRecord } from './fal-answers.ts';
import { falFamilies } from './fal-models.ts';
import { createFalVideo } from './fal-video.ts';

export { falBaseUrl, falHosts } from './fal-hosts.ts';

/** A request that nobody has made: asking for it costs nothing, and fal looks at the key first. */
const noRequest = '/fal-ai/veo3.1/requests/00000000-0000-0000-0000-000000000000/status';

export const createFalProvider: ProviderFactory = (context) => {
  const video = createFalVideo(context);
  const bundledModels = () => falFamilies.map(({ model }) => model);
  return {
    kind: 'fal',
    video,
    image: null,
    text: null,
    speech: null,
    transcription: null,
    moderation: null,
    bundledModels,
    listModels: async () => bundledModels(),
    test: (signal) => check(context, signal),
    close: () => video.close(),
  };
};

async function check({ connection, http }: ProviderContext, signal?: AbortSignal): Promise<ProbeReport> {
  try {
    const answer = await http.send(
      { purpose: 'test', method: 'GET', url: noRequest, body: { kind: 'none' }, auth: 'key' },
      { signal },
    );
    const { status } = answer;
    if (status === 401 && !connection.hasKey) return failingReport('keyMissing');
    if ([401, 402, 403, 429].includes(status) || status >= 500) return reportOfStatus(status);
    // Whatever fal says of a request that does not exist, it says it as JSON.
    if (!isRecord(answer.json())) return failingReport('notThisKind');
    return {
      kind: 'works',
      findings: [
        { key: 'answered', params: {} },
        { key: 'noModelList', params: {} },
      ],
      modelCount: falFamilies.length,
    };
  } catch (error) {
    if (error instanceof NoAnswerError) return reportOfNoAnswer(error);
    throw error;
  }
}
