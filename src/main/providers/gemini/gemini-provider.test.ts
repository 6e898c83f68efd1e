import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GeminiStandIn, startGeminiServer } from '../../../../tests/servers/gemini-server.ts';
import type { Fault, StandInAnswer } from '../../../../tests/servers/stand-in-server.ts';
import { createProviderWorld, type ProviderWorld } from '../../../../tests/support/provider-world.ts';
import type { Provider } from '../provider.ts';
import { bundledModels } from './gemini-models.ts';
import { createGeminiProvider, geminiHosts } from './gemini-provider.ts';

let standIn: GeminiStandIn;
let world: ProviderWorld;
let provider: Provider;

beforeEach(async () => {
  standIn = await startGeminiServer();
  world = await createProviderWorld({ kind: 'gemini', baseUrl: standIn.baseUrl, hosts: geminiHosts });
  provider = createGeminiProvider(world.context);
});

afterEach(async () => {
  await provider.close();
  await world.close();
  await standIn.close();
});

function answerWith(answer: StandInAnswer): void {
  standIn.override = () => answer;
}

describe('listModels', () => {
  it('keeps what the key may call, of every kind, and nothing that is not known', async () => {
    const models = await provider.listModels();
    expect(models.map(({ modelId }) => modelId)).toEqual([
      'gemini-omni-1.2-flash',
      'gemini-omni-1.1-flash',
      'gemini-nano-banana-2.1',
      'gemini-3.8-flash',
      'gemini-3.8-flash-tts',
    ]);
  });

  it('reads every page', async () => {
    standIn.override = ({ query }) => {
      const model = { name: query.has('pageToken') ? 'models/gemini-3.8-flash' : 'models/gemini-omni-1.1-flash' };
      return { json: { models: [model], ...(!query.has('pageToken') && { nextPageToken: 'two' }) } };
    };
    expect((await provider.listModels()).map(({ modelId }) => modelId)).toEqual([
      'gemini-omni-1.1-flash',
      'gemini-3.8-flash',
    ]);
  });

  it('ends with a list that has no end', async () => {
    answerWith({ json: { models: [], nextPageToken: 'again' } });
    expect(await provider.listModels()).toEqual([]);
    expect(standIn.server.requests).toHaveLength(10);
  });

  it('takes the table where there is no list', async () => {
    answerWith({ status: 404, json: { error: { code: 404, status: 'NOT_FOUND', message: '' } } });
    expect(await provider.listModels()).toEqual(provider.bundledModels());
  });

  it.each<[string, StandInAnswer]>([
    ['an error', { status: 503, json: { error: { code: 503, status: 'UNAVAILABLE', message: '' } } }],
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<p>Please sign in' }],
    ['half an answer', { body: '{"models": [{"na' }],
  ])('are the table’s while the list answers with %s', async (_, answer) => {
    answerWith(answer);
    expect(await provider.listModels()).toEqual(provider.bundledModels());
  });

  it('says what is wrong when the key is', async () => {
    answerWith({ status: 401, json: { error: { code: 401, status: 'UNAUTHENTICATED', message: 'Bad key' } } });
    await expect(provider.listModels()).rejects.toMatchObject({ code: 'PROVIDER_KEY_REJECTED' });
  });
});

describe('the table', () => {
  it('names each model once, with a source and a day', () => {
    expect(new Set(bundledModels.map(({ modelId }) => modelId)).size).toBe(bundledModels.length);
    for (const model of bundledModels) {
      expect(model.source).not.toBe('');
      expect(model.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect([model.kind === 'video', model.kind === 'image']).toEqual([model.video !== null, model.image !== null]);
    }
  });

  it('replaces what ends with something that stays', () => {
    const byId = new Map(bundledModels.map((model) => [model.modelId, model]));
    for (const { retiresOn, replacementModelId } of bundledModels.filter((model) => model.retiresOn !== null)) {
      expect(retiresOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(byId.get(replacementModelId ?? '')?.retiresOn).toBeNull();
    }
  });

  it('knows a price for every class of a clip, but for the preview', () => {
    for (const { video, prices, retiresOn } of bundledModels.filter(({ kind }) => kind === 'video')) {
      const resolutions = video?.size.kind === 'tiers' ? video.size.resolutions : [];
      const priced = prices.map(({ when }) => when?.resolution);
      expect(priced).toEqual(retiresOn === null ? resolutions : []);
    }
  });

  it('has no Veo, which a key cannot call', () => {
    expect(bundledModels.filter(({ modelId }) => modelId.startsWith('veo'))).toEqual([]);
  });
});

describe('test', () => {
  it('counts what the key may use', async () => {
    expect(await provider.test()).toEqual({
      kind: 'works',
      findings: [
        { key: 'answered', params: {} },
        { key: 'modelsListed', params: { count: 5 } },
      ],
      modelCount: 5,
    });
    expect(world.listEgress()).toMatchObject([{ purpose: 'test', method: 'GET' }]);
  });

  it('says when it makes no clips', async () => {
    standIn.modelNames = ['models/gemini-3.8-flash'];
    const { kind, findings } = await provider.test();
    expect(kind).toBe('works-with-limits');
    expect(findings.map(({ key }) => key)).toContain('videoNotOffered');
  });

  const reason = (name: string) => [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: name }];
  const badKey = {
    code: 400,
    status: 'INVALID_ARGUMENT',
    message: 'API key not valid.',
    details: reason('API_KEY_INVALID'),
  };
  it.each<[string, StandInAnswer]>([
    ['keyRejected', { status: 400, json: { error: badKey } }],
    ['keyRejected', { status: 401, json: { error: { code: 401, status: 'UNAUTHENTICATED', message: '' } } }],
    ['forbidden', { status: 403, json: { error: { code: 403, status: 'PERMISSION_DENIED', message: '' } } }],
    ['rateLimited', { status: 429, json: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: '' } } }],
    ['notFound', { status: 404, body: 'Not found' }],
    ['notThisKind', { json: { object: 'list', data: [] } }],
    ['notThisKind', { headers: { 'content-type': 'text/html' }, body: '<p>Please sign in' }],
  ])('finds %s', async (key, answer) => {
    answerWith(answer);
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }], modelCount: 0 });
  });

  it('says that the table is used while the list of models has trouble', async () => {
    answerWith({ status: 503, json: { error: { code: 503, status: 'UNAVAILABLE', message: '' } } });
    const findings = [{ key: 'serverError' }, { key: 'noModelList' }];
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings, modelCount: 0 });
  });

  it('misses a key where there is none', async () => {
    const connection = { ...world.connection, hasKey: false };
    answerWith({ status: 403, json: { error: { code: 403, status: 'PERMISSION_DENIED', message: '' } } });
    const keyless = createGeminiProvider({ ...world.context, connection });
    expect(await keyless.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
  });

  it('finds that nobody is there', async () => {
    await standIn.close();
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'unreachable' }] });
  });

  it.each<Fault>([{ kind: 'lose-request' }, { kind: 'lose-answer' }])('throws nothing after %j', async (fault) => {
    standIn.server.faults = () => fault;
    expect(await provider.test()).toMatchObject({ kind: 'fails' });
  });
});
