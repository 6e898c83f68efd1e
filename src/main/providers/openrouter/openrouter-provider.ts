/** OpenRouter: clips and text of many providers behind one key, with live descriptions of every model. */
import { z } from 'zod';
import { type KindHosts, NoAnswerError, type OutgoingRequest, type ProviderAnswer } from '#main/net/provider-http.ts';
import type { Model } from '#shared/domain/model.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { troubleOf, troubleOfStatus } from '../outcome.ts';
import type { ProviderContext, ProviderFactory } from '../provider.ts';
import { failingReport, type ProbeReport, reportOfNoAnswer, reportOfStatus, withUnreadable } from '../report.ts';
import { readError } from './openrouter-errors.ts';
import { countUnreadable, textModelsFrom, videoModelsFrom } from './openrouter-models.ts';
import { createOpenRouterText } from './openrouter-text.ts';
import { createOpenRouterVideo } from './openrouter-video.ts';

/** The key goes to the API's own host; results come from there too. */
export const openRouterHosts: KindHosts = { scheme: { kind: 'bearer' }, alsoHosts: [] };

export const openRouterBaseUrl = 'https://openrouter.ai/api/v1';

/** `GET /key`: dollars that the key may still spend; null for a key without a limit. */
const keySchema = z.object({ data: z.object({ limit_remaining: z.number().nullish().catch(null) }) });

export const createOpenRouterProvider: ProviderFactory = (context) => {
  const listVideo = (signal?: AbortSignal) => listVideoModels(context, signal);
  const video = createOpenRouterVideo(context, listVideo);
  let isClosed = false;
  return {
    kind: 'openrouter',
    video,
    image: null,
    text: createOpenRouterText(context, () => isClosed),
    speech: null,
    transcription: null,
    moderation: null,
    bundledModels: () => [],
    async listModels(signal) {
      return [...(await listVideo(signal)), ...(await listTextModels(context, signal))];
    },
    test: (signal) => test(context, signal),
    async close() {
      isClosed = true;
      await video.close();
    },
  };
};

async function listVideoModels(context: ProviderContext, signal: AbortSignal | undefined): Promise<Model[]> {
  return videoModelsFrom(await list(context, '/videos/models', signal), today(context)) ?? unreadable();
}

async function listTextModels(context: ProviderContext, signal: AbortSignal | undefined): Promise<Model[]> {
  return textModelsFrom(await list(context, '/models', signal), today(context)) ?? unreadable();
}

async function test(context: ProviderContext, signal: AbortSignal | undefined): Promise<ProbeReport> {
  try {
    const keyAnswer = await get(context, { purpose: 'test', url: '/key' }, signal);
    const key = keySchema.safeParse(keyAnswer.json());
    if (keyAnswer.status !== 200 || !key.success) return reportOfAnswer(context, keyAnswer);
    const listAnswer = await get(context, { purpose: 'test', url: '/videos/models' }, signal);
    const models = videoModelsFrom(listAnswer.json(), today(context));
    if (listAnswer.status !== 200 || models === null) return reportOfAnswer(context, listAnswer);
    return withUnreadable(
      describe(key.data.data.limit_remaining ?? null, models.length),
      countUnreadable(listAnswer.json()),
    );
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof NoAnswerError) return reportOfNoAnswer(thrown);
    throw thrown;
  }
}

/** @param dollarsLeft null for a key without a limit */
function describe(dollarsLeft: number | null, count: number): ProbeReport {
  const hasCredit = dollarsLeft === null || dollarsLeft > 0;
  const findings: ProbeReport['findings'] = [
    ...(hasCredit ? [] : [{ key: 'noCredit' as const, params: {} }]),
    { key: 'answered', params: {} },
    count > 0 ? { key: 'modelsListed', params: { count } } : { key: 'videoNotOffered', params: {} },
    ...(dollarsLeft === null ? [] : [{ key: 'credits' as const, params: { credits: `$${dollarsLeft.toFixed(2)}` } }]),
  ];
  return { kind: hasCredit && count > 0 ? 'works' : 'works-with-limits', findings, modelCount: count };
}

function reportOfAnswer({ connection }: ProviderContext, { status }: ProviderAnswer): ProbeReport {
  if (status === 401 && !connection.hasKey) return failingReport('keyMissing');
  return reportOfStatus(status);
}

/** @throws {NoAnswerError} */
function get(
  { http }: ProviderContext,
  { purpose, url }: Pick<OutgoingRequest, 'purpose' | 'url'>,
  signal: AbortSignal | undefined,
): Promise<ProviderAnswer> {
  return http.send({ purpose, method: 'GET', url, body: { kind: 'none' }, auth: 'key' }, { signal });
}

/** @throws {AppError} */
async function list(context: ProviderContext, url: string, signal: AbortSignal | undefined): Promise<unknown> {
  let answer: ProviderAnswer;
  try {
    answer = await get(context, { purpose: 'list-models', url }, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw troubleOf(thrown);
  }
  const body = answer.json();
  if (answer.status !== 200) throw troubleOfStatus(answer, readError(body)?.message ?? '');
  return body;
}

function unreadable(): never {
  throw new AppError('PROVIDER_ANSWER_UNREADABLE', 'the answer is no list', {
    params: { status: 200, detail: '' },
    retry: 'later',
  });
}

function today({ clock }: ProviderContext): string {
  return new Date(clock.nowMs()).toISOString().slice(0, 10);
}
