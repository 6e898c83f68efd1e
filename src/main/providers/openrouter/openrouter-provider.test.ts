import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import type { Model } from '#shared/domain/model.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness, videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import { createProviderWorld, type ProviderWorld } from '../../../../tests/support/provider-world.ts';
import { type OpenRouterStandIn, startOpenRouterStandIn } from '../../../../tests/servers/openrouter-server.ts';
import type { Fault, StandInRequest } from '../../../../tests/servers/stand-in-server.ts';
import type { Provider } from '../provider.ts';
import type { MediaInput, VideoProvider } from '../video-provider.ts';
import { createOpenRouterProvider, openRouterHosts } from './openrouter-provider.ts';

const modelId = 'acme/reel-1';
const attemptId = 'att_000000000000000a' as AttemptId;
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]);
const assets = {
  first: { kind: 'image' as const, bytes: png, mime: 'image/png' },
  second: { kind: 'image' as const, bytes: new Uint8Array([...png, 4]), mime: 'image/png' },
};

function input(role: MediaInput['role'], assetId: keyof typeof assets): MediaInput {
  return { role, assetId: assetId as string as AssetId, path: '' };
}

describeVideoProvider(
  'openrouter',
  createHttpHarness({
    startStandIn: startOpenRouterStandIn,
    factory: createOpenRouterProvider,
    hosts: openRouterHosts,
    kind: 'openrouter',
    modelId,
    assets,
    inputs: [input('first-frame', 'first')],
  }),
);

