/** Connections to Replicate: clips by the models of its public API. */
import { type KindHosts, NoAnswerError } from '#main/net/provider-http.ts';
import type { ProviderContext, ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus } from '../report.ts';
import { isRecord } from './read-value.ts';
import { createModelReader } from './replicate-model-reader.ts';
import { listedModelIds } from './replicate-models.ts';
import { createReplicateVideo } from './replicate-video.ts';

/** Results lie elsewhere, at public addresses that need no key. */
export const replicateHosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };

export const createReplicateProvider: ProviderFactory = (context) => {
  const models = createModelReader(context);
  const video = createReplicateVideo({ ...context, models });
  return {
    kind: 'replicate',
    video,
    image: null,
    text: null,
    speech: null,
    transcription: null,
    moderation: null,
    // Schemas change without notice, so that no model is described before its schema was read.
    bundledModels: () => [],
    listModels: (signal) => models.list(signal),
    test: (signal) => check(context, signal),
    close: () => video.close(),
  };
};

/** Asks whose key it is: free, and it needs a good one. */
async function check({ connection, http }: ProviderContext, signal?: AbortSignal): Promise<ProbeReport> {
  try {
    const answer = await http.send(
      { purpose: 'test', method: 'GET', url: '/account', body: { kind: 'none' }, auth: 'key' },
      { signal },
    );
    const { status } = answer;
    if (status === 401 && !connection.hasKey) return failingReport('keyMissing');
    if (status >= 300) return reportOfStatus(status);
    const account = answer.json();
    if (!isRecord(account) || typeof account.username !== 'string') return failingReport('notThisKind');
    return { kind: 'works', findings: [{ key: 'answered', params: {} }], modelCount: listedModelIds.length };
  } catch (error) {
    if (error instanceof NoAnswerError) return reportOfNoAnswer(error);
    throw error;
  }
}
