import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { type LumaStandIn, startLumaStandIn } from '../../../../tests/servers/luma-server.ts';
import type { Fault, StandInRequest } from '../../../../tests/servers/stand-in-server.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness, videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import {
  createProviderWorld,
  type ProviderWorld,
  type ProviderWorldOptions,
} from '../../../../tests/support/provider-world.ts';
import type { Provider } from '../provider.ts';
import type { JobHandle, Output, VideoProvider, VideoRequest } from '../video-provider.ts';
import { createLumaProvider, lumaHosts } from './luma-provider.ts';
import { checkLumaRequest, lumaModels } from './luma-request.ts';

const attemptId = 'att_000000000000000a' as AttemptId;
const board = 'asset_000000000000board' as AssetId;
const still = { data: 'AQID', media_type: 'image/png' };

const assets: ProviderWorldOptions['assets'] = {
  [board]: { kind: 'image', bytes: new Uint8Array([1, 2, 3]), mime: 'image/png' },
};

describeVideoProvider(
  'luma',
  createHttpHarness({
    startStandIn: () => startLumaStandIn(),
    factory: createLumaProvider,
    hosts: lumaHosts,
    kind: 'luma',
    modelId: 'ray-3.2',
  }),
);

let standIn: LumaStandIn;
let world: ProviderWorld;
let provider: Provider;
let video: VideoProvider;

async function open(options: Partial<ProviderWorldOptions> = {}): Promise<void> {
  world = await createProviderWorld({ kind: 'luma', baseUrl: standIn.baseUrl, hosts: lumaHosts, assets, ...options });
  provider = createLumaProvider(world.context);
  if (!provider.video) throw new Error('expected clips');
  video = provider.video;
}

beforeEach(async () => {
  standIn = await startLumaStandIn();
  await open();
});

afterEach(async () => {
  await world.close();
  await standIn.close();
});

function requestFor(roles: InputRole[] = [], settings: Partial<VideoRequest['settings']> = {}): VideoRequest {
  const [model] = lumaModels;
  if (!model) throw new Error('expected a model');
  const inputs = roles.map((role) => ({ role, assetId: board, path: '/library/board.png' }));
  return videoRequestFor(model, { inputs, settings });
}

async function submitted(request = requestFor()): Promise<JobHandle> {
  const outcome = await video.submit(request, { attemptId });
  if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
  return outcome.handle;
}

async function succeeded(handle: JobHandle): Promise<Output> {
  standIn.finish('well');
  const outcome = await video.poll(handle);
  if (outcome.kind !== 'succeeded' || !outcome.outputs[0]) throw new Error(`expected a result, got ${outcome.kind}`);
  return outcome.outputs[0];
}

const isCreate = ({ method }: StandInRequest) => method === 'POST';

describe('a request to Luma', () => {
  it('says what clip it wants', async () => {
    await submitted(requestFor([], { resolution: '720p', aspectRatio: '9:16', durationSeconds: 10 }));
    expect(standIn.creates).toEqual([
      {
        model: 'ray-3.2',
        type: 'video',
        prompt: 'A lighthouse in the rain, slow push in.',
        aspect_ratio: '9:16',
        video: { resolution: '720p', duration: '10s' },
      },
    ]);
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', expiresAtMs: null }]);
  });

  it('carries the frames inside', async () => {
    await submitted(requestFor(['first-frame', 'last-frame']));
    expect(standIn.creates[0]?.video).toEqual({
      resolution: '360p',
      duration: '5s',
      start_frame: still,
      end_frame: still,
    });
    expect(world.listEgress()).toMatchObject([{ purpose: 'create', sent: { image: 8 } }]);
  });

  it('pins the frames of ten seconds by their number, as the API has no other way for them', async () => {
    await submitted(requestFor(['first-frame', 'last-frame'], { durationSeconds: 10 }));
    expect(standIn.creates[0]?.video).toEqual({
      resolution: '360p',
      duration: '10s',
      keyframes: [still, still],
      keyframe_indexes: [0, 240],
    });
  });

  it('previews what it then sends', async () => {
    const request = requestFor(['last-frame'], { extra: { loop: false } });
    const [preview] = await video.preview(request, { attemptId });
    await submitted(request);
    expect(preview).toMatchObject({ method: 'POST', url: '/generations', auth: 'key' });
    expect(preview?.body).toMatchObject({ kind: 'json', value: standIn.creates[0] });
  });

  it('is rejected before anything leaves when pictures may not', async () => {
    await world.close();
    await open({ connection: { maySend: { images: false, voice: true, video: true } } });
    const outcome = await video.submit(requestFor(['first-frame']), { attemptId });
    expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'EGRESS_NOT_ALLOWED' }, retryAfterMs: null });
    expect(standIn.server.requests).toEqual([]);
  });

  it('names what is wrong with it', () => {
    const fields = (...args: Parameters<typeof requestFor>) =>
      checkLumaRequest(requestFor(...args)).map((each) => each.field);
    expect(fields(['first-frame', 'last-frame'], { extra: { loop: false } })).toEqual([]);
    expect(fields([], { extra: { loop: true } })).toEqual([]);
    expect(fields([], { durationSeconds: 7 })).toEqual(['duration']);
    expect(fields([], { resolution: '4k' })).toEqual(['resolution']);
    expect(fields([], { aspectRatio: '2:1' })).toEqual(['aspect-ratio']);
    expect(fields(['reference'])).toEqual(['reference']);
    expect(fields(['voice'])).toEqual(['voice']);
    expect(fields(['first-frame', 'first-frame'])).toEqual(['first-frame']);
    expect(fields(['last-frame'], { extra: { loop: true } })).toEqual(['setting']);
    expect(fields([], { durationSeconds: 10, extra: { loop: true } })).toEqual(['setting']);
    const prompts = ['', 'a'.repeat(6_001)].map((promptAsSent) => checkLumaRequest({ ...requestFor(), promptAsSent }));
    expect(prompts).toMatchObject([[{ field: 'prompt' }], [{ field: 'prompt' }]]);
  });
});

