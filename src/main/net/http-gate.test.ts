/** What leaves, to where, and with which key, against real servers. */
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { StandInServer } from '../../../tests/servers/stand-in-server.ts';
import {
  aGet,
  aMedia,
  aRequest,
  bearer,
  createGateTest,
  failureOf,
  testKey,
} from '../../../tests/support/gate-test.ts';
import { type NetworkRoute, openRoute, type RouteOptions } from './network-route.ts';
import type { MediaReader } from './outgoing-media.ts';
import type { OutgoingRequest } from './provider-http.ts';

const { createWorld, startServer } = createGateTest();

describe('a request', () => {
  it('goes to the connection’s address with its key, and its answer comes back whole', async () => {
    const server = await startServer(() => ({ status: 201, json: { id: 'job-1' }, headers: { 'x-request-id': 'r' } }));
    const { http } = await createWorld(`${server.url}/v1/`);
    const answer = await http.send(aRequest({ url: '/videos?x=1', headers: { Accept: 'application/json' } }));
    expect(answer).toMatchObject({ status: 201, mime: 'application/json' });
    expect(answer.json()).toEqual({ id: 'job-1' });
    expect(answer.headers.get('x-request-id')).toBe('r');
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/videos',
      headers: {
        authorization: `Bearer ${testKey}`,
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'Shotwright',
      },
    });
    expect(request?.query.get('x')).toBe('1');
    expect(request?.json()).toEqual({ prompt: 'a harbour at dawn' });
  });

  it('carries the key as its kind wants it, and the person’s own headers', async () => {
    const server = await startServer();
    const schemes = [
      [{ kind: 'authorization', prefix: 'Key' }, 'authorization', `Key ${testKey}`],
      [{ kind: 'header', name: 'X-Goog-Api-Key' }, 'x-goog-api-key', testKey],
    ] as const;
    for (const [scheme, name, value] of schemes) {
      const { http } = await createWorld(server.url, {
        hosts: { scheme, alsoHosts: [] },
        headers: { 'X-Team': 'seven' },
      });
      await http.send(aRequest({ headers: { 'x-team': 'eight' } }));
      expect(server.requests.at(-1)?.headers).toMatchObject({ [name]: value, 'x-team': 'seven' });
    }
  });

  it('goes without a key where there is none, and where the request wants none', async () => {
    const server = await startServer();
    const { http } = await createWorld(server.url, { key: null });
    await http.send(aRequest());
    const { http: other } = await createWorld(server.url, { headers: { 'x-team': 'seven' } });
    await other.send(aRequest({ auth: 'none' }));
    for (const { headers } of server.requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-team');
    }
  });

  it('takes no key from an adapter', async () => {
    const server = await startServer();
    const headers = { Authorization: 'Bearer other', Cookie: 'a=b', 'x-api-key': 'other', Host: 'example.org' };
    const hosts = { scheme: { kind: 'header', name: 'x-api-key' }, alsoHosts: [] } as const;
    const { http } = await createWorld(server.url, { hosts });
    await http.send(aRequest({ headers }));
    const sent = server.requests[0]?.headers;
    expect(sent).toMatchObject({ 'x-api-key': testKey, host: server.url.replace('http://', '') });
    expect(sent).not.toHaveProperty('authorization');
    expect(sent).not.toHaveProperty('cookie');
  });

  it('is not sent with a key that no header can hold, which is named nowhere', async () => {
    const server = await startServer();
    const bad = 'a-key-with\nanother: line';
    const { http } = await createWorld(server.url, { key: bad });
    const thrown = await http.send(aRequest()).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ arrival: 'not-sent', error: { code: 'PROVIDER_KEY_REJECTED' } });
    expect(JSON.stringify([thrown, String(thrown), (thrown as Error).stack])).not.toContain('a-key-with');
    expect(server.requests).toEqual([]);
  });

  it('is not sent while the keys are locked', async () => {
    const server = await startServer();
    const world = await createWorld(server.url);
    const http = world.gate.open({
      connection: world.connection,
      hosts: bearer,
      readKey() {
        throw new AppError('KEYS_LOCKED', 'locked', { retry: 'after-user-action' });
      },
      readHeaders: () => ({}),
    });
    expect(await failureOf(http.send(aRequest()))).toEqual({
      code: 'KEYS_LOCKED',
      arrival: 'not-sent',
      retry: 'after-user-action',
    });
    expect(server.requests).toEqual([]);
  });

  it.each([200, 400, 401, 403, 404, 408, 409, 421, 429, 500, 502, 503])(
    'is sent once when the answer is %i',
    async (status) => {
      const server = await startServer(() => ({ status, json: {} }));
      const { http } = await createWorld(server.url);
      const requests: OutgoingRequest[] = [
        aRequest(),
        aRequest({ body: { kind: 'form', fields: [{ name: 'prompt', value: 'a' }] } }),
        aRequest({ url: '/cancel', body: { kind: 'none' } }),
        aRequest({ method: 'DELETE', body: { kind: 'none' } }),
      ];
      for (const request of requests) expect((await http.send(request)).status).toBe(status);
      expect(server.requests.map(({ method, path: asked }) => `${method} ${asked}`)).toEqual([
        'POST /videos',
        'POST /videos',
        'POST /cancel',
        'DELETE /videos',
      ]);
    },
  );

  it('names the length of its body, but none of what has none: Node 18 would not send a DELETE of length 0', async () => {
    const server = await startServer();
    const lengths: Array<string | undefined> = [];
    const watchRoute = async (options: RouteOptions): Promise<NetworkRoute> => {
      const route = await openRoute(options);
      return {
        ...route,
        fetch(url, init) {
          lengths.push((init.headers as Record<string, string>)['content-length']);
          return route.fetch(url, init);
        },
      };
    };
    const { http } = await createWorld(server.url, { gate: { openRoute: watchRoute } });
    for (const method of ['DELETE', 'PUT', 'POST'] as const) {
      await http.send(aRequest({ method, body: { kind: 'none' } }));
    }
    await http.send(aRequest());
    expect(lengths).toEqual([undefined, '0', '0', String(server.requests.at(-1)?.body.byteLength)]);
  });

  it('sends a form whose values arrive unchanged', async () => {
    const server = await startServer();
    const { http } = await createWorld(server.url);
    const image = aMedia('image', 300_000);
    const prompt = 'line one\nline "two"\r\n— ñ 雪';
    const fields = [
      { name: 'prompt', value: prompt },
      { name: 'a "name"', value: '' },
      { name: 'input_reference', value: image },
    ];
    await http.send(aRequest({ body: { kind: 'form', fields } }));
    const form = await server.requests[0]?.form();
    expect(form?.get('prompt')).toBe(prompt);
    expect(form?.get('a "name"')).toBe('');
    const file = form?.get('input_reference') as File;
    expect([file.name, file.type]).toEqual(['reference.png', 'image/png']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(image.bytes);
  });

  it('sends a file as it is', async () => {
    const server = await startServer();
    const { http } = await createWorld(server.url);
    const video = aMedia('video', 200_000);
    await http.send(aRequest({ method: 'PUT', body: { kind: 'file', media: video } }));
    expect(server.requests[0]?.headers['content-type']).toBe('video/mp4');
    expect(server.requests[0]?.body.equals(video.bytes)).toBe(true);
  });

  it('gives out a body that is no JSON as text, and no JSON of it', async () => {
    const server = await startServer();
    server.faults = () => ({ kind: 'html' });
    const { http } = await createWorld(server.url);
    const answer = await http.send(aGet());
    expect(answer).toMatchObject({ status: 200, mime: 'text/html' });
    expect(answer.json()).toBeUndefined();
    expect(answer.text()).toContain('Please sign in');
  });
});

