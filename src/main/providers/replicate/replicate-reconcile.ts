/**
 * Looks through the account's predictions for one whose answer was lost.
 *
 * Replicate takes no id of ours, so that only a comparison finds it: the same model, the same prompt, made since. When
 * two fit, or one cannot be compared any more, nobody can tell.
 */
import type { OutgoingRequest, ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { troubleOfStatus } from '../outcome.ts';
import { isRecord, textOf } from './read-value.ts';
import { detailOf, type Prediction, readPrediction } from './replicate-answers.ts';

/**
 * Milliseconds after which a prediction that is not there will not come any more. A request may wait a minute for its
 * answer, and "not there" means that the same request is paid for once more.
 */
const settledAfterMs = 90_000;
/** What the clocks may differ by, as far as an answer's own date tells, and where it does not. */
const toleranceMs = 5_000;
const blindToleranceMs = 120_000;
/** A hundred predictions each. */
const mostPages = 20;

export type Lookup = {
  modelId: string;
  prompt: string;
  sinceMs: number;
  clock: Clock;
  isTaken?: ((remoteId: string) => boolean) | undefined;
  send: (request: OutgoingRequest) => Promise<ProviderAnswer>;
};

/** @throws {AppError} with retry `later` while it is too early to say, or when the list did not come */
export async function findPrediction(lookup: Lookup): Promise<Prediction | 'none' | 'cannot-tell'> {
  const { modelId, prompt, sinceMs, clock, isTaken = () => false } = lookup;
  const listed = await listSince(lookup);
  if (!listed) return 'cannot-tell';
  const candidates = listed.filter(({ id }) => !isTaken(id));
  const ofModel = candidates.filter(({ model }) => model === '' || model === modelId);
  const [match, ...others] = ofModel.filter(({ input }) => input.prompt === prompt);
  if (ofModel.some(({ isDataRemoved }) => isDataRemoved) || others.length > 0) return 'cannot-tell';
  if (match) return match;
  if (clock.nowMs() - sinceMs < settledAfterMs) {
    throw new AppError('PROVIDER_ANSWER_LOST', 'it may still appear in the list', { retry: 'later' });
  }
  return 'none';
}

/** Predictions since then, newest first; null when there are too many to look through. */
async function listSince({ sinceMs, clock, send }: Lookup): Promise<Prediction[] | null> {
  const found: Prediction[] = [];
  let query = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await send({
      purpose: 'reconcile',
      method: 'GET',
      url: `/predictions${query}`,
      body: { kind: 'none' },
      auth: 'key',
    });
    const body = answer.json();
    if (answer.status >= 300 || !isRecord(body) || !Array.isArray(body.results)) {
      throw troubleOfStatus(answer, detailOf(answer));
    }
    const fromMs = earliestMs(answer, { sinceMs, clock });
    const predictions = body.results.flatMap((result) => readPrediction(result) ?? []);
    found.push(...predictions.filter(({ createdAtMs }) => !(createdAtMs < fromMs)));
    const cursor = cursorOf(body.next);
    if (cursor === null || predictions.some(({ createdAtMs }) => createdAtMs < fromMs)) return found;
    query = `?cursor=${encodeURIComponent(cursor)}`;
  }
  return null;
}

/** By the server's clock, which the answer's own date tells. */
function earliestMs({ headers }: ProviderAnswer, { sinceMs, clock }: Pick<Lookup, 'sinceMs' | 'clock'>): number {
  const serverMs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(serverMs)) return sinceMs - blindToleranceMs;
  return sinceMs + (serverMs - clock.nowMs()) - toleranceMs;
}

/** Of `https://api.replicate.com/v1/predictions?cursor=…`: nothing but the cursor is taken from an answer. */
function cursorOf(next: unknown): string | null {
  const [, query = ''] = textOf(next).split('?');
  return new URLSearchParams(query).get('cursor');
}
