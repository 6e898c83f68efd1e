/** The ways to the network, with servers and a proxy of the test's own. */
import { createServer, type IncomingMessage, request as forward, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createProviderWorld, type ProviderWorld } from '../../../tests/support/provider-world.ts';
import { startStandIn } from '../../../tests/servers/stand-in-server.ts';
import { type NetworkAnswer, openRoute } from './network-route.ts';
import type { NoAnswerError, OutgoingRequest } from './provider-http.ts';

const closers: Array<() => Promise<unknown>> = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const create: OutgoingRequest = {
  purpose: 'create',
  method: 'POST',
  url: '/videos',
  body: { kind: 'json', value: { prompt: 'x' } },
  auth: 'key',
};

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy that tunnels and forwards. @param status what it answers instead of passing anything on */
async function startProxy(status = 200) {
  const seen: Array<{ method: string; target: string; authorization: string | undefined }> = [];
  const note = ({ method = '', url = '', headers }: IncomingMessage) =>
    seen.push({ method, target: url, authorization: headers['proxy-authorization'] });
  const server = createServer((incoming, outgoing) => {
    note(incoming);
    if (status !== 200) return outgoing.writeHead(status).end();
    const { method = 'GET' } = incoming;
    const { 'proxy-authorization': _own, ...headers } = incoming.headers;
    const passing = forward(incoming.url ?? '', { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    return incoming.pipe(passing);
  });
  server.on('connect', (incoming, socket) => {
    note(incoming);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const [host = '', port] = (incoming.url ?? '').split(':');
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    far.on('error', () => socket.destroy());
    socket.on('error', () => far.destroy());
    socket.on('close', () => far.destroy());
    return far;
  });
  return { host: await listen(server), seen };
}

async function createWorld(baseUrl: string, proxyUrl: string): Promise<ProviderWorld> {
  const hosts = { scheme: { kind: 'bearer' }, alsoHosts: [] } as const;
  const world = await createProviderWorld({ kind: 'openai', baseUrl, hosts, connection: { proxyUrl } });
  closers.push(() => world.close());
  return world;
}

async function readAll({ body }: NetworkAnswer): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a proxy', () => {
  it('passes requests on, with the credentials that it wants', async () => {
    const server = await startStandIn(() => ({ json: { ok: true } }));
    closers.push(() => server.close());
    const proxy = await startProxy();
    const world = await createWorld(server.url, `http://me%40home:pass%20word@${proxy.host}`);
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await world.http.send(create)).json()).toEqual({ ok: true });
    }
    expect(server.requests).toHaveLength(2);
    expect(server.requests[0]?.headers.authorization).toMatch(/^Bearer test-key/);
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
    const authorization = `Basic ${Buffer.from('me@home:pass word').toString('base64')}`;
    for (const { target, authorization: given } of proxy.seen) {
      expect(target).toContain(new URL(server.url).host);
      expect(given).toBe(authorization);
    }
    expect(proxy.seen).toHaveLength(2);
    expect(world.listEgress().map(({ host }) => host)).toEqual([new URL(server.url).host, new URL(server.url).host]);
  });

  it('is given the password that is kept apart from its address, as it is at the moment of sending', async () => {
    const server = await startStandIn(() => ({ json: { ok: true } }));
    closers.push(() => server.close());
    const proxy = await startProxy();
    const { gate, connection } = await createWorld(server.url, `http://me@${proxy.host}`);
    let password: string | null = 'first%20one';
    const http = gate.open({
      connection,
      hosts: { scheme: { kind: 'bearer' }, alsoHosts: [] },
      readKey: () => null,
      readHeaders: () => ({}),
      readProxyPassword: () => password,
    });
    await http.send(create);
    password = 'second';
    await http.send(create);
    password = null;
    await http.send(create);
    const sent = ['me:first one', 'me:second', 'me:'];
    expect(proxy.seen.map(({ authorization }) => authorization)).toEqual(
      sent.map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
    );
  });

  it('sees nothing of what goes to a secure server but its name', async () => {
    let received = Buffer.alloc(0);
    const far = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', (bytes) => {
          received = bytes;
          socket.destroy();
        });
      }),
    );
    const proxy = await startProxy();
    const world = await createWorld(`https://${far}`, `http://${proxy.host}`);
    await expect(world.http.send(create)).rejects.toMatchObject({ name: 'NoAnswerError' });
    expect(proxy.seen).toEqual([{ method: 'CONNECT', target: far, authorization: undefined }]);
    // A TLS handshake (RFC 8446, 5.1), and not the request.
    expect(received[0]).toBe(22);
  });

  it.each([403, 407, 502])('that answers %i has sent nothing on', async (status) => {
    const server = await startStandIn(() => ({ json: {} }));
    closers.push(() => server.close());
    const proxy = await startProxy(status);
    const world = await createWorld('https://api.provider.example', `http://${proxy.host}`);
    await expect(world.http.send(create)).rejects.toMatchObject({
      arrival: 'not-sent',
      error: { code: 'NETWORK_UNREACHABLE' },
    });
    expect(proxy.seen).toHaveLength(1);
  });

  it('that is not there means that nothing was sent', async () => {
    const proxy = await startProxy();
    for (const close of closers.splice(0)) await close();
    const world = await createWorld('https://api.provider.example', `http://${proxy.host}`);
    await expect(world.http.send(create)).rejects.toMatchObject({
      arrival: 'not-sent',
      error: { code: 'NETWORK_UNREACHABLE' },
    });
  });

  it('that is no address means that nothing was sent', async () => {
    const world = await createWorld('https://api.provider.example', 'http://me:pass-word%@nowhere:99999999');
    const thrown = await world.http.send(create).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ arrival: 'not-sent', error: { code: 'NETWORK_UNREACHABLE' } });
    expect(JSON.stringify([thrown, (thrown as NoAnswerError).error.message])).not.toContain('pass-word');
    expect(world.listEgress()).toMatchObject([{ outcome: 'not-sent' }]);
  });
});

