/** One request over a network that breaks, stalls, or is told to stop. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { createFakeTimers } from '../../../tests/support/fake-timers.ts';
import { aGet, aMedia, aRequest, createGateTest, createMoment, failureOf } from '../../../tests/support/gate-test.ts';
import type { ProviderAnswer } from './provider-http.ts';

const { createWorld, startRawServer, startServer } = createGateTest();

describe('a broken network', () => {
  const body = JSON.stringify({ id: 'job-1', status: 'queued' });
  const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

  it('never gives half an answer, wherever it breaks, and says that the request may have arrived', async () => {
    let length = 0;
    const url = await startRawServer((socket) => socket.end(whole.slice(0, length)));
    const { http, listEgress } = await createWorld(url);
    for (length = 0; length < whole.length; length += 1) {
      expect(await failureOf(http.send(aRequest()))).toEqual({
        code: 'NETWORK_BROKEN',
        arrival: 'maybe',
        retry: 'later',
      });
    }
    expect((await http.send(aRequest())).json()).toEqual({ id: 'job-1', status: 'queued' });
    const entries = listEgress();
    expect(entries).toHaveLength(whole.length + 1);
    expect(new Set(entries.slice(0, -1).map(({ outcome }) => outcome))).toEqual(new Set(['no-answer']));
    expect(entries.at(-1)).toMatchObject({ outcome: 'answered', status: 200, receivedBytes: body.length });
  });

  it('never gives a part of an answer without a length either', async () => {
    const pieces = whole.replace(/content-length: \d+/, 'transfer-encoding: chunked');
    const head = pieces.slice(0, pieces.indexOf('\r\n\r\n') + 4);
    const chunked = `${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    let length = 0;
    const url = await startRawServer((socket) => socket.end(chunked.slice(0, length)));
    const { http } = await createWorld(url);
    for (length = head.length; length < chunked.length; length += 1) {
      expect(await failureOf(http.send(aRequest()))).toMatchObject({ code: 'NETWORK_BROKEN', arrival: 'maybe' });
    }
    expect((await http.send(aRequest())).json()).toEqual({ id: 'job-1', status: 'queued' });
  });

  it.each(['lose-request', 'lose-answer'] as const)('sends once, not again, after %s', async (kind) => {
    const server = await startServer();
    server.faults = () => ({ kind });
    const { http } = await createWorld(server.url);
    const failure = { code: 'NETWORK_BROKEN', arrival: 'maybe', retry: 'later' };
    expect(await failureOf(http.send(aRequest()))).toEqual(failure);
    expect(await failureOf(http.send(aRequest({ body: { kind: 'none' } })))).toEqual(failure);
    expect(await failureOf(http.send(aGet()))).toEqual(failure);
    expect(server.requests).toHaveLength(3);
  });

  it('says certainly not sent where nobody listens', async () => {
    const server = await startServer();
    await server.close();
    const { http, listEgress } = await createWorld(server.url);
    expect(await failureOf(http.send(aRequest()))).toEqual({
      code: 'NETWORK_UNREACHABLE',
      arrival: 'not-sent',
      retry: 'later',
    });
    expect(listEgress()).toMatchObject([{ outcome: 'not-sent', status: null, sent: {}, sentBytes: 0 }]);
  });

  it('says certainly not sent where the name is unknown', async () => {
    const { http } = await createWorld('https://name-that-does-not-exist.invalid');
    expect(await failureOf(http.send(aRequest()))).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      arrival: 'not-sent',
    });
  });

  it('waits for an answer no longer than it was told', async () => {
    const timers = createFakeTimers();
    const arrived = createMoment();
    const url = await startRawServer(() => arrived.come());
    const { http } = await createWorld(url, { gate: { startTimer: timers.createProcess().schedule } });
    const failing = failureOf(http.send(aRequest(), { timeoutMs: 5000 }));
    let isOver = false;
    void failing.finally(() => {
      isOver = true;
    });
    await arrived.came;
    await timers.advance(4999);
    expect(isOver).toBe(false);
    await timers.advance(1);
    expect(await failing).toEqual({ code: 'NETWORK_TIMED_OUT', arrival: 'maybe', retry: 'later' });
  });

  it('knows that nothing was sent while there was no connection', async () => {
    const timers = createFakeTimers();
    const opening = createMoment();
    // Stands for a connection that is never made: nobody asks for the body.
    const fetch: typeof globalThis.fetch = (_input, init) => {
      opening.come();
      return new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
      );
    };
    const { http, listEgress } = await createWorld('https://api.provider.example', {
      gate: {
        startTimer: timers.createProcess().schedule,
        openRoute: async () => ({ fetch, close: async () => {} }),
      },
    });
    const failing = failureOf(http.send(aRequest(), { timeoutMs: 5000 }));
    await opening.came;
    await timers.advance(5000);
    expect(await failing).toEqual({ code: 'NETWORK_TIMED_OUT', arrival: 'not-sent', retry: 'later' });
    expect(listEgress()).toMatchObject([{ outcome: 'not-sent', sentBytes: 0 }]);
  });

  it('ends an answer that falls silent', async () => {
    const timers = createFakeTimers();
    const arrived = createMoment();
    const url = await startRawServer((socket) => {
      socket.write(whole.slice(0, -3));
      arrived.come();
    });
    const { http, listEgress } = await createWorld(url, { gate: { startTimer: timers.createProcess().schedule } });
    const failing = failureOf(http.send(aRequest(), { timeoutMs: 1_000_000 }));
    let failure: unknown = null;
    void failing.then((found) => {
      failure = found;
    });
    await arrived.came;
    // Only timers of the body are as short as a minute.
    while (failure === null) await timers.advance(60_000);
    expect(failure).toEqual({ code: 'NETWORK_TIMED_OUT', arrival: 'maybe', retry: 'later' });
    expect(listEgress()).toMatchObject([{ outcome: 'no-answer', status: 200 }]);
  });

  it.each([true, false])('reads no more than it was told (length announced: %s)', async (isAnnounced) => {
    const url = await startRawServer((socket) => {
      const framing = isAnnounced ? 'content-length: 1000' : 'connection: close';
      socket.end(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\n${'x'.repeat(1000)}`);
    });
    const { http } = await createWorld(url);
    expect((await http.send(aGet(), { maxBytes: 1000 })).bytes).toHaveLength(1000);
    expect(await failureOf(http.send(aGet(), { maxBytes: 999 }))).toMatchObject({
      code: 'RESULT_TOO_LARGE',
      arrival: 'maybe',
    });
  });
});

describe('an answer that comes before the request is through', () => {
  it('is taken for what it is', async () => {
    const url = await startRawServer((socket) => {
      socket.end('HTTP/1.1 413 Content Too Large\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
    });
    const { http } = await createWorld(url);
    const body = { kind: 'file', media: aMedia('video', 8_000_000) } as const;
    expect((await http.send(aRequest({ body }))).status).toBe(413);
  });
});

describe('calling off', () => {
  it('sends nothing when it came before', async () => {
    const server = await startServer();
    const { http, listEgress } = await createWorld(server.url);
    const signal = AbortSignal.abort(new Error('stop'));
    expect(await failureOf(http.send(aRequest(), { signal }))).toMatchObject({
      code: 'CANCELLED',
      arrival: 'not-sent',
    });
    expect([server.requests, listEgress()]).toEqual([[], []]);
  });

  it('says that the request may have arrived when it came after', async () => {
    const stopping = new AbortController();
    const url = await startRawServer(() => stopping.abort(new Error('stop')));
    const { http, listEgress } = await createWorld(url);
    expect(await failureOf(http.send(aRequest(), { signal: stopping.signal }))).toMatchObject({
      code: 'CANCELLED',
      arrival: 'maybe',
    });
    expect(listEgress()).toMatchObject([{ outcome: 'no-answer' }]);
  });

  it('gives the reason that it was called off with', async () => {
    const { http } = await createWorld('http://127.0.0.1:1');
    const reason = new AppError('BUDGET_JOB', 'over');
    const thrown = await http.send(aRequest(), { signal: AbortSignal.abort(reason) }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ error: reason });
  });

  it('breaks off what is under way when the gate closes, and refuses what comes later', async () => {
    const arrived = createMoment();
    const url = await startRawServer(() => arrived.come());
    const world = await createWorld(url);
    const failing = failureOf(world.http.send(aRequest()));
    await arrived.came;
    await world.gate.close();
    // The log is complete when the gate is closed.
    expect(world.listEgress()).toMatchObject([{ outcome: 'no-answer' }]);
    expect(await failing).toMatchObject({ code: 'CANCELLED', arrival: 'maybe' });
    expect(await failureOf(world.http.send(aRequest()))).toMatchObject({ code: 'CANCELLED', arrival: 'not-sent' });
  });
});

describe('an answer', () => {
  it('is read with its encoding taken off', async () => {
    const zipped = gzipSync(JSON.stringify({ ok: true }));
    const server = await startServer(() => ({
      headers: { 'content-encoding': 'gzip', 'content-type': 'Application/JSON; charset=utf-8' },
      body: zipped,
    }));
    const { http } = await createWorld(server.url);
    const answer: ProviderAnswer = await http.send(aGet());
    expect(answer.mime).toBe('application/json');
    expect(answer.json()).toEqual({ ok: true });
  });
});
