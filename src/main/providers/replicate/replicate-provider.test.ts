import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import { startReplicateStandIn, type ReplicateStandIn, versionOf } from '../../../../tests/servers/replicate-server.ts';
import { cogSchema } from '../../../../tests/servers/replicate-schemas.ts';
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
import { createReplicateProvider, replicateHosts } from './replicate-provider.ts';

const board = 'asset_000000000000board' as AssetId;
const sketch = 'asset_0000000000sketch' as AssetId;
/** Too large to go inside a request. */
const boardInput: MediaInput = { role: 'first-frame', assetId: board, path: '/library/board.png' };
const sketchInput: MediaInput = { role: 'reference', assetId: sketch, path: '/library/sketch.png' };
const assets: NonNullable<ProviderWorldOptions['assets']> = {
  [board]: { kind: 'image', bytes: new Uint8Array(300_000).fill(7), mime: 'image/png' },
  [sketch]: { kind: 'image', bytes: new Uint8Array([1, 2, 3]), mime: 'image/png' },
};
const seedance = 'bytedance/seedance-2.0';
const attemptId = 'att_000000000000000a' as AttemptId;
const otherAttemptId = 'att_000000000000000b' as AttemptId;

const createHarness = createHttpHarness({
  startStandIn: () => startReplicateStandIn(),
  factory: createReplicateProvider,
  hosts: replicateHosts,
  kind: 'replicate',
  modelId: seedance,
  assets,
  inputs: [boardInput],
});

describeVideoProvider('replicate', async (folder) => ({ ...(await createHarness(folder)), keepsRemovedJobs: true }));

let standIn: ReplicateStandIn;
let world: ProviderWorld;
let provider: Provider;
let video: VideoProvider;

async function open(options: Partial<ProviderWorldOptions> = {}): Promise<void> {
  world = await createProviderWorld({
    kind: 'replicate',
    baseUrl: standIn.baseUrl,
    hosts: replicateHosts,
    assets,
    ...options,
  });
  reset();
}

/** The adapter as a new process has it. */
function reset(): void {
  provider = createReplicateProvider(world.context);
  if (!provider.video) throw new Error('expected clips');
  video = provider.video;
}

async function reopen(options: Partial<ProviderWorldOptions>): Promise<void> {
  await world.close();
  await open(options);
}

beforeEach(async () => {
  standIn = await startReplicateStandIn();
  await open();
});

afterEach(async () => {
  await world.close();
  await standIn.close();
});

type RequestOptions = { modelId?: string; inputs?: MediaInput[]; settings?: Partial<FittedSettings> };

async function requestFor({ modelId = seedance, ...options }: RequestOptions = {}): Promise<VideoRequest> {
  const model = (await video.models()).find((each) => each.modelId === modelId);
  if (!model) throw new Error(`no ${modelId}`);
  return videoRequestFor(model, options);
}

async function submitted(id = attemptId): Promise<JobHandle> {
  const outcome = await video.submit(await requestFor(), { attemptId: id });
  if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
  return outcome.handle;
}

/** Answers calls of this kind with something else. */
function answer(call: RegExp, special: StandInAnswer): void {
  standIn.override = ({ method, path: called }) => (call.test(`${method} ${called}`) ? special : null);
}

function requestsOf(method: string): string[] {
  return standIn.server.requests.filter((request) => request.method === method).map((request) => request.path);
}

describe('the models of Replicate', () => {
  it('are read from their schemas, without those that are not there', async () => {
    const models = await provider.listModels();
    expect(models.map(({ modelId }) => modelId)).toEqual([
      'bytedance/seedance-2.0',
      'google/veo-3.1',
      'kwaivgi/kling-v3-video',
      'minimax/hailuo-2.3',
      'wan-video/wan-2.5-t2v',
      'wan-video/wan-2.5-i2v',
      'luma/ray-2-720p',
    ]);
    expect(models[0]).toMatchObject({ kind: 'video', prices: [], isFree: false, asOf: '2023-11-14' });
    expect(models[0]?.video?.duration).toEqual({ kind: 'range', minSeconds: 4, maxSeconds: 15, stepSeconds: 1 });
    expect(provider.bundledModels()).toEqual([]);
  });

  it.each<[StandInAnswer, string, string]>([
    [{ status: 503, body: 'no' }, 'PROVIDER_ERROR', 'later'],
    [{ status: 401, json: { detail: 'Unauthenticated' } }, 'PROVIDER_KEY_REJECTED', 'after-user-action'],
    [{ status: 200, body: '<html>' }, 'PROVIDER_ERROR', 'later'],
  ])('are not listed in part: %j', async (special, code, retry) => {
    answer(/veo/, special);
    await expect(provider.listModels()).rejects.toMatchObject({ code, retry });
  });
});

