import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetUrl, derivedUrl, filmUrl, uploadUrl, recordingUrl } from '#shared/contract/media-urls.ts';
import type { AssetId, JobId, UploadId, ShotId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { createTestLibrary, createTextTools, type TestLibrary } from '../../../tests/support/asset-test-library.ts';
import { createMediaRoute, type MediaRoute } from './media-route.ts';
import { contentDisposition } from './send-file.ts';
import { createRecordings, type Recordings } from './recordings.ts';
import { createUploads, type Uploads } from './uploads.ts';

let test: TestLibrary;
let uploads: Uploads;
let recordings: Recordings;
let route: MediaRoute;
let server: Server;
let origin: string;
const errors: unknown[] = [];
const filmId = 'job_0000000000000001' as JobId;

beforeEach(async () => {
  test = await createTestLibrary();
  uploads = createUploads({ folders: test.library.folders, clock: test.clock, ids: test.ids });
  errors.length = 0;
  recordings = createRecordings({ folders: test.library.folders, clock: test.clock, ids: test.ids });
  route = createMediaRoute({
    recordings,
    assets: test.assets,
    uploads,
    films: (jobId) =>
      jobId === filmId
        ? { path: path.join(test.library.folders.exports, 'film.mp4'), fileName: 'Größe "1" – 映画.mp4' }
        : null,
    onError: (error) => errors.push(error),
  });
  server = await serve(route);
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await test.close();
});

/** The route behind a real HTTP server, as the local host wraps it. */
async function serve(handle: MediaRoute): Promise<Server> {
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const aborting = new AbortController();
    response.once('close', () => aborting.abort());
    const answer = await handle(
      new Request(`http://studio${request.url}`, {
        method: request.method!,
        headers: request.headers as Record<string, string>,
        signal: aborting.signal,
        ...(hasBody && { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
      } as RequestInit),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (!answer.body) return response.end();
    return Readable.fromWeb(answer.body as never)
      .on('error', () => response.destroy())
      .pipe(response);
  };
  const http = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  return http;
}

function linkOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    // It was closed meanwhile.
    return null;
  }
}

const text = `video ${'0123456789'.repeat(100)}`;
const addVideo = async (content = text): Promise<MediaAsset> =>
  test.assets.commit(await test.stageBytes(content), { originalName: 'clip.mp4' });
const ask = (url: string, init: RequestInit = {}) => fetch(origin + url, init);

describe('GET of an asset', () => {
  it('answers the bytes with what a player and a cache need', async () => {
    const asset = await addVideo();
    const response = await ask(assetUrl(asset.id));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(text.length),
      'accept-ranges': 'bytes',
      etag: `"${asset.sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).toBe(text);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const asset = await addVideo();
    const response = await ask(assetUrl(asset.id), { method: 'HEAD', headers: { range: 'bytes=0-1' } });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(text.length)]);
    expect(await response.text()).toBe('');
  });

  const size = text.length;
  const ranges: Array<[string, number, string, string]> = [
    ['bytes=6-9', 206, `bytes 6-9/${size}`, text.slice(6, 10)],
    ['bytes=6-', 206, `bytes 6-${size - 1}/${size}`, text.slice(6)],
    ['bytes=-4', 206, `bytes ${size - 4}-${size - 1}/${size}`, text.slice(-4)],
    [`bytes=0-${size + 100}`, 206, `bytes 0-${size - 1}/${size}`, text],
    [`bytes=${size}-`, 416, `bytes */${size}`, ''],
    ['bytes=0-1,4-5', 200, '', text],
    ['nonsense', 200, '', text],
  ];
  for (const [range, status, contentRange, body] of ranges) {
    it(`answers ${range} with ${status}`, async () => {
      const asset = await addVideo();
      const response = await ask(assetUrl(asset.id), { headers: { range } });
      expect([response.status, response.headers.get('content-range') ?? '']).toEqual([status, contentRange]);
      expect(response.headers.get('content-length')).toBe(String(body.length));
      expect(await response.text()).toBe(body);
    });
  }

  it('honours If-None-Match before Range, and If-Range only for this very version', async () => {
    const asset = await addVideo();
    const etag = `"${asset.sha256}"`;
    const status = async (headers: Record<string, string>) => (await ask(assetUrl(asset.id), { headers })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': `"other", W/${etag}`, range: 'bytes=0-1' })).toBe(304);
    expect(await status({ 'if-none-match': '*' })).toBe(304);
    expect(await status({ 'if-none-match': '"other"' })).toBe(200);
    expect(await status({ 'if-range': etag, range: 'bytes=0-1' })).toBe(206);
    expect(await status({ 'if-range': '"other"', range: 'bytes=0-1' })).toBe(200);
    expect(await status({ 'if-range': `W/${etag}`, range: 'bytes=0-1' })).toBe(200);
    expect(await status({ 'if-range': 'Wed, 21 Oct 2015 07:28:00 GMT', range: 'bytes=0-1' })).toBe(200);
  });

  it('sends a file of many reads whole', async () => {
    const content = Buffer.concat([Buffer.from('video'), randomBytes(1_000_003)]);
    const asset = await test.assets.commit(await test.stageBytes(content), { originalName: 'big' });
    const response = await ask(assetUrl(asset.id));
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
  });

  it('breaks off when the file becomes shorter, and says 404 when it is gone', async () => {
    const content = Buffer.concat([Buffer.from('video'), Buffer.alloc(2_000_000)]);
    const asset = await test.assets.commit(await test.stageBytes(content), { originalName: 'big' });
    const file = test.assets.input(asset.id);
    const response = await route(new Request(`http://studio${assetUrl(asset.id)}`));
    const reader = response.body!.getReader();
    await reader.read();
    truncateSync(file, 1000);
    await expect(reader.read()).rejects.toThrow('shorter');
    rmSync(file);
    expect((await ask(assetUrl(asset.id))).status).toBe(404);
    expect((await ask(assetUrl('asset_0000000000000000' as AssetId))).status).toBe(404);
  });

  it('never shows as a page what a browser could run', async () => {
    for (const mime of ['image/svg+xml', 'text/html', 'application/xhtml+xml']) {
      const asset = await addVideo(`video ${mime}`);
      test.library.db.prepare('UPDATE media_assets SET mime = ? WHERE id = ?').run(mime, asset.id);
      const response = await ask(assetUrl(asset.id));
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
    }
  });

  it.skipIf(process.platform !== 'linux')('keeps no file open when 200 answers are abandoned', async () => {
    const content = Buffer.concat([Buffer.from('video'), randomBytes(3_000_000)]);
    const asset = await test.assets.commit(await test.stageBytes(content), { originalName: 'big' });
    const file = test.assets.input(asset.id);
    const countOpen = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(`/proc/self/fd/${fd}`) === file).length;
    const kept: Array<ReadableStreamDefaultReader<Uint8Array>> = [];
    for (let index = 0; index < 200; index += 1) {
      // Straight at the route, as Electron asks: abandoned without cancel, or with.
      const response = await route(
        new Request(`http://studio${assetUrl(asset.id)}`, { headers: { range: `bytes=${index * 10_000}-` } }),
      );
      const reader = response.body!.getReader();
      await reader.read();
      if (index % 3 === 0) await reader.cancel();
      else kept.push(reader);
    }
    expect(kept.length).toBeGreaterThan(100);
    // The last close may still be on its way.
    await expect.poll(countOpen).toBe(0);
  });
});

