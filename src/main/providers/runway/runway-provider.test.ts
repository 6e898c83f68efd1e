import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import type { InputRole } from '#shared/domain/model.ts';
import { type RunwayStandIn, startRunwayStandIn } from '../../../../tests/servers/runway-server.ts';
import type { Fault, StandInRequest } from '../../../../tests/servers/stand-in-server.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness, videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import {
  createProviderWorld,
  type ProviderWorld,
  type ProviderWorldOptions,
} from '../../../../tests/support/provider-world.ts';
import type { Provider } from '../provider.ts';
import type { JobHandle, MediaInput, Output, VideoProvider, VideoRequest } from '../video-provider.ts';
import { findRunwayModel } from './runway-models.ts';
import { createRunwayProvider, runwayHosts } from './runway-provider.ts';

const attemptId = 'att_000000000000000a' as AttemptId;
const board = 'asset_000000000000board' as AssetId;
const poster = 'asset_00000000000poster' as AssetId;
const voice = 'asset_000000000000voice' as AssetId;
const boardUrl = 'data:image/png;base64,AQID';

/** Too large to stand inside a request: 5 MB is the longest data URL. */
const posterBytes = new Uint8Array(3_750_001).fill(7);

const assets: ProviderWorldOptions['assets'] = {
  [board]: { kind: 'image', bytes: new Uint8Array([1, 2, 3]), mime: 'image/png' },
  [poster]: { kind: 'image', bytes: posterBytes, mime: 'image/png' },
  [voice]: { kind: 'voice', bytes: new Uint8Array([4, 5, 6]), mime: 'audio/wav' },
};

describeVideoProvider(
  'runway',
  createHttpHarness({
    startStandIn: () => startRunwayStandIn(),
    factory: createRunwayProvider,
    hosts: runwayHosts,
    kind: 'runway',
    modelId: 'gen4.5',
  }),
);

describeVideoProvider(
  'runway with uploads',
  createHttpHarness({
    startStandIn: () => startRunwayStandIn(),
    factory: createRunwayProvider,
    hosts: runwayHosts,
    kind: 'runway',
    modelId: 'gen4_turbo',
    assets,
    inputs: [input('first-frame', poster)],
  }),
);

let standIn: RunwayStandIn;
let world: ProviderWorld;
let provider: Provider;
let video: VideoProvider;

async function open(options: Partial<ProviderWorldOptions> = {}): Promise<void> {
  world = await createProviderWorld({
    kind: 'runway',
    baseUrl: standIn.baseUrl,
    hosts: runwayHosts,
    assets,
    ...options,
  });
  provider = createRunwayProvider(world.context);
  if (!provider.video) throw new Error('expected clips');
  video = provider.video;
}

async function reopen(options: Partial<ProviderWorldOptions>): Promise<void> {
  await world.close();
  await open(options);
}

/** With a network that behaves like this. */
function reopenOver(fetchLike: typeof fetch): Promise<void> {
  return reopen({ gate: { openRoute: async () => ({ fetch: fetchLike, close: async () => {} }) } });
}

beforeEach(async () => {
  standIn = await startRunwayStandIn();
  await open();
});

afterEach(async () => {
  await world.close();
  await standIn.close();
});

function input(role: InputRole, assetId: AssetId): MediaInput {
  return { role, assetId, path: '/library/file' };
}

function requestFor(modelId = 'gen4.5', inputs: MediaInput[] = []): VideoRequest {
  const known = findRunwayModel(modelId);
  if (!known) throw new Error(`no ${modelId}`);
  return videoRequestFor(known.model, { inputs });
}

async function submitted(request = requestFor()): Promise<JobHandle> {
  const outcome = await video.submit(request, { attemptId });
  if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
  return outcome.handle;
}

const isCreate = ({ method, path: called }: StandInRequest) => method === 'POST' && called.endsWith('_to_video');

/** Calls to the API itself, such as `DELETE`. */
const calls = (method: string) => standIn.server.requests.filter((request) => request.method === method);

