/**
 * What goes wrong at the Gemini API, read from `{error: {code, message, status, details}}` (google.rpc.Status).
 *
 * A bad key answers 400 INVALID_ARGUMENT with the reason API_KEY_INVALID, and a project without billing answers 429
 * for a quota of nothing: both would look like something else by their status alone.
 */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError, type AppErrorData, type ErrorCode, toAppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError, type Rejection, troubleOfStatus } from '../outcome.ts';
import { arrayOf, recordOf, textOf } from './gemini-json.ts';

/** An answer with an error, as far as it could be read. */
type GeminiError = {
  /** google.rpc.Code, such as `INVALID_ARGUMENT`; empty when the body is none of the API's. */
  status: string;
  message: string;
  /** `reason` of each ErrorInfo, such as `API_KEY_INVALID`. */
  reasons: string[];
  /** From RetryInfo; null without one. */
  retryDelayMs: number | null;
  /** Whether a quota of the free tier that allows nothing was hit: no waiting helps. */
  needsBilling: boolean;
};

type Refusal = { kind: 'refused'; error: AppErrorData };
type Rejected = { kind: 'rejected' } & Rejection;
type Unknown = { kind: 'unknown'; error: AppErrorData };

const keyReasons = new Set(['API_KEY_INVALID', 'API_KEY_EXPIRED', 'ACCESS_TOKEN_TYPE_UNSUPPORTED']);
const billingReasons = new Set(['BILLING_DISABLED', 'BILLING_NOT_ENABLED']);

/** Names under which the API says that content was the reason: finish reasons, block reasons and error codes. */
// "SAFETY", "IMAGE_SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "content_blocked", "MODEL_ARMOR"
const refusingName =
  /SAFETY|PROHIBITED|BLOCKLIST|CONTENT_?(?:BLOCKED|FILTER|POLICY)|SPII|RECITATION|MODEL_ARMOR|JAILBREAK|POLICY_VIOLATION/i;
/** Interactions name no reason for a refusal, only words: these are the ones of Google's own filters. */
// "blocked by safety filters", "violates our usage policies", "prohibited use policy"
const refusingWords =
  /\bblocked\b|\bprohibited\b|\bviolat(?:e|es|ed|ing|ion)\b|safety (?:filter|polic|reason)|responsible ai|usage polic/i;

/** Reads the error of an answer; all empty when it has none. */
export function readGeminiError(answer: ProviderAnswer): GeminiError {
  const body = answer.json();
  // A list with one error is what some of Google's front ends send.
  const error = recordOf(recordOf(Array.isArray(body) ? body[0] : body).error);
  const details = arrayOf(error.details).map(recordOf);
  return {
    status: textOf(error.status) || textOf(error.code),
    message: textOf(error.message),
    reasons: details.map((detail) => textOf(detail.reason)).filter((reason) => reason !== ''),
    retryDelayMs: readRetryDelay(details),
    needsBilling: details.some((detail) => arrayOf(detail.violations).some(isEmptyFreeQuota)),
  };
}

// "13s", "0.5s"
const durationPattern = /^(\d+(?:\.\d+)?)s$/;

function readRetryDelay(details: Array<Record<string, unknown>>): number | null {
  for (const detail of details) {
    const seconds = durationPattern.exec(textOf(detail.retryDelay))?.[1];
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  }
  return null;
}

/** A quota of zero has no value on the wire. */
function isEmptyFreeQuota(value: unknown): boolean {
  const violation = recordOf(value);
  const isFreeTier = textOf(violation.quotaId).endsWith('FreeTier');
  return isFreeTier && ['', '0'].includes(textOf(violation.quotaValue));
}

/** Whether names, or failing these the words, say that something was declined for its content. */
export function isRefusal({ names, words }: { names: readonly string[]; words: string }): boolean {
  return names.some((name) => refusingName.test(name)) || refusingWords.test(words);
}

export function refusal(detail: string, status = 0): Refusal {
  return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { status, detail }) };
}

/** Nothing was sent: a file could not be read, or may not leave. @throws the signal's reason when it fired */
export function notSent(thrown: unknown, signal?: AbortSignal): Rejected {
  if (signal?.aborted) throw signal.reason;
  return { kind: 'rejected', error: toAppError(thrown).toData(), retryAfterMs: null };
}

/** Sorts an answer with a bad status to a request that creates something. */
export function outcomeOfError(answer: ProviderAnswer, clock: Clock): Rejected | Refusal | Unknown {
  const { status } = answer;
  const error = readGeminiError(answer);
  const code = betterCode(status, error);
  if (code)
    return { kind: 'rejected', error: providerError(code, { status, detail: error.message }), retryAfterMs: null };
  if (status === 400 && isRefusal({ names: [error.status, ...error.reasons], words: error.message })) {
    return refusal(error.message, status);
  }
  const outcome = outcomeOfStatus(answer, { detail: error.message, clock });
  const hasOwnDelay = status === 429 && error.retryDelayMs !== null && !answer.headers.has('retry-after');
  return hasOwnDelay && outcome.kind === 'rejected' ? { ...outcome, retryAfterMs: error.retryDelayMs } : outcome;
}

/** As `troubleOfStatus`, with what Google's details tell. */
export function troubleOfError(answer: ProviderAnswer): AppError {
  const error = readGeminiError(answer);
  const code = betterCode(answer.status, error);
  if (!code) return troubleOfStatus(answer, error.message);
  const { params } = providerError(code, { status: answer.status, detail: error.message });
  return new AppError(code, `status ${answer.status}`, { params, retry: 'later' });
}

/** What the details say better than the status; null where the status says enough. */
function betterCode(status: number, { status: name, reasons, needsBilling }: GeminiError): ErrorCode | null {
  if (reasons.some((reason) => keyReasons.has(reason))) return 'PROVIDER_KEY_REJECTED';
  if (reasons.some((reason) => billingReasons.has(reason))) return 'PROVIDER_NO_CREDIT';
  if (status === 429 && needsBilling) return 'PROVIDER_NO_CREDIT';
  // A region or an account that may not use the API, which changes by no other request.
  if (status === 400 && name === 'FAILED_PRECONDITION') return 'PROVIDER_FORBIDDEN';
  return null;
}

export function isSuccess({ status }: ProviderAnswer): boolean {
  return status >= 200 && status <= 299;
}