describe('a submit to Replicate', () => {
  it('names fields as the model does, and does not wait for the end', async () => {
    const settings = { durationSeconds: 7, seed: 0, hasSound: true, negativePrompt: 'blur' };
    await video.submit(await requestFor({ settings }), { attemptId });
    const [create] = standIn.creates;
    expect(create).toMatchObject({ model: seedance });
    expect(create?.input).toEqual({
      prompt: 'A lighthouse in the rain, slow push in.',
      duration: 7,
      resolution: '480p',
      aspect_ratio: '16:9',
      generate_audio: true,
      seed: 0,
    });
    expect(create?.headers).not.toHaveProperty('prefer');
  });

  it('sends the values that a schema lists as they stand there', async () => {
    standIn.models.set('google/veo-3.1', {
      isOfficial: true,
      schema: cogSchema({
        prompt: { type: 'string', isRequired: true },
        duration: { choices: ['5s', '10s'] },
        steps: { choices: [20, 40], default: 20 },
        size: { choices: ['1280*720', '720*1280'] },
      }),
    });
    const settings = { durationSeconds: 10, extra: { steps: '40', unheardOf: 1 } };
    await video.submit(await requestFor({ modelId: 'google/veo-3.1', settings }), { attemptId });
    expect(standIn.creates[0]?.input).toEqual({
      prompt: 'A lighthouse in the rain, slow push in.',
      duration: '10s',
      steps: 40,
      size: '1280*720',
    });
  });

  it('puts small files into the request, and uploads others first', async () => {
    await video.submit(await requestFor({ inputs: [sketchInput, sketchInput] }), { attemptId });
    expect(standIn.creates[0]?.input).toMatchObject({
      reference_images: ['data:image/png;base64,AQID', 'data:image/png;base64,AQID'],
    });
    expect(standIn.files.size).toBe(0);
    await video.submit(await requestFor({ inputs: [boardInput] }), { attemptId });
    const [[id, file] = []] = standIn.files;
    expect(file).toMatchObject({ mime: 'image/png', name: 'reference.png' });
    expect(file?.bytes).toHaveLength(300_000);
    expect(standIn.creates[1]?.input).toMatchObject({ image: `${standIn.baseUrl}/files/${id}` });
    expect(world.listRemoteCopies()).toMatchObject([
      { kind: 'job', expiresAtMs: 1_700_005_400_000 },
      { kind: 'upload', expiresAtMs: Date.parse('2033-05-18T03:33:20.000Z') },
      { kind: 'job' },
    ]);
  });

  it('reads the schema first when it is not in memory, for any model that a person names', async () => {
    const request = await requestFor({ modelId: 'luma/ray-2-720p' });
    standIn.models.set('somebody/own-model', {
      isOfficial: false,
      schema: cogSchema({ prompt: { type: 'string' }, seconds: { type: 'integer', minimum: 1, maximum: 9 } }),
    });
    reset();
    standIn.server.requests.length = 0;
    const outcome = await video.submit({ ...request, modelId: 'somebody/own-model' }, { attemptId });
    expect(outcome).toMatchObject({ kind: 'accepted', handle: { modelId: 'somebody/own-model' } });
    expect(standIn.server.requests.map(({ method, path: called }) => `${method} ${called}`)).toEqual([
      'GET /v1/models/somebody/own-model',
      'POST /v1/predictions',
    ]);
    const version = versionOf('somebody/own-model');
    expect(standIn.server.requests[1]?.json()).toMatchObject({ version, input: { seconds: 5 } });
  });

  it('previews what it then sends', async () => {
    const request = await requestFor({ inputs: [boardInput] });
    const preview = await video.preview(request, { attemptId });
    expect(preview.map(({ purpose, url }) => `${purpose} ${url}`)).toEqual([
      'upload-input /files',
      'create /models/bytedance/seedance-2.0/predictions',
    ]);
    expect(preview[1]?.body).toMatchObject({ value: { input: { image: '<address of the upload>', duration: 4 } } });
    reset();
    const unread = await video.preview(request, { attemptId });
    expect(unread.map(({ purpose }) => purpose)).toEqual(['list-models', 'upload-input', 'create']);
    expect(unread[2]?.body).toMatchObject({
      value: { input: { '<duration>': 4, '<first-frame>': '<address of the upload>' } },
    });
    expect(requestsOf('POST')).toEqual([]);
  });

  it.each<[RegExp, StandInAnswer, object]>([
    [/GET .*seedance/, { status: 404, json: { detail: 'Not found' } }, { error: { code: 'PROVIDER_MODEL_GONE' } }],
    [/GET .*seedance/, { status: 502, body: 'no' }, { error: { code: 'PROVIDER_ERROR' }, retryAfterMs: 15_000 }],
    [/files/, { status: 500, body: 'no' }, { error: { code: 'PROVIDER_ERROR' }, retryAfterMs: 15_000 }],
    [/files/, { status: 413, json: { detail: 'Too large' } }, { error: { code: 'PROVIDER_INPUT_TOO_LARGE' } }],
    [
      /files/,
      { status: 401, json: { detail: 'No' } },
      { error: { code: 'PROVIDER_KEY_REJECTED' }, retryAfterMs: null },
    ],
    [/files/, { status: 201, body: '<html>' }, { error: { code: 'PROVIDER_ERROR' }, retryAfterMs: 15_000 }],
  ])('creates nothing when what comes first fails: %s %j', async (call, special, expected) => {
    const request = await requestFor({ inputs: [boardInput] });
    reset();
    answer(call, special);
    expect(await video.submit(request, { attemptId })).toMatchObject({ kind: 'rejected', ...expected });
    expect(standIn.creates).toEqual([]);
  });

  it('deletes what it uploaded for a request that was refused', async () => {
    await reopen({ connection: { removesRemoteCopies: true } });
    const request = await requestFor({ inputs: [boardInput] });
    answer(/predictions/, { status: 422, json: { detail: 'The input was flagged as sensitive (E005)' } });
    expect((await video.submit(request, { attemptId })).kind).toBe('refused');
    expect([standIn.removedIds.length, standIn.files.size]).toEqual([1, 0]);
    expect(world.http.listUploads(attemptId)).toEqual([]);
  });

  it.each<[number, unknown, object]>([
    [
      402,
      { title: 'Insufficient credit', detail: 'You have insufficient credit' },
      { error: { code: 'PROVIDER_NO_CREDIT' } },
    ],
    [404, { detail: 'The requested resource could not be found.' }, { error: { code: 'PROVIDER_MODEL_GONE' } }],
    [
      422,
      { title: 'Input validation failed', detail: '- input.duration: Must be less than or equal to 15' },
      { error: { code: 'PROVIDER_REJECTED', params: { status: 422 } }, retryAfterMs: null },
    ],
    [
      429,
      { detail: 'Request was throttled. Your rate limit resets in ~30s.' },
      { error: { code: 'PROVIDER_RATE_LIMITED' }, retryAfterMs: 15_000 },
    ],
  ])('reads %i %j', async (status, json, expected) => {
    const request = await requestFor();
    answer(/predictions/, { status, json });
    expect(await video.submit(request, { attemptId })).toMatchObject({ kind: 'rejected', ...expected });
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
  ])('sends one create, whatever the network does: %j', async (fault, kind) => {
    const request = await requestFor();
    standIn.server.faults = () => fault;
    const outcome = await video.submit(request, { attemptId });
    expect(outcome.kind).toBe(kind);
    expect(requestsOf('POST')).toEqual(['/v1/models/bytedance/seedance-2.0/predictions']);
  });
});

