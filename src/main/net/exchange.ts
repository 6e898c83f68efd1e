/**
 * One request and its answer: the only place where anything leaves.
 *
 * The entry in the egress log is written before the first byte goes, so that a crash cannot hide a request; when it
 * cannot be written, nothing is sent. Nothing here repeats a request. `fetch` itself would, after a status 421, unless
 * the body is a stream (Fetch standard, HTTP-network-or-cache fetch); so bodies are streams, and only a GET, which has
 * none, may go twice in that one case.
 */
import type { EgressEnd } from '#main/db/egress-repository.ts';
import type { WriteDb } from '#main/db/database.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { createAbortScope, type AbortScope, type StartTimer } from './abort-scope.ts';
import type { EgressLog, EgressNote } from './egress-log.ts';
import type { SentSecrets } from './hide-secrets.ts';
import { mustBeLookedUp, isLocalAddress, refusal, refuseAddress } from './host-rules.ts';
import { toAbortError, toNoAnswer } from './network-error.ts';
import type { NetworkFetch } from './network-route.ts';
import { type EgressKind, type EgressPurpose, type KindHosts, NoAnswerError } from './provider-http.ts';
import { type EncodedBody, totalOf } from './request-body.ts';
import { secretHeaders } from './request-headers.ts';

/** What every request of one connection needs. */
export type Line = {
  connection: Connection;
  hosts: KindHosts;
  /** Asked for at the moment of sending and kept nowhere. Null without one. @throws {AppError} KEYS_LOCKED */
  readKey(): string | null;
  /** Values of the connection's additional headers, kept like keys. */
  readHeaders(): Record<string, string>;
  db: WriteDb;
  clock: Clock;
  startTimer: StartTimer;
  isOffline(): boolean;
  /** Addresses that a name stands for. */
  lookUp(hostname: string): Promise<string[]>;
  log: EgressLog;
  /** Directly, or through the connection's proxy. */
  loadFetch(): Promise<NetworkFetch>;
  /** Fires when the gate closes. */
  closing: AbortSignal;
};

/** A request ready to leave, but for its key. */
export type WireRequest = {
  purpose: EgressPurpose;
  method: string;
  url: URL;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: EncodedBody;
  auth: 'key' | 'none';
};

export type ExchangeOptions = {
  signal?: AbortSignal | undefined;
  /** Until the headers are there. */
  timeoutMs: number;
  attemptId?: AttemptId | undefined;
};

/** An answer whose headers have arrived. */
export type IncomingAnswer = {
  status: number;
  headers: Headers;
  /** Lower-case media type without parameters; empty without one. */
  mime: string;
  /** What it must not say back. */
  secrets: SentSecrets;
  /** The body as it comes. @throws {NoAnswerError} */
  chunks(): AsyncGenerator<Uint8Array, void>;
};

/** Milliseconds without a byte of the body after which it counts as broken off. */
const stallMs = 60_000;

/**
 * Sends one request and hands its answer to `consume`, which reads as much of it as it wants.
 *
 * @throws {NoAnswerError} and what `consume` throws
 */
export async function exchange<Result>(
  line: Line,
  request: WireRequest,
  options: ExchangeOptions,
  consume: (answer: IncomingAnswer) => Promise<Result>,
): Promise<Result> {
  const scope = createAbortScope(options.signal, line.closing);
  try {
    if (scope.signal.aborted) throw new NoAnswerError(toAbortError(scope.signal.reason), 'not-sent');
    const { headers, secrets, fetch } = await admit(line, request, options);
    if (scope.signal.aborted) throw new NoAnswerError(toAbortError(scope.signal.reason), 'not-sent');
    const entry = openEntry(line, request, options, 'sending');
    const progress: Progress = { hasLeft: !hasContent(request), status: null, receivedBytes: 0, isOver: false };
    try {
      if (request.method !== 'GET') await reachDisk(line, scope);
      const { timeoutMs } = options;
      const answer = await ask({ line, request, headers, secrets, fetch, scope, progress, timeoutMs });
      const result = await consume(answer);
      entry.end({ outcome: 'answered', ...progress });
      // An answer that was not read to its end would go on arriving.
      if (!progress.isOver) scope.abort(new AppError('CANCELLED', 'the exchange is over'));
      return result;
    } catch (thrown) {
      entry.end({ outcome: outcomeOf(thrown), ...progress });
      scope.abort(new AppError('CANCELLED', 'the exchange is over'));
      throw thrown;
    }
  } finally {
    scope.dispose();
  }
}

