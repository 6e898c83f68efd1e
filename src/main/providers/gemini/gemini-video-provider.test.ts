import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import { type GeminiStandIn, startGeminiServer } from '../../../../tests/servers/gemini-server.ts';
import type { Fault, StandInRequest } from '../../../../tests/servers/stand-in-server.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness, videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import { createProviderWorld, type ProviderWorld } from '../../../../tests/support/provider-world.ts';
import type { Provider } from '../provider.ts';
import type { JobHandle, MediaInput, Output, VideoProvider } from '../video-provider.ts';
import { emptyPatienceMs } from './gemini-clip.ts';
import { bundledModels } from './gemini-models.ts';
import { createGeminiProvider, geminiHosts } from './gemini-provider.ts';

const modelId = 'gemini-omni-1.2-flash';
const attemptId = 'att_000000000000000a' as AttemptId;

const still = { kind: 'image' as const, bytes: new TextEncoder().encode('a still'), mime: 'image/png' };
const assets = { ast_first: still, ast_last: still, ast_reference: still };
const firstFrame: MediaInput = { role: 'first-frame', assetId: 'ast_first' as AssetId, path: '/nowhere' };
const lastFrame: MediaInput = { role: 'last-frame', assetId: 'ast_last' as AssetId, path: '/nowhere' };

const harness = { factory: createGeminiProvider, hosts: geminiHosts, kind: 'gemini' as const, modelId };

describeVideoProvider('gemini', createHttpHarness({ ...harness, startStandIn: startGeminiServer }));

describeVideoProvider(
  'gemini with clips inside answers',
  createHttpHarness({
    ...harness,
    async startStandIn() {
      const standIn = await startGeminiServer();
      standIn.delivery = 'inline';
      return standIn;
    },
  }),
);

describeVideoProvider(
  'gemini with pictures',
  createHttpHarness({ ...harness, startStandIn: startGeminiServer, assets, inputs: [firstFrame, lastFrame] }),
);

