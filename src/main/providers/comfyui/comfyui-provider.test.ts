import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComfyWorkflow } from '#shared/domain/connection.ts';
import type { AssetId, AttemptId, ConnectionId } from '#shared/domain/ids.ts';
import {
  type ComfyUiStandIn,
  type ComfyUiStandInOptions,
  standInGraph,
  standInWorkflow,
  startComfyUiStandIn,
} from '../../../../tests/servers/comfyui-server.ts';
import type { Fault, StandInRequest } from '../../../../tests/servers/stand-in-server.ts';
import { describeVideoProvider } from '../../../../tests/support/describe-video-provider.ts';
import { createHttpHarness, videoRequestFor } from '../../../../tests/support/provider-harness.ts';
import { createProviderWorld, type ProviderWorld } from '../../../../tests/support/provider-world.ts';
import type { Provider } from '../provider.ts';
import type { JobHandle, MediaInput, VideoProvider, VideoRequest } from '../video-provider.ts';
import { clientIdOf, promptIdOf, seedOf } from './comfyui-ids.ts';
import { comfyUiHosts, createComfyUiProvider } from './comfyui-provider.ts';

const attemptId = 'att_000000000000000a' as AttemptId;
const otherAttemptId = 'att_000000000000000b' as AttemptId;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]);
const assets = { first: { kind: 'image' as const, bytes: png, mime: 'image/png' } };
const firstFrame: MediaInput = { role: 'first-frame', assetId: 'first' as string as AssetId, path: '' };

const ages: Array<[string, ComfyUiStandInOptions]> = [
  ['comfyui', { age: 'jobs' }],
  ['comfyui without a cancel of its own', { age: 'jobs-only' }],
  ['comfyui before the jobs API', { age: 'history' }],
  ['comfyui with ids of its own', { age: 'own-ids' }],
  ['comfyui behind a key', { key: 'test-key-0123456789' }],
];

for (const [name, options] of ages) {
  describeVideoProvider(
    name,
    createHttpHarness({
      startStandIn: () => startComfyUiStandIn(options),
      factory: createComfyUiProvider,
      hosts: comfyUiHosts,
      kind: 'comfyui',
      modelId: standInWorkflow.name,
      key: options.key ?? null,
      connection: { workflows: [standInWorkflow] },
      assets,
      inputs: [firstFrame],
      repeatsLost: true,
    }),
  );
}