describe('a prediction', () => {
  it('tells how far its progress bar is', async () => {
    const handle = await submitted();
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: null, pollAfterMs: 5000 });
    standIn.logs = '  0%|          | 0/50\n 42%|████▏     | 21/50 [00:10<00:14]';
    expect(await video.poll(handle)).toMatchObject({ kind: 'pending', progress: 0.42 });
  });

  it('ends with its file, and the seconds that it took', async () => {
    const handle = await submitted();
    standIn.finish('well');
    expect(await video.poll(handle)).toEqual({
      kind: 'succeeded',
      outputs: [{ index: 0, extension: 'mp4', hasBurntInSubtitles: false, url: expect.stringContaining('/delivery/') }],
      facts: { predict_time: 61.25 },
    });
  });

  it.each<[(url: string) => unknown, string[]]>([
    [(url) => [url], ['mp4']],
    [(url) => [url, 'https://replicate.delivery/a/two.webm'], ['mp4', 'webm']],
    [(url) => ({ video: url, thumbnail: 'https://replicate.delivery/a/one.png' }), ['mp4']],
    [() => 'https://replicate.delivery/a/no-ending', ['mp4']],
  ])('reads every form of output: %s', async (output, extensions) => {
    const handle = await submitted();
    standIn.output = output;
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded') throw new Error(outcome.kind);
    expect(outcome.outputs.map(({ extension }) => extension)).toEqual(extensions);
    expect(outcome.outputs.map(({ index }) => index)).toEqual(extensions.map((_extension, index) => index));
  });

  it('failed without a clip, with words that nobody can read as one, and with its own words', async () => {
    const handle = await submitted();
    standIn.output = () => ['a description of the clip'];
    standIn.finish('well');
    expect(await video.poll(handle)).toMatchObject({ kind: 'failed', error: { code: 'PROVIDER_ANSWER_UNREADABLE' } });
    const other = await submitted(otherAttemptId);
    standIn.finish('badly');
    expect(await video.poll(other)).toMatchObject({
      kind: 'failed',
      error: { code: 'PROVIDER_FAILED', params: { detail: 'CUDA out of memory' } },
    });
  });

  it('is refused where its words say so', async () => {
    const handle = await submitted();
    standIn.finish('refused');
    expect(await video.poll(handle)).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED' } });
  });

  it('is gone an hour later, with a code of its own', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    standIn.removeData();
    standIn.expireResults();
    expect(await video.poll(handle)).toMatchObject({ kind: 'failed', error: { code: 'RESULT_GONE' } });
    if (outcome.kind !== 'succeeded' || !outcome.outputs[0]) throw new Error('expected a result');
    const folder = path.dirname(world.libraryFile);
    const downloading = video.download(handle, outcome.outputs[0], { path: path.join(folder, 'clip.mp4') });
    await expect(downloading).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(await readdir(folder)).not.toContain('clip.mp4');
  });

  it('is fetched anew from an address that has expired, and never with the key', async () => {
    const handle = await submitted();
    standIn.finish('well');
    const outcome = await video.poll(handle);
    if (outcome.kind !== 'succeeded' || !outcome.outputs[0]) throw new Error('expected a result');
    standIn.expireResults();
    const target = path.join(path.dirname(world.libraryFile), 'clip.mp4');
    await video.download(handle, outcome.outputs[0], { path: target });
    expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
  });

  it.each<[StandInAnswer, string]>([
    [{ status: 500, body: '<html>' }, 'PROVIDER_ERROR'],
    [{ status: 200, body: '<html>' }, 'PROVIDER_ERROR'],
    [{ status: 429, json: { detail: 'Slow down' } }, 'PROVIDER_RATE_LIMITED'],
    [{ status: 401, json: { detail: 'No' } }, 'PROVIDER_KEY_REJECTED'],
    [{ status: 200, json: { id: 'a', status: 'pondering' } }, 'PROVIDER_ERROR'],
  ])('is asked for again after a passing failure: %j', async (special, code) => {
    const handle = await submitted();
    answer(/GET/, special);
    await expect(video.poll(handle)).rejects.toMatchObject({ code, retry: 'later' });
  });

  it('is lost when Replicate does not know it, and cancelled when it was', async () => {
    const handle = await submitted();
    expect(await video.cancel?.(handle)).toBe('cancelled');
    expect(await video.poll(handle)).toEqual({ kind: 'cancelled' });
    answer(/GET/, { json: { id: handle.id, status: 'aborted' } });
    expect(await video.poll(handle)).toEqual({ kind: 'cancelled' });
    standIn.override = null;
    standIn.forget();
    expect(await video.poll(handle)).toMatchObject({ kind: 'lost', retry: 'never' });
  });

  it('leaves an upload noted that could not be deleted', async () => {
    const outcome = await video.submit(await requestFor({ inputs: [boardInput] }), { attemptId });
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    answer(/DELETE/, { status: 500, body: 'no' });
    await expect(video.remove?.(outcome.handle)).rejects.toMatchObject({ code: 'PROVIDER_ERROR', retry: 'later' });
    expect(standIn.files.size).toBe(1);
  });
});

