/**
 * The real queue, the real take job, the real gate and a real adapter against its stand-in, in processes that die, over
 * a network that fails. Time is virtual; sockets are real.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import type { AssetStore } from '#main/assets/asset-store.ts';
import { insertAsset } from '#main/db/asset-repository.ts';
import type { WriteDb } from '#main/db/database.ts';
import { findJob } from '#main/db/job-repository.ts';
import { createGenerateTakeRunner, newTakeJob } from '#main/jobs/generate-take-job.ts';
import { type NetworkRoute, openRoute, type RouteOptions } from '#main/net/network-route.ts';
import type { KindHosts } from '#main/net/provider-http.ts';
import type { ProviderFactory } from '#main/providers/provider.ts';
import type { VideoProvider, VideoRequest } from '#main/providers/video-provider.ts';
import { createJobQueue, type JobQueue } from '#main/queue/job-queue.ts';
import { createChangeBus } from '#main/services/change-bus.ts';
import { createMoneyService, type MoneyService } from '#main/services/money-service.ts';
import type { Connection, ConnectionKind } from '#shared/domain/connection.ts';
import { type AssetId, createIdFactory, type JobId, type ProjectId, type ShotId } from '#shared/domain/ids.ts';
import type { RequestInput } from '#shared/domain/generation.ts';
import type { Model } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { Job } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import type { ProviderStandIn } from '../servers/provider-stand-in.ts';
import type { StandInRequest } from '../servers/stand-in-server.ts';
import { type Crash, createCrash, withCrash } from './crash.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';
import { videoRequestFor } from './provider-harness.ts';
import { createProviderWorld, type ProviderWorld } from './provider-world.ts';

export type FaultAdapter = {
  name: string;
  kind: ConnectionKind;
  factory: ProviderFactory;
  hosts: KindHosts;
  /** The clock is that of the schedule: servers that tell the time tell this one. */
  startStandIn: (clock: Clock) => Promise<ProviderStandIn>;
  modelId: string;
  connection?: Partial<Connection>;
  /** Files that go with each request, and what they hold. */
  inputs?: RequestInput[];
  assets?: NonNullable<Parameters<typeof createProviderWorld>[0]['assets']>;
  /** Whether work whose answer was lost is found again for certain. @default false */
  findsAgain?: boolean;
  /** Whether its server may be started anew at any time and then knows no job. @default false */
  forgets?: boolean;
  /** Whether work that it has forgotten may be sent again, as nothing is paid. @default false */
  isFree?: boolean;
  /** Whether a request makes the provider begin to work. */
  isCreate(request: StandInRequest): boolean;
};

/** One process: what it has begun ends with it. */
export type FaultProcess = { queue: JobQueue; crash: Crash; provider: VideoProvider };