describe('a request to Runway', () => {
  it('names the version of the API, and nothing about this machine', async () => {
    await submitted();
    const [create] = standIn.creates;
    expect(create?.headers).toMatchObject({ 'x-runway-version': '2024-11-06', 'user-agent': 'Shotwright' });
    expect(Object.keys(create?.headers ?? {}).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  it('begins with words alone, and tells what it will cost at most', async () => {
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject({ kind: 'accepted', cost: { amount: 600_000, isFinal: false } });
    expect(standIn.creates).toMatchObject([
      { path: '/v1/text_to_video', body: { model: 'gen4.5', duration: 2, ratio: '1280:720' } },
    ]);
    expect(standIn.creates[0]?.body).not.toHaveProperty('promptImage');
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', expiresAtMs: null }]);
  });

  it('puts first and last frame into it by their position', async () => {
    await submitted(requestFor('veo3.1', [input('first-frame', board), input('last-frame', board)]));
    expect(standIn.creates).toMatchObject([
      {
        path: '/v1/image_to_video',
        body: {
          audio: false,
          promptImage: [
            { uri: boardUrl, position: 'first' },
            { uri: boardUrl, position: 'last' },
          ],
        },
      },
    ]);
  });

  it('puts references and a voice beside the words', async () => {
    await submitted(requestFor('seedance2', [input('reference', board), input('voice', voice)]));
    expect(standIn.creates).toMatchObject([
      {
        path: '/v1/text_to_video',
        body: {
          references: [{ uri: boardUrl }],
          referenceAudio: [{ type: 'audio', uri: 'data:audio/wav;base64,BAUG' }],
        },
      },
    ]);
  });

  it('uploads a large picture first, and notes that it lies there for a day', async () => {
    const request = requestFor('gen4_turbo', [input('first-frame', poster)]);
    const previews = await video.preview(request, { attemptId });
    await submitted(request);
    const [[uri, file] = []] = [...standIn.uploads];
    expect(file).toMatchObject({ fileName: 'reference.png', mime: 'image/png' });
    expect(Buffer.compare(file?.bytes ?? new Uint8Array(), posterBytes)).toBe(0);
    expect(standIn.creates[0]?.body.promptImage).toEqual([{ uri, position: 'first' }]);
    const expiresAtMs = world.clock.nowMs() + 86_400_000;
    expect(world.listRemoteCopies()).toMatchObject([{ kind: 'upload', expiresAtMs }, { kind: 'job' }]);
    expect(world.http.listUploads(attemptId)).toEqual([uri]);
    expect(previews.map(({ purpose, url }) => ({ purpose, url }))).toEqual([
      { purpose: 'upload-input', url: '/v1/uploads' },
      { purpose: 'upload-input', url: '<uploadUrl>' },
      { purpose: 'create', url: '/v1/image_to_video' },
    ]);
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
  });

  it('previews what it then sends', async () => {
    const request = requestFor('wan3', [input('first-frame', board)]);
    const [preview] = await video.preview(request, { attemptId });
    await submitted(request);
    expect(preview).toMatchObject({ method: 'POST', url: standIn.creates[0]?.path, auth: 'key' });
    expect(preview?.body).toMatchObject({ kind: 'json', value: standIn.creates[0]?.body });
  });

  it('counts pictures in the log of what left', async () => {
    await submitted(requestFor('gen4_turbo', [input('first-frame', board)]));
    expect(world.listEgress()).toMatchObject([{ purpose: 'create', sent: { image: 4 } }]);
  });

  it('is rejected before anything leaves when pictures may not', async () => {
    await reopen({ connection: { maySend: { images: false, voice: true, video: true } } });
    const outcome = await video.submit(requestFor('gen4_turbo', [input('first-frame', board)]), { attemptId });
    expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'EGRESS_NOT_ALLOWED' }, retryAfterMs: null });
    expect(standIn.server.requests).toEqual([]);
  });
});

