/**
 * A library in memory with a project, shots, a fake provider and fake files, on which queues come and go as the studio
 * does: started, stopped, or dead at any instruction.
 */
import { insertAsset } from '#main/db/asset-repository.ts';
import type { AssetStore } from '#main/assets/asset-store.ts';
import { findJob } from '#main/db/job-repository.ts';
import { createGenerateTakeRunner, newTakeJob, type PrecheckResult } from '#main/jobs/generate-take-job.ts';
import type { ProbedClip } from '#main/jobs/verify-take.ts';
import type { VideoProvider } from '#main/providers/video-provider.ts';
import { createJobQueue, type JobQueue } from '#main/queue/job-queue.ts';
import type { JobRunner } from '#main/queue/job-runner.ts';
import { createMoneyService, type MoneyService } from '#main/services/money-service.ts';
import { animaticConnectionId, type AssetId, type ProjectId, type ShotId } from '#shared/domain/ids.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { Job, MediaAsset, Take, TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { type Crash, createCrash, withCrash } from './crash.ts';
import { createFakeProvider, createFakeServer, fakeModel, type FakeServer } from './fake-video-provider.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';
import { createTestContext, type TestContext } from './test-context.ts';

export type StudioOptions = {
  /** Instruction to die at, from 1. @default never */
  crashAt?: number;
  /** @default 'at-most-once' */
  guarantee?: VideoProvider['guarantee'];
  /** @default true */
  canReconcile?: boolean;
  /** Jobs at once in each lane. @default 1 */
  concurrency?: number;
  lanes?: (lane: string) => number;
  /** Made for a process that may die. */
  filmRunner?: (crash: Crash) => JobRunner;
};

/** One process of the studio. */
export type FakeStudio = { queue: JobQueue; crash: Crash; takes: Take[]; recoveredJobCount: number };

export type GenerationWorld = {
  context: TestContext;
  timers: FakeTimers;
  server: FakeServer;
  projectId: ProjectId;
  shotIds: ShotId[];
  /** What a probe finds in the next files. */
  probed: ProbedClip;
  /** Fails the making of thumbnails when set. */
  thumbnailError: Error | null;
  removesRemoteCopies: boolean;
  /** What the check before a request finds. */
  precheck: PrecheckResult;
  readonly money: MoneyService;
  errors: string[];
  /** Staged files that are neither committed nor discarded. */
  staged: Set<string>;
  start(options?: StudioOptions): FakeStudio;
  recipe(shotIndex: number, change?: Partial<TakeRecipe>): TakeRecipe;
  newJob(shotIndex?: number, change?: Partial<TakeRecipe>): ReturnType<typeof newTakeJob>;
  jobs(): Job[];
  takeCounts(): number[];
};

