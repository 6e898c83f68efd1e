/**
 * From an answer of a provider to an outcome: the rules that every adapter shares.
 *
 * An answer below 500 that refuses the request was given before anything began, so the same request may be sent again
 * where that can help (429 and 503 with advice). A 5xx or no answer proves nothing: `unknown`.
 */
import { NoAnswerError, type ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';

/** Wait before a request that was turned away for its rate is sent again, where the answer does not say. */
const defaultRetryMs = 15_000;
/** An hour: longer than this a person should know. */
const longestRetryMs = 3_600_000;

/** Why a provider turned a request away. */
export type Rejection = { error: AppErrorData; retryAfterMs: number | null };

/** Reads `Retry-After` (RFC 9110, section 10.2.3): seconds or a date. Null without one. */
export function retryAfterMs(headers: Headers, clock: Clock): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (value === '') return null;
  // A date is by the clock of the other side, which tells its time too; ours may be wrong.
  const theirNowMs = Date.parse(headers.get('date') ?? '');
  const nowMs = Number.isFinite(theirNowMs) ? theirNowMs : clock.nowMs();
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestRetryMs) : null;
}

/** An error of the provider that a person reads; `detail` is its own short message without ids, if there is one. */
export function providerError(
  code: ErrorCode,
  options: { status?: number; detail?: string; retry?: AppErrorData['retry'] } = {},
): AppErrorData {
  return {
    code,
    params: { status: options.status ?? 0, detail: shortDetail(options.detail ?? '') },
    retry: options.retry ?? 'after-user-action',
  };
}

/** One line, at most 300 characters, without addresses, ids and anything that looks like a key. */
export function shortDetail(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/\b[A-Za-z0-9_-]{24,}\b/g, '…')
    .trim()
    .slice(0, 300);
}

/**
 * What a status says where the adapter knows nothing better.
 *
 * @returns `rejected` for an answer that proves that nothing was started, `unknown` for one that does not.
 */
export function outcomeOfStatus(
  answer: ProviderAnswer,
  { detail, clock }: { detail: string; clock: Clock },
): ({ kind: 'rejected' } & Rejection) | { kind: 'unknown'; error: AppErrorData } {
  const { status } = answer;
  const rejected = (code: ErrorCode, retryMs: number | null = null) => ({
    kind: 'rejected' as const,
    error: providerError(code, { status, detail, retry: retryMs === null ? 'after-user-action' : 'later' }),
    retryAfterMs: retryMs,
  });
  switch (status) {
    case 401:
      return rejected('PROVIDER_KEY_REJECTED');
    case 402:
      return rejected('PROVIDER_NO_CREDIT');
    case 403:
      return rejected('PROVIDER_FORBIDDEN');
    case 404:
    case 410:
      return rejected('PROVIDER_MODEL_GONE');
    case 413:
      return rejected('PROVIDER_INPUT_TOO_LARGE');
    case 429:
      return rejected('PROVIDER_RATE_LIMITED', retryAfterMs(answer.headers, clock) ?? defaultRetryMs);
    default:
      if (status >= 300 && status < 500 && status !== 408 && status !== 409) return rejected('PROVIDER_REJECTED');
      return { kind: 'unknown', error: providerError('PROVIDER_ERROR', { status, detail }) };
  }
}

/** The outcome of a create request that got no answer. @throws the signal's reason when it was broken off unsent */
export function outcomeOfNoAnswer(
  thrown: unknown,
  signal?: AbortSignal,
): ({ kind: 'rejected' } & Rejection) | { kind: 'unknown'; error: AppErrorData } {
  if (!(thrown instanceof NoAnswerError)) throw thrown;
  const { error, arrival } = thrown;
  if (arrival === 'maybe') return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_LOST') };
  if (signal?.aborted) throw signal.reason;
  return { kind: 'rejected', error: error.toData(), retryAfterMs: error.retry === 'later' ? defaultRetryMs : null };
}

/**
 * What a poll, list or other harmless call throws when it got no good answer: retry `later` where asking again helps.
 */
export function troubleOf(thrown: unknown): AppError {
  if (thrown instanceof NoAnswerError) return thrown.error;
  if (thrown instanceof AppError) return thrown;
  return new AppError('PROVIDER_ERROR', 'the provider could not be asked', { retry: 'later', cause: thrown });
}

/** As `troubleOf`, for an answer with a status that says no. */
export function troubleOfStatus(answer: ProviderAnswer, detail: string): AppError {
  const { status } = answer;
  const isPassing = status === 429 || status === 408 || status >= 500 || (status >= 200 && status < 300);
  const code = ((): ErrorCode => {
    if (status === 401) return 'PROVIDER_KEY_REJECTED';
    if (status === 402) return 'PROVIDER_NO_CREDIT';
    if (status === 403) return 'PROVIDER_FORBIDDEN';
    if (status === 429) return 'PROVIDER_RATE_LIMITED';
    return 'PROVIDER_ERROR';
  })();
  const { params } = providerError(code, { status, detail });
  // A key that was taken away meanwhile can be given back: the job is asked for again, and nothing is lost.
  return new AppError(code, `status ${status}`, { params, retry: isPassing || status < 404 ? 'later' : 'never' });
}
