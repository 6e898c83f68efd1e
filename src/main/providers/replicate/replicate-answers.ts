/** What Replicate's answers mean: `{detail, title?, status?}` for errors, and predictions. */
import type { ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError, troubleOfStatus } from '../outcome.ts';
import type { AnswerFacts, Output, PollOutcome, SubmitOutcome } from '../video-provider.ts';
import { isRecord, textOf } from './read-value.ts';

/** A prediction, read loosely. */
export type Prediction = {
  id: string;
  status: string;
  /** `owner/name`; empty where it does not tell. */
  model: string;
  /** What was asked; empty once it has been removed. */
  input: Record<string, unknown>;
  output: unknown;
  error: string;
  logs: string;
  /** Input, output and logs are removed an hour after the end. */
  isDataRemoved: boolean;
  /** NaN where it does not tell. */
  createdAtMs: number;
  /** Seconds of the machine; null before the end. */
  predictSeconds: number | null;
};

/** Null for what is no prediction. */
export function readPrediction(value: unknown): Prediction | null {
  if (!isRecord(value)) return null;
  const id = textOf(value.id);
  const status = textOf(value.status);
  if (id === '' || status === '') return null;
  const metrics = isRecord(value.metrics) ? value.metrics : {};
  return {
    id,
    status,
    model: textOf(value.model),
    input: isRecord(value.input) ? value.input : {},
    output: value.output,
    error: typeof value.error === 'string' ? value.error : JSON.stringify(value.error ?? ''),
    logs: textOf(value.logs),
    isDataRemoved: value.data_removed === true,
    createdAtMs: Date.parse(textOf(value.created_at)),
    predictSeconds: typeof metrics.predict_time === 'number' ? metrics.predict_time : null,
  };
}

/** A short message for people; empty where the answer has none. */
export function detailOf(answer: ProviderAnswer): string {
  const body = answer.json();
  return isRecord(body) ? textOf(body.detail) || textOf(body.title) : '';
}

/**
 * Whether words say that the content was declined. There is no code for it: E005 stands inside the message, as in "The
 * input or output was flagged as sensitive. Please try again with different inputs. (E005)".
 */
function isRefusal(words: string): boolean {
  return /\bE005\b|flagged as sensitive|content policy|moderation|\bnsfw\b/i.test(words);
}

/** A create that was not accepted. */
export function outcomeOfRejection(answer: ProviderAnswer, clock: Clock): SubmitOutcome {
  const { status } = answer;
  const detail = detailOf(answer);
  if ((status === 400 || status === 422) && isRefusal(detail)) {
    return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { status, detail }) };
  }
  return outcomeOfStatus(answer, { detail, clock });
}

/** An answer that says no before anything is created, so that even a 5xx may be followed by another try. */
export function refusedBefore(answer: ProviderAnswer, clock: Clock): AppError {
  const outcome = outcomeOfStatus(answer, { detail: detailOf(answer), clock });
  const { code, params, retry } = outcome.error;
  return new AppError(code, `status ${answer.status}`, { params, retry: outcome.kind === 'unknown' ? 'later' : retry });
}

/** @throws {AppError} with retry `later` where asking again helps */
export function readPoll(answer: ProviderAnswer, pollAfterMs: number): PollOutcome {
  if (answer.status === 404) {
    return { kind: 'lost', retry: 'never', error: providerError('PROVIDER_JOB_LOST', { status: 404 }) };
  }
  const prediction = answer.status < 300 ? readPrediction(answer.json()) : null;
  if (!prediction) throw troubleOfStatus(answer, detailOf(answer));
  switch (prediction.status) {
    case 'starting':
    case 'processing':
      return { kind: 'pending', progress: progressIn(prediction.logs), pollAfterMs };
    case 'succeeded':
      return succeeded(prediction);
    case 'failed':
      return failed(prediction);
    // `aborted`: its deadline passed before it began.
    case 'canceled':
    case 'aborted':
      return { kind: 'cancelled' };
    default:
      throw troubleOfStatus(answer, `unknown status ${prediction.status}`);
  }
}

/** The last ` 45%|████` that a progress bar of tqdm has written, as Replicate's own package reads it. */
function progressIn(logs: string): number | null {
  const percents = Array.from(logs.matchAll(/(\d{1,3})%\s*\|/g), ([, digits]) => Number(digits));
  const last = percents.at(-1);
  return last === undefined ? null : Math.min(last, 100) / 100;
}

function failed({ error: detail }: Prediction): PollOutcome {
  if (isRefusal(detail)) return { kind: 'refused', error: providerError('PROVIDER_REFUSED', { detail }) };
  return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail }) };
}

function succeeded({ output, isDataRemoved, predictSeconds }: Prediction): PollOutcome {
  if (isDataRemoved) return { kind: 'failed', error: providerError('RESULT_GONE') };
  const outputs = outputsOf(output);
  if (outputs.length === 0) return { kind: 'failed', error: providerError('PROVIDER_ANSWER_UNREADABLE') };
  const facts: AnswerFacts = predictSeconds === null ? {} : { predict_time: predictSeconds };
  return { kind: 'succeeded', outputs, facts };
}

/** One address, a list of them, or an object with some; pictures among them are no clips. */
function outputsOf(output: unknown): Output[] {
  const values: unknown[] = Array.isArray(output) ? output : isRecord(output) ? Object.values(output) : [output];
  const urls = values.filter((value) => typeof value === 'string').filter((value) => /^https?:\/\//.test(value));
  const files = urls.map((url) => ({ url, ending: endingOf(url) }));
  return files
    .filter(({ ending }) => !['png', 'jpg', 'jpeg', 'webp', 'txt', 'json', 'wav', 'mp3'].includes(ending))
    .map(({ url, ending }, index) => {
      const extension = ['mp4', 'webm', 'mov', 'mkv', 'gif'].includes(ending) ? ending : 'mp4';
      return { index, extension, hasBurntInSubtitles: false, url };
    });
}

/** `mp4` of https://replicate.delivery/xezq/abc/tmp1.output.mp4?x=1 */
function endingOf(url: string): string {
  return /\.([a-z0-9]+)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

/** @throws {AppError} with retry `later` where asking again helps */
export function readCancel(answer: ProviderAnswer): 'cancelled' | 'requested' | 'too-late' | 'unknown' {
  if (answer.status === 404) return 'unknown';
  if (answer.status >= 300) throw troubleOfStatus(answer, detailOf(answer));
  switch (readPrediction(answer.json())?.status) {
    case 'canceled':
    case 'aborted':
      return 'cancelled';
    case 'succeeded':
    case 'failed':
      return 'too-late';
    default:
      return 'requested';
  }
}
