import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import { startFalStandIn, type FalStandIn } from '../../../../tests/servers/fal-server.ts';
import type { Fault, StandInAnswer } from '../../../../tests/servers/stand-in-server.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness, videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import {
  createProviderWorld,
  type ProviderWorld,
  type ProviderWorldOptions,
} from '../../../../tests/support/provider-world.ts';
import type { Provider } from '../provider.ts';
import type { JobHandle, MediaInput, VideoProvider, VideoRequest } from '../video-provider.ts';
import { findFamily } from './fal-models.ts';
import { createFalProvider, falHosts } from './fal-provider.ts';

describeVideoProvider(
  'fal',
  createHttpHarness({
    startStandIn: () => startFalStandIn(),
    factory: createFalProvider,
    hosts: falHosts,
    kind: 'fal',
    modelId: 'fal-ai/veo3.1',
  }),
);

const attemptId = 'att_000000000000000a' as AttemptId;
const board = 'asset_000000000000board' as AssetId;
const boardInput: MediaInput = { role: 'first-frame', assetId: board, path: '/library/board.png' };

let standIn: FalStandIn;
let world: ProviderWorld;
let provider: Provider;
let video: VideoProvider;

async function open(options: Partial<ProviderWorldOptions> = {}): Promise<void> {
  world = await createProviderWorld({
    kind: 'fal',
    baseUrl: standIn.baseUrl,
    hosts: falHosts,
    assets: { [board]: { kind: 'image', bytes: new Uint8Array([1, 2, 3]), mime: 'image/png' } },
    ...options,
  });
  provider = createFalProvider(world.context);
  if (!provider.video) throw new Error('expected clips');
  video = provider.video;
}

async function reopen(options: Partial<ProviderWorldOptions>): Promise<void> {
  await world.close();
  await open(options);
}

beforeEach(async () => {
  standIn = await startFalStandIn();
  await open();
});

afterEach(async () => {
  await world.close();
  await standIn.close();
});

function requestFor(modelId = 'fal-ai/veo3.1', inputs: MediaInput[] = []): VideoRequest {
  const family = findFamily(modelId);
  if (!family) throw new Error(`no ${modelId}`);
  return videoRequestFor(family.model, { inputs });
}

async function submitted(): Promise<JobHandle> {
  const outcome = await video.submit(requestFor(), { attemptId });
  if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
  return outcome.handle;
}

/** Answers calls that end in this with something else. */
function answer(ending: string, special: StandInAnswer): void {
  standIn.override = ({ path: called }) => (called.endsWith(ending) ? special : null);
}

