/**
 * Calls of the official `openai` package through the gate: one request each, never repeated.
 *
 * The package is loaded with the first call. It repeats paid requests when it is let to (two retries by default) and
 * takes its address, its headers and its logging from the environment, so all of that is set here. What went wrong is
 * read from the answer itself and not from the package's error classes, which know nothing of FastAPI's errors.
 */
import type OpenAI from 'openai';
import { type EgressPurpose, NoAnswerError, type OutgoingMedia, type ProviderAnswer } from '#main/net/provider-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { outcomeOfNoAnswer } from '../outcome.ts';
import type { OpenAiContext } from './openai-context.ts';
import { type Failure, notSent, outcomeOfAnswer, unreadable } from './openai-errors.ts';

export type AskOptions = {
  purpose: EgressPurpose;
  /** Files whose bytes stand in the body. */
  media?: OutgoingMedia[];
  signal?: AbortSignal | undefined;
};

/** What is to be asked: gets the client, and the options that every call must pass on. */
export type Ask<Value> = (client: OpenAI, options: { signal?: AbortSignal }) => Promise<Value>;

/** Pictures of the best quality take minutes. */
const timeoutMs = 300_000;

/** What the one request of a call came to. */
type Trace = { wasSent: boolean; thrown: unknown; refusal: ProviderAnswer | null };

/** @throws the signal's reason when it fired before the request left */
export async function askOpenAi<Value>(
  context: OpenAiContext,
  options: AskOptions,
  ask: Ask<Value>,
): Promise<{ kind: 'answered'; value: Value } | Failure> {
  context.assertOpen();
  const { signal } = options;
  signal?.throwIfAborted();
  const trace: Trace = { wasSent: false, thrown: null, refusal: null };
  const client = await createClient(context, tracedFetch(context, options, trace));
  try {
    return { kind: 'answered', value: await ask(client, signal ? { signal } : {}) };
  } catch (thrown) {
    return failureOf(thrown, trace, context, signal);
  }
}

async function createClient({ connection, apiPath, http }: OpenAiContext, fetch: typeof globalThis.fetch) {
  const { default: Client } = await import('openai');
  return new Client({
    apiKey: http.placeholderKey,
    baseURL: `${connection.baseUrl}${apiPath}`,
    maxRetries: 0,
    timeout: timeoutMs,
    fetch,
    logLevel: 'off',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
  });
}

function tracedFetch(
  { http }: OpenAiContext,
  { purpose, media = [] }: AskOptions,
  trace: Trace,
): typeof globalThis.fetch {
  const gate = http.fetch(purpose, { media });
  return async (input, init) => {
    trace.wasSent = true;
    try {
      const response = await gate(input, { ...init, headers: neededHeaders(init?.headers) });
      if (!response.ok) trace.refusal = await toAnswer(response.clone());
      return response;
    } catch (thrown) {
      trace.thrown = thrown;
      throw thrown;
    }
  };
}

/** Others come from `OPENAI_CUSTOM_HEADERS`, which a person may have set for something else. */
function neededHeaders(headers: RequestInit['headers']): Headers {
  const needed = new Headers();
  new Headers(headers).forEach((value, name) => {
    if (['accept', 'authorization', 'content-type'].includes(name)) needed.set(name, value);
  });
  return needed;
}

async function toAnswer(response: Response): Promise<ProviderAnswer> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const mime = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const text = () => new TextDecoder().decode(bytes);
  return {
    status,
    headers,
    mime,
    bytes,
    text,
    json() {
      try {
        return JSON.parse(text()) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

function failureOf(thrown: unknown, trace: Trace, context: OpenAiContext, signal?: AbortSignal): Failure {
  if (trace.thrown instanceof NoAnswerError) return outcomeOfNoAnswer(trace.thrown, signal);
  if (trace.thrown instanceof AppError) return notSent(trace.thrown, signal);
  if (trace.refusal) return outcomeOfAnswer(trace.refusal, context.clock);
  if (!trace.wasSent) return notSent(thrown, signal);
  return unreadable();
}