export function createGenerationWorld({ shotCount = 3 }: { shotCount?: number } = {}): GenerationWorld {
  const context = createTestContext();
  const { db, ids } = context;
  const timers = createFakeTimers();
  const server = createFakeServer();
  const projectId = ids.create('project');
  const shotIds = insertProject(context, projectId, shotCount);
  const files = new Map<string, Uint8Array>();
  const staged = new Set<string>();
  const errors: string[] = [];
  let stagedCount = 0;
  const money = createMoneyService(context);

  const logger = { info: () => {}, error: (event: string) => void errors.push(event) };

  function createAssets(crash: Crash): AssetStore {
    const find = (assetId: AssetId) =>
      db.prepare<[AssetId], { id: AssetId }>(`SELECT id FROM media_assets WHERE id = ?`).get(assetId) as
        | MediaAsset
        | undefined;
    return {
      async stage(extension) {
        crash.point();
        stagedCount += 1;
        const path = `/staging/${stagedCount}.${extension}`;
        staged.add(path);
        return {
          path,
          async discard() {
            crash.point();
            staged.delete(path);
          },
        };
      },
      async commit(file) {
        crash.point();
        const asset = newAsset(ids.create('asset'), files.get(file.path));
        insertAsset(db, asset);
        staged.delete(file.path);
        crash.point();
        return asset;
      },
      find: (assetId) => find(assetId) ?? null,
      get(assetId) {
        const asset = find(assetId);
        if (!asset) throw new AppError('ASSET_NOT_FOUND', assetId);
        return asset;
      },
      input: (assetId) => `/media/${assetId}`,
      async derived(assetId, kind, { signal } = {}) {
        signal?.throwIfAborted();
        crash.point();
        await server.gates.thumbnail;
        signal?.throwIfAborted();
        if (world.thumbnailError) throw world.thumbnailError;
        return `/derived/${assetId}/${kind}.jpg`;
      },
    };
  }

  const world: GenerationWorld = {
    context,
    timers,
    server,
    projectId,
    shotIds,
    probed: { kind: 'video', durationMs: 2000, frameSize: { widthPx: 320, heightPx: 180 }, frameCount: 48 },
    thumbnailError: null,
    removesRemoteCopies: false,
    precheck: { kind: 'passed' },
    money,
    errors,
    staged,
    start({ crashAt = Number.POSITIVE_INFINITY, guarantee, canReconcile, concurrency = 1, lanes, filmRunner } = {}) {
      const own = timers.createProcess();
      const crash = createCrash(crashAt, () => own.kill());
      const takes: Take[] = [];
      const provider = createFakeProvider({
        server,
        ...(guarantee && { guarantee }),
        ...(canReconcile !== undefined && { canReconcile }),
        crashPoint: () => crash.point(),
        nowMs: () => timers.clock.nowMs(),
        write: async (path, bytes) => void files.set(path, bytes),
      });
      const takeRunner = createGenerateTakeRunner({
        providerOf: () => provider,
        modelOf: () => fakeModel,
        removesRemoteCopies: () => world.removesRemoteCopies,
        precheck: async () => world.precheck,
        noteCost: money.noteCost,
        costOf: money.costOf,
        assets: createAssets(crash),
        probe: async () => world.probed,
        ids,
        clock: timers.clock,
        logger,
        onTakeCreated: (take) => takes.push(take),
      });
      const studio = { crash, takes, recoveredJobCount: 0 };
      try {
        const queue = createJobQueue({
          db: withCrash(db, crash),
          clock: timers.clock,
          ids,
          runners: { 'take.generate': takeRunner, 'film.export': filmRunner?.(crash) ?? takeRunner },
          lanes: lanes ?? (() => concurrency),
          attemptHooks: money.hooks,
          logger,
          random: () => 0.5,
          schedule: own.schedule,
        });
        const { recoveredJobCount } = queue.start();
        return { ...studio, queue, recoveredJobCount };
      } catch (error) {
        // Died while it started: there is no queue to talk to.
        if (!crash.isDead) throw error;
        return { ...studio, queue: undefined as unknown as JobQueue };
      }
    },
    recipe: (shotIndex, change = {}) => ({
      connectionId: animaticConnectionId,
      modelId: 'fake',
      shotNumber: String(shotIndex + 1),
      title: 'Harbour',
      prompt: 'A boat leaves.',
      styleNotes: '',
      dialogue: '',
      durationFrames: 48 as Frames,
      cameraMove: { kind: 'static', strength: 0 },
      boardAssetId: null,
      voiceAssetId: null,
      frameSize: { widthPx: 320, heightPx: 180 },
      frameRate: { numerator: 24, denominator: 1 },
      recipeDigest: 'digest',
      promptAsSent: 'A boat leaves.',
      settings: {
        durationSeconds: 2,
        frameSize: { widthPx: 320, heightPx: 180 },
        resolution: null,
        aspectRatio: null,
        hasSound: null,
        seed: null,
        negativePrompt: null,
        extra: {},
      },
      inputs: [],
      startsFrom: null,
      estimate: microsFromDollars(0.1),
      ...change,
    }),
    newJob: (shotIndex = 0, change = {}) =>
      newTakeJob({ projectId, shotId: shotIds[shotIndex] as ShotId, recipe: world.recipe(shotIndex, change) }),
    jobs: () =>
      db
        .prepare<[], { id: Job['id'] }>(`SELECT id FROM jobs ORDER BY position`)
        .all()
        .map(({ id }) => readJob(id)),
    takeCounts: () =>
      db
        .prepare<[], { count: number }>(
          `SELECT (SELECT count(*) FROM takes WHERE job_id = jobs.id) AS count FROM jobs ORDER BY position`,
        )
        .all()
        .map(({ count }) => count),
  };

  function readJob(id: Job['id']): Job {
    const job = findJob(db, id);
    if (!job) throw new Error(`no job ${id}`);
    return job;
  }

  return world;
}

function newAsset(id: AssetId, bytes: Uint8Array | undefined): MediaAsset {
  if (!bytes) throw new Error('nothing was downloaded');
  return {
    id,
    // Every fake file is another one.
    sha256: Buffer.from(id.padEnd(32, ' ')).toString('hex').slice(0, 64),
    kind: 'video',
    mime: 'video/mp4',
    extension: 'mp4',
    sizeBytes: bytes.byteLength,
    frameSize: { widthPx: 320, heightPx: 180 },
    durationMs: 2000,
    originalName: '',
    createdAtMs: 1,
  };
}

function insertProject({ db, ids }: TestContext, projectId: ProjectId, shotCount: number): ShotId[] {
  const sceneId = ids.create('scene');
  db.prepare(
    `INSERT INTO projects (id, title, width_px, height_px, frame_rate_numerator, frame_rate_denominator, style_notes,
       duration_rule, default_connection_id, created_at_ms, updated_at_ms)
     VALUES (?, 'Pilot', 320, 180, 24, 1, '', '{}', ?, 1, 1)`,
  ).run(projectId, animaticConnectionId);
  db.prepare(
    `INSERT INTO scenes (id, project_id, rank, heading, synopsis, notes, created_at_ms) VALUES (?, ?, 'a', '', '', '', 1)`,
  ).run(sceneId, projectId);
  return Array.from({ length: shotCount }, (_, index) => {
    const shotId = ids.create('shot');
    db.prepare(
      `INSERT INTO shots (id, project_id, scene_id, rank, title, prompt, notes, dialogue, duration_frames,
         camera_move_kind, camera_move_strength, recipe_digest, created_at_ms, updated_at_ms)
       VALUES (?, ?, ?, ?, '', '', '', '', 48, 'static', 0, 'digest', 1, 1)`,
    ).run(shotId, projectId, sceneId, `a${index}`);
    return shotId;
  });
}