describe('GET of a derived picture', () => {
  it('makes it, and answers a JPEG that may be kept for good', async () => {
    const asset = await addVideo('video one');
    const response = await ask(derivedUrl(asset.id, 'cover'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe('picture of video one');
    expect((await ask(derivedUrl(asset.id, 'board'))).status).toBe(404);
  });

  it('tells as data why it cannot be made', async () => {
    const asset = await test.assets.commit(await test.stageBytes('image one'), { originalName: 'a.png' });
    const identifyImage = async () => {
      throw new Error('boom');
    };
    const assets = test.createStore({ tools: createTextTools({ identifyImage }) });
    const unforeseen: unknown[] = [];
    const broken = createMediaRoute({
      assets,
      uploads,
      recordings,
      films: () => null,
      onError: (error) => unforeseen.push(error),
    });
    rmSync(test.library.folders.derived, { recursive: true });
    const response = await broken(new Request(`http://studio${derivedUrl(asset.id, 'board')}`));
    expect([response.status, await response.json()]).toEqual([500, { code: 'INTERNAL', params: {}, retry: 'never' }]);
    expect(unforeseen).toHaveLength(1);
  });
});

describe('GET of a film', () => {
  it('is a download with its name, with ranges, and asked about again each time', async () => {
    expect((await ask(filmUrl(filmId))).status).toBe(404);
    writeFileSync(path.join(test.library.folders.exports, 'film.mp4'), 'a whole film');
    const response = await ask(filmUrl(filmId), { headers: { range: 'bytes=2-6' } });
    expect([response.status, await response.text()]).toEqual([206, 'whole']);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e _1_ _ __.mp4"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%20%E2%80%93%20%E6%98%A0%E7%94%BB.mp4`,
    );
    const etag = response.headers.get('etag')!;
    expect((await ask(filmUrl(filmId), { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await ask(filmUrl('job_0000000000000002' as JobId))).status).toBe(404);
  });

  it('has a name in its header whatever the title', () => {
    const names = ['a\r\nSet-Cookie: x', '\ud800', '100%', "it's (1)*", '../../etc/passwd'];
    for (const name of names) {
      const header = contentDisposition(name);
      expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
      expect(header).not.toMatch(/[\r\n]/);
    }
  });
});

describe('GET of a recording', () => {
  it('gives what has come so far, asked about again each time', async () => {
    const recordingId = await recordings.begin('shot_0000000000000001' as ShotId);
    const url = recordingUrl(recordingId);
    expect((await ask(`${url}?offset=0`, { method: 'PUT', body: 'so far' })).status).toBe(200);
    const response = await ask(url, { headers: { range: 'bytes=3-' } });
    expect([response.status, await response.text()]).toEqual([206, 'far']);
    expect(response.headers.get('content-type')).toBe('audio/webm');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    await recordings.discard(recordingId);
    expect((await ask(url)).status).toBe(404);
  });
});

describe('PUT of an upload', () => {
  it('takes a file in chunks over HTTP, resumes after a wrong offset, and can be committed', async () => {
    const content = Buffer.concat([Buffer.from('video'), randomBytes(2_500_000)]);
    const id = await uploads.begin({ fileName: 'clip.mp4', sizeBytes: content.length });
    const url = uploadUrl(id);
    const put = async (offset: number, end: number) => {
      const response = await ask(`${url}?offset=${offset}`, { method: 'PUT', body: content.subarray(offset, end) });
      return [response.status, await response.json()];
    };
    expect(await put(0, 1_000_000)).toEqual([200, { offset: 1_000_000 }]);
    expect(await put(0, 1_000_000)).toEqual([409, { offset: 1_000_000 }]);
    expect(await put(2_000_000, content.length)).toEqual([409, { offset: 1_000_000 }]);
    expect(await (await ask(url)).json()).toEqual({ offset: 1_000_000 });
    expect(await put(1_000_000, content.length)).toEqual([200, { offset: content.length }]);
    const { staged, fileName } = await uploads.takeFile(id);
    const asset = await test.assets.commit(staged, { originalName: fileName });
    const back = await ask(assetUrl(asset.id));
    expect(Buffer.from(await back.arrayBuffer()).equals(content)).toBe(true);
  });

  it('answers why a chunk is refused', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 10 });
    const put = async (url: string, body = 'x') => {
      const response = await ask(url, { method: 'PUT', body });
      return [response.status, (await response.json()).code];
    };
    expect(await put(uploadUrl(id))).toEqual([400, 'INVALID_INPUT']);
    for (const offset of ['-1', '1.5', 'x', '1e3', '']) {
      expect(await put(`${uploadUrl(id)}?offset=${offset}`)).toEqual([400, 'INVALID_INPUT']);
    }
    const unknown = 'up_0000000000000000' as UploadId;
    expect(await put(`${uploadUrl(unknown)}?offset=0`)).toEqual([404, 'UPLOAD_NOT_FOUND']);
    expect((await ask(uploadUrl(unknown))).status).toBe(404);
    expect(await put(`${uploadUrl(id)}?offset=0`, 'x'.repeat(3_000_000))).toEqual([413, 'UPLOAD_TOO_LARGE']);
  });

  it('keeps what arrived before a sender broke off', async () => {
    const id = await uploads.begin({ fileName: 'a', sizeBytes: 10 });
    let isFirst = true;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isFirst) controller.enqueue(Buffer.from('01234'));
        else controller.error(new Error('gone'));
        isFirst = false;
      },
    });
    const aborting = new AbortController();
    const request = new Request(`http://studio${uploadUrl(id)}?offset=0`, {
      method: 'PUT',
      body,
      signal: aborting.signal,
      duplex: 'half',
    } as RequestInit);
    aborting.abort();
    await route(request);
    expect((await uploads.find(id))?.receivedBytes).toBeLessThan(10);
  });
});

