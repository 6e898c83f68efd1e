/**
 * The way to the network: undici's requests, directly or through a proxy.
 *
 * In the shape of `fetch`, but without its streams and its repeats, which cost most of the time of a short exchange; a
 * redirect is an answer like any other.
 *
 * The `fetch` of Node 22 and 24 is an older undici, in which a server that hangs up while a body waits to be read ends
 * the whole process with an error that nobody can catch (undici issue 5360, mended in 8; Node 24.21 still has 7.29).
 * The platform's is used only on engines that cannot load undici 8, which is before Node 22.15. Once every engine that
 * we start on carries undici 8 itself, the direct way can be the platform's again.
 */
import { pipeline, type Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { AppError } from '#shared/errors/app-error.ts';

export type NetworkRequest = {
  method: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: ReadableStream<Uint8Array> | null;
  signal: AbortSignal;
};

/** An answer whose headers have arrived. */
export type NetworkAnswer = {
  status: number;
  headers: Headers;
  /** Without the encoding that it came in. */
  body: AsyncIterable<Uint8Array> | null;
};

/** Sends one request, once, and follows no redirect. */
export type NetworkFetch = (url: string, request: NetworkRequest) => Promise<NetworkAnswer>;

/** Connections of its own, until it is closed. */
export type NetworkRoute = { fetch: NetworkFetch; close(): Promise<void> };

export type RouteOptions = {
  /** `http://user:password@host:8080`, where user and password may be missing; empty for the direct way. */
  proxyUrl: string;
  /** The platform's own. */
  fetch: typeof globalThis.fetch;
};

/** Longest wait for a connection; how long an answer may take is the request's own matter. */
const connectTimeoutMs = 10_000;
/** How long a connection is kept for the next GET: less than servers keep theirs, which is seconds. */
const keptMs = 1_000;

/** @throws {AppError} NOT_AVAILABLE_HERE for a proxy on an engine that is too old, NETWORK_UNREACHABLE */
export async function openRoute({ proxyUrl, fetch: platformFetch }: RouteOptions): Promise<NetworkRoute> {
  // What undici 8 wants of its engine while it is loaded; a package that was loaded by half must not be met again.
  if (!('createZstdDecompress' in zlib)) {
    if (proxyUrl !== '') throw new AppError('NOT_AVAILABLE_HERE', 'a proxy needs Node 22.15');
    return { fetch: (url, request) => fetchByPlatform(platformFetch, url, request), close: async () => {} };
  }
  const { Agent, ProxyAgent, request: send } = await import('undici');
  const shared = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectTimeoutMs } };
  const open = (
    options: typeof shared & { pipelining: number; keepAliveTimeout?: number; keepAliveMaxTimeout?: number },
  ) => (proxyUrl === '' ? new Agent(options) : new ProxyAgent({ ...options, ...readProxyUrl(proxyUrl) }));
  // No connection is used twice for what may change something: a kept one that the other side is just closing loses
  // what is sent over it, and nobody could tell whether it arrived. A GET can be asked again.
  const once = open({ ...shared, pipelining: 0 });
  const kept = open({ ...shared, pipelining: 1, keepAliveTimeout: keptMs, keepAliveMaxTimeout: keptMs });
  return {
    async fetch(url, { method, headers, body, signal }) {
      const dispatcher = method === 'GET' ? kept : once;
      const asked = { 'accept-encoding': 'identity', ...headers };
      // It takes anything that can be iterated, and its types do not say so.
      const sent = body as unknown as Readable | null;
      const answer = await send(url, { method, headers: asked, body: sent, signal, dispatcher });
      // Who reads is told of an end before its time; where nobody reads yet, it would end the whole process.
      answer.body.on('error', () => {});
      return {
        status: answer.statusCode,
        headers: toHeaders(answer.headers),
        body: decode(answer.body, answer.headers['content-encoding']),
      };
    },
    async close() {
      await Promise.all([once.destroy(), kept.destroy()]);
    },
  };
}

async function fetchByPlatform(
  fetch: typeof globalThis.fetch,
  url: string,
  request: NetworkRequest,
): Promise<NetworkAnswer> {
  // The standard wants to be told that the answer comes only after the body has left.
  const init: RequestInit & { duplex: 'half' } = { ...request, redirect: 'manual', duplex: 'half' };
  const { status, headers, body } = await fetch(url, init);
  return { status, headers, body };
}

function toHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(raw)) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  return headers;
}

/** For servers that encode although nobody asked them to. */
const decoders: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: () => zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  'x-gzip': () => zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  deflate: () => zlib.createInflate({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  br: () => zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
};

function decode(body: Readable, encoding: string | string[] | undefined): AsyncIterable<Uint8Array> {
  const decoder = decoders[String(encoding ?? '').toLowerCase()]?.();
  // What breaks the one ends the other, and who reads is told.
  return decoder ? (pipeline(body, decoder, () => {}) as unknown as Readable) : body;
}

/** @throws {AppError} NETWORK_UNREACHABLE for what is no address; it may hold a password, so it is not repeated */
function readProxyUrl(proxyUrl: string): { uri: string; token?: string } {
  try {
    const url = new URL(proxyUrl);
    const { username, password } = url;
    url.username = '';
    url.password = '';
    if (username === '') return { uri: url.href };
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { uri: url.href, token: `Basic ${Buffer.from(credentials).toString('base64')}` };
  } catch {
    throw new AppError('NETWORK_UNREACHABLE', 'the address of the proxy is none', {
      params: { host: '' },
      retry: 'after-user-action',
    });
  }
}
