/** What the tests of the gate share: servers, a connection on the real gate, and requests to send. */
import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { NoAnswerError, type OutgoingMedia, type OutgoingRequest } from '#main/net/provider-http.ts';
import { startStandIn, type StandInServer } from '../servers/stand-in-server.ts';
import { createProviderWorld, type ProviderWorld, type ProviderWorldOptions } from './provider-world.ts';

/** The key of every connection that says nothing else. */
export const testKey = 'test-key-0123456789';

/** A kind of connection with nothing but its own host. */
export const bearer = { scheme: { kind: 'bearer' }, alsoHosts: [] as string[] } as const;

/** Ends with the test what a test opens. */
export function createGateTest() {
  const closers: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  });
  return {
    async startServer(
      handle: Parameters<typeof startStandIn>[0] = () => ({ json: { ok: true } }),
    ): Promise<StandInServer> {
      const server = await startStandIn(handle);
      closers.push(() => server.close());
      return server;
    },
    async createWorld(baseUrl: string, options: Partial<ProviderWorldOptions> = {}): Promise<ProviderWorld> {
      const world = await createProviderWorld({ kind: 'openai', baseUrl, hosts: bearer, ...options });
      closers.push(() => world.close());
      return world;
    },
    /** A server that answers the first bytes of every connection by hand. @returns its address */
    async startRawServer(answer: (socket: Socket) => void): Promise<string> {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.once('data', () => answer(socket));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      closers.push(() => {
        for (const socket of sockets) socket.destroy();
        return new Promise((resolve) => server.close(resolve));
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
  };
}

/** A create request with a prompt. */
export function aRequest(request: Partial<OutgoingRequest> = {}): OutgoingRequest {
  const body = { kind: 'json', value: { prompt: 'a harbour at dawn' } } as const;
  return { purpose: 'create', method: 'POST', url: '/videos', body, auth: 'key', ...request };
}

/** A poll. */
export function aGet(request: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return aRequest({ purpose: 'poll', method: 'GET', body: { kind: 'none' }, ...request });
}

/** How a request got no answer. @throws when it got one */
export async function failureOf(answering: Promise<unknown>) {
  const thrown = await answering.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof NoAnswerError)) throw new Error('expected no answer', { cause: thrown });
  return { code: thrown.error.code, arrival: thrown.arrival, retry: thrown.error.retry };
}

/** A file of so many bytes, never the same twice. */
export function aMedia(kind: OutgoingMedia['kind'], sizeBytes: number): OutgoingMedia {
  return {
    kind,
    bytes: new Uint8Array(randomBytes(sizeBytes)),
    mime: { image: 'image/png', voice: 'audio/wav', video: 'video/mp4' }[kind],
    fileName: 'reference.png',
    sha256: `${kind}-${sizeBytes}`,
  };
}

/** Something that happens once, and can be waited for. */
export function createMoment(): { came: Promise<void>; come: () => void } {
  let come = () => {};
  const came = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { came, come: () => come() };
}