describe('a create request with trouble on the way', () => {
  const cases: Array<[string, Fault, unknown]> = [
    ['lost', { kind: 'lose-request' }, { kind: 'unknown', error: { code: 'PROVIDER_ANSWER_LOST' } }],
    ['whose answer is lost', { kind: 'lose-answer' }, { kind: 'unknown', error: { code: 'PROVIDER_ANSWER_LOST' } }],
    ['whose answer breaks off', { kind: 'reset', atByte: 10 }, { kind: 'unknown' }],
    ['whose answer is cut', { kind: 'truncate' }, { kind: 'unknown', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } }],
    ['that meets a sign-in page', { kind: 'html' }, { kind: 'unknown', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } }],
    ['that is slow', { kind: 'delay', ms: 1 }, { kind: 'accepted' }],
    ['with a 409', status(409), { kind: 'unknown' }],
    ['with a 500', status(500), { kind: 'unknown', error: { code: 'PROVIDER_ERROR' } }],
    ['with a 502 after the work', status(502, 'after'), { kind: 'unknown' }],
    ['with a 503 and advice', { ...status(503), headers: { 'retry-after': '7' } }, { kind: 'unknown' }],
    ['with a 302', status(302), rejected('PROVIDER_REJECTED')],
    ['with a 400', status(400), rejected('PROVIDER_REJECTED')],
    ['with a 401', status(401), rejected('PROVIDER_KEY_REJECTED')],
    ['with a 402', status(402), rejected('PROVIDER_NO_CREDIT')],
    ['with a 403', status(403), rejected('PROVIDER_FORBIDDEN')],
    ['with a 413', status(413), rejected('PROVIDER_INPUT_TOO_LARGE')],
    ['with a 422', status(422), rejected('PROVIDER_REJECTED')],
    ['with a 429 of somebody between', status(429), rejected('PROVIDER_RATE_LIMITED', 15_000)],
  ];

  it.each(cases)('leaves once and is judged: %s', async (_case, fault, expected) => {
    standIn.server.faults = (request) => (isCreate(request) ? fault : null);
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject(expected as object);
    expect(standIn.server.requests.filter(isCreate)).toHaveLength(1);
  });

  it('was not sent when nobody listens', async () => {
    await standIn.close();
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject(rejected('NETWORK_UNREACHABLE', 15_000));
  });

  it.each([
    ['rate' as const, 7, 7_000, 'Rate limit exceeded'],
    ['rate' as const, null, 15_000, 'Rate limit exceeded'],
    ['concurrency' as const, 40, 40_000, 'Too many concurrent jobs'],
    ['concurrency' as const, null, 30_000, 'Too many concurrent jobs'],
  ])('waits as long as a limit of %s asks for (%s s)', async (kind, retryAfterSeconds, retryAfterMs, detail) => {
    standIn.limit = { kind, retryAfterSeconds };
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject({
      kind: 'rejected',
      error: { code: 'PROVIDER_RATE_LIMITED', params: { detail }, retry: 'later' },
      retryAfterMs,
    });
    expect(standIn.countCreates('')).toBe(0);
  });

  it('repeats what Luma says of a bad request', async () => {
    standIn.override = () => ({ status: 422, json: { detail: 'Image could not be decoded' } });
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject({ kind: 'rejected', error: { params: { detail: 'Image could not be decoded' } } });
  });
});

function status(code: number, when: 'before' | 'after' = 'before'): Fault & { kind: 'status' } {
  return { kind: 'status', status: code, when };
}

function rejected(code: string, retryAfterMs: number | null = null) {
  return { kind: 'rejected', error: { code }, retryAfterMs };
}

