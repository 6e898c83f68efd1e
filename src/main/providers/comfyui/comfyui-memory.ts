/**
 * How far back a ComfyUI server remembers.
 *
 * Queue and history live in memory. That a server does not know a job proves that the job never arrived only while the
 * server has run since before the job was sent; no route tells when it was started. Another job that it got before then
 * does tell: its `create_time` or the time of its first message, both of the server's own clock (server.py,
 * execution.py). That clock is compared with ours by the `Date` of the answer.
 */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import { isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';
import type { Clock } from '#shared/util/clock.ts';
import { get, type JobCall, type JobSource, recordOf } from './comfyui-jobs.ts';

/** Jobs asked for, oldest first: some tell no time, and stand in front. */
const mostJobs = 50;
const jobUrls = [`/api/jobs?sort_by=created_at&sort_order=asc&limit=${mostJobs}`];
const oldUrls = ['/queue', `/history?max_items=${mostJobs}&offset=0`];
/** `Date` has whole seconds, and an answer takes its time: what is older by less proves nothing. */
const clockMarginMs = 5000;

/**
 * Whether the server surely remembers everything that it got at or after `sinceMs`, a time of our clock.
 *
 * @throws {AppError} with retry `later` when the server did not say
 */
export async function remembersSince(
  call: JobCall,
  { sinceMs, source, clock }: { sinceMs: number; source: JobSource; clock: Clock },
): Promise<boolean> {
  const answers = [];
  for (const url of source === 'jobs' ? jobUrls : oldUrls) answers.push(await get(call, url));
  const serverNowMs = Date.parse(answers.at(-1)?.headers.get('date') ?? '');
  const oldestMs = Math.min(...answers.flatMap(timesOf));
  if (!Number.isFinite(serverNowMs) || !Number.isFinite(oldestMs)) return false;
  return oldestMs - serverNowMs + clock.nowMs() < sinceMs - clockMarginMs;
}

/** Milliseconds since 1970 by the server's clock, in any of the three forms. */
function timesOf(answer: ProviderAnswer): number[] {
  const body = recordOf(answer);
  const { jobs, queue_running: running, queue_pending: pending } = body;
  if (Array.isArray(jobs)) {
    return jobs.filter(isRecord).flatMap((job) => [job.create_time, job.execution_start_time].filter(isTime));
  }
  if (Array.isArray(running) && Array.isArray(pending)) {
    return [...running, ...pending].flatMap((prompt: unknown) => timesOfEntry({ prompt }));
  }
  return Object.values(body).flatMap(timesOfEntry);
}

/** `prompt` is number, id, graph, extra data, outputs; messages are pairs of an event and what it told. */
function timesOfEntry(entry: unknown): number[] {
  if (!isRecord(entry)) return [];
  const extraData: unknown = Array.isArray(entry.prompt) ? entry.prompt[3] : null;
  const status = isRecord(entry.status) ? entry.status : {};
  const messages: unknown[] = Array.isArray(status.messages) ? status.messages : [];
  const told = messages.map((message): unknown => (Array.isArray(message) ? message[1] : null)).filter(isRecord);
  return [isRecord(extraData) ? extraData.create_time : null, ...told.map(({ timestamp }) => timestamp)].filter(isTime);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}