describe('hosts', () => {
  it('gets the key only where the connection or its kind names it', async () => {
    const named = await startServer();
    const other = await startServer();
    const base = await startServer();
    const hosts = { ...bearer, alsoHosts: [new URL(named.url).host] };
    const { http, listEgress } = await createWorld(base.url, { hosts });
    await http.send(aGet({ url: `${named.url}/status` }));
    expect(named.requests[0]?.headers.authorization).toBe(`Bearer ${testKey}`);
    expect(await failureOf(http.send(aGet({ url: `${other.url}/status` })))).toMatchObject({
      code: 'EGRESS_HOST_NOT_ALLOWED',
      arrival: 'not-sent',
    });
    expect(other.requests).toEqual([]);
    expect(listEgress().map(({ outcome }) => outcome)).toEqual(['answered', 'not-sent']);
  });

  it('never reaches this machine or its network for an address that an answer named', async () => {
    const server = await startServer();
    const { http } = await createWorld('https://api.provider.example');
    for (const url of [server.url, 'http://10.0.0.1/', 'https://localhost/', 'http://169.254.169.254/latest']) {
      expect(await failureOf(http.send(aGet({ url, auth: 'none' })))).toMatchObject({
        code: 'EGRESS_HOST_NOT_ALLOWED',
        arrival: 'not-sent',
      });
    }
    expect(server.requests).toEqual([]);
  });

  it('never reaches a public name that stands for a private address', async () => {
    const lookUp = vi.fn<() => Promise<string[]>>(async () => ['93.184.216.34', '192.168.1.1']);
    const { http } = await createWorld('https://api.provider.example', { gate: { lookUp } });
    expect(await failureOf(http.send(aGet({ url: 'https://cdn.provider.example/a', auth: 'none' })))).toMatchObject({
      code: 'EGRESS_HOST_NOT_ALLOWED',
      arrival: 'not-sent',
    });
    expect(lookUp).toHaveBeenCalledWith('cdn.provider.example');
  });

  it('takes an address that is none for a refusal', async () => {
    const { http } = await createWorld('https://api.provider.example');
    expect(await failureOf(http.send(aGet({ url: 'not an address', auth: 'none' })))).toMatchObject({
      code: 'EGRESS_HOST_NOT_ALLOWED',
      arrival: 'not-sent',
    });
  });
});

