/**
 * Runway: clips from words and stills, made by its own models and by those of others.
 *
 * Creating has no idempotency key and no list, so an answer that got lost stays lost. Its image models are tasks as
 * well, which may take minutes; an engine that answers in one go cannot wait for them, so they are not offered.
 */
import type { KindHosts } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { providerError } from '../outcome.ts';
import type { ProviderContext, ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus } from '../report.ts';
import type { JobHandle, Output, PollOutcome, VideoProvider } from '../video-provider.ts';
import { hasEnded, outcomeOfTask, readCreditBalance } from './runway-answers.ts';
import { checkRunwayRequest } from './runway-checks.ts';
import { createRunwayClient, type RunwayClient } from './runway-client.ts';
import { runwayModels } from './runway-models.ts';
import { previewOfRunway, submitToRunway } from './runway-submit.ts';
import { createRunwayTasks } from './runway-tasks.ts';

/** Results and uploads lie at other hosts, which get no key. */
export const runwayHosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };

/** "Updates more frequent than once every five seconds" are not to be expected (API reference, tasks). */
const pollAfterMs = 5_000;
/** So that tasks of one minute are not all asked for in the same second. */
const pollJitterMs = 1_000;

export const createRunwayProvider: ProviderFactory = (context) => {
  const { connection, http } = context;
  const client = createRunwayClient({ http, baseUrl: connection.baseUrl });
  const video = createRunwayVideo(context, client);
  const models = runwayModels.map(({ model }) => model);
  return {
    kind: 'runway',
    video,
    image: null,
    text: null,
    speech: null,
    transcription: null,
    moderation: null,
    bundledModels: () => models,
    listModels: async () => models,
    test: (signal) => testRunway(context, client, signal),
    close: () => video.close(),
  };
};

/** Balance and key in one call that costs nothing. */
async function testRunway(
  { connection }: ProviderContext,
  client: RunwayClient,
  signal?: AbortSignal,
): Promise<ProbeReport> {
  if (!connection.hasKey) return failingReport('keyMissing');
  const answer = await client.call('test', (runway, options) => runway.organization.retrieve(options), { signal });
  signal?.throwIfAborted();
  if (answer.kind === 'no-answer') return reportOfNoAnswer(answer.error);
  if (answer.kind === 'status') return reportOfStatus(answer.answer.status);
  const credits = answer.kind === 'answered' ? readCreditBalance(answer.value) : null;
  if (credits === null) return failingReport('notThisKind');
  const modelCount = runwayModels.length;
  const findings: ProbeReport['findings'] = [
    { key: 'answered', params: {} },
    { key: 'credits', params: { credits } },
    { key: 'noModelList', params: {} },
  ];
  if (credits > 0) return { kind: 'works', findings, modelCount };
  return { kind: 'works-with-limits', findings: [{ key: 'noCredit', params: {} }, ...findings], modelCount };
}

function createRunwayVideo({ http, clock, random }: ProviderContext, client: RunwayClient): VideoProvider {
  const tasks = createRunwayTasks(client, http);
  let isClosed = false;

  function assertOpen(): void {
    if (isClosed) throw new AppError('CANCELLED', 'the connection is closed');
  }

  async function poll(handle: JobHandle, signal?: AbortSignal): Promise<PollOutcome> {
    assertOpen();
    const task = await tasks.look(handle, { purpose: 'poll', signal });
    if (task) return outcomeOfTask(task, pollAfterMs + Math.round(random() * pollJitterMs));
    return { kind: 'lost', retry: 'never', error: providerError('PROVIDER_JOB_LOST', { status: 404 }) };
  }

  async function freshUrl(handle: JobHandle, output: Output, signal?: AbortSignal): Promise<string> {
    const outcome = await poll(handle, signal);
    const url = outcome.kind === 'succeeded' ? outcome.outputs[output.index]?.url : undefined;
    if (url === undefined) throw new AppError('RESULT_GONE', `the task is ${outcome.kind}`, { retry: 'later' });
    return url;
  }

  return {
    kind: 'runway',
    guarantee: 'at-most-once',
    models: async () => runwayModels.map(({ model }) => model),
    validate: checkRunwayRequest,
    preview: (request) => previewOfRunway(request, { http }),
    async submit(request, options) {
      options.signal?.throwIfAborted();
      assertOpen();
      return submitToRunway(request, options, { http, clock, client });
    },
    poll,
    async download(handle, output, { path, signal }) {
      const bring = (url: string) =>
        http.download(
          { purpose: 'download', method: 'GET', url, body: { kind: 'none' }, auth: 'none' },
          { path, signal, expect: 'video', attemptId: handle.attemptId },
        );
      if (output.url !== undefined) {
        try {
          return await bring(output.url);
        } catch (thrown) {
          if (!(thrown instanceof AppError) || thrown.code !== 'RESULT_GONE') throw thrown;
        }
      }
      // Addresses live 24 to 48 hours; each look at the task makes new ones.
      return bring(await freshUrl(handle, output, signal));
    },
    async cancel(handle, signal) {
      assertOpen();
      const why = { purpose: 'cancel' as const, signal };
      const task = await tasks.look(handle, why);
      if (!task) return 'unknown';
      // A DELETE now would take the files of what has ended. One that ends between the look and the DELETE is lost to
      // it: the API has no call that stops only.
      if (hasEnded(task)) return 'too-late';
      return (await tasks.erase(handle, why)) ? 'cancelled' : 'unknown';
    },
    async remove(handle) {
      assertOpen();
      const why = { purpose: 'remove' as const };
      const task = await tasks.look(handle, why);
      // What was cancelled or deleted has no files any more.
      if (!task || task.status === 'CANCELLED') {
        http.noteRemoved({ remoteId: handle.id }, 'already-gone');
        return 'already-gone';
      }
      if (!hasEnded(task)) throw new AppError('JOB_STATE_CONFLICT', 'the task has not ended', { retry: 'later' });
      return (await tasks.erase(handle, why)) ? 'removed' : 'already-gone';
    },
    async close() {
      isClosed = true;
    },
  };
}
