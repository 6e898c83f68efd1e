/** A `fetch` for the official packages of services: same gate, same key, same log. */
import type { Line, WireRequest } from './exchange.ts';
import type { EgressPurpose, OutgoingMedia } from './provider-http.ts';
import { countSent, noBody } from './request-body.ts';
import { plainHeaders } from './request-headers.ts';
import { sendWire } from './send-request.ts';
import type { AttemptId } from '#shared/domain/ids.ts';

export type PackageFetchOptions = {
  /** Files whose bytes stand in the body. */
  media?: OutgoingMedia[];
  attemptId?: AttemptId | undefined;
};

/** A package has a time-out of its own, whose signal comes with each request; this one is the platform's longest. */
const timeoutMs = 300_000;
/** Pictures and speech come inside of answers. */
const maxBytes = 256 * 1024 * 1024;

/** @throws {NoAnswerError} from the returned function */
export function createPackageFetch(
  line: Line,
  purpose: EgressPurpose,
  { media = [], attemptId }: PackageFetchOptions,
): typeof globalThis.fetch {
  return async (input, init) => {
    const { request, signal } = await readRequest(line, purpose, new Request(input, init), media);
    const { status, headers, bytes } = await sendWire(line, request, { signal, attemptId, maxBytes, timeoutMs });
    const isEmpty = [101, 204, 205, 304].includes(status);
    return new Response(isEmpty ? null : bytes.slice().buffer, { status, headers: withoutEncoding(headers) });
  };
}

async function readRequest(line: Line, purpose: EgressPurpose, asked: Request, media: OutgoingMedia[]) {
  const { 'content-type': contentType, ...headers } = Object.fromEntries(asked.headers);
  const bytes = asked.body === null ? null : new Uint8Array(await asked.arrayBuffer());
  const request: WireRequest = {
    purpose,
    method: asked.method,
    url: new URL(asked.url),
    headers: plainHeaders(headers, line.hosts.scheme),
    body: bytes === null ? noBody : { bytes, contentType: contentType ?? null, sent: countSent(bytes, media) },
    auth: 'key',
  };
  return { request, signal: asked.signal };
}

/** The body is decoded already. */
function withoutEncoding(headers: Headers): Headers {
  const plain = new Headers(headers);
  plain.delete('content-encoding');
  plain.delete('content-length');
  return plain;
}