describe('gemini', () => {
  let folder: string;
  let standIn: GeminiStandIn;
  let world: ProviderWorld;
  let provider: Provider;
  let video: VideoProvider;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gemini-'));
    standIn = await startGeminiServer();
    world = await createProviderWorld({ kind: 'gemini', baseUrl: standIn.baseUrl, hosts: geminiHosts, assets });
    provider = createGeminiProvider(world.context);
    if (!provider.video) throw new Error('expected clips');
    video = provider.video;
  });

  afterEach(async () => {
    await provider.close();
    await world.close();
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  });

  function request(inputs: MediaInput[] = []) {
    const model = bundledModels.find((each) => each.modelId === modelId);
    if (!model) throw new Error('expected the model');
    return videoRequestFor(model, { inputs });
  }

  async function submit(): Promise<JobHandle> {
    const outcome = await video.submit(request(), { attemptId });
    if (outcome.kind !== 'accepted') throw new Error(`expected it to be accepted, got ${outcome.kind}`);
    return outcome.handle;
  }

  async function pollToEnd(handle: JobHandle) {
    for (let turn = 0; turn < 100; turn += 1) {
      const outcome = await video.poll(handle);
      if (outcome.kind !== 'pending') return outcome;
    }
    throw new Error('it never ended');
  }

  async function succeed(handle: JobHandle): Promise<Output> {
    standIn.finish('well');
    const ended = await pollToEnd(handle);
    if (ended.kind !== 'succeeded' || !ended.outputs[0]) throw new Error(`expected a result, got ${ended.kind}`);
    return ended.outputs[0];
  }

  /** The first request that this is said of fails so. */
  function failOnce(fault: Fault, isMeant: (request: StandInRequest) => boolean): void {
    let isUsed = false;
    standIn.server.faults = (each) => {
      if (isUsed || !isMeant(each)) return null;
      isUsed = true;
      return fault;
    };
  }

  const isCreate = ({ method, path: at }: StandInRequest) => method === 'POST' && at === '/v1beta/interactions';
  const countArrived = () => standIn.server.requests.filter(isCreate).length;

  describe('submit', () => {
    const lost: Array<[string, Fault, string]> = [
      ['the request is lost', { kind: 'lose-request' }, 'PROVIDER_ANSWER_LOST'],
      ['the answer is lost', { kind: 'lose-answer' }, 'PROVIDER_ANSWER_LOST'],
      ['the answer breaks off', { kind: 'reset', atByte: 20 }, 'PROVIDER_ANSWER_LOST'],
      ['the server fails before', { kind: 'status', status: 500, when: 'before' }, 'PROVIDER_ERROR'],
      ['the server fails after', { kind: 'status', status: 503, when: 'after' }, 'PROVIDER_ERROR'],
      ['something in between times out', { kind: 'status', status: 504, when: 'after' }, 'PROVIDER_ERROR'],
      ['a page of the network answers', { kind: 'html' }, 'PROVIDER_ANSWER_UNREADABLE'],
      ['the answer is cut short', { kind: 'truncate' }, 'PROVIDER_ANSWER_UNREADABLE'],
    ];
    it.each(lost)('does not know what became of it, and asks only once, when %s', async (_case, fault, code) => {
      failOnce(fault, isCreate);
      expect(await video.submit(request(), { attemptId })).toMatchObject({ kind: 'unknown', error: { code } });
      expect(countArrived()).toBe(1);
    });

    const rejected: Array<[number, string, number | null]> = [
      [401, 'PROVIDER_KEY_REJECTED', null],
      [402, 'PROVIDER_NO_CREDIT', null],
      [403, 'PROVIDER_FORBIDDEN', null],
      [404, 'PROVIDER_MODEL_GONE', null],
      [413, 'PROVIDER_INPUT_TOO_LARGE', null],
      [429, 'PROVIDER_RATE_LIMITED', 7000],
    ];
    it.each(rejected)('was certainly not started after %i', async (status, code, retryAfterMs) => {
      failOnce({ kind: 'status', status, when: 'before', headers: { 'retry-after': '7' } }, isCreate);
      const outcome = await video.submit(request(), { attemptId });
      expect(outcome).toMatchObject({ kind: 'rejected', error: { code }, retryAfterMs });
      expect(countArrived()).toBe(1);
    });

    it('waits for a slow answer', async () => {
      failOnce({ kind: 'delay', ms: 20 }, isCreate);
      expect(await video.submit(request(), { attemptId })).toMatchObject({ kind: 'accepted' });
      expect(countArrived()).toBe(1);
    });

    it('was not started when nobody is there', async () => {
      await standIn.close();
      const outcome = await video.submit(request(), { attemptId });
      expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'NETWORK_UNREACHABLE' } });
    });

    it('sends no picture that the connection may not send', async () => {
      const connection = { ...world.connection, maySend: { images: false, voice: false, video: false } };
      const http = world.gate.open({
        connection,
        hosts: geminiHosts,
        readKey: () => 'key',
        readHeaders: () => ({}),
      });
      const strict = createGeminiProvider({ ...world.context, connection, http }).video;
      const outcome = await strict?.submit(request([firstFrame]), { attemptId });
      expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 'EGRESS_NOT_ALLOWED' }, retryAfterMs: null });
      expect(standIn.server.requests).toEqual([]);
    });

    it('asks for work in the background that is kept, with the key in its header alone', async () => {
      await submit();
      expect(standIn.creates[0]).toMatchObject({
        model: modelId,
        background: true,
        store: true,
        response_format: { type: 'video', duration: '3s', aspect_ratio: '16:9', resolution: '360p', delivery: 'uri' },
      });
      expect(standIn.server.requests[0]?.headers['x-goog-api-key']).toBe('test-key-0123456789');
    });

    it('sends exactly what it has previewed', async () => {
      const [preview] = await video.preview(request([firstFrame, lastFrame]), { attemptId });
      await video.submit(request([firstFrame, lastFrame]), { attemptId });
      expect(preview?.body).toMatchObject({ kind: 'json', value: standIn.creates[0] });
    });

    it('notes what lies at the provider', async () => {
      const handle = await submit();
      expect(world.listRemoteCopies()).toMatchObject([{ kind: 'job', endedHow: null }]);
      await succeed(handle);
      const expiresAtMs = Date.parse('2026-11-23T09:30:00.123Z');
      expect(world.listRemoteCopies()[1]).toMatchObject({ kind: 'upload', expiresAtMs, endedHow: null });
    });

    it('says refused when the prompt is blocked at once', async () => {
      standIn.override = () => ({
        status: 400,
        json: { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'Blocked by the safety filters.' } },
      });
      const outcome = await video.submit(request(), { attemptId });
      expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED' } });
    });
  });

  describe('poll', () => {
    it('says refused, not failed, of a job that was blocked', async () => {
      const handle = await submit();
      standIn.finish('refused');
      expect(await pollToEnd(handle)).toMatchObject({ kind: 'refused', error: { code: 'PROVIDER_REFUSED' } });
    });

    it('says what ran out when the budget was exceeded', async () => {
      const handle = await submit();
      standIn.badEnding = { status: 'budget_exceeded' };
      standIn.finish('badly');
      expect(await pollToEnd(handle)).toMatchObject({ kind: 'failed', error: { code: 'PROVIDER_NO_CREDIT' } });
    });

    it.each(['queued', 'in_progress', 'pondering'])('takes "%s" for running', async (status) => {
      standIn.runningStatus = status;
      const handle = await submit();
      expect(await video.poll(handle)).toEqual({ kind: 'pending', progress: null, pollAfterMs: 10_000 });
    });

    it('does not believe in a completed job without a clip, and finds the clip later', async () => {
      const handle = await submit();
      standIn.emptyPolls = 3;
      standIn.finish('well');
      for (let turn = 0; turn < 3; turn += 1) expect((await video.poll(handle)).kind).toBe('pending');
      expect((await pollToEnd(handle)).kind).toBe('succeeded');
    });

    it('gives up on a completed job without a clip in the end', async () => {
      const handle = await submit();
      standIn.emptyPolls = Number.POSITIVE_INFINITY;
      standIn.finish('well');
      world.clock.advance(emptyPatienceMs - 1);
      expect((await video.poll(handle)).kind).toBe('pending');
      world.clock.advance(1);
      expect(await video.poll(handle)).toMatchObject({ kind: 'failed', error: { code: 'PROVIDER_FAILED' } });
    });

    it('waits until the file is active', async () => {
      const handle = await submit();
      standIn.looksUntilActive = 3;
      standIn.finish('well');
      expect((await video.poll(handle)).kind).toBe('pending');
      expect((await video.poll(handle)).kind).toBe('pending');
      expect(await video.poll(handle)).toMatchObject({
        kind: 'succeeded',
        facts: { model: modelId, totalTokens: 57_950, outputTokens: 57_920, delivery: 'uri' },
      });
    });

    it('says failed when the file did', async () => {
      const handle = await submit();
      standIn.fileEnding = 'FAILED';
      standIn.finish('well');
      expect(await pollToEnd(handle)).toMatchObject({ kind: 'failed', error: { code: 'PROVIDER_FAILED' } });
    });

    it('believes in a file that is not there no more than in an empty answer', async () => {
      const handle = await submit();
      standIn.finish('well');
      standIn.override = ({ path: at }) =>
        at.startsWith('/v1beta/files/')
          ? { status: 403, json: { error: { code: 403, status: 'PERMISSION_DENIED', message: 'Not there.' } } }
          : null;
      expect((await video.poll(handle)).kind).toBe('pending');
      world.clock.advance(emptyPatienceMs);
      expect(await video.poll(handle)).toMatchObject({ kind: 'failed', error: { code: 'RESULT_GONE' } });
    });

    it('keeps no bytes that came with an answer, and says so', async () => {
      const handle = await submit();
      standIn.delivery = 'inline';
      standIn.finish('well');
      expect(await pollToEnd(handle)).toEqual({
        kind: 'succeeded',
        outputs: [{ index: 0, extension: 'mp4', hasBurntInSubtitles: false }],
        facts: { model: modelId, totalTokens: 57_950, outputTokens: 57_920, delivery: 'inline' },
      });
    });

    const troubles: Array<[string, Fault, string]> = [
      ['is lost', { kind: 'lose-request' }, 'NETWORK_BROKEN'],
      ['breaks off', { kind: 'reset', atByte: 20 }, 'NETWORK_BROKEN'],
      ['is a page of the network', { kind: 'html' }, 'PROVIDER_ANSWER_UNREADABLE'],
      ['is cut short', { kind: 'truncate' }, 'PROVIDER_ANSWER_UNREADABLE'],
      ['is an error of the server', { kind: 'status', status: 503, when: 'before' }, 'PROVIDER_ERROR'],
      ['is that there are too many', { kind: 'status', status: 429, when: 'before' }, 'PROVIDER_RATE_LIMITED'],
      ['is that the key is bad', { kind: 'status', status: 401, when: 'before' }, 'PROVIDER_KEY_REJECTED'],
    ];
    it.each(troubles)('can be asked again when the answer %s', async (_case, fault, code) => {
      const handle = await submit();
      failOnce(fault, ({ method }) => method === 'GET');
      await expect(video.poll(handle)).rejects.toMatchObject({ code, retry: 'later' });
      expect((await video.poll(handle)).kind).toBe('pending');
    });

    it('may arrive twice', async () => {
      const handle = await submit();
      failOnce({ kind: 'duplicate' }, ({ method }) => method === 'GET');
      expect((await video.poll(handle)).kind).toBe('pending');
    });
  });

  describe('download', () => {
    it('asks anew when the file is gone, and takes the bytes inside the answer', async () => {
      const handle = await submit();
      const output = await succeed(handle);
      standIn.expireResults();
      const target = path.join(folder, 'take.mp4');
      const { sizeBytes } = await video.download(handle, output, { path: target });
      expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
      expect(sizeBytes).toBe(standIn.resultBytes.byteLength);
      expect(await readdir(folder)).toEqual(['take.mp4']);
    });

    it('reads answers of more megabytes than others have', async () => {
      await standIn.close();
      const resultBytes = new Uint8Array(14_000_000).fill(7);
      resultBytes.set(standIn.resultBytes);
      standIn = await startGeminiServer({ resultBytes });
      standIn.delivery = 'inline';
      const connection = { ...world.connection, baseUrl: standIn.baseUrl };
      const http = world.gate.open({ connection, hosts: geminiHosts, readKey: () => 'key', readHeaders: () => ({}) });
      video = createGeminiProvider({ ...world.context, connection, http }).video ?? video;
      const handle = await submit();
      const output = await succeed(handle);
      const target = path.join(folder, 'take.mp4');
      await video.download(handle, output, { path: target });
      expect((await readFile(target)).equals(resultBytes)).toBe(true);
    });

    it('leaves nothing of a download that broke off, and can be asked again', async () => {
      const handle = await submit();
      const output = await succeed(handle);
      standIn.server.faults = ({ path: at }) => (at.endsWith(':download') ? { kind: 'reset', atByte: 20 } : null);
      const target = path.join(folder, 'take.mp4');
      await expect(video.download(handle, output, { path: target })).rejects.toMatchObject({ name: 'AppError' });
      expect(await readdir(folder)).toEqual([]);
      standIn.server.faults = () => null;
      await video.download(handle, output, { path: target });
      expect(new Uint8Array(await readFile(target))).toEqual(standIn.resultBytes);
    });

    it('takes nothing for a clip that is none', async () => {
      const handle = await submit();
      standIn.delivery = 'inline';
      const output = await succeed(handle);
      standIn.override = () => ({
        json: {
          id: handle.id,
          status: 'completed',
          steps: [{ type: 'model_output', content: [{ type: 'video', data: btoa('<html>Please sign in</html>') }] }],
        },
      });
      const downloading = video.download(handle, output, { path: path.join(folder, 'take.mp4') });
      await expect(downloading).rejects.toMatchObject({ code: 'RESULT_NOT_A_FILE' });
      expect(await readdir(folder)).toEqual([]);
    });

    it('says gone when nothing is left of it', async () => {
      const handle = await submit();
      const output = await succeed(handle);
      standIn.forget();
      const downloading = video.download(handle, output, { path: path.join(folder, 'take.mp4') });
      await expect(downloading).rejects.toMatchObject({ code: 'RESULT_GONE' });
    });

    it('never asks another host with the key', async () => {
      const handle = await submit();
      await succeed(handle);
      const hosts = new Set(world.listEgress().map(({ host }) => host));
      expect([...hosts]).toEqual([new URL(standIn.baseUrl).host]);
    });

    it('gives the key to no address that an answer names', async () => {
      const handle = await submit();
      const output: Output = { index: 0, extension: 'mp4', hasBurntInSubtitles: false };
      const elsewhere = { ...output, url: `${standIn.baseUrl}/elsewhere.mp4` };
      standIn.override = (each) =>
        each.path === '/elsewhere.mp4' ? { headers: { 'content-type': 'video/mp4' }, body: standIn.resultBytes } : null;
      await video.download(handle, elsewhere, { path: path.join(folder, 'take.mp4') });
      expect(standIn.server.requests.at(-1)?.headers['x-goog-api-key']).toBeUndefined();
    });
  });

  describe('cancel', () => {
    it('can be asked for again', async () => {
      const handle = await submit();
      expect(await video.cancel?.(handle)).toBe('cancelled');
      expect(await video.cancel?.(handle)).toBe('cancelled');
    });

    it('says how long its empty body is, as Google demands', async () => {
      await video.cancel?.(await submit());
      expect(standIn.server.requests.at(-1)?.headers['content-length']).toBe('0');
    });

    it('says requested while the job still runs', async () => {
      const handle = await submit();
      standIn.override = () => ({ json: { id: handle.id, status: 'in_progress' } });
      expect(await video.cancel?.(handle)).toBe('requested');
    });

    it('throws what went wrong', async () => {
      const handle = await submit();
      failOnce({ kind: 'status', status: 500, when: 'before' }, ({ path: at }) => at.endsWith('/cancel'));
      await expect(video.cancel?.(handle)).rejects.toMatchObject({ code: 'PROVIDER_ERROR', retry: 'later' });
    });
  });

  describe('remove', () => {
    it('removes the file and the interaction', async () => {
      const handle = await submit();
      await succeed(handle);
      expect(await video.remove?.(handle)).toBe('removed');
      expect(standIn.removedIds).toEqual([expect.stringMatching(/^files\//), handle.id]);
      expect(world.listRemoteCopies().map(({ endedHow }) => endedHow)).toEqual(['removed', 'removed']);
    });

    it('goes on when the file has expired', async () => {
      const handle = await submit();
      await succeed(handle);
      standIn.expireResults();
      expect(await video.remove?.(handle)).toBe('removed');
      expect(world.listRemoteCopies().map(({ endedHow }) => endedHow)).toEqual(['removed', 'already-gone']);
    });

    it('notes a removal that failed, and can be asked for again', async () => {
      const handle = await submit();
      await succeed(handle);
      failOnce({ kind: 'status', status: 500, when: 'before' }, ({ method }) => method === 'DELETE');
      await expect(video.remove?.(handle)).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
      expect(await video.remove?.(handle)).toBe('removed');
      expect(standIn.removedIds).toHaveLength(2);
    });
  });

  it('knows no way to find a lost job again', () => {
    expect(video.reconcile).toBeUndefined();
  });
});
