/** Bringing files home over a network that breaks, from servers that lie. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeTimers } from '../../../tests/support/fake-timers.ts';
import {
  createProviderWorld,
  type ProviderWorld,
  type ProviderWorldOptions,
} from '../../../tests/support/provider-world.ts';
import type { DownloadOptions, OutgoingRequest } from './provider-http.ts';

const clip = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom\0\0\0\0', 'latin1'), randomBytes(400_000)]);
const key = 'test-key-0123456789';

let folder: string;
let file: string;
let world: ProviderWorld | null;
let closeServer: (() => Promise<void>) | null;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'download-'));
  file = path.join(folder, 'clip.mp4');
  world = null;
  closeServer = null;
});

afterEach(async () => {
  await world?.close();
  await closeServer?.();
  rmSync(folder, { recursive: true, force: true });
});

type Asked = { url: string; range: string | undefined; ifRange: string | undefined; authorization: string | undefined };

/** A server whose answers are written by hand. @param answer gets the number of the request, from 0 */
async function serve(
  answer: (outgoing: ServerResponse, number: number, incoming: IncomingMessage) => void,
  options: Partial<ProviderWorldOptions> = {},
) {
  const asked: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    const { range, authorization, 'if-range': ifRange } = incoming.headers;
    asked.push({ url: incoming.url ?? '', range, authorization, ifRange: ifRange as string | undefined });
    answer(outgoing, asked.length - 1, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeServer = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hosts = { scheme: { kind: 'bearer' }, alsoHosts: [] } as const;
  world = await createProviderWorld({ kind: 'openai', baseUrl: url, hosts, ...options });
  return { asked, url, world };
}

/** The whole file, or what of it was asked for. */
function sendFile(outgoing: ServerResponse, incoming: IncomingMessage, bytes = clip, etag = '"one"') {
  const start = Number(/^bytes=(\d+)-$/.exec(incoming.headers.range ?? '')?.[1] ?? 0);
  const isSame = incoming.headers['if-range'] === etag;
  const part = isSame ? bytes.subarray(start) : bytes;
  const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  outgoing.writeHead(isSame ? 206 : 200, {
    'content-type': 'video/mp4',
    'content-length': part.length,
    etag,
    ...(isSame && { 'content-range': range }),
  });
  return part;
}

/** Breaks off after so many bytes, once the other side has put them away: what it still held would be lost with it. */
function breakAfter(outgoing: ServerResponse, part: Buffer, count: number) {
  const sizeBefore = sizeOfPart();
  const isContinued = outgoing.statusCode === 206;
  const breakOff = () => {
    if (sizeOfPart() === (isContinued ? sizeBefore : 0) + count) outgoing.destroy();
    else setImmediate(breakOff);
  };
  outgoing.write(part.subarray(0, count), breakOff);
}

function sizeOfPart(): number {
  return statSync(`${file}.part`, { throwIfNoEntry: false })?.size ?? 0;
}

const result: OutgoingRequest = {
  purpose: 'download',
  method: 'GET',
  url: '/content',
  body: { kind: 'none' },
  auth: 'key',
};

function download(options: Partial<DownloadOptions> = {}, request: Partial<OutgoingRequest> = {}) {
  if (!world) throw new Error('no server was started');
  return world.http.download({ ...result, ...request }, { path: file, expect: 'video', ...options });
}

describe('download', () => {
  it('writes the whole file and says what it is', async () => {
    const { asked } = await serve((outgoing, _number, incoming) => outgoing.end(sendFile(outgoing, incoming)));
    expect(await download()).toEqual({ sizeBytes: clip.length, mime: 'video/mp4' });
    expect(readFileSync(file).equals(clip)).toBe(true);
    expect(readdirSync(folder)).toEqual(['clip.mp4']);
    expect(asked).toEqual([{ url: '/content', range: undefined, ifRange: undefined, authorization: `Bearer ${key}` }]);
    // Again, over what is there.
    await download();
    expect(readFileSync(file).equals(clip)).toBe(true);
  });

  it('takes a file whose length nobody tells, in small pieces', async () => {
    await serve((outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/octet-stream' });
      for (let at = 0; at < 100; at += 1) outgoing.write(clip.subarray(at, at + 1));
      outgoing.end(clip.subarray(100));
    });
    expect(await download()).toEqual({ sizeBytes: clip.length, mime: 'video/mp4' });
    expect(readFileSync(file).equals(clip)).toBe(true);
  });

  it('goes on where it broke off, for the same file only', async () => {
    const { asked, world: made } = await serve((outgoing, number, incoming) => {
      const part = sendFile(outgoing, incoming);
      if (number < 3) breakAfter(outgoing, part, 50_000);
      else outgoing.end(part);
    });
    await download();
    expect(readFileSync(file).equals(clip)).toBe(true);
    expect(asked.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [undefined, undefined],
      ['bytes=50000-', '"one"'],
      ['bytes=100000-', '"one"'],
      ['bytes=150000-', '"one"'],
    ]);
    expect(made.listEgress().map(({ outcome, status, receivedBytes }) => [outcome, status, receivedBytes])).toEqual([
      ['no-answer', 200, 50_000],
      ['no-answer', 206, 50_000],
      ['no-answer', 206, 50_000],
      ['answered', 206, clip.length - 150_000],
    ]);
  });

  it('begins anew when the file is another one now', async () => {
    const newer = Buffer.concat([clip.subarray(0, 16), randomBytes(300_000)]);
    await serve((outgoing, number, incoming) => {
      if (number === 0) breakAfter(outgoing, sendFile(outgoing, incoming), 350_000);
      else outgoing.end(sendFile(outgoing, incoming, newer, '"two"'));
    });
    expect(await download()).toEqual({ sizeBytes: newer.length, mime: 'video/mp4' });
    expect(readFileSync(file).equals(newer)).toBe(true);
  });

  it.each(['a weak one', 'none'])('begins anew when the version of the file has no name: %s', async (which) => {
    const { asked } = await serve((outgoing, number) => {
      outgoing.writeHead(200, { 'content-length': clip.length, ...(which === 'none' ? {} : { etag: 'W/"one"' }) });
      if (number === 0) breakAfter(outgoing, clip, 50_000);
      else outgoing.end(clip);
    });
    await download();
    expect(readFileSync(file).equals(clip)).toBe(true);
    expect(asked.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  it.each([
    ['another place', { 'content-range': `bytes 10-${clip.length - 1}/${clip.length}` }, 206],
    ['another length', { 'content-range': `bytes 50000-${clip.length}/${clip.length + 1}` }, 206],
    ['another version', { 'content-range': `bytes 50000-${clip.length - 1}/${clip.length}`, etag: '"two"' }, 206],
    ['no place', {}, 206],
    ['a place that is not there', {}, 416],
  ])('begins anew when the rest comes from %s', async (_what, headers, status) => {
    const { asked } = await serve((outgoing, number, incoming) => {
      if (number === 0) breakAfter(outgoing, sendFile(outgoing, incoming), 50_000);
      else if (number === 1) outgoing.writeHead(status, headers as Record<string, string>).end(clip.subarray(50_000));
      else outgoing.end(sendFile(outgoing, incoming));
    });
    await download();
    expect(readFileSync(file).equals(clip)).toBe(true);
    expect(asked.map(({ range }) => range)).toEqual([undefined, 'bytes=50000-', undefined]);
  });

  it('gives up after five times, and leaves nothing', async () => {
    const { asked } = await serve((outgoing, _number, incoming) =>
      breakAfter(outgoing, sendFile(outgoing, incoming), 1000),
    );
    await expect(download()).rejects.toMatchObject({ code: 'RESULT_INCOMPLETE', retry: 'later' });
    expect(asked).toHaveLength(6);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([0, 1, 15, 16, 63, 64, 65, clip.length - 1])('comes through a break after %i bytes', async (count) => {
    await serve((outgoing, number, incoming) => {
      const part = sendFile(outgoing, incoming);
      if (number === 0) breakAfter(outgoing, part, count);
      else outgoing.end(part);
    });
    await download();
    expect(readFileSync(file).equals(clip)).toBe(true);
  });

  it('asks again when the server falls silent, and says so when it stays silent', async () => {
    const timers = createFakeTimers();
    const { asked } = await serve(
      (outgoing, _number, incoming) => void outgoing.write(sendFile(outgoing, incoming).subarray(0, 1000)),
      { gate: { startTimer: timers.createProcess().schedule } },
    );
    let failure: unknown = null;
    void download().catch((error: unknown) => {
      failure = error;
    });
    for (let number = 1; failure === null; number += 1) {
      // A minute of silence begins when what was said has been put away.
      while (failure === null && (asked.length < number || sizeOfPart() < number * 1000)) await timers.flush();
      await timers.advance(60_000);
    }
    expect(asked).toHaveLength(6);
    expect(failure).toMatchObject({ error: { code: 'NETWORK_TIMED_OUT', retry: 'later' }, arrival: 'maybe' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is over at once when called off, and leaves nothing', async () => {
    const stopping = new AbortController();
    await serve((outgoing, _number, incoming) => {
      outgoing.write(sendFile(outgoing, incoming).subarray(0, 1000), () => stopping.abort(new Error('stop')));
    });
    await expect(download({ signal: stopping.signal })).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
    await expect(download({ signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is no file', () => {
  it.each([
    [401, 'RESULT_GONE'],
    [403, 'RESULT_GONE'],
    [404, 'RESULT_GONE'],
    [410, 'RESULT_GONE'],
    [202, 'PROVIDER_ERROR'],
    [400, 'PROVIDER_ERROR'],
    [429, 'PROVIDER_ERROR'],
    [500, 'PROVIDER_ERROR'],
    [503, 'PROVIDER_ERROR'],
  ])('status %i is %s, to be asked for again', async (status, code) => {
    const { asked } = await serve((outgoing) => outgoing.writeHead(status).end(clip));
    await expect(download()).rejects.toMatchObject({ code, retry: 'later', params: { status } });
    expect(asked).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a page', 'text/html; charset=utf-8', '<!doctype html><title>Please sign in</title>'],
    ['a page that is called a clip', 'video/mp4', '<!doctype html><title>Please sign in</title>'],
    ['JSON', 'application/json', '{"error":"expired"}'],
    ['JSON that is called a clip', 'video/mp4', '{"error":"expired"}'],
    ['XML', 'application/xml', '<Error><Code>AccessDenied</Code></Error>'],
    ['a picture', 'video/mp4', '\x89PNG\r\n\x1a\n and so on'],
    ['three bytes', 'video/mp4', 'abc'],
  ])('refuses %s', async (_what, type, body) => {
    await serve((outgoing) => outgoing.writeHead(200, { 'content-type': type }).end(Buffer.from(body, 'latin1')));
    await expect(download()).rejects.toMatchObject({ code: 'RESULT_NOT_A_FILE', retry: 'later' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses an empty file', async () => {
    await serve((outgoing) => outgoing.writeHead(200, { 'content-type': 'video/mp4' }).end());
    await expect(download()).rejects.toMatchObject({ code: 'RESULT_INCOMPLETE' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([true, false])('refuses what is too large (length announced: %s)', async (isAnnounced) => {
    await serve((outgoing, _number, incoming) => {
      if (isAnnounced) outgoing.end(sendFile(outgoing, incoming));
      else outgoing.writeHead(200).end(clip);
    });
    await expect(download({ maxBytes: clip.length - 1 })).rejects.toMatchObject({ code: 'RESULT_TOO_LARGE' });
    expect(readdirSync(folder)).toEqual([]);
    expect((await download({ maxBytes: clip.length })).sizeBytes).toBe(clip.length);
  });

  it('is told what is wrong with the folder', async () => {
    await serve((outgoing, _number, incoming) => outgoing.end(sendFile(outgoing, incoming)));
    await expect(download({ path: path.join(folder, 'nowhere', 'clip.mp4') })).rejects.toMatchObject({
      cause: { code: 'ENOENT' },
    });
  });
});

describe('addresses of results', () => {
  it('are followed elsewhere without the key', async () => {
    const { asked, url } = await serve((outgoing, _number, incoming) => {
      if (incoming.url !== '/content') return outgoing.end(sendFile(outgoing, incoming));
      // The same machine under another name is another host.
      const elsewhere = url.replace('127.0.0.1', 'localhost');
      return outgoing.writeHead(302, { location: `${elsewhere}/signed?x=1` }).end();
    });
    await download();
    expect(asked).toMatchObject([
      { url: '/content', authorization: `Bearer ${key}` },
      { url: '/signed?x=1', authorization: undefined },
    ]);
  });

  it('are asked for without the key when the answer named them', async () => {
    const { asked, url } = await serve((outgoing, _number, incoming) => outgoing.end(sendFile(outgoing, incoming)));
    await download({}, { url: `${url}/signed`, auth: 'none' });
    expect(asked).toMatchObject([{ url: '/signed', authorization: undefined }]);
  });
});