describe('an upload that fails', () => {
  const request = () => requestFor('gen4_turbo', [input('first-frame', poster)]);

  it.each<[string, string, Fault]>([
    ['is not answered', '/v1/uploads', { kind: 'lose-answer' }],
    ['breaks at the API', '/v1/uploads', { kind: 'status', status: 500, when: 'after' }],
    ['meets a page', '/v1/uploads', { kind: 'html' }],
    ['breaks at the storage', '/storage/', { kind: 'status', status: 503, when: 'before' }],
    ['is lost on the way', '/storage/', { kind: 'lose-request' }],
  ])('leaves nothing created and is tried again when it %s', async (_case, where, fault) => {
    standIn.server.faults = ({ path: called }) => (called.startsWith(where) ? fault : null);
    expect(await video.submit(request(), { attemptId })).toMatchObject({ kind: 'rejected', retryAfterMs: 15_000 });
    expect(standIn.server.requests.filter(isCreate)).toEqual([]);
  });

  it('is not tried again when the key is not good', async () => {
    standIn.override = ({ path: called }) => (called === '/v1/uploads' ? { status: 401, json: { error: 'no' } } : null);
    const outcome = await video.submit(request(), { attemptId });
    expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'PROVIDER_KEY_REJECTED' }, retryAfterMs: null });
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
    ['with a 408', status(408), { kind: 'unknown' }],
    ['with a 409', status(409), { kind: 'unknown' }],
    ['with a 500', status(500), { kind: 'unknown', error: { code: 'PROVIDER_ERROR' } }],
    ['with a 502 after the work', status(502, 'after'), { kind: 'unknown', error: { code: 'PROVIDER_ERROR' } }],
    ['with a 503 and advice', { ...status(503), headers: { 'retry-after': '7' } }, { kind: 'unknown' }],
    ['with a 302', status(302), rejected('PROVIDER_REJECTED')],
    ['with a 400', status(400), rejected('PROVIDER_REJECTED')],
    ['with a 401', status(401), rejected('PROVIDER_KEY_REJECTED')],
    ['with a 402', status(402), rejected('PROVIDER_NO_CREDIT')],
    ['with a 403', status(403), rejected('PROVIDER_FORBIDDEN')],
    ['with a 404', status(404), rejected('PROVIDER_MODEL_GONE')],
    ['with a 413', status(413), rejected('PROVIDER_INPUT_TOO_LARGE')],
    ['over the number of a day', status(429), rejected('PROVIDER_RATE_LIMITED', 600_000)],
    ['over a rate', { ...status(429), headers: { 'retry-after': '7' } }, rejected('PROVIDER_RATE_LIMITED', 7_000)],
  ];

  it.each(cases)('leaves once and is judged: %s', async (_case, fault, expected) => {
    standIn.server.faults = (request) => (isCreate(request) ? fault : null);
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject(expected as object);
    expect(standIn.server.requests.filter(isCreate)).toHaveLength(1);
  });

  it('was not sent when nobody listens', async () => {
    await standIn.close();
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject(rejected('NETWORK_UNREACHABLE', 15_000));
  });

  // What the package takes for a time-out loses its cause, and with it whether anything was sent.
  it('was not sent when nobody could be reached in time', async () => {
    const timedOut = Object.assign(new Error('Connect Timeout Error'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
    await reopenOver(() => Promise.reject(new TypeError('fetch failed', { cause: timedOut })));
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject(rejected('NETWORK_TIMED_OUT', 15_000));
  });

  it('may have arrived when the answer does not come in time', async () => {
    const timedOut = Object.assign(new Error('Headers Timeout Error'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
    await reopenOver(async (_url, init) => {
      await new Response(init?.body).arrayBuffer();
      throw new TypeError('fetch failed', { cause: timedOut });
    });
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'PROVIDER_ANSWER_LOST' } });
  });

  it('says that the credits are used up, which has no status of its own', async () => {
    standIn.override = () => ({ status: 400, json: { error: 'You do not have enough credits to run this task.' } });
    expect(await video.submit(requestFor(), { attemptId })).toMatchObject(rejected('PROVIDER_NO_CREDIT'));
  });

  it('repeats what Runway says of a bad request', async () => {
    standIn.override = () => ({ status: 400, json: { error: 'Validation of body failed: ratio' } });
    const outcome = await video.submit(requestFor(), { attemptId });
    expect(outcome).toMatchObject({
      kind: 'rejected',
      error: { params: { detail: 'Validation of body failed: ratio' } },
    });
  });
});

function status(code: number, when: 'before' | 'after' = 'before'): Fault & { kind: 'status' } {
  return { kind: 'status', status: code, when };
}

