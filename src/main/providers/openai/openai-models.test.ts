/** What a server is said to offer, and what a look at it finds. */
import { describe, expect, it } from 'vitest';
import { attemptId, openAiWorld, type OpenAiWorldOptions } from '../../../../tests/support/openai-world.ts';
import { videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import { createProviderWorld } from '../../../../tests/support/provider-world.ts';
import type { Fault, StandInAnswer } from '../../../../tests/servers/stand-in-server.ts';
import type { ReportKey, VideoDialect } from '#shared/domain/connection.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { knownModels } from './openai-models.ts';
import { createOpenAiProvider, openAiHosts } from './openai-provider.ts';

/** The adapter as it stands before OpenAI itself, whose answers `fetch` makes up. */
async function atOpenAi(dialect: VideoDialect['name'], answer: (url: string) => Response) {
  const world = await createProviderWorld({
    kind: 'openai',
    baseUrl: 'https://api.openai.com',
    hosts: openAiHosts,
    connection: { dialect: defaultDialects[dialect] },
    gate: {
      openRoute: async () => ({
        fetch: async (input, init) => answer(new Request(input, { ...init, body: null }).url),
        close: async () => {},
      }),
    },
  });
  world.clock.set(Date.parse('2026-11-22T12:00:00Z'));
  return { world, provider: createOpenAiProvider(world.context) };
}

const listing = (...ids: string[]) =>
  Response.json({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });

describe('the models of OpenAI', () => {
  it('are those that the key may use, with what is known of them, and those that are gone', async () => {
    const { world, provider } = await atOpenAi('openai', () =>
      listing('gpt-6-luna', 'gpt-image-2-2026-04-21', 'gpt-7-unheard', 'text-embedding-3-large', 'gpt-realtime-2'),
    );
    const models = await provider.listModels();
    await world.close();
    expect(models.map(({ modelId, kind }) => `${kind} ${modelId}`)).toEqual([
      'text gpt-6-luna',
      'image gpt-image-2-2026-04-21',
      'text gpt-7-unheard',
      'video sora-2',
      'video sora-2-pro',
      'image gpt-image-1',
      'image dall-e-3',
      'image dall-e-2',
    ]);
    expect(models[1]).toMatchObject({ label: 'GPT Image 2 (2026-04-21)', image: { maxInputImages: 16 } });
    expect(models[2]).toMatchObject({ source: 'GET /models', asOf: '2026-11-22', prices: [], isFree: false });
    expect(models[3]).toMatchObject({ retiresOn: '2026-09-24', video: { duration: { seconds: [4, 8, 12] } } });
    expect(models[5]).toMatchObject({ retiresOn: '2026-10-23' });
  });

  it('are all that are known, where the key may not list them', async () => {
    const refusal = () => Response.json({ error: { message: 'Missing scopes', code: null } }, { status: 403 });
    const { world, provider } = await atOpenAi('openai', refusal);
    expect(await provider.listModels()).toEqual(knownModels);
    expect(provider.bundledModels()).toEqual(knownModels);
    await world.close();
  });

  it('are none that make clips, where no clips are wanted', async () => {
    const { world, provider } = await atOpenAi('none', () => listing('gpt-6-luna', 'sora-2'));
    expect(provider.video).toBeNull();
    const kinds = [...(await provider.listModels()), ...provider.bundledModels()].map(({ kind }) => kind);
    expect(kinds).not.toContain('video');
    await world.close();
  });

  it('cannot be told where OpenAI does not serve', async () => {
    const error = {
      message: 'Country, region, or territory not supported',
      code: 'unsupported_country_region_territory',
    };
    const { world, provider } = await atOpenAi('none', () => Response.json({ error }, { status: 403 }));
    await expect(provider.listModels()).rejects.toMatchObject({ code: 'PROVIDER_FORBIDDEN' });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'forbidden' }] });
    await world.close();
  });

  it('that were shut down are said to be gone, whatever the answer', async () => {
    for (const status of [400, 403, 404, 410]) {
      const { world, provider } = await atOpenAi('openai', (url) =>
        url.endsWith('/models') ? listing('sora-2') : Response.json({ error: { message: 'x', code: 'y' } }, { status }),
      );
      const [model] = (await provider.video?.models()) ?? [];
      if (!model || !provider.video) throw new Error('expected sora-2');
      const outcome = await provider.video.submit(videoRequestFor(model), { attemptId });
      expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'PROVIDER_MODEL_GONE' }, retryAfterMs: null });
      await world.close();
    }
  });

  it('have ids, dates and sources of the form that they should have', () => {
    expect(new Set(knownModels.map(({ modelId }) => modelId)).size).toBe(knownModels.length);
    for (const { retiresOn, asOf, source, kind, video } of knownModels) {
      expect(asOf).toBe('2026-11-21');
      expect(source).not.toBe('');
      if (retiresOn !== null) expect(retiresOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(video !== null).toBe(kind === 'video');
    }
  });
});