/**
 * What may change something at the other side leaves only when all that we know is on the disk, its own entry and the
 * attempt that it belongs to included: not even a power cut may make us forget that we asked.
 *
 * @throws {NoAnswerError} not sent
 */
async function reachDisk({ db }: Line, { signal }: AbortScope): Promise<void> {
  try {
    await db.flush();
  } catch (error) {
    throw new NoAnswerError(toAppError(error), 'not-sent');
  }
  if (signal.aborted) throw new NoAnswerError(toAbortError(signal.reason), 'not-sent');
}

/** What is known of a request under way. */
type Progress = {
  hasLeft: boolean;
  status: number | null;
  receivedBytes: number;
  /** Whether the answer was read to its end. */
  isOver: boolean;
};

type Asking = {
  line: Line;
  request: WireRequest;
  headers: Record<string, string>;
  secrets: SentSecrets;
  fetch: NetworkFetch;
  scope: AbortScope;
  progress: Progress;
  timeoutMs: number;
};

async function ask(asking: Asking): Promise<IncomingAnswer> {
  const { line, request, headers, secrets, fetch, scope, progress, timeoutMs } = asking;
  const { host } = request.url;
  const stopTimer = line.startTimer(timeoutMs, () => scope.abort(timedOut(host)));
  try {
    const response = await fetch(request.url.href, {
      method: request.method,
      headers,
      body: bodyStream(bodyOf(request), progress),
      signal: scope.signal,
    });
    progress.status = response.status;
    progress.hasLeft = true;
    return {
      status: response.status,
      headers: response.headers,
      mime: (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
      secrets,
      chunks: () => readChunks(response.body, asking),
    };
  } catch (thrown) {
    throw toNoAnswer(thrown, { host, hasLeft: progress.hasLeft, signal: scope.signal });
  } finally {
    stopTimer();
  }
}

const pieceBytes = 64 * 1024;

/** A request that may change something has a body, empty if need be, so that none is repeated. */
function bodyOf({ method, body }: WireRequest): Uint8Array | null {
  return body.bytes ?? (method === 'GET' ? null : new Uint8Array());
}

/** Methods without usual content do not name an empty one (RFC 9110, section 8.6); Node 18 would not send it. */
function lengthHeader(method: string, bytes: Uint8Array | null): Record<string, string> {
  if (bytes === null || (bytes.byteLength === 0 && method === 'DELETE')) return {};
  return { 'content-length': String(bytes.byteLength) };
}

/** Without content nobody asks for the body, and nothing tells when the request leaves. */
function hasContent(request: WireRequest): boolean {
  return (bodyOf(request)?.byteLength ?? 0) > 0;
}

/** The body as a stream that tells when its first piece was asked for: before that, nothing has left. */
function bodyStream(bytes: Uint8Array | null, progress: Progress): ReadableStream<Uint8Array> | null {
  if (bytes === null) return null;
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        progress.hasLeft = true;
        if (at < bytes.byteLength) controller.enqueue(bytes.subarray(at, at + pieceBytes));
        at += pieceBytes;
        if (at >= bytes.byteLength) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* readChunks(
  body: AsyncIterable<Uint8Array> | null,
  { line, request, scope, progress }: Asking,
): AsyncGenerator<Uint8Array, void> {
  if (body === null) {
    progress.isOver = true;
    return;
  }
  const { host } = request.url;
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    const stopTimer = line.startTimer(stallMs, () => scope.abort(timedOut(host)));
    try {
      const { done, value } = await pieces.next();
      if (done) {
        progress.isOver = true;
        return;
      }
      progress.receivedBytes += value.byteLength;
      stopTimer();
      yield value;
    } catch (thrown) {
      throw toNoAnswer(thrown, { host, hasLeft: true, signal: scope.signal });
    } finally {
      stopTimer();
    }
  }
}

function timedOut(host: string): AppError {
  return new AppError('NETWORK_TIMED_OUT', 'no answer in time', { params: { host }, retry: 'later' });
}

/** @returns what it is sent with, key included. @throws {NoAnswerError} not sent, and logged as such */
async function admit(
  line: Line,
  request: WireRequest,
  options: ExchangeOptions,
): Promise<Pick<Asking, 'headers' | 'secrets' | 'fetch'>> {
  try {
    const refused = await findRefusal(line, request);
    if (refused) throw refused;
    const fetch = await line.loadFetch();
    const { scheme } = line.hosts;
    const isSigned = request.auth === 'key';
    const own = isSigned ? { key: line.readKey(), headers: line.readHeaders() } : { key: null, headers: {} };
    const { contentType } = request.body;
    const bytes = bodyOf(request);
    const headers = {
      ...request.headers,
      ...(contentType !== null && { 'content-type': contentType }),
      ...lengthHeader(request.method, bytes),
      ...secretHeaders(scheme, own),
    };
    return { headers, secrets: { key: own.key, headerValues: Object.values(own.headers) }, fetch };
  } catch (thrown) {
    openEntry(line, request, options, 'not-sent');
    throw new NoAnswerError(toAppError(thrown), 'not-sent');
  }
}

async function findRefusal(line: Line, { url, auth, body }: WireRequest): Promise<AppError | null> {
  if (line.isOffline()) return new AppError('OFFLINE', 'the studio is offline', { retry: 'after-user-action' });
  for (const kind of Object.keys(body.sent) as EgressKind[]) {
    if (kind !== 'text') assertMaySend(line.connection, kind);
  }
  const rules = { baseUrl: line.connection.baseUrl, alsoHosts: line.hosts.alsoHosts };
  const refused = refuseAddress(url, auth, rules);
  if (refused) return refused;
  // Through a proxy it is the proxy that looks names up.
  if (line.connection.proxyUrl !== '' || !mustBeLookedUp(url, rules)) return null;
  // A name that nobody knows is found out by the request itself.
  const addresses = await line.lookUp(url.hostname).catch(() => []);
  return addresses.some(isLocalAddress) ? refusal(url) : null;
}

/** @throws {AppError} EGRESS_NOT_ALLOWED */
export function assertMaySend({ maySend, label }: Connection, kind: Exclude<EgressKind, 'text'>): void {
  const isAllowed = { image: maySend.images, voice: maySend.voice, video: maySend.video }[kind];
  if (isAllowed) return;
  throw new AppError('EGRESS_NOT_ALLOWED', `this connection may not be sent any ${kind}`, {
    params: { kind, connection: label },
    retry: 'after-user-action',
  });
}

/** @throws {NoAnswerError} not sent, when the log cannot be written */
function openEntry(
  line: Line,
  { url, purpose, method, body }: WireRequest,
  { attemptId }: ExchangeOptions,
  outcome: 'sending' | 'not-sent',
) {
  const { connection, log, clock } = line;
  const atMs = clock.nowMs();
  const sent = outcome === 'sending' ? body.sent : {};
  const note = beginOrRefuse(log, {
    atMs,
    connectionId: connection.id,
    connectionLabel: connection.label,
    host: url.host,
    purpose,
    method,
    sent,
    sentBytes: totalOf(sent),
    outcome,
    attemptId: attemptId ?? null,
  });
  return {
    end({ outcome: ending, status, receivedBytes }: Omit<EgressEnd, 'durationMs'>) {
      note.end({ outcome: ending, status, receivedBytes, durationMs: clock.nowMs() - atMs });
    },
  };
}

function beginOrRefuse(log: EgressLog, entry: Parameters<EgressLog['begin']>[0]): EgressNote {
  try {
    return log.begin(entry);
  } catch (error) {
    throw new NoAnswerError(toAppError(error), 'not-sent');
  }
}

function outcomeOf(thrown: unknown): EgressEnd['outcome'] {
  if (!(thrown instanceof NoAnswerError)) return 'answered';
  return thrown.arrival === 'not-sent' ? 'not-sent' : 'no-answer';
}