describe('a generation at Luma', () => {
  it('waits and runs without a number', async () => {
    const handle = await submitted();
    const pending = { kind: 'pending', progress: null, pollAfterMs: 4_000 };
    expect([await video.poll(handle), await video.poll(handle)]).toEqual([pending, pending]);
  });

  it('succeeds with its clip alone, and with facts that hold no address', async () => {
    const handle = await submitted();
    standIn.finish('well');
    expect(await video.poll(handle)).toEqual({
      kind: 'succeeded',
      outputs: [
        {
          index: 0,
          extension: 'mp4',
          hasBurntInSubtitles: false,
          url: expect.stringContaining('.mp4?X-Amz-Signature'),
        },
      ],
      facts: { state: 'completed', model: 'ray-3.2', created_at: '2026-11-21T09:30:00Z' },
    });
  });

  it('is refused for what it asks', async () => {
    const handle = await submitted();
    standIn.finish('refused');
    const detail = 'content_moderated: Violates content guidelines';
    expect(await video.poll(handle)).toMatchObject({
      kind: 'refused',
      error: { code: 'PROVIDER_REFUSED', params: { detail } },
    });
  });

  it.each([
    ['generation_failed', 'PROVIDER_FAILED'],
    ['output_not_found', 'PROVIDER_FAILED'],
    ['budget_exhausted', 'PROVIDER_NO_CREDIT'],
    ['image_too_large', 'PROVIDER_INPUT_TOO_LARGE'],
  ])('that failed with %s says so', async (failureCode, code) => {
    const handle = await submitted();
    standIn.failureCode = failureCode;
    standIn.finish('badly');
    expect(await video.poll(handle)).toMatchObject({ kind: 'failed', error: { code, retry: 'after-user-action' } });
  });

  it('failed when it says that it went well and has no clip', async () => {
    const handle = await submitted();
    standIn.override = () => ({ json: { id: handle.id, state: 'completed', output: null } });
    expect((await video.poll(handle)).kind).toBe('failed');
  });

  it.each<[string, Fault]>([
    ['lost', { kind: 'lose-answer' }],
    ['broken off', { kind: 'reset', atByte: 10 }],
    ['cut', { kind: 'truncate' }],
    ['a sign-in page', { kind: 'html' }],
    ['a 500', status(500)],
    ['a 429', status(429)],
    ['a 401', status(401)],
  ])('is asked for again when the answer is %s', async (_case, fault) => {
    const handle = await submitted();
    standIn.server.faults = () => fault;
    await expect(video.poll(handle)).rejects.toMatchObject({ retry: 'later' });
    standIn.server.faults = () => null;
    expect((await video.poll(handle)).kind).toBe('pending');
  });

  it('may be asked for twice by the network', async () => {
    const handle = await submitted();
    standIn.finish('well');
    standIn.server.faults = () => ({ kind: 'duplicate' });
    expect((await video.poll(handle)).kind).toBe('succeeded');
  });

  it('can be neither stopped nor deleted nor found again', () => {
    expect([video.cancel, video.remove, video.reconcile]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a download from Luma', () => {
  const target = path.join(tmpdir(), `luma-${process.pid}.mp4`);

  afterEach(() => rm(target, { force: true }));

  it('asks for a new address when the hour is over, and sends no key there', async () => {
    const handle = await submitted();
    const output = await succeeded(handle);
    standIn.expireResults();
    await video.download(handle, output, { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
  });

  it('asks for the address where none was kept', async () => {
    const handle = await submitted();
    const { url: _dropped, ...output } = await succeeded(handle);
    await video.download(handle, output, { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
  });

  it('is gone when Luma does not know the generation any more', async () => {
    const handle = await submitted();
    const output = await succeeded(handle);
    standIn.forget();
    standIn.expireResults();
    await expect(video.download(handle, output, { path: target })).rejects.toMatchObject({ code: 'RESULT_GONE' });
  });
});

describe('the test of a connection to Luma', () => {
  it('asks for a generation that does not exist, which makes none', async () => {
    const findings = [
      { key: 'answered', params: {} },
      { key: 'noModelList', params: {} },
    ];
    expect(await provider.test()).toEqual({ kind: 'works', findings, modelCount: 1 });
    expect(standIn.server.requests.map(({ method, path: called }) => `${method} ${called}`)).toEqual([
      'GET /v1/generations/00000000-0000-0000-0000-000000000000',
    ]);
  });

  it.each([
    [401, 'keyRejected'],
    [402, 'noCredit'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [429, 'rateLimited'],
    [502, 'serverError'],
  ])('tells a %i', async (code, key) => {
    standIn.server.faults = () => status(code);
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }] });
  });

  it('misses a key before it asks, and says nothing when it is called off', async () => {
    await expect(provider.test(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    await world.close();
    await open({ key: null });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
    expect(standIn.server.requests).toEqual([]);
  });

  it('tells another service from Luma, and no service at all', async () => {
    standIn.server.faults = () => ({ kind: 'html' });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'notThisKind' }] });
    await standIn.close();
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'unreachable' }] });
  });

  it('lists its one model, with a price for each class and length that has one', () => {
    const [model] = provider.bundledModels();
    expect(model?.prices).toContainEqual({
      unit: 'clip',
      amount: 300_000,
      when: { resolution: '720p', durationSeconds: 5 },
    });
    expect(model?.prices).toContainEqual({
      unit: 'clip',
      amount: 3_600_000,
      when: { resolution: '1080p', durationSeconds: 10 },
    });
    expect(model?.prices.some(({ when }) => when?.resolution === '360p')).toBe(false);
  });
});