describe('the models of a server of one’s own', () => {
  async function models(options: OpenAiWorldOptions & { ids?: string[]; task?: 'T2V' | 'I2V' | 'TI2V' | 'T2I' }) {
    const { provider, standIn } = await openAiWorld(options);
    if (options.ids) standIn.modelIds = options.ids;
    if (options.task) standIn.taskType = options.task;
    return provider.listModels();
  }

  it.each(['vllm-omni', 'sglang', 'custom'] as const)('make clips in the dialect of %s', async (dialect) => {
    const [model] = await models({ dialect, ids: ['somebody/new-thing'] });
    expect(model).toMatchObject({ kind: 'video', prices: [], video: { size: { kind: 'free' } } });
    // What stands behind a gateway may cost something.
    expect([model?.isFree, model?.video?.hasSeed]).toEqual([dialect !== 'custom', dialect !== 'custom']);
  });

  it('make words where no clips are wanted', async () => {
    const [model, ...rest] = await models({ dialect: 'openai', ids: ['Llama-4-Scout-Instruct', 'bge-embed'] });
    expect(model).toMatchObject({ kind: 'text', video: null });
    expect(rest).toEqual([]);
  });

  it.each([
    ['openai/whisper-large-v3', 'transcription'],
    ['hexgrad/Kokoro-82M', 'speech'],
    ['Qwen/Qwen-Image', 'image'],
    ['acme/image-to-video-2', 'video'],
    ['acme/Llama-4-T2V-Instruct', 'video'],
    ['omni-moderation-latest', 'moderation'],
  ])('are taken by their names: %s makes %s', async (modelId, kind) => {
    expect(await models({ dialect: 'vllm-omni', ids: [modelId] })).toMatchObject([{ modelId, kind }]);
  });

  it.each([
    { task: 'T2V' as const, inputs: {} },
    { task: 'I2V' as const, inputs: { 'first-frame': { min: 1, max: 1 } } },
    { task: 'TI2V' as const, inputs: { 'first-frame': { min: 0, max: 1 } } },
  ])('take the pictures that SGLang says: $task', async ({ task, inputs }) => {
    const [model] = await models({ dialect: 'sglang', task });
    expect(model?.video?.inputs).toEqual(inputs);
  });

  it('take a picture at aquiles-image only when it is LTX', async () => {
    const both = await models({ dialect: 'aquiles', ids: ['ltx-2', 'wan2.2'] });
    expect(both.map(({ video }) => video?.inputs)).toEqual([{ 'first-frame': { min: 0, max: 1 } }, {}]);
  });

  it('do not cost what a model of the same name costs at OpenAI', async () => {
    const [sora] = await models({ dialect: 'openai', ids: ['sora-2'] });
    expect(sora).toMatchObject({ prices: [], retiresOn: null });
  });

  it('is whatever is loaded, where there is no list', async () => {
    const { provider, standIn } = await openAiWorld({ dialect: 'vllm-omni' });
    standIn.override = () => ({ status: 404, json: { detail: 'Not Found' } });
    expect(await provider.listModels()).toMatchObject([{ modelId: 'default', kind: 'video' }]);
    expect(provider.bundledModels()).toMatchObject([{ modelId: 'default', kind: 'video' }]);
  });

  it.each([
    { name: 'a page', fault: { kind: 'html' }, code: 'PROVIDER_ANSWER_UNREADABLE' },
    {
      name: 'a page with 404',
      fault: { kind: 'status', status: 404, when: 'before' },
      code: 'PROVIDER_ANSWER_UNREADABLE',
    },
    { name: 'nothing', fault: { kind: 'lose-answer' }, code: 'NETWORK_BROKEN' },
  ] as const)('cannot be told when $name answers', async ({ fault, code }) => {
    const { provider, standIn } = await openAiWorld({ dialect: 'vllm-omni' });
    standIn.server.faults = () => fault;
    await expect(provider.listModels()).rejects.toMatchObject({ code, retry: 'later' });
  });

  it('cannot be told without a good key', async () => {
    const { provider, standIn } = await openAiWorld();
    standIn.override = () => ({ status: 401, json: { error: { message: 'Incorrect API key.' } } });
    await expect(provider.listModels()).rejects.toMatchObject({ code: 'PROVIDER_KEY_REJECTED' });
  });
});

