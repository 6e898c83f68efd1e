/**
 * What fal's answers mean.
 *
 * Errors of a model are `{detail: [{loc, msg, type, …}]}`, those of the platform `{detail: "…", error_type}`. The type
 * decides, not the message; only a locked account has no type of its own. fal docs, errors and request-errors.
 */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError, troubleOfStatus } from '../outcome.ts';
import type { AnswerFacts, Output, PollOutcome, SubmitOutcome } from '../video-provider.ts';

/** What an answer says of an error, if it says anything. */
type FalError = {
  /** For a person; empty when it says nothing. */
  detail: string;
  /** Machine-readable kinds, such as `content_policy_violation` or `request_timeout`. */
  types: string[];
  /** Whether it is of the form that fal's errors have: a page of a proxy on the way is not. */
  isOfFal: boolean;
};

/** Types that say that what was asked for, or what came of it, is not allowed. */
const refusals = new Set(['content_policy_violation']);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readError(answer: ProviderAnswer): FalError {
  const body = answer.json();
  if (!isRecord(body)) return { detail: '', types: [], isOfFal: false };
  const { detail, error_type: errorType } = body;
  const items = (Array.isArray(detail) ? detail : []).filter(isRecord);
  const texts = typeof detail === 'string' ? [detail] : items.map(({ msg }) => msg);
  const types = [errorType, answer.headers.get('x-fal-error-type'), ...items.map(({ type }) => type)];
  return {
    detail: texts.filter((text) => typeof text === 'string').join(' '),
    types: types.filter((type) => typeof type === 'string'),
    isOfFal: typeof detail === 'string' || Array.isArray(detail),
  };
}

/** A submit that was not accepted. */
export function outcomeOfRejection(answer: ProviderAnswer, clock: Clock): SubmitOutcome {
  const { status } = answer;
  const { detail, types } = readError(answer);
  if (types.some((type) => refusals.has(type))) {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { status, detail }) };
  }
  // "User is locked. Reason: Exhausted balance.": fal answers 403 for it, with no type (docs, FAQ).
  if (status === 403 && /locked|exhausted balance/i.test(detail)) {
    return { kind: 'rejected', error: providerError('PROVIDER_NO_CREDIT', { status, detail }), retryAfterMs: null };
  }
  return outcomeOfStatus(answer, { detail, clock });
}

/** What the status call says: where the request is, or that its result can be asked for. */
export type QueueStatus =
  | { kind: 'waiting'; queuePosition: number | null }
  | { kind: 'completed'; facts: AnswerFacts }
  | { kind: 'cancelled' }
  | { kind: 'unknown' };

/**
 * Reads an answer of the status call. There is no word for "failed": COMPLETED covers it, and the result call tells.
 * FAILED and CANCELED stand in an older schema of fal's only.
 *
 * @throws {AppError} with retry `later` where asking again helps
 */
export function readStatus(answer: ProviderAnswer): QueueStatus {
  const body = answer.json();
  const { detail } = readError(answer);
  if (answer.status === 404) return { kind: 'unknown' };
  if (answer.status >= 300 || !isRecord(body)) throw troubleOfStatus(answer, detail);
  switch (body.status) {
    case 'IN_QUEUE':
    case 'IN_PROGRESS':
      return { kind: 'waiting', queuePosition: wholeNumber(body.queue_position) };
    case 'COMPLETED':
    case 'FAILED':
      return { kind: 'completed', facts: statusFacts(body) };
    case 'CANCELED':
    case 'CANCELLED':
      return { kind: 'cancelled' };
    default:
      throw troubleOfStatus(answer, 'unknown status');
  }
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

function statusFacts({ metrics }: Record<string, unknown>): AnswerFacts {
  const seconds = isRecord(metrics) ? metrics.inference_time : null;
  return typeof seconds === 'number' ? { inference_time: seconds } : {};
}

/**
 * Reads the result of a completed request: its file, or why there is none.
 *
 * @throws {AppError} with retry `later` where it was the call that failed, and not the request
 */
export function readResult(answer: ProviderAnswer, facts: AnswerFacts): PollOutcome {
  const { status } = answer;
  const { detail, types, isOfFal } = readError(answer);
  if (status >= 200 && status < 300) return readFiles(answer, facts);
  if (types.some((type) => refusals.has(type))) {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { status, detail }) };
  }
  // Ended on demand, as a cancel asked for.
  if (status === 499) return { kind: 'cancelled' };
  if (status === 404 && types.length === 0) return lost(status);
  if (isOfTheCall({ status, types, isOfFal })) throw troubleOfStatus(answer, detail);
  return { kind: 'failed', error: providerError('PROVIDER_FAILED', { status, detail }) };
}

/** Whether an answer speaks of the call and not of the request, whose own end is not known then. */
function isOfTheCall({ status, types, isOfFal }: Pick<FalError, 'types' | 'isOfFal'> & { status: number }): boolean {
  const isGateway = status > 500 && types.length === 0;
  return !isOfFal || isGateway || [401, 403, 429].includes(status);
}

export function lost(status: number): PollOutcome {
  return { kind: 'lost', retry: 'never', error: providerError('PROVIDER_JOB_LOST', { status }) };
}

function readFiles(answer: ProviderAnswer, facts: AnswerFacts): PollOutcome {
  const body = answer.json();
  // Half an answer, or a page of a proxy: the result is asked for again.
  if (!isRecord(body)) throw troubleOfStatus(answer, 'unreadable result');
  const files = [body.video, ...(Array.isArray(body.videos) ? body.videos : [])].filter(isRecord);
  const outputs = files.flatMap((file, index) => (typeof file.url === 'string' ? [outputOf(file.url, index)] : []));
  if (outputs.length === 0) return { kind: 'failed', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
  return {
    kind: 'succeeded',
    outputs,
    facts: { ...facts, ...(typeof body.seed === 'number' && { seed: body.seed }) },
  };
}

function outputOf(url: string, index: number): Output {
  // https://v3.fal.media/files/monkey/abc_output.webm
  const extension = /\.(mp4|webm|mov|mkv)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? 'mp4';
  return { index, extension, hasBurntInSubtitles: false, url };
}

/**
 * Reads an answer to a cancel. A request in the queue is taken out; one that runs is only told to stop.
 *
 * @throws {AppError} with retry `later` where asking again helps
 */
export function readCancel(answer: ProviderAnswer): 'cancelled' | 'requested' | 'too-late' | 'unknown' {
  const body = answer.json();
  switch (isRecord(body) ? body.status : null) {
    case 'OK':
      return 'cancelled';
    case 'CANCELLATION_REQUESTED':
      return 'requested';
    case 'ALREADY_COMPLETED':
      return 'too-late';
    case 'NOT_FOUND':
      return 'unknown';
    default:
      if (answer.status === 404) return 'unknown';
      if (answer.status === 400) return 'too-late';
      if (answer.status >= 200 && answer.status < 300) return 'requested';
      throw troubleOfStatus(answer, readError(answer).detail);
  }
}
