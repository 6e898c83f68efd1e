/**
 * Looks for a clip whose create request got no answer, by what the list of the server tells: no id of ours goes along.
 *
 * Wrong guesses cost money or give a shot another shot's clip, so it only says what is certain:
 * - exactly one job since the attempt with this prompt, and none whose prompt is not told: that one;
 * - none at all, some time after the attempt: it never arrived;
 * - anything else: a person decides.
 */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { troubleOf, troubleOfStatus } from '../outcome.ts';
import type { JobHandle, VideoRequest } from '../video-provider.ts';
import { adopt, bare, type OpenAiContext } from './openai-context.ts';
import { readFailure } from './openai-errors.ts';
import { readVideoRecord, type VideoRecord } from './openai-video-record.ts';
import { listOf, numberOf, objectOf, textOf } from './read-json.ts';

type Lost = {
  attemptId: AttemptId;
  request: VideoRequest | null;
  sinceMs: number;
  isTaken?: ((remoteId: string) => boolean) | undefined;
  signal?: AbortSignal | undefined;
};

/** A request that was broken off may still be on its way through a proxy, and a job is listed a moment later. */
const graceMs = 10_000;
/** Both clocks are read to the second. */
const toleranceMs = 3000;
/** Where the server does not tell its time, its clock may be as wrong as this. */
const blindToleranceMs = 120_000;
const pageSize = 100;
const mostPages = 20;

/** @throws {AppError} with retry `later` when the server did not answer well, or it is too early to tell */
export async function findLostVideo(
  context: OpenAiContext,
  { attemptId, request, sinceMs, isTaken = () => false, signal }: Lost,
): Promise<JobHandle | 'none' | 'cannot-tell'> {
  context.assertOpen();
  if (!request) return 'cannot-tell';
  const list = await listVideos(context, signal);
  if (list === null) return 'cannot-tell';
  const { records, isComplete, clockLeadMs } = list;
  const earliestMs = sinceMs + (clockLeadMs ?? 0) - (clockLeadMs === null ? blindToleranceMs : toleranceMs);
  const free = records.filter(({ id }) => !isTaken(id));
  const recent = free.filter(({ createdAtMs }) => createdAtMs === null || createdAtMs >= earliestMs);
  const likenesses = recent.map((record) => ({ record, likeness: compare(record, request) }));
  const candidates = likenesses.filter(({ likeness }) => likeness !== 'other');
  const [only] = candidates;
  if (only?.likeness === 'same' && candidates.length === 1 && isComplete) {
    const { createdAtMs } = only.record;
    const submittedAtMs = createdAtMs === null ? context.clock.nowMs() : createdAtMs - (clockLeadMs ?? 0);
    return adopt(context, only.record, { attemptId, modelId: request.modelId, submittedAtMs });
  }
  if (only || !isComplete) return 'cannot-tell';
  if (context.clock.nowMs() - sinceMs >= graceMs) return 'none';
  throw new AppError('PROVIDER_ANSWER_LOST', 'too early to say that it never arrived', { retry: 'later' });
}

/** `unclear` when the server keeps the prompt to itself, as SGLang does, or tells only its beginning. */
function compare({ prompt }: VideoRecord, { promptAsSent }: VideoRequest): 'same' | 'other' | 'unclear' {
  const asked = promptAsSent.trim();
  const told = prompt?.trim() ?? '';
  if (told === asked) return 'same';
  return asked.startsWith(told.replace(/(…|\.\.\.)$/, '')) ? 'unclear' : 'other';
}

type VideoList = {
  records: VideoRecord[];
  /** Whether every page was read. */
  isComplete: boolean;
  /** How far the server's clock is ahead of ours; null when it does not tell. */
  clockLeadMs: number | null;
};

/** Null when the server has no such list. */
async function listVideos(context: OpenAiContext, signal?: AbortSignal): Promise<VideoList | null> {
  const records = new Map<string, VideoRecord>();
  let clockLeadMs: number | null = null;
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await askForPage(context, after, signal);
    if (!answer) return null;
    const json = answer.json();
    // Half an answer says nothing about the list; asked again, it comes whole.
    if (json === undefined) throw unreadable(answer);
    const body = objectOf(json);
    if (!Array.isArray(body?.data)) return null;
    clockLeadMs ??= clockLeadOf(answer, context.clock.nowMs());
    const found = listOf(body.data).flatMap((each) => readVideoRecord(each) ?? []);
    const isNew = found.some(({ id }) => !records.has(id));
    for (const record of found) records.set(record.id, record);
    // SGLang says nothing of a next page, so a full one may have one.
    const hasMore = typeof body.has_more === 'boolean' ? body.has_more : body.data.length >= pageSize;
    if (!hasMore) return { records: [...records.values()], isComplete: true, clockLeadMs };
    if (!isNew) break;
    after = textOf(body.last_id) ?? found.at(-1)?.id ?? null;
  }
  return { records: [...records.values()], isComplete: false, clockLeadMs };
}

/** Answers that mean that there is no such call, or none that takes these words. */
const noListStatuses = new Set([400, 404, 405, 410, 422, 501]);

/** Null when there is no list. @throws {AppError} */
async function askForPage(
  context: OpenAiContext,
  after: string | null,
  signal?: AbortSignal,
): Promise<ProviderAnswer | null> {
  const query = new URLSearchParams({ limit: String(pageSize), order: 'desc', ...(after !== null && { after }) });
  let answer: ProviderAnswer;
  try {
    answer = await context.http.send(bare('reconcile', 'GET', `${context.apiPath}/videos?${query}`), { signal });
  } catch (thrown) {
    signal?.throwIfAborted();
    throw troubleOf(thrown);
  }
  if (answer.mime === 'text/html') {
    throw unreadable(answer);
  }
  if (noListStatuses.has(answer.status)) return null;
  if (answer.status < 200 || answer.status > 299) throw troubleOfStatus(answer, readFailure(answer).detail);
  return answer;
}

/** From the `Date` of an answer (RFC 9110, section 6.6.1). */
function clockLeadOf({ headers }: ProviderAnswer, nowMs: number): number | null {
  const serverMs = numberOf(Date.parse(headers.get('date') ?? ''));
  return serverMs === null ? null : serverMs - nowMs;
}

function unreadable({ status }: ProviderAnswer): AppError {
  return new AppError('PROVIDER_ANSWER_UNREADABLE', 'no list came', { params: { status, detail: '' }, retry: 'later' });
}