export type FaultWorld = {
  timers: FakeTimers;
  standIn: ProviderStandIn;
  world: ProviderWorld;
  money: MoneyService;
  canReconcile: boolean;
  /** While true, no connection to anywhere can be made. */
  network: { isGone: boolean };
  start(): FaultProcess;
  /** A job whose prompt holds the marker. */
  newJob(marker: string): ReturnType<typeof newTakeJob>;
  findJob(jobId: JobId): Job;
  takeCount(jobId: JobId): number;
  /** What went wrong in the queue itself, which nothing may. */
  readonly errors: string[];
  /** Fires timers, with time for sockets, until the condition holds. @throws when it never does */
  runUntil(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
};

const mostTurns = 40_000;

export async function createFaultWorld(adapter: FaultAdapter): Promise<FaultWorld> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'faults-'));
  const timers = createFakeTimers();
  const standIn = await adapter.startStandIn(timers.clock);
  const network = { isGone: false };
  const world = await createProviderWorld({
    kind: adapter.kind,
    baseUrl: standIn.baseUrl,
    hosts: adapter.hosts,
    ...(adapter.connection && { connection: adapter.connection }),
    ...(adapter.assets && { assets: adapter.assets }),
    gate: { clock: timers.clock, openRoute: (options) => openFailingRoute(options, network) },
  });
  const { db, connection } = world;
  // What dies here is a process in a test, never the computer.
  db.prepare('PRAGMA synchronous = OFF').run();
  const ids = createIdFactory(countingBytes());
  const context = { db, ids, clock: timers.clock, changes: createChangeBus() };
  const money = createMoneyService(context);
  const projectId = ids.create('project');
  const shotId = ids.create('shot');
  insertProject(db, { projectId, shotId, connection });
  const create = () => videoOf(adapter.factory({ ...world.context, clock: timers.clock }));
  const first = create();
  const model = await findModel(first, adapter.modelId);
  const request = videoRequestFor(model);
  const errors: string[] = [];
  const logger = {
    info: () => {},
    error(event: string, error: unknown) {
      // A request that broke is not the queue's fault; what only the queue itself can do wrong is.
      if (event === 'queue.endingNotAllowed') errors.push(`${event}: ${String(error)}`);
    },
  };
  let stagedCount = 0;

  function createAssets(crash: Crash): AssetStore {
    const find = (assetId: AssetId) =>
      db.prepare<[AssetId]>(`SELECT id FROM media_assets WHERE id = ?`).get(assetId) as { id: AssetId } | undefined;
    return {
      async stage(extension) {
        crash.point();
        stagedCount += 1;
        const file = path.join(folder, `${stagedCount}.${extension}`);
        return { path: file, discard: () => rm(file, { force: true }) };
      },
      async commit(file) {
        crash.point();
        const bytes = await readFile(file.path);
        if (Buffer.compare(bytes, standIn.resultBytes) !== 0)
          throw new Error('a file that is not the result came home');
        await rm(file.path, { force: true });
        const id = ids.create('asset');
        insertAsset(db, {
          ...{ id, kind: 'video', mime: 'video/mp4', extension: 'mp4', originalName: '' },
          sha256: createHash('sha256').update(id).digest('hex'),
          sizeBytes: bytes.byteLength,
          frameSize: { widthPx: 320, heightPx: 180 },
          durationMs: 2000,
          createdAtMs: 1,
        });
        crash.point();
        return { id } as Awaited<ReturnType<AssetStore['commit']>>;
      },
      find: (assetId) => (find(assetId) ?? null) as ReturnType<AssetStore['find']>,
      get: () => {
        throw new AppError('ASSET_NOT_FOUND', 'there are no inputs');
      },
      input: (assetId) => path.join(folder, assetId),
      derived: async (assetId) => path.join(folder, `${assetId}.jpg`),
    };
  }

  const faultWorld: FaultWorld = {
    timers,
    standIn,
    world,
    money,
    network,
    canReconcile: first.reconcile !== undefined,
    errors,
    start() {
      const own = timers.createProcess();
      const crash = createCrash(Number.POSITIVE_INFINITY, () => own.kill());
      const provider = create();
      const runner = createGenerateTakeRunner({
        providerOf: () => provider,
        modelOf: () => model,
        removesRemoteCopies: () => true,
        precheck: async () => ({ kind: 'passed' }),
        noteCost: money.noteCost,
        costOf: money.costOf,
        assets: createAssets(crash),
        probe: async () => ({
          kind: 'video',
          durationMs: 2000,
          frameSize: { widthPx: 320, heightPx: 180 },
          frameCount: 48,
        }),
        ids,
        clock: timers.clock,
        logger,
      });
      const queue = createJobQueue({
        db: withCrash(db, crash),
        clock: timers.clock,
        ids,
        runners: { 'take.generate': runner, 'film.export': runner },
        lanes: () => 2,
        attemptHooks: money.hooks,
        logger,
        random: () => 0.5,
        schedule: own.schedule,
      });
      queue.start();
      return { queue, crash, provider };
    },
    newJob: (marker) =>
      newTakeJob({
        projectId,
        shotId,
        recipe: toRecipe(request, { connection, marker, inputs: adapter.inputs ?? [] }),
      }),
    findJob(jobId) {
      const job = findJob(db, jobId);
      if (!job) throw new Error(`no job ${jobId}`);
      return job;
    },
    takeCount: (jobId) =>
      db.prepare<[JobId], { count: number }>(`SELECT count(*) AS count FROM takes WHERE job_id = ?`).get(jobId)
        ?.count ?? 0,
    async runUntil(condition) {
      for (let turn = 0; turn < mostTurns; turn += 1) {
        await timers.flush();
        if (condition()) return;
        // A request that is under way is given its time before the clock moves on.
        if (standIn.server.openCount() > 0) continue;
        timers.fireNext();
      }
      throw new Error('it never came to rest');
    },
    async close() {
      await world.close();
      await standIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return faultWorld;
}

async function openFailingRoute(options: RouteOptions, network: { isGone: boolean }): Promise<NetworkRoute> {
  const route = await openRoute(options);
  return {
    ...route,
    async fetch(url, request) {
      if (!network.isGone) return route.fetch(url, request);
      throw Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH', syscall: 'connect' });
    },
  };
}

function toRecipe(
  request: VideoRequest,
  { connection, marker, inputs }: { connection: Connection; marker: string; inputs: RequestInput[] },
): Parameters<typeof newTakeJob>[0]['recipe'] {
  const { modelId, settings, shotNumber, title, prompt, styleNotes, dialogue } = request;
  const { durationFrames, frameSize, frameRate, cameraMove } = request;
  return {
    ...{ modelId, settings, shotNumber, title, prompt, styleNotes, dialogue },
    ...{ durationFrames, frameSize, frameRate, cameraMove },
    connectionId: connection.id,
    boardAssetId: null,
    voiceAssetId: null,
    recipeDigest: 'digest',
    promptAsSent: `${request.promptAsSent} ${marker}`,
    inputs,
    startsFrom: null,
    estimate: microsFromDollars(0.1),
  };
}

function insertProject(
  db: WriteDb,
  { projectId, shotId, connection }: { projectId: ProjectId; shotId: ShotId; connection: Connection },
): void {
  db.prepare(
    `INSERT INTO connections (id, kind, label, concurrency, created_at_ms) VALUES (?, ?, 'Stand-in', 2, 1)`,
  ).run(connection.id, connection.kind);
  db.prepare(
    `INSERT INTO projects (id, title, width_px, height_px, frame_rate_numerator, frame_rate_denominator, style_notes,
       duration_rule, default_connection_id, created_at_ms, updated_at_ms)
     VALUES (?, 'Pilot', 320, 180, 24, 1, '', '{}', ?, 1, 1)`,
  ).run(projectId, connection.id);
  db.prepare(
    `INSERT INTO scenes (id, project_id, rank, heading, synopsis, notes, created_at_ms)
     VALUES ('scene_000000000000000a', ?, 'a', '', '', '', 1)`,
  ).run(projectId);
  db.prepare(
    `INSERT INTO shots (id, project_id, scene_id, rank, title, prompt, notes, dialogue, duration_frames,
       camera_move_kind, camera_move_strength, recipe_digest, created_at_ms, updated_at_ms)
     VALUES (?, ?, 'scene_000000000000000a', 'a', '', '', '', '', 48, 'static', 0, 'digest', 1, 1)`,
  ).run(shotId, projectId);
}

async function findModel(provider: VideoProvider, modelId: string): Promise<Model> {
  const model = (await provider.models()).find((each) => each.modelId === modelId);
  if (!model) throw new TypeError(`the adapter lists no ${modelId}`);
  return model;
}

function videoOf({ video }: ReturnType<ProviderFactory>): VideoProvider {
  if (!video) throw new TypeError('the adapter makes no clips');
  return video;
}

function countingBytes() {
  let counter = 0;
  return (count: number) => {
    counter += 1;
    const bytes = new Uint8Array(count);
    for (let index = 0, rest = counter; index < count; index += 1, rest = Math.floor(rest / 36))
      bytes[index] = rest % 36;
    return bytes;
  };
}
