/** Reads the record of a clip in every dialect, and says what it means. */
import type { AppErrorData } from '#shared/errors/app-error.ts';
import { providerError } from '../outcome.ts';
import type { AnswerFacts, PollOutcome } from '../video-provider.ts';
import { isNoCreditCode, isRefusalCode } from './openai-errors.ts';
import { codeOf, type JsonObject, numberOf, objectOf, textOf } from './read-json.ts';

export type VideoRecord = {
  id: string;
  /** In lower case; the words differ from server to server. */
  status: string;
  /** 0 to 1; null when it does not tell. */
  progress: number | null;
  /** SGLang does not tell. */
  prompt: string | null;
  size: string | null;
  seconds: string | null;
  /** By the server's clock. */
  createdAtMs: number | null;
  expiresAtMs: number | null;
  error: { code: string; message: string } | null;
  /** File name ending without a dot. */
  extension: string;
  /** Where SGLang put it, when its results go to a cloud. */
  url: string | null;
  facts: AnswerFacts;
};

/** Null for what is no record. */
export function readVideoRecord(value: unknown): VideoRecord | null {
  const record = objectOf(value);
  const id = textOf(record?.id);
  if (!record || id === null) return null;
  const progress = numberOf(record.progress);
  return {
    id,
    status: (textOf(record.status) ?? 'queued').toLowerCase(),
    // What is not ready is not at its end: some servers say 100 from the start.
    progress: progress === null || progress >= 100 ? null : Math.max(0, progress / 100),
    prompt: textOf(record.prompt),
    size: textOf(record.size),
    seconds: numberOf(record.seconds) === null ? null : String(numberOf(record.seconds)),
    createdAtMs: momentOf(record.created_at),
    expiresAtMs: momentOf(record.expires_at),
    error: readError(record.error),
    extension: textOf(record.media_type) === 'video/webm' ? 'webm' : 'mp4',
    url: addressOf(record.url),
    facts: factsOf(record),
  };
}

/** Seconds since 1970, as every dialect counts. */
function momentOf(value: unknown): number | null {
  const seconds = numberOf(value);
  return seconds === null || seconds <= 0 ? null : Math.round(seconds * 1000);
}

function addressOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && /^https?:\/\//.test(text) ? text : null;
}

/** `code` is text at OpenAI and a status at vLLM-Omni; some servers give only a sentence. */
function readError(value: unknown): VideoRecord['error'] {
  const error = objectOf(value);
  if (!error) return textOf(value) === null ? null : { code: '', message: textOf(value) ?? '' };
  return { code: codeOf(error.code), message: textOf(error.message) ?? '' };
}

function factsOf(record: JsonObject): AnswerFacts {
  const facts: AnswerFacts = {};
  for (const name of ['model', 'size', 'seconds', 'quality']) {
    const text = textOf(record[name]);
    if (text !== null) facts[name] = text;
  }
  for (const name of ['inference_time_s', 'peak_memory_mb']) {
    const number = numberOf(record[name]);
    if (number !== null && number > 0) facts[name] = number;
  }
  return facts;
}

const succeededWords = new Set(['completed', 'succeeded']);
const failedWords = new Set(['failed', 'error']);
const cancelledWords = new Set(['cancelled', 'canceled']);
const goneWords = new Set(['deleted', 'expired']);

/** Every word that is not known means that it still runs: `running`, `processing`, `cancelling` and what comes next. */
export function pollOutcomeOf(record: VideoRecord, pollAfterMs: number): PollOutcome {
  const { status, facts, extension, url } = record;
  if (succeededWords.has(status)) {
    const output = { index: 0, extension, hasBurntInSubtitles: false, ...(url !== null && { url }) };
    return { kind: 'succeeded', outputs: [output], facts };
  }
  if (failedWords.has(status)) return failedOutcome(record);
  if (cancelledWords.has(status)) return { kind: 'cancelled' };
  if (goneWords.has(status)) return lost();
  return { kind: 'pending', progress: record.progress, pollAfterMs };
}

function failedOutcome({ error }: VideoRecord): PollOutcome {
  const { code, message } = error ?? { code: '', message: '' };
  const say = (errorCode: AppErrorData['code']) => providerError(errorCode, { detail: message });
  if (isRefusalCode(code)) return { kind: 'refused', error: say('PROVIDER_REFUSED') };
  return { kind: 'failed', error: say(isNoCreditCode(code) ? 'PROVIDER_NO_CREDIT' : 'PROVIDER_FAILED') };
}

/** The server does not know it: mostly it was started anew and keeps its jobs in memory. */
export function lost(): PollOutcome {
  return { kind: 'lost', retry: 'never', error: providerError('PROVIDER_JOB_LOST') };
}