describe('OpenRouter', () => {
  let standIn: OpenRouterStandIn;
  let world: ProviderWorld;
  let provider: Provider;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'openrouter-'));
    standIn = await startOpenRouterStandIn();
    await open();
  });

  afterEach(async () => {
    await provider.close();
    await world.close();
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: { key?: string | null; maySendImages?: boolean } = {}): Promise<void> {
    const { key, maySendImages = true } = options;
    world = await createProviderWorld({
      kind: 'openrouter',
      baseUrl: standIn.baseUrl,
      hosts: openRouterHosts,
      assets,
      ...(key !== undefined && { key }),
      connection: { maySend: { images: maySendImages, voice: true, video: true } },
    });
    provider = createOpenRouterProvider(world.context);
  }

  async function reopen(options: Parameters<typeof open>[0]): Promise<void> {
    await provider.close();
    await world.close();
    await open(options);
  }

  function video(): VideoProvider {
    if (!provider.video) throw new Error('makes no clips');
    return provider.video;
  }

  async function modelOf(id: string): Promise<Model> {
    const model = (await provider.listModels()).find((each) => each.modelId === id);
    if (!model) throw new Error(`no ${id}`);
    return model;
  }

  async function requestOf(options: Parameters<typeof videoRequestFor>[1] = {}) {
    return videoRequestFor(await modelOf(modelId), options);
  }

  const isCreate = ({ method, path: at }: StandInRequest) => method === 'POST' && at.endsWith('/videos');

  describe('submit', () => {
    it('sends what was asked, pictures as data URLs, and nothing else', async () => {
      const request = await requestOf({
        settings: { seed: 0, hasSound: true },
        inputs: [input('first-frame', 'first'), input('last-frame', 'second')],
      });
      await video().submit(request, { attemptId });
      const url = (bytes: Uint8Array) => ({ url: `data:image/png;base64,${Buffer.from(bytes).toString('base64')}` });
      expect(standIn.createBodies).toEqual([
        {
          model: modelId,
          prompt: request.promptAsSent,
          duration: 4,
          resolution: '720p',
          aspect_ratio: '16:9',
          generate_audio: true,
          seed: 0,
          frame_images: [
            { type: 'image_url', image_url: url(assets.first.bytes), frame_type: 'first_frame' },
            { type: 'image_url', image_url: url(assets.second.bytes), frame_type: 'last_frame' },
          ],
        },
      ]);
    });

    it('sends references apart from frames, and pixels where the model has no classes', async () => {
      const pixels = videoRequestFor(await modelOf('acme/pixel-2'), { inputs: [input('reference', 'second')] });
      await video().submit(pixels, { attemptId });
      const [body] = standIn.createBodies;
      expect(body).toMatchObject({ size: '1280x720', input_references: [{ type: 'image_url' }] });
      for (const absent of ['frame_images', 'resolution', 'aspect_ratio', 'generate_audio', 'seed']) {
        expect(body).not.toHaveProperty(absent);
      }
    });

    it('sends exactly what the preview shows', async () => {
      const request = await requestOf({ inputs: [input('first-frame', 'first')] });
      const [previewed] = await video().preview(request, { attemptId });
      await video().submit(request, { attemptId });
      expect(previewed?.body).toMatchObject({ kind: 'json', value: standIn.createBodies[0] });
    });

    it('counts the pictures that left, and notes the job as a copy over there', async () => {
      await video().submit(await requestOf({ inputs: [input('first-frame', 'first')] }), { attemptId });
      const create = world.listEgress().find(({ purpose }) => purpose === 'create');
      expect(create?.sent.image).toBe(Math.ceil(png.byteLength / 3) * 4);
      expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', endedAtMs: null }]);
    });

    it('is rejected, and sends nothing, when pictures may not leave', async () => {
      await reopen({ maySendImages: false });
      const request = await requestOf({ inputs: [input('first-frame', 'first')] });
      const outcome = await video().submit(request, { attemptId });
      expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'EGRESS_NOT_ALLOWED' }, retryAfterMs: null });
      expect(standIn.server.requests.filter(isCreate)).toEqual([]);
    });

    const faults: Array<[Fault, string]> = [
      [{ kind: 'lose-request' }, 'unknown'],
      [{ kind: 'lose-answer' }, 'unknown'],
      [{ kind: 'reset', atByte: 4 }, 'unknown'],
      [{ kind: 'status', status: 500, when: 'before' }, 'unknown'],
      [{ kind: 'status', status: 502, when: 'after' }, 'unknown'],
      [{ kind: 'status', status: 408, when: 'after' }, 'unknown'],
      [{ kind: 'html' }, 'unknown'],
      [{ kind: 'truncate' }, 'unknown'],
      [{ kind: 'delay', ms: 1 }, 'accepted'],
      [{ kind: 'duplicate' }, 'accepted'],
      [{ kind: 'status', status: 429, when: 'before', headers: { 'retry-after': '7' } }, 'rejected'],
      [{ kind: 'status', status: 402, when: 'before' }, 'rejected'],
    ];

    it.each(faults)('makes one create request when there is %j', async (fault, kind) => {
      const request = await requestOf();
      standIn.server.faults = (arrived) => (isCreate(arrived) ? fault : null);
      const outcome = await video().submit(request, { attemptId });
      expect(outcome.kind).toBe(kind);
      expect(standIn.server.requests.filter(isCreate)).toHaveLength(1);
    });

    it('waits as long as it is told to when there were too many requests', async () => {
      const request = await requestOf();
      standIn.override = () => ({
        status: 429,
        headers: { 'retry-after': '7' },
        json: { error: { code: 429, message: 'Slow' } },
      });
      const outcome = await video().submit(request, { attemptId });
      expect(outcome).toMatchObject({ error: { code: 'PROVIDER_RATE_LIMITED' }, retryAfterMs: 7000 });
    });

    it('says refused when the input was flagged, and forbidden for any other 403', async () => {
      const request = await requestOf();
      standIn.finish('refused');
      expect(await video().submit(request, { attemptId })).toMatchObject({
        kind: 'refused',
        error: { code: 'PROVIDER_REFUSED', params: { detail: 'Your input was flagged' } },
      });
      standIn.override = () => ({ status: 403, json: { error: { code: 403, message: 'Not allowed' } } });
      expect(await video().submit(request, { attemptId })).toMatchObject({
        kind: 'rejected',
        error: { code: 'PROVIDER_FORBIDDEN' },
      });
    });

    it('says that a model is gone', async () => {
      const request = await requestOf();
      standIn.videoModels = [];
      const outcome = await video().submit(request, { attemptId });
      expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'PROVIDER_MODEL_GONE' } });
    });
  });

  describe('poll', () => {
    async function submitted() {
      const outcome = await video().submit(await requestOf(), { attemptId });
      if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
      return outcome.handle;
    }

    it('tells what it cost when it is ready', async () => {
      const handle = await submitted();
      standIn.finish('well');
      expect(await video().poll(handle)).toEqual({
        kind: 'succeeded',
        outputs: [{ index: 0, extension: 'mp4', hasBurntInSubtitles: false }],
        cost: { amount: 800_000, isFinal: true },
        facts: { generation_id: 'gen-1', is_byok: false },
      });
    });

    it.each([
      [{ status: 'expired' }, { kind: 'failed', error: { code: 'PROVIDER_FAILED' } }],
      [
        { status: 'cancelled', usage: { cost: 0.1 } },
        { kind: 'cancelled', cost: { amount: 100_000 } },
      ],
      [{ status: 'in_progress' }, { kind: 'pending', progress: null }],
      [{ status: 'a word that is new' }, { kind: 'pending' }],
      [{ status: 'failed', error: 'No', usage: { cost: null } }, { kind: 'failed' }],
      [
        { status: 'failed', error: { message: 'No', metadata: { error_type: 'refusal' } } },
        { kind: 'refused', error: { code: 'PROVIDER_REFUSED' } },
      ],
    ])('reads %j', async (job, expected) => {
      const handle = await submitted();
      standIn.override = () => ({ json: { id: handle.id, polling_url: '', ...job } });
      expect(await video().poll(handle)).toMatchObject(expected);
    });

    it.each([
      { kind: 'html' },
      { kind: 'truncate' },
      { kind: 'lose-answer' },
      { kind: 'status', status: 404, when: 'before' },
      { kind: 'status', status: 503, when: 'before' },
    ] satisfies Fault[])('asks again later when there is %j', async (fault) => {
      const handle = await submitted();
      standIn.server.faults = () => fault;
      await expect(video().poll(handle)).rejects.toMatchObject({ retry: 'later' });
    });

    it('says lost of a job that the service forgot', async () => {
      const handle = await submitted();
      standIn.forget();
      expect(await video().poll(handle)).toMatchObject({ kind: 'lost', retry: 'never' });
    });

    it('fails a download with a reason when the content is not there', async () => {
      const handle = await submitted();
      const output = { index: 0, extension: 'mp4', hasBurntInSubtitles: false };
      standIn.override = () => ({ status: 410, json: { error: { code: 410, message: 'Gone' } } });
      const downloading = video().download(handle, output, { path: path.join(folder, 'clip.mp4') });
      await expect(downloading).rejects.toMatchObject({ code: 'RESULT_GONE' });
    });
  });

  describe('complete', () => {
    const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
    const request = {
      modelId: 'acme/writer',
      system: 'You split scenes.',
      user: 'A harbour.',
      schema: { name: 'shots', schema },
      maxOutputTokens: 2000,
    };

    it('asks for the form, and tells words, tokens and cost', async () => {
      expect(await provider.text?.complete(request, {})).toEqual({
        kind: 'finished',
        result: { text: '{"shots":[]}', inputTokens: 120, outputTokens: 34 },
        cost: { amount: 950, isFinal: true },
        facts: { model: 'acme/writer' },
      });
      expect(standIn.chatBodies).toEqual([
        {
          model: 'acme/writer',
          messages: [
            { role: 'system', content: 'You split scenes.' },
            { role: 'user', content: 'A harbour.' },
          ],
          max_tokens: 2000,
          response_format: { type: 'json_schema', json_schema: { name: 'shots', strict: true, schema } },
          provider: { require_parameters: true },
        },
      ]);
      const [previewed] = (await provider.text?.preview({ ...request, schema: null })) ?? [];
      expect(previewed?.body).not.toHaveProperty('value.response_format');
    });

    it.each([
      [{ error: { code: 502, message: 'Broke off' } }, { kind: 'unknown', error: { code: 'PROVIDER_ERROR' } }],
      [{ error: { code: 403, message: 'No', metadata: { reasons: ['x'] } } }, { kind: 'refused' }],
      [
        { choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'I will not' } }] },
        { kind: 'refused' },
      ],
      [{ choices: [{ finish_reason: 'content_filter', message: { content: 'He' } }] }, { kind: 'refused' }],
      [{ choices: [{ finish_reason: 'stop', message: { content: '' } }] }, { kind: 'unknown' }],
      [{ choices: [] }, { kind: 'unknown', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } }],
    ])('reads %j', async (body, expected) => {
      standIn.override = () => ({ json: body });
      expect(await provider.text?.complete(request, {})).toMatchObject(expected);
    });

    it.each([
      [{ kind: 'lose-answer' }, 'unknown'],
      [{ kind: 'html' }, 'unknown'],
      [{ kind: 'status', status: 500, when: 'after' }, 'unknown'],
      [{ kind: 'status', status: 401, when: 'before' }, 'rejected'],
    ] satisfies Array<[Fault, string]>)('asks once when there is %j', async (fault, kind) => {
      standIn.server.faults = () => fault;
      expect(await provider.text?.complete(request, {})).toMatchObject({ kind });
      expect(standIn.server.requests).toHaveLength(1);
    });

    it('sends nothing when the signal fired before, or after it was closed', async () => {
      const reason = new Error('stop');
      await expect(provider.text?.complete(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      await provider.close();
      await expect(provider.text?.complete(request, {})).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(standIn.server.requests).toEqual([]);
    });
  });

  describe('test', () => {
    it('tells what is left and how many models there are', async () => {
      expect(await provider.test()).toEqual({
        kind: 'works',
        findings: [
          { key: 'answered', params: {} },
          { key: 'modelsListed', params: { count: 2 } },
          { key: 'credits', params: { credits: '$74.50' } },
        ],
        modelCount: 2,
      });
    });

    it('tells how many models could not be read', async () => {
      standIn.videoModels.push({ id: '' }, 'reel', { name: 'No id' });
      const { findings } = await provider.test();
      expect(findings).toContainEqual({ key: 'modelsUnreadable', params: { unreadable: 3, total: 6 } });
    });

    it('works with limits when nothing is left', async () => {
      standIn.limitRemaining = 0;
      expect(await provider.test()).toMatchObject({
        kind: 'works-with-limits',
        findings: [{ key: 'noCredit' }, {}, {}, {}],
      });
      standIn.limitRemaining = null;
      expect(await provider.test()).toMatchObject({ kind: 'works' });
    });

    it('tells a wrong key from a missing one', async () => {
      await reopen({ key: 'wrong' });
      expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyRejected' }] });
      await reopen({ key: null });
      expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
    });

    it.each([
      [{ kind: 'html' }, 'notThisKind'],
      [{ kind: 'lose-request' }, 'unreachable'],
      [{ kind: 'status', status: 404, when: 'before' }, 'notFound'],
      [{ kind: 'status', status: 500, when: 'before' }, 'serverError'],
      [{ kind: 'status', status: 429, when: 'before' }, 'rateLimited'],
      [{ kind: 'status', status: 402, when: 'before' }, 'noCredit'],
    ] satisfies Array<[Fault, string]>)('says what is wrong when there is %j', async (fault, key) => {
      standIn.server.faults = () => fault;
      expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }] });
    });
  });

  it('names what is wrong with a request', async () => {
    const good = await requestOf();
    const problemsOf = (change: Partial<typeof good>) =>
      video()
        .validate({ ...good, ...change })
        .map(({ field }) => field);
    expect(problemsOf({ promptAsSent: ' ' })).toEqual(['prompt']);
    expect(problemsOf({ settings: { ...good.settings, durationSeconds: 5 } })).toEqual(['duration']);
    expect(problemsOf({ inputs: [input('voice', 'first')] })).toEqual(['voice']);
    expect(problemsOf({ inputs: [input('first-frame', 'first'), input('reference', 'second')] })).toEqual([
      'first-frame',
    ]);
  });
});
