/**
 * A local HTTP server that stands in for a generation API, and can fail in every way that a network can.
 *
 * What a provider answers is a handler's; what goes wrong on the way is `faults`: asked once for each request, in the
 * order in which they arrive.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StandInRequest = {
  method: string;
  /** Without query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  /** Undefined when it is no JSON. */
  json(): unknown;
  form(): Promise<FormData>;
};

export type StandInAnswer = {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  body?: Uint8Array | string;
};

/** What goes wrong with one request. */
export type Fault =
  /** The connection breaks before the handler sees the request. */
  | { kind: 'lose-request' }
  /** The handler has done its work, and nothing of its answer arrives. */
  | { kind: 'lose-answer' }
  /** The connection breaks after so many bytes of the answer's body; headers have arrived. */
  | { kind: 'reset'; atByte: number }
  /** This status with a page of HTML, `before` or `after` the handler has done its work. */
  | { kind: 'status'; status: number; when: 'before' | 'after'; headers?: Record<string, string> }
  /** Status 200 and a page of HTML, as a captive portal answers; the handler sees nothing. */
  | { kind: 'html' }
  /** The handler's answer, cut in half, under a length that fits: broken JSON. */
  | { kind: 'truncate' }
  | { kind: 'delay'; ms: number }
  /** The network delivers the request twice; the answer to the second arrives. Only for requests without effect. */
  | { kind: 'duplicate' };

export interface StandInServer {
  /** `http://127.0.0.1:49152` */
  readonly url: string;
  /** Every request that arrived, lost ones included. */
  readonly requests: StandInRequest[];
  /** Null lets the request pass. */
  faults: (request: StandInRequest) => Fault | null;
  /** Requests that have arrived and are not answered yet. */
  openCount(): number;
  /** Closes every connection too. */
  close(): Promise<void>;
}

export async function startStandIn(
  handle: (request: StandInRequest) => StandInAnswer | Promise<StandInAnswer>,
): Promise<StandInServer> {
  const requests: StandInRequest[] = [];
  let open = 0;
  const server = createServer((incoming, outgoing) => {
    open += 1;
    outgoing.once('close', () => {
      open -= 1;
    });
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const fault = standIn.faults(request);
    switch (fault?.kind) {
      case 'lose-request':
        return void outgoing.destroy();
      case 'html':
        return write(outgoing, page(200));
      case 'status': {
        if (fault.when === 'after') await handle(request);
        return write(outgoing, page(fault.status, fault.headers));
      }
      case 'lose-answer':
        await handle(request);
        return void outgoing.destroy();
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return write(outgoing, await handle(request));
      case 'duplicate':
        await handle(request);
        return write(outgoing, await handle(request));
      case 'truncate': {
        const bytes = bytesOf(await handle(request));
        return write(outgoing, {
          headers: { 'content-type': 'application/json' },
          body: bytes.subarray(0, bytes.length / 2),
        });
      }
      case 'reset':
        return breakOff(outgoing, await handle(request), fault.atByte);
      default:
        return write(outgoing, await handle(request));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: StandInServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    faults: () => null,
    openCount: () => open,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}

async function readRequest(incoming: IncomingMessage): Promise<StandInRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? '/', 'http://stand-in');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    json() {
      try {
        return JSON.parse(body.toString('utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
    form: () => new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData(),
  };
}

function bytesOf({ json, body = '' }: StandInAnswer): Buffer {
  return json === undefined ? Buffer.from(body as Uint8Array) : Buffer.from(JSON.stringify(json));
}

function headersOf(answer: StandInAnswer, sizeBytes: number): Record<string, string> {
  const mime = answer.json === undefined ? 'application/octet-stream' : 'application/json';
  return { 'content-type': mime, 'content-length': String(sizeBytes), ...answer.headers };
}

function write(outgoing: ServerResponse, answer: StandInAnswer): void {
  const bytes = bytesOf(answer);
  outgoing.writeHead(answer.status ?? 200, headersOf(answer, bytes.length));
  outgoing.end(bytes);
}

function breakOff(outgoing: ServerResponse, answer: StandInAnswer, atByte: number): void {
  const bytes = bytesOf(answer);
  outgoing.writeHead(answer.status ?? 200, headersOf(answer, bytes.length));
  outgoing.flushHeaders();
  outgoing.write(bytes.subarray(0, Math.min(atByte, bytes.length - 1)), () => outgoing.destroy());
}

function page(status: number, headers: Record<string, string> = {}): StandInAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: '<!doctype html><title>Not what you asked for</title><p>Please sign in to the network.',
  };
}
