/**
 * Where a job stands at a ComfyUI server, asked in the way that the server knows.
 *
 * Servers since late 2025 have `/api/jobs/{id}`, which tells it in one answer. Older ones tell it in two: `/queue`, then
 * `/history/{id}`, in this order, as a job goes from the one to the other. Queue and history live in memory, so a server
 * that was started anew knows neither (ComfyUI, server.py, execution.py, comfy_execution/jobs.py).
 */
import type { EgressPurpose, OutgoingRequest, ProviderAnswer, ProviderHttp } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { troubleOf, troubleOfStatus } from '../outcome.ts';
import type { AnswerFacts } from '../video-provider.ts';
import { isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';

export type ComfyJob =
  /** Jobs before it, where that was told. */
  | { kind: 'waiting'; ahead: number | null }
  | { kind: 'running' }
  /** Outputs by node, as the nodes wrote them. */
  | { kind: 'completed'; outputs: Record<string, unknown>; facts: AnswerFacts }
  | { kind: 'failed'; detail: string }
  | { kind: 'cancelled' }
  | { kind: 'unknown' };

export type JobCall = {
  http: ProviderHttp;
  purpose: EgressPurpose;
  attemptId?: AttemptId | undefined;
  signal?: AbortSignal | undefined;
};

/** The old queue holds the whole graph of every job. */
const maxQueueBytes = 64 * 1024 * 1024;
const listTimeoutMs = 60_000;

/** How a server tells about jobs. */
export type JobSource = 'jobs' | 'history';

/** @throws {AppError} with retry `later` when the server did not say */
export async function findJob(call: JobCall, id: string): Promise<{ job: ComfyJob; source: JobSource }> {
  const answer = await get(call, `/api/jobs/${encodeURIComponent(id)}`);
  const body = answer.json();
  if (answer.status === 200 && isRecord(body) && typeof body.status === 'string') {
    return { job: jobFromApi(body), source: 'jobs' };
  }
  // A server that has the route says so in JSON; one that has not answers as for any path that it does not know.
  if (answer.status === 404 && isRecord(body) && 'error' in body) return { job: { kind: 'unknown' }, source: 'jobs' };
  if (answer.status === 404 || answer.status === 405) return { job: await findOldJob(call, id), source: 'history' };
  throw answer.status === 200 ? unreadable(answer) : troubleOfStatus(answer, '');
}

/** Jobs before this one in the queue, asked with as little as possible; null where the server does not tell. */
export async function countAhead(call: JobCall, id: string): Promise<number | null> {
  const answer = await get(call, '/api/jobs?status=pending,in_progress&limit=500');
  const body = answer.json();
  const jobs = isRecord(body) && Array.isArray(body.jobs) ? body.jobs.filter(isRecord) : [];
  const own = jobs.find((job) => job.id === id);
  if (typeof own?.priority !== 'number') return null;
  const { priority } = own;
  return jobs.filter((job) => job.status === 'in_progress' || Number(job.priority) < priority).length;
}

/** As an entry of the queue or of the history: who submitted what under which id. */
type OldEntry = { id: string; graph: unknown };

/** Everything that an old server remembers, for a job that may have got another id than the one asked for. */
export async function listOldEntries(call: JobCall): Promise<OldEntry[]> {
  const { running, pending } = await oldQueue(call);
  const history = (await getJson(call, '/history?max_items=2000')) as Record<string, unknown>;
  const ended = Object.values(history).flatMap((entry) => (isRecord(entry) ? [entry.prompt] : []));
  return [...running, ...pending, ...ended].flatMap((item) =>
    Array.isArray(item) && typeof item[1] === 'string' ? [{ id: item[1], graph: item[2] as unknown }] : [],
  );
}

async function findOldJob(call: JobCall, id: string): Promise<ComfyJob> {
  const { running, pending } = await oldQueue(call);
  if (running.some((item) => isEntryOf(item, id))) return { kind: 'running' };
  const own = pending.find((item) => isEntryOf(item, id));
  if (Array.isArray(own)) {
    const earlier = pending.filter((item) => Array.isArray(item) && Number(item[0]) < Number(own[0]));
    return { kind: 'waiting', ahead: running.length + earlier.length };
  }
  const history = await getJson(call, `/history/${encodeURIComponent(id)}`);
  const entry = Object.hasOwn(history, id) ? history[id] : null;
  return isRecord(entry) ? jobFromHistory(entry) : { kind: 'unknown' };
}

async function oldQueue(call: JobCall): Promise<{ running: unknown[]; pending: unknown[] }> {
  const body = await getJson(call, '/queue');
  const { queue_running: running, queue_pending: pending } = body;
  if (Array.isArray(running) && Array.isArray(pending)) return { running, pending };
  throw new AppError('PROVIDER_ANSWER_UNREADABLE', 'the answer is no queue', {
    params: { status: 200, detail: '' },
    retry: 'later',
  });
}

function isEntryOf(item: unknown, id: string): boolean {
  return Array.isArray(item) && item[1] === id;
}

function jobFromApi(body: Record<string, unknown>): ComfyJob {
  switch (body.status) {
    case 'completed':
      return { kind: 'completed', outputs: isRecord(body.outputs) ? body.outputs : {}, facts: factsOf(body) };
    case 'failed':
      return { kind: 'failed', detail: describeFailure(body.execution_error) };
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'pending':
      return { kind: 'waiting', ahead: null };
    default:
      return { kind: 'running' };
  }
}

/** `status.messages` are pairs of an event and what it told (execution.py). */
function jobFromHistory(entry: Record<string, unknown>): ComfyJob {
  const status = isRecord(entry.status) ? entry.status : {};
  const messages = Array.isArray(status.messages) ? status.messages.filter(Array.isArray) : [];
  const toldBy = (event: string) => messages.find(([name]) => name === event)?.[1] as unknown;
  if (status.status_str !== 'error') {
    return { kind: 'completed', outputs: isRecord(entry.outputs) ? entry.outputs : {}, facts: {} };
  }
  if (toldBy('execution_interrupted') !== undefined) return { kind: 'cancelled' };
  return { kind: 'failed', detail: describeFailure(toldBy('execution_error')) };
}

function factsOf(body: Record<string, unknown>): AnswerFacts {
  const facts: AnswerFacts = {};
  for (const name of ['execution_start_time', 'execution_end_time']) {
    const value = body[name];
    if (typeof value === 'number') facts[name] = value;
  }
  return facts;
}

function describeFailure(error: unknown): string {
  if (!isRecord(error)) return '';
  return describeTrouble([error.node_type, error.exception_message]);
}

/** Words of a server, without what it quotes and without names of files: both may be the person's own. */
export function describeTrouble(parts: readonly unknown[]): string {
  return parts
    .filter((part) => typeof part === 'string' && part !== '')
    .join(': ')
    .replace(/(["'`])(?:(?!\1)[^\n])*\1/g, '…')
    .replace(/\S*[\\/]\S*/g, '…')
    .replace(/…(?:, …)+/g, '…');
}

/** @throws {AppError} when there was no good answer in JSON */
async function getJson(call: JobCall, url: string): Promise<Record<string, unknown>> {
  return recordOf(await get(call, url));
}

/** The body of a good answer. @throws {AppError} for any other, such as a page in its place */
export function recordOf(answer: ProviderAnswer): Record<string, unknown> {
  const body = answer.json();
  if (answer.status !== 200) throw troubleOfStatus(answer, '');
  if (!isRecord(body)) throw unreadable(answer);
  return body;
}

/** @throws {AppError} when there was no answer, or the signal's reason */
export async function get(call: JobCall, url: string): Promise<ProviderAnswer> {
  return ask(call, { method: 'GET', url, body: { kind: 'none' } });
}

/** Sends what may be sent again without harm. @throws {AppError} when there was no answer, or the signal's reason */
export async function ask(
  { http, purpose, attemptId, signal }: JobCall,
  request: Pick<OutgoingRequest, 'method' | 'url' | 'body'>,
): Promise<ProviderAnswer> {
  try {
    return await http.send(
      { purpose, auth: 'key', ...request },
      { signal, attemptId, timeoutMs: listTimeoutMs, maxBytes: maxQueueBytes },
    );
  } catch (thrown) {
    signal?.throwIfAborted();
    throw troubleOf(thrown);
  }
}

function unreadable({ status }: ProviderAnswer): AppError {
  return new AppError('PROVIDER_ANSWER_UNREADABLE', 'the answer is none of ComfyUI', {
    params: { status, detail: '' },
    retry: 'later',
  });
}