describe('the direct way', () => {
  it('uses a connection once for what may change something, and keeps it between polls', async () => {
    let ports: Array<number | undefined> = [];
    const server = createServer((incoming, outgoing) => {
      ports.push(incoming.socket.remotePort);
      outgoing.end('{}');
    });
    const world = await createWorld(`http://${await listen(server)}`, '');
    const remove: OutgoingRequest = { ...create, purpose: 'remove', method: 'DELETE', body: { kind: 'none' } };
    for (const request of [create, remove, create]) await world.http.send(request);
    expect(new Set(ports).size).toBe(3);
    ports = [];
    const poll: OutgoingRequest = { ...remove, purpose: 'poll', method: 'GET' };
    for (let turn = 0; turn < 6; turn += 1) await world.http.send(poll);
    // One may still be coming to its end when the next request leaves.
    expect(new Set(ports).size).toBeLessThanOrEqual(2);
  });

  it('outlives a server that hangs up while nobody reads', async () => {
    const body = Buffer.alloc(64 * 1024, 97);
    let hangUp = () => {};
    const isGone = new Promise<void>((resolve) => {
      hangUp = resolve;
    });
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('close', hangUp);
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`);
        socket.end(body);
      });
    });
    const url = `http://${await listen(server)}`;
    const route = await openRoute({ proxyUrl: '', fetch: globalThis.fetch });
    closers.push(() => route.close());
    const { signal } = new AbortController();
    const answer = await route.fetch(url, { method: 'GET', headers: {}, body: null, signal });
    await isGone;
    // What the platform's fetch throws here, nobody can catch: it would end this whole file.
    expect((await readAll(answer)).equals(body)).toBe(true);
  });

  it('outlives an answer that breaks while nobody reads', async () => {
    let hangUp = () => {};
    const isGone = new Promise<void>((resolve) => {
      hangUp = resolve;
    });
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('close', hangUp);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf', () => socket.destroy());
      });
    });
    const route = await openRoute({ proxyUrl: '', fetch: globalThis.fetch });
    closers.push(() => route.close());
    const { signal } = new AbortController();
    const answer = await route.fetch(`http://${await listen(server)}`, {
      method: 'GET',
      headers: {},
      body: null,
      signal,
    });
    await isGone;
    await new Promise((resolve) => setImmediate(resolve));
    await expect(readAll(answer)).rejects.toThrow();
  });

  it('takes off the encodings that servers use unasked', async () => {
    const coders = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, br: brotliCompressSync };
    const server = createServer(({ url = '/', headers }, outgoing) => {
      const name = url.slice(1) as keyof typeof coders;
      outgoing.setHeader('content-encoding', name);
      outgoing.end(coders[name](`asked for ${headers['accept-encoding']}`));
    });
    const host = await listen(server);
    const world = await createWorld(`http://${host}`, '');
    for (const name of Object.keys(coders)) {
      const answer = await world.http.send({ ...create, method: 'GET', url: `/${name}`, body: { kind: 'none' } });
      expect(answer.text()).toBe('asked for identity');
    }
  });
});