function rejected(code: string, retryAfterMs: number | null = null) {
  return { kind: 'rejected', error: { code }, retryAfterMs };
}

describe('a task of Runway', () => {
  it('waits for a place, then runs with a progress', async () => {
    const handle = await submitted();
    standIn.isThrottled = true;
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: null, pollAfterMs: 5_500 });
    standIn.isThrottled = false;
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: 0.4 });
    standIn.progress = 45;
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: 0.45 });
    standIn.override = () => ({ json: { id: handle.id, status: 'WARMING_UP' } });
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: null });
  });

  it('succeeds with what it cost in the end', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      cost: { amount: 480_000, isFinal: true },
      outputs: [{ index: 0, extension: 'mp4' }],
      facts: { status: 'SUCCEEDED', 'cost.credits': 48 },
    });
    expect(JSON.stringify(outcome.kind === 'succeeded' && outcome.facts)).not.toContain('_jwt');
  });

  it('was refused, and charged for it', async () => {
    const handle = await submitted();
    standIn.finish('refused');
    expect(await video.poll(handle)).toMatchObject({
      kind: 'refused',
      error: { code: 'PROVIDER_REFUSED', params: { detail: expect.stringContaining('SAFETY.INPUT.TEXT') } },
      cost: { amount: 480_000, isFinal: true },
    });
  });

  it.each([
    ['SAFETY.OUTPUT.VIDEO', 'refused'],
    ['INPUT_PREPROCESSING.SAFETY.TEXT', 'refused'],
    ['INTERNAL.BAD_OUTPUT.CODE01', 'failed'],
    ['INTERNAL', 'failed'],
    ['ASSET.INVALID', 'failed'],
    ['THIRD_PARTY.UNAVAILABLE', 'failed'],
    [undefined, 'failed'],
  ])('that ended with %s is %s, with its cost', async (failureCode, kind) => {
    const handle = await submitted();
    standIn.failureCodes.badly = failureCode;
    standIn.finish('badly');
    expect(await video.poll(handle)).toMatchObject({ kind, cost: { amount: 0, isFinal: true } });
  });

  it('failed when it says that it went well and has no file', async () => {
    const handle = await submitted();
    standIn.override = () => ({ json: { id: handle.id, status: 'SUCCEEDED', output: [], cost: { credits: 5 } } });
    expect(await video.poll(handle)).toMatchObject({ kind: 'failed', cost: { amount: 50_000 } });
  });

  it('was cancelled by somebody else', async () => {
    const handle = await submitted();
    standIn.override = () => ({ json: { id: handle.id, status: 'CANCELLED', cost: { credits: 3 } } });
    expect(await video.poll(handle)).toEqual({ kind: 'cancelled', cost: { amount: 30_000, isFinal: true } });
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

  it('throws the reason when it is called off', async () => {
    const handle = await submitted();
    const stop = AbortSignal.abort(new Error('stop'));
    await expect(video.poll(handle, stop)).rejects.toThrow('stop');
  });
});

