/** Sends a request as an adapter describes it and reads its whole answer; a GET follows redirects. */
import { AppError } from '#shared/errors/app-error.ts';
import { exchange, type ExchangeOptions, type IncomingAnswer, type Line, type WireRequest } from './exchange.ts';
import { hideSecrets } from './hide-secrets.ts';
import { resolveUrl } from './host-rules.ts';
import { NoAnswerError, type OutgoingRequest, type ProviderAnswer, type SendOptions } from './provider-http.ts';
import { encodeBody } from './request-body.ts';
import { plainHeaders, travelling } from './request-headers.ts';

const defaultTimeoutMs = 60_000;
const defaultMaxBytes = 16 * 1024 * 1024;
const mostRedirects = 5;

/** @throws {NoAnswerError} */
export async function sendRequest(
  line: Line,
  request: OutgoingRequest,
  options: SendOptions = {},
): Promise<ProviderAnswer> {
  return sendWire(line, toWireRequest(line, request), options);
}

/** As `sendRequest`, for a request that is ready. @throws {NoAnswerError} */
export async function sendWire(
  line: Line,
  request: WireRequest,
  { signal, timeoutMs = defaultTimeoutMs, maxBytes = defaultMaxBytes, attemptId }: SendOptions = {},
): Promise<ProviderAnswer> {
  return exchangeFollowing(line, request, { signal, timeoutMs, attemptId }, async (answer) => {
    const { status, headers, mime, secrets } = answer;
    const bytes = hideSecrets(await readWhole(answer, maxBytes), status, secrets);
    return toProviderAnswer({ status, headers, mime, bytes });
  });
}

/** @throws {NoAnswerError} EGRESS_HOST_NOT_ALLOWED when its address is none */
export function toWireRequest({ connection, hosts }: Line, request: OutgoingRequest): WireRequest {
  const { purpose, method, url, headers = {}, body, auth } = request;
  try {
    return {
      purpose,
      method,
      url: resolveUrl(connection.baseUrl, url),
      headers: plainHeaders(headers, hosts.scheme),
      body: encodeBody(body),
      auth,
    };
  } catch (error) {
    if (error instanceof AppError) throw new NoAnswerError(error, 'not-sent');
    throw error;
  }
}

/**
 * An exchange that follows redirects of a GET. The key goes along only to the same origin; to another host, nothing but
 * what describes the file that is wanted. Any other request gets the redirect as its answer.
 */
export async function exchangeFollowing<Result>(
  line: Line,
  request: WireRequest,
  options: ExchangeOptions,
  consume: (answer: IncomingAnswer) => Promise<Result>,
): Promise<Result> {
  let current = request;
  for (let redirects = 0; ; redirects += 1) {
    const step = await exchange(line, current, options, async (answer) => {
      const next = redirects < mostRedirects ? redirected(current, answer) : null;
      return next ? { kind: 'redirect' as const, next } : { kind: 'answer' as const, result: await consume(answer) };
    });
    if (step.kind === 'answer') return step.result;
    current = step.next;
  }
}

function redirected(request: WireRequest, { status, headers }: IncomingAnswer): WireRequest | null {
  const location = headers.get('location');
  if (request.method !== 'GET' || location === null || ![301, 302, 303, 307, 308].includes(status)) return null;
  const url = parseLocation(location, request.url);
  if (url === null) return null;
  if (url.origin === request.url.origin) return { ...request, url };
  return { ...request, url, auth: 'none', headers: travelling(request.headers) };
}

function parseLocation(location: string, base: URL): URL | null {
  try {
    return new URL(location, base);
  } catch {
    return null;
  }
}

async function readWhole(answer: IncomingAnswer, maxBytes: number): Promise<Uint8Array> {
  if (Number(answer.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer.chunks()) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, sizeBytes));
}

function tooLarge(maxBytes: number): NoAnswerError {
  const maxMegabytes = Math.round(maxBytes / 1_000_000);
  const error = new AppError('RESULT_TOO_LARGE', `an answer of more than ${maxBytes} bytes`, {
    params: { maxMegabytes },
  });
  return new NoAnswerError(error, 'maybe');
}

function toProviderAnswer(answer: Pick<ProviderAnswer, 'status' | 'headers' | 'mime' | 'bytes'>): ProviderAnswer {
  const text = () => new TextDecoder().decode(answer.bytes);
  return {
    ...answer,
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