describe('a submit to fal', () => {
  it('asks the queue not to run it again, and nothing about its copies', async () => {
    await submitted();
    const [create] = standIn.creates;
    expect(create?.headers).toMatchObject({ 'x-fal-no-retry': '1' });
    expect(create?.headers).not.toHaveProperty('x-fal-object-lifecycle-preference');
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', expiresAtMs: null }]);
  });

  it('has results deleted after a day where copies are to go', async () => {
    await reopen({ connection: { removesRemoteCopies: true } });
    const { submittedAtMs } = await submitted();
    expect(standIn.creates[0]?.headers['x-fal-object-lifecycle-preference']).toBe(
      '{"expiration_duration_seconds":86400}',
    );
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', expiresAtMs: submittedAtMs + 86_400_000 }]);
  });

  it('puts pictures into the request itself', async () => {
    await video.submit(requestFor('bytedance/seedance-2.0', [boardInput]), { attemptId });
    expect(standIn.creates).toMatchObject([
      {
        endpoint: 'bytedance/seedance-2.0/image-to-video',
        input: { image_url: 'data:image/png;base64,AQID', duration: '4' },
      },
    ]);
    expect(world.listEgress()).toMatchObject([{ purpose: 'create' }]);
  });

  it('previews what it then sends', async () => {
    const request = requestFor('fal-ai/kling-video/v3/pro', [boardInput]);
    const [preview] = await video.preview(request, { attemptId });
    await video.submit(request, { attemptId });
    expect(preview).toMatchObject({ purpose: 'create', method: 'POST', url: `/${standIn.creates[0]?.endpoint}` });
    expect(preview?.body).toMatchObject({ kind: 'json', value: standIn.creates[0]?.input });
  });

  it('stores addresses without host and id', async () => {
    const { extra } = await submitted();
    expect(extra).toEqual({
      status: '/fal-ai/veo3.1/requests/{id}/status',
      result: '/fal-ai/veo3.1/requests/{id}',
      cancel: '/fal-ai/veo3.1/requests/{id}/cancel',
    });
  });

  it.each([
    ['a status address at a host that is not fal’s', { status_url: 'https://elsewhere.example/requests/1/status' }],
    [
      'a status address that does not name the request',
      { status_url: 'https://queue.falrun.com/requests/other/status' },
    ],
    ['no address for the result', { response_url: null }],
    ['no id', { request_id: '' }],
  ])('calls it unknown with %s', async (_what, submitAnswer) => {
    standIn.submitAnswer = submitAnswer;
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } });
    expect(standIn.creates).toHaveLength(1);
  });

  it('sends nothing when files cannot go together, or may not leave', async () => {
    const last: MediaInput = { ...boardInput, role: 'last-frame' };
    expect(video.validate(requestFor('fal-ai/kling-video/v3/pro', [last]))).toMatchObject([{ field: 'inputs' }]);
    const alone = await video.submit(requestFor('fal-ai/kling-video/v3/pro', [last]), { attemptId });
    expect(alone).toMatchObject({ kind: 'rejected', error: { code: 'INVALID_INPUT' }, retryAfterMs: null });
    await reopen({ connection: { maySend: { images: false, voice: false, video: false } } });
    const forbidden = await video.submit(requestFor('fal-ai/veo3.1', [boardInput]), { attemptId });
    expect(forbidden).toMatchObject({ kind: 'rejected', error: { code: 'EGRESS_NOT_ALLOWED' } });
    expect(standIn.server.requests).toEqual([]);
  });

  const validation = {
    detail: [{ loc: ['body', 'duration'], msg: 'Input should be 4s', type: 'literal_error', input: '5s' }],
  };
  it.each<[number, unknown, object]>([
    [401, { detail: 'No user found' }, { kind: 'rejected', error: { code: 'PROVIDER_KEY_REJECTED' } }],
    [403, { detail: 'Forbidden' }, { kind: 'rejected', error: { code: 'PROVIDER_FORBIDDEN' } }],
    [
      403,
      { detail: 'User is locked. Reason: Exhausted balance.' },
      { kind: 'rejected', error: { code: 'PROVIDER_NO_CREDIT' }, retryAfterMs: null },
    ],
    [404, { detail: 'Application not found' }, { kind: 'rejected', error: { code: 'PROVIDER_MODEL_GONE' } }],
    [
      422,
      validation,
      { kind: 'rejected', error: { code: 'PROVIDER_REJECTED', params: { detail: 'Input should be 4s' } } },
    ],
    [
      422,
      { detail: [{ loc: ['body'], msg: 'Flagged', type: 'content_policy_violation' }] },
      { kind: 'refused', error: { code: 'PROVIDER_REFUSED', params: { status: 422, detail: 'Flagged' } } },
    ],
  ])('reads %i %j', async (status, json, expected) => {
    answer('veo3.1', { status, json });
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject(expected);
  });

  it('may be sent again after the time that a 429 gives', async () => {
    answer('veo3.1', { status: 429, json: { detail: 'Slow down' }, headers: { 'retry-after': '7' } });
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject({ kind: 'rejected', retryAfterMs: 7000 });
  });

  it.each<[Fault, string]>([
    [{ kind: 'lose-request' }, 'unknown'],
    [{ kind: 'lose-answer' }, 'unknown'],
    [{ kind: 'reset', atByte: 10 }, 'unknown'],
    [{ kind: 'status', status: 429, when: 'before' }, 'rejected'],
    [{ kind: 'status', status: 500, when: 'before' }, 'unknown'],
    [{ kind: 'status', status: 502, when: 'after' }, 'unknown'],
    [{ kind: 'status', status: 503, when: 'after' }, 'unknown'],
    [{ kind: 'status', status: 504, when: 'after' }, 'unknown'],
    [{ kind: 'html' }, 'unknown'],
    [{ kind: 'truncate' }, 'unknown'],
    [{ kind: 'delay', ms: 5 }, 'accepted'],
    [{ kind: 'duplicate' }, 'accepted'],
  ])('sends one request, whatever the network does: %j', async (fault, kind) => {
    standIn.server.faults = () => fault;
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome.kind).toBe(kind);
    expect(standIn.server.requests.map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('a request at fal', () => {
  it('tells its place in the queue, and no percentage', async () => {
    const handle = await submitted();
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: null, queuePosition: 1 });
    const running = await video.poll(handle);
    expect(running).toMatchObject({ kind: 'pending', progress: null });
    expect(running).not.toHaveProperty('queuePosition');
  });

  it('ends with its file, and the facts that fal tells', async () => {
    const handle = await submitted();
    standIn.finish('well');
    expect(await video.poll(handle)).toEqual({
      kind: 'succeeded',
      outputs: [{ index: 0, extension: 'mp4', hasBurntInSubtitles: false, url: expect.stringContaining('/files/') }],
      facts: { inference_time: 41.5, seed: 4242 },
    });
  });

  it('is refused where the result says so, with what the person may read', async () => {
    const handle = await submitted();
    standIn.finish('refused');
    const outcome = await video.poll(handle);
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED', params: { status: 422 } } });
    expect(JSON.stringify(outcome)).not.toContain('lighthouse');
  });

  it.each<[StandInAnswer, object]>([
    [
      { status: 422, json: { detail: [{ loc: ['body'], msg: 'Too small', type: 'image_too_small' }] } },
      { kind: 'failed', error: { code: 'PROVIDER_FAILED', params: { detail: 'Too small' } } },
    ],
    [
      { status: 504, json: { detail: 'Request timed out', error_type: 'request_timeout' } },
      { kind: 'failed', error: { code: 'PROVIDER_FAILED' } },
    ],
    [
      { status: 404, json: { detail: 'Request not found' } },
      { kind: 'lost', retry: 'never' },
    ],
    [{ json: { images: [] } }, { kind: 'failed', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } }],
    [
      { json: { video: { url: 'https://v3.fal.media/files/a.webm?x=1' } } },
      { kind: 'succeeded', outputs: [{ extension: 'webm' }] },
    ],
  ])('reads the result %j', async (special, expected) => {
    const handle = await submitted();
    standIn.finish('well');
    answer(handle.id, special);
    expect(await video.poll(handle)).toMatchObject(expected);
  });

  it.each<[string, StandInAnswer, string]>([
    ['', { status: 503, body: '<html>' }, 'PROVIDER_ERROR'],
    ['', { status: 502, json: { detail: 'Bad gateway' } }, 'PROVIDER_ERROR'],
    ['', { status: 401, json: { detail: 'No user found' } }, 'PROVIDER_KEY_REJECTED'],
    ['', { status: 200, body: '<html>' }, 'PROVIDER_ERROR'],
    ['/status', { status: 429, json: { detail: 'Slow down' } }, 'PROVIDER_RATE_LIMITED'],
    ['/status', { status: 200, body: '<html>' }, 'PROVIDER_ERROR'],
    ['/status', { status: 200, json: { status: 'PONDERING' } }, 'PROVIDER_ERROR'],
  ])('is asked for again after a passing failure: %s %j', async (ending, special, code) => {
    const handle = await submitted();
    standIn.finish('well');
    answer(`${handle.id}${ending}`, special);
    await expect(video.poll(handle)).rejects.toMatchObject({ code, retry: 'later' });
    standIn.override = null;
    expect((await video.poll(handle)).kind).toBe('succeeded');
  });

  it('is lost when the queue has forgotten it, or the handle is not of fal', async () => {
    const handle = await submitted();
    expect((await video.poll({ ...handle, extra: {} })).kind).toBe('lost');
    standIn.forget();
    expect(await video.poll(handle)).toMatchObject({ kind: 'lost', error: { code: 'PROVIDER_JOB_LOST' } });
  });

  it('is taken out of the queue, or told to stop', async () => {
    const queued = await submitted();
    expect(await video.cancel?.(queued)).toBe('cancelled');
    const running = await submitted();
    await video.poll(running);
    expect(await video.cancel?.(running)).toBe('requested');
    expect(await video.poll(running)).toEqual({ kind: 'cancelled' });
  });

  it('is fetched anew from an address that has expired', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded' || !outcome.outputs[0]) throw new Error('expected a result');
    standIn.expireResults();
    const folder = path.dirname(world.libraryFile);
    const target = path.join(folder, 'clip.mp4');
    await video.download(handle, outcome.outputs[0], { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
  });

  it('says gone when the result has been deleted, and leaves no file', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded' || !outcome.outputs[0]) throw new Error('expected a result');
    standIn.expireResults();
    standIn.forget();
    const folder = path.dirname(world.libraryFile);
    const downloading = video.download(handle, outcome.outputs[0], { path: path.join(folder, 'clip.mp4') });
    await expect(downloading).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(await readdir(folder)).not.toContain('clip.mp4');
  });

  it('never sends the key along to where results lie', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded' || !outcome.outputs[0]) throw new Error('expected a result');
    await video.download(handle, outcome.outputs[0], { path: path.join(path.dirname(world.libraryFile), 'clip.mp4') });
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
    expect(standIn.server.requests.at(-1)?.headers).not.toHaveProperty('authorization');
  });
});

describe('a look at fal', () => {
  it('finds that it works, from the answer about a request that nobody made', async () => {
    expect(await provider.test()).toEqual({
      kind: 'works',
      findings: [
        { key: 'answered', params: {} },
        { key: 'noModelList', params: {} },
      ],
      modelCount: 21,
    });
    expect(await provider.listModels()).toHaveLength(21);
    expect(world.listEgress()).toMatchObject([{ purpose: 'test' }]);
  });

  it.each<[StandInAnswer, string]>([
    [{ status: 401, json: { detail: 'No user found' } }, 'keyRejected'],
    [{ status: 403, json: { detail: 'Forbidden' } }, 'forbidden'],
    [{ status: 429, json: { detail: 'Slow down' } }, 'rateLimited'],
    [{ status: 500, body: 'no' }, 'serverError'],
    [{ status: 200, body: '<html>' }, 'notThisKind'],
  ])('reads %j as %s', async (special, key) => {
    answer('/status', special);
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }], modelCount: 0 });
  });

  it('finds a missing key and a server that is not there', async () => {
    await reopen({ key: null });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
    await reopen({ baseUrl: 'http://127.0.0.1:9' });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'unreachable' }] });
  });
});