describe('a download from Runway', () => {
  const target = path.join(tmpdir(), `runway-${process.pid}.mp4`);

  afterEach(() => rm(target, { force: true }));

  it('asks for the task again when the address has expired, and sends no key there', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded') throw new Error('expected a result');
    standIn.expireResults();
    await video.download(handle, outcome.outputs[0] as Output, { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
  });

  it('asks for the address where none was kept', async () => {
    const handle = await submitted();
    standIn.finish('well');
    await video.poll(handle);
    const output: Output = { index: 0, extension: 'mp4', hasBurntInSubtitles: false };
    await video.download(handle, output, { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
  });

  it('is gone together with its task', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded') throw new Error('expected a result');
    standIn.forget();
    const download = video.download(handle, outcome.outputs[0] as Output, { path: target });
    await expect(download).rejects.toMatchObject({ code: 'RESULT_GONE' });
  });
});

describe('stopping and deleting at Runway, which are one call', () => {
  it('stops what runs', async () => {
    const handle = await submitted();
    expect(await video.cancel?.(handle)).toBe('cancelled');
    expect(calls('DELETE').map(({ path: called }) => called)).toEqual([`/v1/tasks/${handle.id}`]);
    expect(standIn.removedIds).toEqual([]);
    expect(world.listRemoteCopies()).toMatchObject([{ endedHow: 'removed' }]);
  });

  it('takes nothing away that ended since it was last asked for', async () => {
    const handle = await submitted();
    expect((await video.poll(handle)).kind).toBe('pending');
    standIn.finish('well');
    expect(await video.cancel?.(handle)).toBe('too-late');
    expect(calls('DELETE')).toEqual([]);
    expect((await video.poll(handle)).kind).toBe('succeeded');
  });

  it.each(['badly', 'refused'] as const)('is too late for what ended %s', async (how) => {
    const handle = await submitted();
    standIn.finish(how);
    expect(await video.cancel?.(handle)).toBe('too-late');
  });

  it('looks right before it stops, and stops nothing when it could not look', async () => {
    const handle = await submitted();
    standIn.server.faults = ({ method }) => (method === 'GET' ? { kind: 'lose-answer' } : null);
    await expect(video.cancel?.(handle)).rejects.toMatchObject({ code: 'NETWORK_BROKEN' });
    expect(calls('DELETE')).toEqual([]);
  });

  it('deletes no task that has not ended', async () => {
    const handle = await submitted();
    await expect(video.remove?.(handle)).rejects.toMatchObject({ code: 'JOB_STATE_CONFLICT' });
    expect(calls('DELETE')).toEqual([]);
  });

  it('deletes what has ended, and notes it', async () => {
    const handle = await submitted();
    standIn.finish('well');
    expect(await video.remove?.(handle)).toBe('removed');
    expect(standIn.removedIds).toEqual([handle.id]);
    expect(world.listRemoteCopies()).toMatchObject([{ endedHow: 'removed' }]);
    expect(await video.remove?.(handle)).toBe('already-gone');
  });

  it('has nothing left to delete of a task that was cancelled', async () => {
    const handle = await submitted();
    standIn.override = () => ({ json: { id: handle.id, status: 'CANCELLED', cost: { credits: 0 } } });
    expect(await video.remove?.(handle)).toBe('already-gone');
    expect(calls('DELETE')).toEqual([]);
  });

  it('says that the other side broke when a deletion was not answered well', async () => {
    const handle = await submitted();
    standIn.finish('well');
    standIn.server.faults = ({ method }) => (method === 'DELETE' ? status(500) : null);
    await expect(video.remove?.(handle)).rejects.toMatchObject({ code: 'PROVIDER_ERROR', retry: 'later' });
  });
});

describe('the test of a connection to Runway', () => {
  it('finds the credits', async () => {
    expect(await provider.test()).toEqual({
      kind: 'works',
      findings: [
        { key: 'answered', params: {} },
        { key: 'credits', params: { credits: 1_250 } },
        { key: 'noModelList', params: {} },
      ],
      modelCount: provider.bundledModels().length,
    });
    expect(standIn.server.requests.map(({ method, path: called }) => `${method} ${called}`)).toEqual([
      'GET /v1/organization',
    ]);
  });

  it('says first that there are none', async () => {
    standIn.creditBalance = 0;
    const report = await provider.test();
    expect(report).toMatchObject({ kind: 'works-with-limits', findings: [{ key: 'noCredit' }, {}, {}, {}] });
  });

  it.each([
    [401, 'keyRejected'],
    [402, 'noCredit'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [418, 'notThisKind'],
    [429, 'rateLimited'],
    [503, 'serverError'],
  ])('tells a %i', async (code, key) => {
    standIn.server.faults = () => status(code);
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }] });
  });

  it('misses a key before it asks, and says nothing when it is called off', async () => {
    await expect(provider.test(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    await reopen({ key: null });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
    expect(standIn.server.requests).toEqual([]);
  });

  it('tells another service from Runway, and no service at all', async () => {
    standIn.override = () => ({ json: { hello: 'world' } });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'notThisKind' }] });
    standIn.server.faults = () => ({ kind: 'html' });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'notThisKind' }] });
    await standIn.close();
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'unreachable' }] });
  });

  it('lists what the package knows, without asking', async () => {
    expect(await provider.listModels()).toEqual(provider.bundledModels());
    expect(standIn.server.requests).toEqual([]);
  });
});
