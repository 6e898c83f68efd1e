/** From an answer that says no to an outcome: OpenAI's envelope and FastAPI's, which most self-hosted servers use. */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import type { AppErrorData } from '#shared/errors/app-error.ts';
import { toAppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError } from '../outcome.ts';
import type { OneShotOutcome } from '../provider.ts';
import { codeOf, listOf, objectOf, textOf } from './read-json.ts';

/** Every way in which a call ends without a result. */
export type Failure = Exclude<OneShotOutcome<never>, { kind: 'finished' }>;

/** Codes of content that is not made. The first is commonly reported, the others are gateways'. */
const refusalCodes = new Set([
  'moderation_blocked',
  'content_policy_violation',
  'content_filter',
  'responsible_ai_policy_violation',
]);

/** Codes of an account without money or at a limit that somebody set (OpenAI, "Error codes"); the last two are older. */
const noCreditCodes = new Set([
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'insufficient_quota',
  'billing_hard_limit_reached',
]);

const modelGoneCodes = new Set(['model_not_found', 'model_not_available', 'model_deprecated']);

/** Whether a code of an answer or of a failed job says that the content was declined. */
export function isRefusalCode(code: string): boolean {
  return refusalCodes.has(code);
}

/** Whether a code says that money or a limit is used up, whatever the status. */
export function isNoCreditCode(code: string): boolean {
  return noCreditCodes.has(code);
}

/** What an answer says in words and as a code; both empty where it says nothing that is known. */
export function readFailure(answer: ProviderAnswer): { detail: string; code: string } {
  const body = objectOf(answer.json());
  if (!body) return { detail: '', code: '' };
  const error = objectOf(body.error);
  if (error) return readError(error);
  const text = textOf(body.error) ?? textOf(body.message) ?? textOf(body.detail);
  if (text !== null) return { detail: text, code: codeOf(body.code) };
  const nested = objectOf(body.detail);
  if (nested) return readError(nested);
  return { detail: listOf(body.detail).map(problemText).join('; '), code: '' };
}

function readError(error: Record<string, unknown>): { detail: string; code: string } {
  return { detail: textOf(error.message) ?? '', code: codeOf(error.code) || (textOf(error.type) ?? '') };
}

/** `seconds: must be whole` from FastAPI's `{loc, msg}`; never its `input`, which repeats what was sent. */
function problemText(problem: unknown): string {
  const { loc, msg } = objectOf(problem) ?? {};
  const place = listOf(loc).filter((part) => part !== 'body');
  return [...(place.length > 0 ? [place.join('.')] : []), textOf(msg) ?? ''].join(': ');
}

/** The outcome of a call that creates or makes something, from an answer with a status that says no. */
export function outcomeOfAnswer(answer: ProviderAnswer, clock: Clock): Failure {
  const { status } = answer;
  const { detail, code } = readFailure(answer);
  if (status < 500 && isRefusalCode(code)) {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { status, detail }) };
  }
  // Without money a later try fails just the same, so the advice of a 429 is not followed.
  if (status < 500 && isNoCreditCode(code)) return rejected(providerError('PROVIDER_NO_CREDIT', { status, detail }));
  if (status < 500 && modelGoneCodes.has(code)) {
    return rejected(providerError('PROVIDER_MODEL_GONE', { status, detail }));
  }
  return outcomeOfStatus(answer, { detail, clock });
}

/** Nothing was sent: a file could not be read, or may not leave. @throws the signal's reason when it fired */
export function notSent(thrown: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted) throw signal.reason;
  return rejected(toAppError(thrown).toData());
}

/** An answer arrived that nobody can read: the work may have been done. */
export function unreadable(status = 0): Extract<Failure, { kind: 'unknown' }> {
  return { kind: 'unknown', error: providerError('PROVIDER_ANSWER_UNREADABLE', { status }) };
}

function rejected(error: AppErrorData): Failure {
  return { kind: 'rejected', error, retryAfterMs: null };
}
