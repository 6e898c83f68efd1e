/**
 * Runway's own package over the gate: one request a call, never repeated, and what came of it as a value.
 *
 * The package says too little about a request without an answer: what it takes for a time-out loses its cause, and so
 * does what a signal broke off. So the gate's own error is kept on the way, and is believed first.
 */
import type RunwayML from '@runwayml/sdk';
import {
  type EgressPurpose,
  NoAnswerError,
  type OutgoingMedia,
  type ProviderAnswer,
  type ProviderHttp,
} from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { runwayVersion } from './runway-request.ts';

/** How one call ended. */
export type RunwayAnswer =
  | { kind: 'answered'; value: unknown }
  /** A status that says no, with the API's own words. */
  | { kind: 'status'; answer: ProviderAnswer; detail: string }
  | { kind: 'no-answer'; error: NoAnswerError }
  /** It says yes, and cannot be read: the request arrived. */
  | { kind: 'unreadable'; cause: unknown };

export type RunwayCallOptions = {
  media?: OutgoingMedia[] | undefined;
  attemptId?: AttemptId | undefined;
  signal?: AbortSignal | undefined;
};

export type RunwayClient = {
  /**
   * @param ask makes exactly one request
   * @throws the signal's reason when it fired before the request left
   */
  call(
    purpose: EgressPurpose,
    ask: (client: RunwayML, options: { signal?: AbortSignal }) => PromiseLike<unknown>,
    options?: RunwayCallOptions,
  ): Promise<RunwayAnswer>;
};

/** Milliseconds after which the package would give up: later than the gate, which knows whether the request left. */
const packageTimeoutMs = 600_000;

export function createRunwayClient({ http, baseUrl }: { http: ProviderHttp; baseUrl: string }): RunwayClient {
  return {
    async call(purpose, ask, { media, attemptId, signal } = {}) {
      const { default: Runway, APIError } = await import('@runwayml/sdk');
      signal?.throwIfAborted();
      const line = rememberFailure(http.fetch(purpose, { ...(media && { media }), attemptId }));
      const client = new Runway({
        apiKey: http.placeholderKey,
        baseURL: baseUrl,
        runwayVersion,
        fetch: line.fetch,
        maxRetries: 0,
        timeout: packageTimeoutMs,
        logLevel: 'off',
      });
      try {
        return { kind: 'answered', value: await ask(client, { ...(signal && { signal }) }) };
      } catch (thrown) {
        const error = line.failure() ?? findNoAnswer(thrown);
        if (error) return { kind: 'no-answer', error };
        if (thrown instanceof APIError && thrown.status !== undefined && thrown.headers) {
          const { status, headers, error: body } = thrown;
          return { kind: 'status', answer: toAnswer(status, headers, body), detail: detailOf(body) };
        }
        signal?.throwIfAborted();
        return { kind: 'unreadable', cause: thrown };
      }
    },
  };
}

type Fetch = ReturnType<ProviderHttp['fetch']>;

function rememberFailure(fetchOnce: Fetch): { fetch: Fetch; failure(): NoAnswerError | null } {
  let failure: NoAnswerError | null = null;
  return {
    failure: () => failure,
    async fetch(input, init) {
      try {
        return await fetchOnce(input, init);
      } catch (thrown) {
        failure = findNoAnswer(thrown);
        throw thrown;
      }
    },
  };
}

function findNoAnswer(thrown: unknown): NoAnswerError | null {
  let error = thrown;
  for (let depth = 0; depth < 6 && error instanceof Error; depth += 1) {
    if (error instanceof NoAnswerError) return error;
    error = error.cause;
  }
  return null;
}

/** What the package kept of an answer, for the rules that all adapters share. */
function toAnswer(status: number, headers: Headers, body: unknown): ProviderAnswer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const mime = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return { status, headers, mime, bytes: new TextEncoder().encode(text), text: () => text, json: () => body };
}

/** Errors are `{error: "…", docUrl?: "…"}`; empty for anything else. */
function detailOf(body: unknown): string {
  const { error } = (typeof body === 'object' && body !== null ? body : {}) as { error?: unknown };
  if (typeof error === 'string') return error;
  const { message } = (typeof error === 'object' && error !== null ? error : {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
}