describe('looking for a prediction whose answer was lost', () => {
  async function look(options: { sinceMs?: number; request?: VideoRequest | null } = {}) {
    const { sinceMs = world.clock.nowMs(), request = await requestFor() } = options;
    return video.reconcile?.({ attemptId, request, sinceMs });
  }

  it('finds the one that was made since, by its prompt and model', async () => {
    const sinceMs = world.clock.nowMs();
    await video.submit({ ...(await requestFor()), promptAsSent: 'Something else.' }, { attemptId: otherAttemptId });
    await video.submit(await requestFor({ modelId: 'google/veo-3.1' }), { attemptId: otherAttemptId });
    const { id } = await submitted();
    expect(await look({ sinceMs })).toMatchObject({ version: 1, id, attemptId, modelId: seedance });
  });

  it('looks through every page, without going where an answer points', async () => {
    const { id } = await submitted();
    for (let count = 0; count < 5; count += 1) {
      await video.submit({ ...(await requestFor()), promptAsSent: `Other ${count}` }, { attemptId: otherAttemptId });
    }
    standIn.pageSize = 2;
    expect(await look()).toMatchObject({ id });
    const lists = standIn.server.requests.filter(({ path: called }) => called === '/v1/predictions');
    expect(lists.map(({ query }) => query.get('cursor'))).toEqual([null, '2', '4']);
  });

  it('cannot tell two apart', async () => {
    await submitted();
    await submitted(otherAttemptId);
    expect(await look()).toBe('cannot-tell');
  });

  it('cannot tell when what was asked has been removed, or is not known here', async () => {
    await submitted();
    expect(await look({ request: null })).toBe('cannot-tell');
    standIn.removeData();
    expect(await look()).toBe('cannot-tell');
  });

  it('does not take one that was made before, whatever the server’s clock says', async () => {
    standIn.nowMs = () => world.clock.nowMs() + 3_600_000;
    await submitted();
    world.clock.advance(60_000);
    const sinceMs = world.clock.nowMs();
    world.clock.advance(100_000);
    expect(await look({ sinceMs })).toBe('none');
    const { id } = await submitted();
    expect(await look({ sinceMs })).toMatchObject({ id });
  });

  it('says none only when none can come any more', async () => {
    const sinceMs = world.clock.nowMs();
    const request = await requestFor();
    await expect(look({ sinceMs, request })).rejects.toMatchObject({ retry: 'later' });
    world.clock.advance(89_999);
    await expect(look({ sinceMs, request })).rejects.toMatchObject({ retry: 'later' });
    world.clock.advance(1);
    expect(await look({ sinceMs, request })).toBe('none');
  });

  it('asks again when the list does not come', async () => {
    const request = await requestFor();
    world.clock.advance(200_000);
    answer(/GET/, { status: 200, body: '<html>' });
    await expect(look({ sinceMs: 0, request })).rejects.toMatchObject({ retry: 'later' });
  });
});

describe('a look at Replicate', () => {
  it('finds that it works, by asking whose key it is', async () => {
    expect(await provider.test()).toEqual({
      kind: 'works',
      findings: [{ key: 'answered', params: {} }],
      modelCount: 10,
    });
    expect(requestsOf('GET')).toEqual(['/v1/account']);
  });

  it.each<[StandInAnswer, string]>([
    [{ status: 401, json: { detail: 'Invalid token' } }, 'keyRejected'],
    [{ status: 404, body: 'nothing here' }, 'notFound'],
    [{ status: 503, body: 'no' }, 'serverError'],
    [{ status: 200, json: { hello: 'you' } }, 'notThisKind'],
  ])('reads %j as %s', async (special, key) => {
    answer(/account/, special);
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }], modelCount: 0 });
  });

  it('finds a missing key and a server that is not there', async () => {
    await reopen({ key: null });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
    await reopen({ baseUrl: 'http://127.0.0.1:9' });
    expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key: 'unreachable' }] });
  });
});
