/** Over real HTTP and real WebSockets, with requests forged as an attacker would. */
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { request as sendHttp, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  createEventLog,
  createFakeStudio,
  type FakeStudio,
  type fakeRouter,
} from '#main/host/__fixtures__/fake-studio.ts';
import { createTranslator } from '#shared/messages/translate.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
type Asked = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

let server: LocalServer;
let studio: FakeStudio;
let host: string;
let origin: string;

/** Sends the path exactly as it is written: `fetch` would tidy it up. */
function ask(target: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path: target, method, headers: { host, ...headers } };
    const sent = sendHttp({ ...options, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function signIn(): Promise<string> {
  const { headers } = await ask(server.url.slice(origin.length));
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** The HTTP status that an upgrade is refused with; 101 when it succeeds. */
function tryUpgrade(headers: Record<string, string>, target = '/rpc'): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (sent, response) => {
      sent.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

beforeEach(async () => {
  const rendererDir = await mkdtemp(path.join(os.tmpdir(), 'window-'));
  await mkdir(path.join(rendererDir, 'assets'));
  await writeFile(path.join(rendererDir, 'index.html'), '<title>Shotwright</title>');
  await writeFile(path.join(rendererDir, 'assets/index-abc.js'), 'run()');
  await writeFile(path.join(path.dirname(rendererDir), 'beside.txt'), 'not for the window');
  studio = createFakeStudio('film bytes');
  const words = createTranslator();
  server = await startLocalServer({
    port: 0,
    rendererDir,
    currentStudio: () => studio,
    words,
    logger: createEventLog(),
  });
  host = `127.0.0.1:${server.port}`;
  origin = `http://${host}`;
});

afterEach(() => server.close());

describe('signing in', () => {
  it('turns the token of the first address into a cookie that scripts and other sites cannot use', async () => {
    const answer = await ask(server.url.slice(origin.length));
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('explains itself to a browser without the cookie, and shows nothing of the library', async () => {
    for (const target of ['/', '/index.html', '/media/asset/x', '/assets/index-abc.js']) {
      const answer = await ask(target);
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('needs its key');
    }
    expect(studio.requests).toEqual([]);
  });

  it.each(['/login', '/login?t=', '/login?t=wrong', `/login?t=${'a'.repeat(43)}`, '/login?t=%00'])(
    'refuses a wrong token: %s',
    async (target) => {
      const answer = await ask(target);
      expect(answer.status).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('refuses a cookie that is wrong, empty or cut short', async () => {
    const cookie = await signIn();
    for (const forged of [`${cookie}x`, cookie.slice(0, -1), `${cookie.split('=')[0]}=`, 'shotwright-1=x']) {
      expect((await ask('/', { headers: { cookie: forged } })).status).toBe(403);
    }
  });

  it('lets nobody sign in from another name or site', async () => {
    const login = server.url.slice(origin.length);
    expect((await ask(login, { headers: { host: `evil.test:${server.port}` } })).status).toBe(403);
    expect((await ask(login, { headers: { origin: 'https://evil.test' } })).status).toBe(403);
  });
});

describe('requests of a signed-in browser', () => {
  let cookie: string;
  beforeEach(async () => {
    cookie = await signIn();
  });

  it('get the window, never kept by a cache, and its hashed files, kept for ever', async () => {
    const page = await ask('/', { headers: { cookie } });
    expect(page.body).toBe('<title>Shotwright</title>');
    expect(page.headers['cache-control']).toBe('no-store');
    const script = await ask('/assets/index-abc.js', { headers: { cookie } });
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toContain('text/javascript');
  });

  it('get the protecting headers with every answer, and no CORS', async () => {
    for (const target of ['/', '/nothing', '/media/x', '/media/../x', '/login']) {
      const { headers } = await ask(target, { headers: { cookie, origin } });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    const page = await ask('/', { headers: { cookie } });
    expect(page.headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
  });

  it('read and write media', async () => {
    expect((await ask('/media/asset/a', { headers: { cookie } })).body).toBe('film bytes');
    const body = Buffer.alloc(3 * 2 ** 20, 1);
    const put = await ask('/media/upload/u?offset=0', { method: 'PUT', headers: { cookie, origin }, body });
    expect(JSON.parse(put.body)).toEqual({ offset: body.length });
    expect(studio.requests).toEqual(['GET /media/asset/a 0', `PUT /media/upload/u ${body.length}`]);
  });

  it('are refused under a foreign name, however right the rest is', async () => {
    const foreign = [
      `evil.test:${server.port}`,
      'evil.test',
      '127.0.0.1',
      `127.0.0.1.evil.test:${server.port}`,
      `[::1]:${server.port}`,
    ];
    for (const name of foreign) {
      const headers = { cookie, host: name, origin: `http://${name}` };
      expect((await ask('/', { headers })).status).toBe(403);
      expect((await ask('/media/x', { method: 'PUT', headers })).status).toBe(403);
    }
    expect(studio.requests).toEqual([]);
  });

  it('are refused from another site, another port and a page without an origin', async () => {
    for (const foreign of ['https://evil.test', 'http://127.0.0.1:1', `https://${host}`, 'null', 'app://app']) {
      const headers = { cookie, origin: foreign };
      expect((await ask('/media/x', { headers })).status).toBe(403);
      expect((await ask('/media/x', { method: 'PUT', headers })).status).toBe(403);
    }
    expect((await ask('/media/x', { method: 'PUT', headers: { cookie } })).status).toBe(403);
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask('/media/x', { headers: { cookie, 'sec-fetch-site': site } })).status).toBe(403);
    }
    expect(studio.requests).toEqual([]);
  });

  it.each([
    '/../beside.txt',
    '/%2e%2e/beside.txt',
    '/..%2fbeside.txt',
    '/%2e%2e%2fbeside.txt',
    '/%252e%252e%252fbeside.txt',
    '/..%5cbeside.txt',
    '/..\\beside.txt',
    '/assets/../../beside.txt',
    '/assets/..%c0%afbeside.txt',
    '/%00',
    '//etc/passwd',
    '/media/..%2f..%2flibrary.db',
    '/media/%2e%2e%2flibrary.db',
    '/media/asset/..%5c..%5clibrary.db',
    '/media/%252e%252e/library.db',
  ])('cannot leave their place: %s', async (target) => {
    const { status, body } = await ask(target, { headers: { cookie } });
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('not for the window');
    expect(studio.requests).toEqual([]);
  });

  it('are refused with any other method', async () => {
    for (const method of ['POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      expect((await ask('/media/x', { method, headers: { cookie, origin } })).status).toBe(405);
      expect((await ask('/', { method, headers: { cookie, origin } })).status).toBe(405);
    }
    expect((await ask('/', { method: 'PUT', headers: { cookie, origin } })).status).toBe(405);
    expect(studio.requests).toEqual([]);
  });

  it('get an answer on the same connection after one whose body nobody read', async () => {
    const { Agent } = await import('node:http');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const put = (target: string, method: string, body?: Buffer) =>
      new Promise<number>((resolve, reject) => {
        const options = { host: '127.0.0.1', port: server.port, path: target, method, agent };
        sendHttp({ ...options, headers: { host, cookie, origin } }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        })
          .on('error', reject)
          .end(body);
      });
    expect(await put('/', 'PUT', Buffer.alloc(2 ** 20))).toBe(405);
    expect(await put('/', 'GET')).toBe(200);
    agent.destroy();
  });
});

describe('calls over the WebSocket', () => {
  it('are answered, with streams, and without the details of an unforeseen error', async () => {
    const cookie = await signIn();
    const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
    await once(socket, 'open');
    const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
    const client = createORPCClient<RouterClient<typeof fakeRouter>>(link);
    expect(await client.echo({ text: 'hello' })).toBe('hello');
    const numbers: number[] = [];
    for await (const number of await client.count()) numbers.push(number);
    expect(numbers).toEqual([1, 2, 3]);
    await expect(client.fail()).rejects.toThrow(/^Internal server error$/);
    socket.terminate();
  });

  it('are refused without the cookie, under a foreign name, from another site, and elsewhere', async () => {
    const cookie = await signIn();
    expect(await tryUpgrade({ cookie, origin })).toBe(101);
    expect(await tryUpgrade({ origin })).toBe(403);
    expect(await tryUpgrade({ cookie })).toBe(403);
    expect(await tryUpgrade({ cookie, origin: 'https://evil.test' })).toBe(403);
    const rebound = `evil.test:${server.port}`;
    expect(await tryUpgrade({ cookie, host: rebound, origin: `http://${rebound}` })).toBe(403);
    expect(await tryUpgrade({ cookie, origin, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await tryUpgrade({ cookie, origin }, '/other')).toBe(403);
  });

  it('end the connection when a message is larger than any call', async () => {
    const cookie = await signIn();
    const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
    await once(socket, 'open');
    socket.send(Buffer.alloc(5 * 2 ** 20));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    expect((await ask('/', { headers: { cookie } })).status).toBe(200);
  });
});

describe('the server', () => {
  it('listens on 127.0.0.1 alone', async () => {
    const addresses = Object.values(os.networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const address of [...addresses, '127.0.0.2']) {
      const socket = connect({ host: address, port: server.port });
      const outcome = await Promise.race([
        once(socket, 'connect').then(() => 'connected'),
        once(socket, 'error').then(() => 'refused'),
      ]).catch(() => 'refused');
      socket.destroy();
      expect(outcome).toBe('refused');
    }
  });

  it('does not share its port', async () => {
    const options = { rendererDir: '/nonexistent', currentStudio: () => studio, words: createTranslator() };
    await expect(startLocalServer({ ...options, port: server.port, logger: createEventLog() })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('refuses an address that names another server', async () => {
    const headers = { cookie: await signIn() };
    for (const target of ['http://evil.test/', '*']) expect((await ask(target, { headers })).status).toBe(400);
  });

  it('survives what is no HTTP', async () => {
    const socket = connect({ host: '127.0.0.1', port: server.port });
    await once(socket, 'connect');
    socket.end('\u0000\u0001 nonsense\r\n\r\n');
    await once(socket.resume(), 'close');
    expect((await ask('/')).status).toBe(403);
  });
});