describe('ComfyUI', () => {
  let standIn: ComfyUiStandIn;
  let world: ProviderWorld;
  let provider: Provider;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'comfyui-'));
    await open();
  });

  afterEach(async () => {
    await shut();
    await rm(folder, { recursive: true, force: true });
  });

  async function open({
    workflows = [standInWorkflow],
    ...options
  }: ComfyUiStandInOptions & { workflows?: ComfyWorkflow[] } = {}): Promise<void> {
    standIn = await startComfyUiStandIn(options);
    world = await createProviderWorld({
      kind: 'comfyui',
      baseUrl: standIn.baseUrl,
      hosts: comfyUiHosts,
      key: null,
      assets,
      connection: { workflows },
    });
    provider = createComfyUiProvider(world.context);
  }

  async function shut(): Promise<void> {
    await provider.close();
    await world.close();
    await standIn.close();
  }

  async function reopen(options: Parameters<typeof open>[0]): Promise<void> {
    await shut();
    await open(options);
  }

  function video(): VideoProvider {
    if (!provider.video) throw new Error('makes no clips');
    return provider.video;
  }

  function requestOf(options: Parameters<typeof videoRequestFor>[1] = { inputs: [firstFrame] }): VideoRequest {
    const [model] = provider.bundledModels();
    if (!model) throw new Error('no workflow');
    return videoRequestFor(model, options);
  }

  async function submit(id = attemptId): Promise<JobHandle> {
    const outcome = await video().submit(requestOf(), { attemptId: id });
    if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    return outcome.handle;
  }

  const isCreate = ({ method, path: at }: StandInRequest) => method === 'POST' && at === '/prompt';
  const countCreateRequests = () => standIn.server.requests.filter(isCreate).length;

  describe('submit', () => {
    it('sends the filled graph under ids that follow from the attempt and the connection', async () => {
      const inputs = [firstFrame];
      const request = requestOf({ inputs, settings: { durationSeconds: 2.5, negativePrompt: '', seed: null } });
      await video().submit(request, { attemptId });
      const [body] = standIn.createBodies;
      expect(body).toEqual({
        prompt: expect.anything(),
        client_id: clientIdOf(world.connection.id),
        prompt_id: promptIdOf(attemptId),
      });
      expect(body?.prompt['6']?.inputs.text).toBe(request.promptAsSent);
      expect(body?.prompt['7']?.inputs.text).toBe('');
      expect(body?.prompt['3']?.inputs.seed).toBe(seedOf(attemptId));
      // 60 frames at the workflow's own rate, up to the next group of four and one.
      expect(body?.prompt['55']?.inputs).toMatchObject({ width: 1280, height: 720, length: 61 });
      expect(body?.prompt['58']?.inputs.filename_prefix).toBe(`shotwright/${promptIdOf(attemptId)}`);
      expect(body?.prompt['37']).toEqual(standInGraph['37']);
    });

    it('uploads the picture first, named by what is in it', async () => {
      await submit();
      await submit(otherAttemptId);
      const [[name, bytes] = ['', Buffer.alloc(0)]] = [...standIn.uploads];
      expect(standIn.uploads.size).toBe(1);
      expect(name).toMatch(/^shotwright\/[0-9a-f]{32}\.png$/);
      expect(new Uint8Array(bytes)).toEqual(png);
      expect(standIn.createBodies[0]?.prompt['56']?.inputs.image).toBe(name);
      expect(world.listEgress().map(({ purpose, sent }) => [purpose, sent.image ?? 0])).toEqual([
        ['upload-input', png.byteLength],
        ['create', 0],
        ['upload-input', png.byteLength],
        ['create', 0],
      ]);
    });

    it('previews the requests in order, with the server’s name for the file left open', async () => {
      const previewed = await video().preview(requestOf(), { attemptId });
      expect(previewed.map(({ purpose, url }) => [purpose, url])).toEqual([
        ['upload-input', '/upload/image'],
        ['create', '/prompt'],
      ]);
      expect(previewed[1]?.body).toMatchObject({ value: { prompt: { '56': { inputs: { image: '<first-frame>' } } } } });
      await submit();
      const shown = JSON.stringify(previewed[1]?.body).replace('<first-frame>', [...standIn.uploads.keys()][0] ?? '');
      expect(JSON.parse(shown)).toEqual({ kind: 'json', value: standIn.createBodies[0] });
    });

    const faults: Array<[Fault, string]> = [
      [{ kind: 'lose-request' }, 'unknown'],
      [{ kind: 'lose-answer' }, 'unknown'],
      [{ kind: 'reset', atByte: 4 }, 'unknown'],
      [{ kind: 'status', status: 500, when: 'before' }, 'unknown'],
      [{ kind: 'status', status: 502, when: 'after' }, 'unknown'],
      [{ kind: 'html' }, 'unknown'],
      [{ kind: 'truncate' }, 'unknown'],
      [{ kind: 'delay', ms: 1 }, 'accepted'],
      [{ kind: 'duplicate' }, 'accepted'],
      [{ kind: 'status', status: 404, when: 'before' }, 'rejected'],
      [{ kind: 'status', status: 429, when: 'before' }, 'rejected'],
    ];

    it.each(faults)('makes one create request when there is %j', async (fault, kind) => {
      standIn.server.faults = (arrived) => (isCreate(arrived) ? fault : null);
      const outcome = await video().submit(requestOf(), { attemptId });
      expect(outcome.kind).toBe(kind);
      expect(countCreateRequests()).toBe(1);
    });

    it.each([
      [{ kind: 'lose-request' }, 15_000],
      [{ kind: 'lose-answer' }, 15_000],
      [{ kind: 'status', status: 500, when: 'before' }, 15_000],
      [{ kind: 'status', status: 404, when: 'before' }, null],
      [{ kind: 'status', status: 413, when: 'before' }, null],
      [{ kind: 'html' }, null],
      [{ kind: 'truncate' }, null],
    ] satisfies Array<[Fault, number | null]>)(
      'is rejected, with nothing created, when an upload meets %j',
      async (fault, retryAfterMs) => {
        standIn.server.faults = ({ path: at }) => (at === '/upload/image' ? fault : null);
        expect(await video().submit(requestOf(), { attemptId })).toMatchObject({ kind: 'rejected', retryAfterMs });
        expect(countCreateRequests()).toBe(0);
      },
    );

    it('says at which node the server objects, without names of files and titles', async () => {
      const detailOf = async () => {
        const outcome = await video().submit(requestOf(), { attemptId });
        if (outcome.kind !== 'rejected') throw new Error(outcome.kind);
        expect(outcome).toMatchObject({ error: { code: 'PROVIDER_REJECTED' }, retryAfterMs: null });
        return outcome.error.params.detail;
      };
      standIn.losesUploads = true;
      expect(await detailOf()).toBe('LoadImage: Custom validation failed for node: image - Invalid image file: …');
      standIn.nodeClasses = standIn.nodeClasses.filter((name) => name !== 'KSampler');
      expect(await detailOf()).toBe('KSampler: Node … not found. The custom node may not be installed.: Node ID …');
    });

    it('throws for a workflow that is not there', async () => {
      const submitting = video().submit({ ...requestOf(), modelId: 'other' }, { attemptId });
      await expect(submitting).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    });
  });

  describe('poll', () => {
    it('tells the place in the queue', async () => {
      await submit();
      const handle = await submit(otherAttemptId);
      expect(await video().poll(handle)).toMatchObject({ kind: 'pending', progress: null, queuePosition: 1 });
      await reopen({ age: 'history' });
      await submit();
      const older = await submit(otherAttemptId);
      expect(await video().poll(older)).toMatchObject({ kind: 'pending', queuePosition: 1 });
    });

    it('keeps the times and the seed of a clip', async () => {
      const handle = await submit();
      standIn.finish('well');
      expect(await video().poll(handle)).toMatchObject({
        kind: 'succeeded',
        facts: {
          execution_start_time: 1_700_000_001_000,
          execution_end_time: 1_700_000_061_000,
          seed: seedOf(attemptId),
        },
      });
    });

    it.each([
      [
        'SaveVideo',
        { '9': { images: [{ filename: 'a.mp4', subfolder: 's', type: 'output' }], animated: [true] } },
        ['mp4'],
      ],
      [
        'VHS',
        { '9': { gifs: [{ filename: 'a.webm', subfolder: '', type: 'output', format: 'video/webm' }] } },
        ['webm'],
      ],
      [
        'others',
        { '9': { video: [{ filename: 'A.MOV' }], text: ['a'] }, '8': { videos: [{ filename: 'b.mkv' }] } },
        ['mkv', 'mov'],
      ],
      [
        'a preview beside it',
        {
          '1': { gifs: [{ filename: 'p.mp4', type: 'temp' }] },
          '2': { images: [{ filename: 'r.mp4', type: 'output' }] },
        },
        ['mp4'],
      ],
      ['only a preview', { '1': { gifs: [{ filename: 'p.mp4', type: 'temp' }] } }, ['mp4']],
      [
        'the chosen node first',
        {
          '1': { gifs: [{ filename: 'a.webm', type: 'output' }] },
          '58': { images: [{ filename: 'b.mp4', type: 'output' }] },
        },
        ['mp4', 'webm'],
      ],
    ])('finds the clips of %s', async (_name, outputs, extensions) => {
      const handle = await submit();
      standIn.outputs = outputs;
      standIn.finish('well');
      const ended = await video().poll(handle);
      if (ended.kind !== 'succeeded') throw new Error(ended.kind);
      expect(ended.outputs.map(({ extension }) => extension)).toEqual(extensions);
      expect(ended.outputs.map(({ index }) => index)).toEqual(extensions.map((_, index) => index));
    });

    it.each([
      {},
      { '9': { images: [{ filename: 'a.png', type: 'output' }] } },
      { '9': { images: 'a.mp4', text: ['b.mp4'], gifs: [null, 7, { filename: 8 }] } },
      { '9': null, '8': [] },
    ])('says failed when there is no clip in %j', async (outputs) => {
      const handle = await submit();
      standIn.outputs = outputs;
      standIn.finish('well');
      expect(await video().poll(handle)).toMatchObject({ kind: 'failed', error: { code: 'PROVIDER_FAILED' } });
    });

    it.each(['jobs', 'history'] as const)('says why it failed, without quotes and paths: %s', async (age) => {
      await reopen({ age });
      const handle = await submit();
      standIn.finish('badly');
      expect(await video().poll(handle)).toMatchObject({
        kind: 'failed',
        error: { params: { detail: 'KSampler: Allocation on device model … from …' } },
      });
    });

    it.each([
      { kind: 'html' },
      { kind: 'truncate' },
      { kind: 'lose-answer' },
      { kind: 'status', status: 404, when: 'before' },
      { kind: 'status', status: 503, when: 'before' },
    ] satisfies Fault[])('neither loses nor ends a job when there is %j', async (fault) => {
      const handle = await submit();
      standIn.server.faults = () => fault;
      await expect(video().poll(handle)).rejects.toBeInstanceOf(Error);
    });

    it('says lost after the server was started anew', async () => {
      for (const age of ['jobs', 'history'] as const) {
        await reopen({ age });
        const handle = await submit();
        standIn.forget();
        expect(await video().poll(handle)).toMatchObject({ kind: 'lost', retry: 'same-request' });
      }
    });
  });

  describe('download', () => {
    it('asks where the file is when that was not kept', async () => {
      const handle = await submit();
      standIn.finish('well');
      await video().poll(handle);
      const target = path.join(folder, 'clip.mp4');
      const output = { index: 0, extension: 'mp4', hasBurntInSubtitles: false };
      expect(await video().download(handle, output, { path: target })).toMatchObject({
        sizeBytes: standIn.resultBytes.byteLength,
      });
      const second = video().download(handle, { ...output, index: 1 }, { path: target });
      await expect(second).rejects.toMatchObject({ code: 'RESULT_GONE' });
      standIn.forget();
      await expect(video().download(handle, output, { path: target })).rejects.toMatchObject({ code: 'RESULT_GONE' });
    });
  });

  describe('reconcile', () => {
    const reconcile = (id: AttemptId) =>
      video().reconcile?.({ attemptId: id, request: requestOf(), sinceMs: 1_700_000_000_000 });

    it.each(['jobs', 'history', 'own-ids'] as const)(
      'finds exactly the work whose answer was lost: %s',
      async (age) => {
        await reopen({ age });
        await submit(otherAttemptId);
        standIn.server.faults = (request) => (isCreate(request) ? { kind: 'lose-answer' } : null);
        expect(await video().submit(requestOf(), { attemptId })).toMatchObject({ kind: 'unknown' });
        const found = await reconcile(attemptId);
        expect(found).toMatchObject({ attemptId, modelId: standInWorkflow.name, submittedAtMs: 1_700_000_000_000 });
        standIn.finish('well');
        expect(await video().poll(found as JobHandle)).toMatchObject({
          kind: 'succeeded',
          facts: { seed: seedOf(attemptId) },
        });
        expect(countCreateRequests()).toBe(2);
      },
    );

    const serverAges = ['jobs', 'jobs-only', 'history', 'own-ids'] as const;

    /** Another job at the server, then one whose request or answer is lost; all times are those of the clock. */
    async function loseOne(kind: 'lose-request' | 'lose-answer'): Promise<void> {
      standIn.nowMs = world.clock.nowMs;
      await submit(otherAttemptId);
      world.clock.advance(60_000);
      standIn.server.faults = (request) => (isCreate(request) ? { kind } : null);
      expect(await video().submit(requestOf(), { attemptId })).toMatchObject({ kind: 'unknown' });
      standIn.server.faults = () => null;
    }

    const reconcileNow = (sinceMs = world.clock.nowMs()) => {
      world.clock.advance(2000);
      return video().reconcile?.({ attemptId, request: requestOf(), sinceMs });
    };

    describe.each(serverAges)('of work that may be paid: %s', (age) => {
      beforeEach(async () => {
        await reopen({ age });
        standIn.partnerClasses = ['Wan22ImageToVideoLatent'];
      });

      it('says none when the server remembers what was before it', async () => {
        await loseOne('lose-request');
        expect(await reconcileNow()).toBe('none');
        standIn.finish('well');
        await video().poll(await submit('att_000000000000000c' as AttemptId));
        expect(await reconcileNow(world.clock.nowMs() - 2000)).toBe('none');
      });

      it('cannot tell when the server was started anew, whatever it has got since', async () => {
        await loseOne('lose-answer');
        const sinceMs = world.clock.nowMs();
        standIn.forget();
        expect(await reconcileNow(sinceMs)).toBe('cannot-tell');
        world.clock.advance(3_600_000);
        await submit(otherAttemptId);
        expect(await reconcileNow(sinceMs)).toBe('cannot-tell');
      });

      it('is not misled by a server whose clock is wrong', async () => {
        for (const errorMs of [-86_400_000, 86_400_000]) {
          standIn.forget();
          await loseOne('lose-request');
          const sinceMs = world.clock.nowMs();
          standIn.forget();
          standIn.nowMs = () => world.clock.nowMs() + errorMs;
          await submit(otherAttemptId);
          expect(await reconcileNow(sinceMs)).toBe('cannot-tell');
          world.clock.advance(60_000);
          expect(await reconcileNow()).toBe('none');
        }
      });

      it('cannot tell when nothing says what time it is there', async () => {
        await loseOne('lose-request');
        standIn.nowMs = () => Number.NaN;
        expect(await reconcileNow()).toBe('cannot-tell');
      });
    });

    it.each(serverAges)('says none of what is free also after a restart of the server: %s', async (age) => {
      await reopen({ age });
      await loseOne('lose-answer');
      standIn.forget();
      expect(await reconcileNow()).toBe('none');
    });

    it.each([
      ['ComfyUI’s own', {}, true],
      ['a package that computes there', { KSampler: 'custom_nodes.ComfyUI-VideoHelperSuite' }, true],
      ['a package that nobody knows', { KSampler: 'custom_nodes.ComfyUI-fal-API' }, false],
      ['a partner’s', { KSampler: 'comfy_api_nodes.nodes_kling' }, false],
    ] as Array<[string, Record<string, string>, boolean]>)(
      'knows what is free: nodes of %s',
      async (_, modules, isFree) => {
        standIn.modules = modules;
        expect(await reconcile(attemptId)).toBe(isFree ? 'none' : 'cannot-tell');
        const handle = await submit();
        standIn.forget();
        expect(await video().poll(handle)).toMatchObject({ kind: 'lost', retry: isFree ? 'same-request' : 'never' });
      },
    );

    it('takes nothing for free of which the server knows no class', async () => {
      const handle = await submit();
      standIn.forget();
      standIn.nodeClasses = ['KSampler'];
      expect(await video().poll(handle)).toMatchObject({ kind: 'lost', retry: 'never' });
    });

    it('asks again later when the server does not say', async () => {
      standIn.server.faults = () => ({ kind: 'lose-answer' });
      await expect(reconcile(attemptId)).rejects.toMatchObject({ retry: 'later' });
    });
  });

  describe('cancel', () => {
    it.each(['jobs', 'jobs-only', 'history', 'own-ids'] as const)('stops its own job and no other: %s', async (age) => {
      await reopen({ age });
      const running = await submit();
      const waiting = await submit(otherAttemptId);
      expect(await video().cancel?.(waiting)).toBe('cancelled');
      expect(standIn.interruptedIds).toEqual([]);
      expect(await video().poll(running)).toMatchObject({ kind: 'pending' });
      expect(await video().cancel?.(running)).toBe('cancelled');
      expect(standIn.interruptedIds).toEqual([running.id]);
      const withoutId = standIn.server.requests.filter(
        ({ path: at, json }) => at === '/interrupt' && !(json() as { prompt_id?: string }).prompt_id,
      );
      expect(withoutId).toEqual([]);
    });

    it('never interrupts what is not known to run', async () => {
      await reopen({ age: 'own-ids' });
      const handle = await submit();
      await submit(otherAttemptId);
      expect(await video().cancel?.({ ...handle, id: 'unknown' })).toBe('unknown');
      expect(standIn.interruptedIds).toEqual([]);
    });
  });

  describe('remove', () => {
    it('takes it out of the history, and says of the upload that it stays', async () => {
      const handle = await submit();
      await expect(video().remove?.(handle)).rejects.toMatchObject({ code: 'JOB_STATE_CONFLICT' });
      standIn.finish('well');
      expect(await video().remove?.(handle)).toBe('removed');
      expect(standIn.removedIds).toEqual([handle.id]);
      const copies = world.listRemoteCopies().map(({ kind, endedHow }) => [kind, endedHow]);
      expect(copies).toEqual([
        ['upload', 'failed'],
        ['job', 'removed'],
      ]);
    });
  });

  describe('models', () => {
    const withBindings = (drop: string[], graph: Record<string, unknown> = standInGraph): ComfyWorkflow => ({
      name: 'Other',
      graph,
      bindings: standInWorkflow.bindings.filter(({ source }) => !drop.includes(source)),
    });

    it('tells what a workflow can be asked for', async () => {
      expect(await provider.listModels()).toMatchObject([
        {
          modelId: 'Wan 2.2 5B',
          isFree: true,
          video: {
            duration: { kind: 'frames', minFrames: 1 },
            size: { kind: 'free', multipleOf: 16 },
            inputs: { 'first-frame': { min: 1, max: 1 } },
            sound: 'none',
            hasSeed: true,
            hasNegativePrompt: true,
            isPromptOptional: false,
          },
        },
      ]);
    });

    it('tells the length and size of one that has no place for them', async () => {
      await reopen({ workflows: [withBindings(['frames', 'width', 'height', 'seed', 'negative-prompt', 'prompt'])] });
      expect(provider.bundledModels()).toMatchObject([
        {
          video: {
            duration: { kind: 'listed', seconds: [5.042] },
            size: { kind: 'listed', sizes: [{ widthPx: 1280, heightPx: 704 }] },
            hasSeed: false,
            hasNegativePrompt: false,
            isPromptOptional: true,
          },
        },
      ]);
    });

    it('lists none that could not be filled in', async () => {
      const broken: ComfyWorkflow[] = [
        withBindings(['file-prefix']),
        withBindings(['prompt', 'first-frame']),
        withBindings([], {}),
        { ...standInWorkflow, bindings: [{ source: 'prompt', nodeId: '99', inputName: 'text' }] },
      ];
      for (const workflow of broken) {
        await reopen({ workflows: [workflow] });
        expect(await provider.listModels()).toEqual([]);
        expect(video().validate(videoRequestFor({ ...aModel(), modelId: workflow.name }))).not.toEqual([]);
      }
    });

    function aModel() {
      const model = createComfyUiProvider({
        ...world.context,
        connection: { ...world.connection, workflows: [standInWorkflow] },
      }).bundledModels()[0];
      if (!model) throw new Error('no model');
      return model;
    }
  });

  it('names what is wrong with a request', () => {
    const good = requestOf();
    const fieldsOf = (change: Partial<VideoRequest>) =>
      video()
        .validate({ ...good, ...change })
        .map(({ field }) => field);
    expect(fieldsOf({ modelId: 'other' })).toEqual(['modelId']);
    expect(fieldsOf({ promptAsSent: '' })).toEqual(['prompt']);
    expect(fieldsOf({ inputs: [] })).toEqual(['first-frame']);
    expect(fieldsOf({ inputs: [firstFrame, firstFrame] })).toEqual(['first-frame']);
    expect(fieldsOf({ inputs: [firstFrame, { ...firstFrame, role: 'voice' }] })).toEqual(['voice']);
    expect(fieldsOf({ settings: { ...good.settings, frameSize: { widthPx: 8, heightPx: 720 } } })).toEqual([
      'frameSize',
    ]);
  });

  describe('test', () => {
    it('tells the version and how many workflows can be used', async () => {
      expect(await provider.test()).toEqual({
        kind: 'works',
        findings: [
          { key: 'answered', params: {} },
          { key: 'version', params: { version: '0.36.0' } },
          { key: 'modelsListed', params: { count: 1 } },
        ],
        modelCount: 1,
      });
    });

    it('names the workflows that the server cannot run, and what they lack', async () => {
      const damaged: ComfyWorkflow = { name: 'Damaged', graph: { '1': 7 }, bindings: [] };
      await reopen({ workflows: [standInWorkflow, damaged] });
      standIn.nodeClasses = standIn.nodeClasses.filter((name) => !['CreateVideo', 'SaveVideo'].includes(name));
      const report = await provider.test();
      expect(report).toMatchObject({ kind: 'works-with-limits', modelCount: 0 });
      expect(report.findings.slice(0, 2)).toEqual([
        { key: 'workflowInvalid', params: { workflow: 'Wan 2.2 5B', missing: 'CreateVideo, SaveVideo' } },
        { key: 'workflowInvalid', params: { workflow: 'Damaged', missing: '' } },
      ]);
    });

    it('works with limits when there is no workflow yet', async () => {
      await reopen({ workflows: [] });
      const report = await provider.test();
      expect(report).toMatchObject({ kind: 'works-with-limits', modelCount: 0 });
      expect(report.findings.map(({ key }) => key)).toContain('videoNotOffered');
    });

    it.each([
      [{ kind: 'html' }, 'notThisKind'],
      [{ kind: 'lose-request' }, 'unreachable'],
      [{ kind: 'status', status: 401, when: 'before' }, 'keyMissing'],
      [{ kind: 'status', status: 403, when: 'before' }, 'forbidden'],
      [{ kind: 'status', status: 404, when: 'before' }, 'notFound'],
      [{ kind: 'status', status: 500, when: 'before' }, 'serverError'],
    ] satisfies Array<[Fault, string]>)('says what is wrong when there is %j', async (fault, key) => {
      standIn.server.faults = () => fault;
      expect(await provider.test()).toMatchObject({ kind: 'fails', findings: [{ key }] });
    });
  });

  it('derives ids that ComfyUI takes, each its own', () => {
    expect(promptIdOf(attemptId)).toMatch(uuidPattern);
    expect(clientIdOf('conn_0000000000000001' as ConnectionId)).toMatch(uuidPattern);
    expect(promptIdOf(attemptId)).toBe(promptIdOf(attemptId));
    expect(promptIdOf(attemptId)).not.toBe(promptIdOf(otherAttemptId));
    expect(Number.isSafeInteger(seedOf(attemptId))).toBe(true);
    expect(seedOf(attemptId)).not.toBe(seedOf(otherAttemptId));
  });
});
