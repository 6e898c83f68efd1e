/** Official packages behind the gate. */
import { describe, expect, it } from 'vitest';
import { aMedia, createGateTest, failureOf, testKey } from '../../../tests/support/gate-test.ts';

const { createWorld, startServer } = createGateTest();

describe('a package’s fetch', () => {
  it('puts the real key in place of the placeholder, and takes telemetry out', async () => {
    const server = await startServer(() => ({ json: { id: 'response-1' } }));
    const world = await createWorld(`${server.url}/v1`);
    const image = aMedia('image', 300);
    const fetch = world.http.fetch('text', { media: [image] });
    const answer = await fetch(`${server.url}/v1/responses`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${world.http.placeholderKey}`,
        'Content-Type': 'application/json',
        'User-Agent': 'OpenAI/JS 7.57.0',
        'X-Stainless-OS': 'Linux',
        'X-Stainless-Retry-Count': '0',
        'OpenAI-Project': 'kept',
      },
      body: JSON.stringify({ image: Buffer.from(image.bytes).toString('base64') }),
    });
    expect(await answer.json()).toEqual({ id: 'response-1' });
    const { headers } = server.requests[0] ?? { headers: {} };
    expect(headers).toMatchObject({
      authorization: `Bearer ${testKey}`,
      'user-agent': 'Shotwright',
      'openai-project': 'kept',
      'content-type': 'application/json',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
    expect(world.listEgress()).toMatchObject([{ purpose: 'text', sent: { image: 400 } }]);
  });

  it('sends the key in the header of its kind, whichever the package used', async () => {
    const server = await startServer();
    const hosts = { scheme: { kind: 'header', name: 'x-api-key' }, alsoHosts: [] } as const;
    const { http } = await createWorld(server.url, { hosts });
    await http.fetch('text')(`${server.url}/`, { headers: { authorization: `Bearer ${http.placeholderKey}` } });
    expect(server.requests[0]?.headers).toMatchObject({ 'x-api-key': testKey });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('sends forms as the package makes them', async () => {
    const server = await startServer();
    const { http } = await createWorld(server.url);
    const form = new FormData();
    form.set('prompt', 'x');
    await http.fetch('create')(`${server.url}/videos`, { method: 'POST', body: form });
    expect((await server.requests[0]?.form())?.get('prompt')).toBe('x');
  });

  it('gives answers without a body, and decoded ones without their encoding', async () => {
    const server = await startServer(() => ({ status: 204 }));
    const { http } = await createWorld(server.url);
    const answer = await http.fetch('cancel')(`${server.url}/jobs/1`, { method: 'DELETE' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('fails as every request does, and goes nowhere else', async () => {
    const server = await startServer();
    const other = await startServer();
    const { http } = await createWorld(server.url);
    server.faults = () => ({ kind: 'lose-answer' });
    const post = { method: 'POST', body: '{}' };
    expect(await failureOf(http.fetch('text')(server.url, post))).toMatchObject({
      code: 'NETWORK_BROKEN',
      arrival: 'maybe',
    });
    expect(await failureOf(http.fetch('text')(other.url, post))).toMatchObject({ code: 'EGRESS_HOST_NOT_ALLOWED' });
    const signal = AbortSignal.abort();
    expect(await failureOf(http.fetch('text')(server.url, { ...post, signal }))).toMatchObject({ code: 'CANCELLED' });
    expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
  });
});