describe('redirects', () => {
  async function startRedirecting(location: () => string, status = 302): Promise<StandInServer> {
    return startServer((request) =>
      request.path === '/there' ? { json: { arrived: true } } : { status, headers: { location: location() } },
    );
  }

  it('follows a GET to the same origin with the key', async () => {
    const server = await startRedirecting(() => '/there');
    const { http } = await createWorld(server.url);
    expect((await http.send(aGet())).json()).toEqual({ arrived: true });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${testKey}`,
      `Bearer ${testKey}`,
    ]);
  });

  it('follows a GET to another host without the key and without other headers of the connection', async () => {
    const other = await startServer(() => ({ json: { arrived: true } }));
    const server = await startRedirecting(() => `${other.url}/there`);
    const { http, listEgress } = await createWorld(server.url, { headers: { 'x-team': 'seven' } });
    const answer = await http.send(aGet({ headers: { accept: 'application/json', 'x-version': '2' } }));
    expect(answer.json()).toEqual({ arrived: true });
    const headers = other.requests[0]?.headers ?? {};
    expect(headers.accept).toBe('application/json');
    for (const name of ['authorization', 'x-team', 'x-version']) expect(headers).not.toHaveProperty(name);
    expect(listEgress().map(({ host, status }) => [host, status])).toEqual([
      [new URL(server.url).host, 302],
      [new URL(other.url).host, 200],
    ]);
  });

  it('does not get the key back on the way home', async () => {
    const home = await startRedirecting(() => `${other.url}/away`);
    const other: StandInServer = await startServer(() => ({ status: 302, headers: { location: `${home.url}/there` } }));
    const { http } = await createWorld(home.url);
    await http.send(aGet());
    expect(home.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${testKey}`, undefined]);
  });

  it('refuses one that leads into the own network', async () => {
    const inside = await startServer();
    const fetch = async () => new Response(null, { status: 302, headers: { location: `${inside.url}/secret` } });
    const { http } = await createWorld('https://api.provider.example', {
      gate: { openRoute: async () => ({ fetch, close: async () => {} }) },
    });
    expect(await failureOf(http.send(aGet()))).toMatchObject({ code: 'EGRESS_HOST_NOT_ALLOWED' });
    expect(inside.requests).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('gives a %i back to anything but a GET', async (status) => {
    const server = await startRedirecting(() => '/there', status);
    const { http } = await createWorld(server.url);
    expect(await http.send(aRequest())).toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  it('follows five, and gives the next one back', async () => {
    const server = await startRedirecting(() => '/round');
    const { http } = await createWorld(server.url);
    expect(await http.send(aGet())).toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(6);
  });
});

describe('what a person has forbidden', () => {
  it('sends nothing while the studio is offline', async () => {
    const server = await startServer();
    const { http, setOffline, listEgress, libraryFile } = await createWorld(server.url);
    setOffline(true);
    const failure = { code: 'OFFLINE', arrival: 'not-sent', retry: 'after-user-action' };
    expect(await failureOf(http.send(aRequest()))).toEqual(failure);
    const file = path.join(path.dirname(libraryFile), 'clip.mp4');
    expect(await failureOf(http.download(aGet(), { path: file, expect: 'video' }))).toEqual(failure);
    expect(server.requests).toEqual([]);
    expect(listEgress().map(({ outcome, sentBytes }) => [outcome, sentBytes])).toEqual([
      ['not-sent', 0],
      ['not-sent', 0],
    ]);
    setOffline(false);
    expect((await http.send(aRequest())).status).toBe(200);
  });

  it.each(['image', 'voice', 'video'] as const)('lets no %s out, and does not even read it', async (kind) => {
    const server = await startServer();
    const read = vi.fn<MediaReader['read']>();
    const maySend = { images: kind !== 'image', voice: kind !== 'voice', video: kind !== 'video' };
    const media = { kindOf: () => kind, read };
    const { http } = await createWorld(server.url, { connection: { maySend }, gate: { media } });
    await expect(http.media('asset_0000000000000001' as AssetId)).rejects.toMatchObject({
      code: 'EGRESS_NOT_ALLOWED',
      params: { kind },
    });
    expect(read).not.toHaveBeenCalled();
    const forbidden = { kind: 'file', media: aMedia(kind, 10) } as const;
    expect(await failureOf(http.send(aRequest({ body: forbidden })))).toMatchObject({
      code: 'EGRESS_NOT_ALLOWED',
      arrival: 'not-sent',
    });
    expect(server.requests).toEqual([]);
  });
});

describe('remote copies', () => {
  it('are known until they are gone', async () => {
    const world = await createWorld('https://api.provider.example');
    const attemptId = 'att_000000000000000a' as AttemptId;
    const { http } = world;
    for (const remoteId of ['file-1', 'file-2', 'file-3']) http.noteRemoteCopy({ remoteId, kind: 'upload', attemptId });
    http.noteRemoteCopy({ remoteId: 'job-1', kind: 'job', attemptId, expiresAtMs: 1_800_000_000_000 });
    http.noteRemoteCopy({ remoteId: 'file-9', kind: 'upload', attemptId: null });
    world.clock.advance(5);
    http.noteRemoved({ remoteId: 'file-1' }, 'removed');
    http.noteRemoved({ remoteId: 'file-1' }, 'failed');
    http.noteRemoved({ remoteId: 'file-2' }, 'failed');
    expect(http.listUploads(attemptId)).toEqual(['file-2', 'file-3']);
    expect(world.listRemoteCopies().map(({ kind, endedHow, expiresAtMs }) => [kind, endedHow, expiresAtMs])).toEqual([
      ['upload', 'removed', null],
      ['upload', 'failed', null],
      ['upload', null, null],
      ['job', null, 1_800_000_000_000],
      ['upload', null, null],
    ]);
    http.noteRemoved({ remoteId: 'file-2' }, 'already-gone');
    expect(http.listUploads(attemptId)).toEqual(['file-3']);
  });
});
