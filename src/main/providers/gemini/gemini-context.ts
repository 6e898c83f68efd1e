/**
 * What every engine of one connection to the Gemini API shares.
 *
 * The package `@google/genai` 3.1.0 is not used, though it can be led through the gate (`httpOptions.fetch`) and told not
 * to repeat itself (`maxRetries: 0`: 1 request, else 5). A preview would have to imitate what it sends, its downloads
 * cannot be used, it wants Node 22, and it brings 41 packages (32 MB) for six plain requests.
 */
import type { EgressPurpose, OutgoingRequest, ProviderAnswer, SendOptions } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { providerError, troubleOf } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import { troubleOfError } from './gemini-errors.ts';
import { recordOf } from './gemini-json.ts';

export type GeminiContext = ProviderContext & {
  /** @throws {AppError} CANCELLED after `close` */
  assertOpen(): void;
  close(): void;
};

export function createGeminiContext(context: ProviderContext): GeminiContext {
  let isClosed = false;
  return {
    ...context,
    assertOpen() {
      if (isClosed) throw new AppError('CANCELLED', 'the adapter is closed');
    },
    close() {
      isClosed = true;
    },
  };
}

/** A request without a body. */
export function bare(purpose: EgressPurpose, method: OutgoingRequest['method'], url: string): OutgoingRequest {
  return { purpose, method, url, body: { kind: 'none' }, auth: 'key' };
}

/**
 * Sends what can be sent again without harm.
 *
 * @returns null when what it is about is not there (404, 410)
 * @throws {AppError} with retry `later` where asking again helps
 */
export async function ask(
  { http }: GeminiContext,
  request: OutgoingRequest,
  options: SendOptions,
): Promise<ProviderAnswer | null> {
  const answer = await http.send(request, options).catch((thrown: unknown) => {
    throw troubleOf(thrown);
  });
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status < 200 || answer.status > 299) throw troubleOfError(answer);
  return answer;
}

/** As `ask`, for an answer of JSON. */
export async function askJson(
  context: GeminiContext,
  request: OutgoingRequest,
  options: SendOptions,
): Promise<Record<string, unknown> | null> {
  const answer = await ask(context, request, options);
  if (!answer) return null;
  const value = answer.json();
  if (typeof value !== 'object' || value === null) throw unreadable(answer.status);
  return recordOf(value);
}

/** Something other than the API has answered, such as a page of the network in between. */
export function unreadable(status: number): AppError {
  const { params } = providerError('PROVIDER_ANSWER_UNREADABLE', { status });
  return new AppError('PROVIDER_ANSWER_UNREADABLE', `status ${status} without JSON`, { params, retry: 'later' });
}
