/** What the log says of requests, and what it never holds. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { AttemptId } from '#shared/domain/ids.ts';
import { aGet, aMedia, aRequest, createGateTest, failureOf, testKey } from '../../../tests/support/gate-test.ts';
import { createFakeTimers } from '../../../tests/support/fake-timers.ts';
import type { ProviderWorld } from '../../../tests/support/provider-world.ts';
import type { OutgoingMedia } from './provider-http.ts';

const { createWorld, startServer } = createGateTest();

/** What the library holds, whatever else is known. */
function listWritten({ db }: ProviderWorld): unknown[] {
  return db.prepare('SELECT * FROM egress_entries ORDER BY id').all();
}

describe('the log', () => {
  it('counts what left by kind, as it stood in the body', async () => {
    const server = await startServer();
    const { http, listEgress } = await createWorld(server.url);
    const image = aMedia('image', 1000);
    const voice = aMedia('voice', 2000);
    const base64 = (media: OutgoingMedia) => Buffer.from(media.bytes).toString('base64');
    const value = { prompt: 'x', image: `data:image/png;base64,${base64(image)}`, voice: base64(voice) };
    await http.send(aRequest({ body: { kind: 'json', value, media: [image, voice] } }));
    const fields = [
      { name: 'prompt', value: 'x' },
      { name: 'file', value: image },
      { name: 'reference', value: JSON.stringify({ image_url: `data:image/png;base64,${base64(image)}` }) },
    ];
    await http.send(aRequest({ body: { kind: 'form', fields } }));
    await http.send(aRequest({ method: 'PUT', body: { kind: 'file', media: voice } }));
    const bodies = server.requests.map(({ body }) => body.byteLength);
    const entries = listEgress();
    expect(entries.map(({ sentBytes }) => sentBytes)).toEqual(bodies);
    expect(entries.map(({ sent }) => sent)).toEqual([
      { image: 1336, voice: 2668, text: (bodies[0] ?? 0) - 1336 - 2668 },
      { image: 1000 + 1336, text: (bodies[1] ?? 0) - 2336 },
      { voice: 2000 },
    ]);
  });

  it('has the entry before anything leaves, and how it ended', async () => {
    let seen: unknown = null;
    const server = await startServer(() => {
      seen = listWritten(world);
      world.clock.advance(1200);
      return { json: {} };
    });
    const world = await createWorld(server.url);
    await world.http.send(aRequest(), { attemptId: 'att_000000000000000a' as AttemptId });
    expect(seen).toMatchObject([
      { outcome: 'sending', status: null, duration_ms: null, purpose: 'create', method: 'POST' },
    ]);
    expect(world.listEgress()).toMatchObject([
      {
        outcome: 'answered',
        status: 200,
        durationMs: 1200,
        host: new URL(server.url).host,
        connectionLabel: 'Stand-in',
      },
    ]);
    expect(listWritten(world)).toMatchObject([{ attempt_id: 'att_000000000000000a' }]);
  });

  it('keeps polls until the second is over, somebody reads, or the gate closes', async () => {
    const server = await startServer();
    const timers = createFakeTimers();
    const onLogged = vi.fn<() => void>();
    const startLogTimer = timers.createProcess().schedule;
    const world = await createWorld(server.url, { gate: { onLogged, startLogTimer } });
    const poll = () => world.http.send(aGet());
    await poll();
    await poll();
    expect([listWritten(world).length, onLogged.mock.calls.length]).toEqual([0, 0]);
    await timers.advance(1000);
    const ended = { purpose: 'poll', outcome: 'answered', status: 200, received_bytes: 11 };
    expect(listWritten(world)).toMatchObject([ended, ended]);
    expect(onLogged).toHaveBeenCalledTimes(1);
    await poll();
    world.gate.writeLog();
    expect(listWritten(world)).toHaveLength(3);
    await poll();
    await world.gate.close();
    expect(listWritten(world)).toHaveLength(4);
  });

  it('writes the polls before the request that cannot wait, in their order', async () => {
    let seen: unknown = null;
    const server = await startServer(({ method }) => {
      if (method === 'POST') seen = listWritten(world);
      return { json: {} };
    });
    const world = await createWorld(server.url);
    await world.http.send(aGet());
    await world.http.send(aGet());
    expect(listWritten(world)).toEqual([]);
    await world.http.send(aRequest());
    expect(seen).toMatchObject([
      { id: 1, purpose: 'poll', outcome: 'answered' },
      { id: 2, purpose: 'poll', outcome: 'answered' },
      { id: 3, purpose: 'create', outcome: 'sending' },
    ]);
  });

  it('writes a poll that is still under way as such', async () => {
    const server = await startServer(() => {
      world.gate.writeLog();
      seen = listWritten(world);
      return { json: {} };
    });
    let seen: unknown = null;
    const world = await createWorld(server.url);
    await world.http.send(aGet());
    expect(seen).toMatchObject([{ outcome: 'sending', status: null }]);
    expect(world.listEgress()).toMatchObject([{ outcome: 'answered', status: 200 }]);
  });

  it('tells of changes at most once a second', async () => {
    const server = await startServer();
    const timers = createFakeTimers();
    const onLogged = vi.fn<() => void>();
    const world = await createWorld(server.url, {
      gate: { onLogged, startLogTimer: timers.createProcess().schedule },
    });
    for (let index = 0; index < 3; index += 1) await world.http.send(aRequest());
    world.http.noteRemoteCopy({ remoteId: 'one', kind: 'job', attemptId: null });
    await timers.advance(999);
    expect(onLogged).toHaveBeenCalledTimes(0);
    await timers.advance(1);
    expect(onLogged).toHaveBeenCalledTimes(1);
    await timers.advance(60_000);
    expect(onLogged).toHaveBeenCalledTimes(1);
  });

  it('lets no poll leave while nothing can be written, and keeps none', async () => {
    const server = await startServer();
    const world = await createWorld(server.url);
    world.db.prepare('ALTER TABLE egress_entries RENAME TO elsewhere').run();
    await world.http.send(aGet());
    world.gate.writeLog();
    expect(await failureOf(world.http.send(aGet()))).toMatchObject({ arrival: 'not-sent' });
    world.db.prepare('ALTER TABLE elsewhere RENAME TO egress_entries').run();
    await world.http.send(aGet());
    expect(world.listEgress()).toHaveLength(2);
  });

  it('sends what may change something only when the disk has the entry', async () => {
    const server = await startServer();
    const world = await createWorld(server.url);
    const order: string[] = [];
    const { flush } = world.db;
    world.db.flush = async () => {
      await flush();
      order.push(`on the disk, ${server.requests.length} sent`);
    };
    await world.http.send(aRequest());
    await world.http.send(aRequest({ method: 'DELETE', body: { kind: 'none' } }));
    await world.http.send(aGet());
    expect(order).toEqual(['on the disk, 0 sent', 'on the disk, 1 sent']);
    world.db.flush = () => Promise.reject(new Error('a broken disk'));
    expect(await failureOf(world.http.send(aRequest()))).toMatchObject({ arrival: 'not-sent' });
    expect(server.requests).toHaveLength(3);
  });

  it('sends nothing when the entry cannot be written', async () => {
    const server = await startServer();
    const world = await createWorld(server.url);
    world.db.prepare('DROP TABLE egress_entries').run();
    expect(await failureOf(world.http.send(aRequest()))).toMatchObject({ arrival: 'not-sent' });
    expect(server.requests).toEqual([]);
  });

  it('gives the answer although its end cannot be written', async () => {
    const server = await startServer(() => {
      world.db.prepare('DROP TABLE egress_entries').run();
      return { json: { id: 'paid' } };
    });
    const world = await createWorld(server.url);
    expect((await world.http.send(aRequest())).json()).toEqual({ id: 'paid' });
  });

  it('never holds the key, values of headers, paths, queries or content', async () => {
    const other = await startServer();
    const server = await startServer((request) =>
      request.method === 'GET'
        ? { status: 302, headers: { location: `${other.url}/signed?token=tk-5512` } }
        : { json: {} },
    );
    const world = await createWorld(server.url, { headers: { 'x-team': 'team-secret-77' } });
    await world.http.send(aRequest({ url: '/hidden-path?q=hidden-query' }));
    await world.http.send(aGet());
    server.faults = () => ({ kind: 'lose-answer' });
    await failureOf(world.http.send(aRequest()));
    await world.http
      .fetch('text')(`${server.url}/v1`, { headers: { authorization: `Bearer ${world.http.placeholderKey}` } })
      .catch(() => {});
    expect(world.listEgress()).toHaveLength(5);
    // Everything into the file itself.
    world.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    const bytes = readFileSync(world.libraryFile).toString('latin1');
    for (const secret of [testKey, 'team-secret-77', 'hidden-path', 'hidden-query', 'tk-5512', 'signed', 'harbour']) {
      expect(bytes).not.toContain(secret);
    }
    expect(bytes).toContain(new URL(other.url).host);
  });
});