describe('a look at a connection', () => {
  const keysOf = (report: { findings: Array<{ key: ReportKey }> }) => report.findings.map(({ key }) => key);

  it('finds that it works', async () => {
    const { provider, standIn } = await openAiWorld({ dialect: 'vllm-omni' });
    expect(await provider.test()).toEqual({
      kind: 'works',
      findings: [
        { key: 'answered', params: {} },
        { key: 'modelsListed', params: { count: 1 } },
      ],
      modelCount: 1,
    });
    expect(standIn.server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('finds a server without a list of models', async () => {
    const { provider, standIn } = await openAiWorld({ dialect: 'custom' });
    standIn.override = ({ path }) => (path.endsWith('/models') ? { status: 404, json: { detail: 'Not Found' } } : null);
    const report = await provider.test();
    expect([report.kind, ...keysOf(report)]).toEqual(['works-with-limits', 'answered', 'noModelList']);
  });

  it('finds a server that makes no clips', async () => {
    const { provider, standIn } = await openAiWorld({ dialect: 'custom' });
    standIn.override = ({ path }) => (path.endsWith('/videos') ? { status: 404, json: { detail: 'Not Found' } } : null);
    const report = await provider.test();
    expect([report.kind, ...keysOf(report)]).toEqual([
      'works-with-limits',
      'answered',
      'modelsListed',
      'videoNotOffered',
    ]);
  });

  it('finds that an address leads nowhere', async () => {
    const { provider } = await openAiWorld({ dialect: 'vllm-omni', with: { pathPrefix: '/v2' } });
    const report = await provider.test();
    expect([report.kind, ...keysOf(report)]).toEqual(['fails', 'notFound']);
  });

  it('does not ask for clips where none are wanted', async () => {
    const { world, provider } = await atOpenAi('none', () => listing('gpt-6-luna'));
    expect(await provider.test()).toMatchObject({ kind: 'works', modelCount: 1 });
    expect(world.listEgress()).toHaveLength(1);
    await world.close();
  });

  it('finds that OpenAI makes no clips any more', async () => {
    const { world, provider } = await atOpenAi('openai', (url) =>
      url.endsWith('/models') ? listing('gpt-6-luna') : Response.json({ error: { message: 'gone' } }, { status: 400 }),
    );
    expect(keysOf(await provider.test())).toContain('videoNotOffered');
    await world.close();
  });

  const json = (status: number, code = ''): StandInAnswer => ({ status, json: { error: { message: 'No.', code } } });

  it.each<{ name: string; answer: StandInAnswer; key: ReportKey }>([
    { name: 'a wrong key', answer: json(401), key: 'keyRejected' },
    { name: 'a key without rights', answer: json(403), key: 'forbidden' },
    { name: 'no money', answer: json(402), key: 'noCredit' },
    { name: 'no money, as 429', answer: json(429, 'insufficient_quota'), key: 'noCredit' },
    { name: 'too many requests', answer: json(429), key: 'rateLimited' },
    { name: 'JSON of another service', answer: { json: { hello: 'world' } }, key: 'notThisKind' },
    { name: 'nothing but an OK', answer: { status: 204 }, key: 'notThisKind' },
  ])('finds $name', async ({ answer, key }) => {
    const { provider, standIn } = await openAiWorld();
    standIn.override = () => answer;
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }], modelCount: 0 });
  });

  it.each<{ name: string; fault: Fault; key: ReportKey }>([
    { name: 'a page of something else', fault: { kind: 'html' }, key: 'notThisKind' },
    { name: 'a page that is not found', fault: { kind: 'status', status: 404, when: 'before' }, key: 'notThisKind' },
    { name: 'a server in trouble', fault: { kind: 'status', status: 502, when: 'before' }, key: 'serverError' },
    { name: 'a broken connection', fault: { kind: 'lose-answer' }, key: 'unreachable' },
  ])('finds $name', async ({ fault, key }) => {
    const { provider, standIn } = await openAiWorld();
    standIn.server.faults = () => fault;
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }] });
  });

  it('finds that nobody is there', async () => {
    const { provider, standIn } = await openAiWorld();
    await standIn.server.close();
    expect(keysOf(await provider.test())).toEqual(['unreachable']);
  });

  it('finds that a key is missing', async () => {
    const { provider, standIn } = await openAiWorld({ connection: { hasKey: false } });
    standIn.override = () => json(401);
    expect(keysOf(await provider.test())).toEqual(['keyMissing']);
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'insecure'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timedOut'],
    ['ENOTFOUND', 'unreachable'],
  ])('finds what %s means', async (code, key) => {
    const { world, provider } = await atOpenAi('none', () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
    });
    expect(keysOf(await provider.test())).toEqual([key]);
    await world.close();
  });

  it('stops when it is told to', async () => {
    const { provider } = await openAiWorld();
    const reason = new Error('stop');
    await expect(provider.test(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