describe('every other request', () => {
  it('is 404 and never a path', async () => {
    const asset = await addVideo();
    const paths = [
      '/',
      '/media',
      '/media/',
      '/media/asset',
      '/media/asset/',
      `/media/asset/${asset.id}/`,
      `/media/asset/${asset.id}/x`,
      `/media/asset/${asset.id}%00`,
      `/media/asset/${asset.id}.mp4`,
      `/media/asset/${asset.id.toUpperCase()}`,
      `/media/asset/..%2f..%2flibrary.db`,
      `/media/asset/%2e%2e/%2e%2e/library.db`,
      '/media/asset/../../library.db',
      '/media/asset/..\\..\\library.db',
      '/media/asset/%2Fetc%2Fpasswd',
      '/media//etc/passwd',
      `/media/derived/${asset.id}/cover`,
      `/media/derived/${asset.id}/secret.jpg`,
      `/media/derived/${asset.id}/..%2fcover.jpg`,
      `/media/derived/${asset.id}/cover.jpg/x`,
      '/media/film/library.db',
      `/media/upload/../../library.db`,
      '/media/unknown/asset_0000000000000000',
      '/MEDIA/asset/asset_0000000000000000',
    ];
    for (const target of paths) {
      const response = await route(new Request(`http://studio${target}`));
      expect([target, response.status]).toEqual([target, 404]);
      expect(response.headers.get('content-type')).toBe('application/json');
    }
    expect(errors).toEqual([]);
  });

  it('is 405 with another method', async () => {
    const asset = await addVideo();
    for (const [url, allow] of [
      [assetUrl(asset.id), 'GET, HEAD'],
      [filmUrl(filmId), 'GET, HEAD'],
      [uploadUrl('up_0000000000000000' as UploadId), 'GET, PUT'],
    ] as const) {
      const response = await ask(url, { method: 'DELETE' });
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    }
  });
});
