/**
 * A library in memory with a project of three shots, the real services that plan and queue, and a connection to a
 * provider that answers nothing but its models. No job ever starts.
 */
import type { StagedFile } from '#main/assets/asset-store.ts';
import { insertAsset } from '#main/db/asset-repository.ts';
import { findStoredJob } from '#main/db/job-repository.ts';
import { insertTake, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import type { OutgoingRequest } from '#main/net/provider-http.ts';
import { animaticModel } from '#main/providers/animatic/animatic-provider.ts';
import type { Provider } from '#main/providers/provider.ts';
import type { VideoRequest } from '#main/providers/video-provider.ts';
import { createJobQueue } from '#main/queue/job-queue.ts';
import { createConnectionService } from '#main/services/connection-service.ts';
import { createElementService } from '#main/services/element-service.ts';
import { createGenerationService } from '#main/services/generation-service.ts';
import { createHistoryService } from '#main/services/history-service.ts';
import { createModelService } from '#main/services/model-service.ts';
import { createMoneyService } from '#main/services/money-service.ts';
import { createPreviewRule } from '#main/services/preview-rule.ts';
import { createProjectService } from '#main/services/project-service.ts';
import { createQuickCreateService } from '#main/services/quick-create-service.ts';
import { createRetargetService } from '#main/services/retarget-service.ts';
import { createShotService } from '#main/services/shot-service.ts';
import { createTrashService } from '#main/services/trash-service.ts';
import { parseModel } from '#shared/contract/model-schema.ts';
import type { ConnectionKindInfo } from '#shared/contract/generation-answers.ts';
import type { AssetId, ConnectionId, ShotId, TakeId, UploadId } from '#shared/domain/ids.ts';
import type { Model, VideoCapability } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { Job, MediaAsset, TakeRecipe } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { createFakeTimers } from './fake-timers.ts';
import { createTestContext } from './test-context.ts';

/** A model of ten cents a second, clips of 4, 6 or 8 seconds, first frame and references. */
export function aVideoModel(change: Omit<Partial<Model>, 'video'> & { video?: Partial<VideoCapability> } = {}): Model {
  const { video, ...facts } = change;
  return {
    ...animaticModel,
    modelId: 'gen',
    label: 'Gen',
    isFree: false,
    prices: [{ unit: 'second', amount: microsFromDollars(0.1) }],
    source: 'test',
    asOf: '2026-11-21',
    ...facts,
    video: {
      duration: { kind: 'listed', seconds: [4, 6, 8] },
      size: { kind: 'tiers', resolutions: ['720p', '1080p'], aspectRatios: ['16:9', '9:16'] },
      inputs: { 'first-frame': { min: 0, max: 1 }, reference: { min: 0, max: 3 } },
      exclusive: [],
      sound: 'none',
      hasSeed: true,
      hasNegativePrompt: false,
      maxPromptCharacters: 1000,
      isPromptOptional: false,
      settings: [],
      rules: [],
      burnsInSubtitles: false,
      isExact: false,
      followsCamera: false,
      ...video,
    },
  };
}

const kinds: ConnectionKindInfo[] = [
  { kind: 'runway', label: 'Runway', defaultBaseUrl: 'https://runway.example', isKeyOptional: false },
  { kind: 'comfyui', label: 'ComfyUI', defaultBaseUrl: 'http://127.0.0.1:8188', isKeyOptional: true },
].map((info) => ({ ...info, keysUrl: '', offers: ['video'], defaultConcurrency: 2 }) as ConnectionKindInfo);

export function createPlanningWorld() {
  const context = createTestContext();
  const { db, ids, clock } = context;
  const secrets = new Map<string, string>();
  const bundled = new Map<ConnectionId, Model[]>();
  const live = { models: [] as Model[] };
  const logged: string[] = [];
  const cutTakes: AssetId[] = [];
  const previews: VideoRequest[] = [];

  const provider = {
    listModels: async () => live.models,
    test: async () => ({ kind: 'works', findings: [], modelCount: live.models.length }),
    video: {
      async preview(request: VideoRequest): Promise<OutgoingRequest[]> {
        previews.push(request);
        return [{ purpose: 'create', method: 'POST', url: '/videos', body: { kind: 'none' }, auth: 'key' }];
      },
    },
  } as unknown as Provider;

  const connections = createConnectionService(context, {
    secrets: {
      has: (name) => secrets.has(name),
      get: (name) => secrets.get(name) ?? null,
      set: (name, secret) => void secrets.set(name, secret),
      remove: (name) => void secrets.delete(name),
    },
    kinds,
    defaultDialect: () => null,
    providerOf: () => provider,
    countUnreadableModels: (connectionId) => models.countUnreadable(connectionId),
    onChanged: () => {},
  });
  const models = createModelService(context, {
    listConnections: () => connections.list(),
    providerOf: () => provider,
    bundledModels: ({ id, kind }) => bundled.get(id) ?? (kind === 'animatic' ? [animaticModel] : []),
    parseModel,
    logger: { info: (event) => void logged.push(event) },
  });
  const money = createMoneyService(context);
  const timers = createFakeTimers(clock.nowMs());
  const runner = { parsePayload: () => null, run: () => Promise.reject(new Error('nothing runs here')) };
  const queue = createJobQueue({
    db,
    clock,
    ids,
    runners: { 'take.generate': runner, 'film.export': runner },
    lanes: () => 0,
    logger: { info: () => {}, error: () => {} },
    random: () => 0.5,
    schedule: timers.createProcess().schedule,
  });
  const projects = createProjectService(context);
  const files = new Map<string, MediaAsset>();
  const assets = {
    get(assetId: AssetId): MediaAsset {
      const asset = [...files.values()].find(({ id }) => id === assetId);
      if (!asset) throw new AppError('ASSET_NOT_FOUND', assetId);
      return asset;
    },
    commit: async ({ path }: StagedFile): Promise<MediaAsset> => addAsset(path.endsWith('.mp4') ? 'video' : 'image'),
  };
  const shots = createShotService(context, assets);
  const uploads = {
    takeFile: async (uploadId: UploadId) => {
      const staged = { path: `/staging/${uploadId}`, discard: async () => {} };
      return { staged, fileName: 'boat.png', sizeBytes: 1 };
    },
  };
  const preferences = { alwaysPreviews: false };
  const assertApproved = createPreviewRule(() => preferences.alwaysPreviews);
  const plans = { connections, models, projects, checkBudgets: money.check, assertApproved };
  const generation = createGenerationService(context, {
    ...plans,
    queue,
    async lastFrameOf(takeAssetId) {
      cutTakes.push(takeAssetId);
      return addAsset('image').id;
    },
    requestOf: async (recipe) => recipe as unknown as VideoRequest,
    providerOf: () => provider.video as NonNullable<Provider['video']>,
    toRequestPreview: (_connectionId, { purpose, method, url }) => {
      return { purpose, method, host: 'runway.example', path: url, headers: [], body: '', media: [] };
    },
  });

  function addAsset(kind: MediaAsset['kind']): MediaAsset {
    const id = ids.create('asset');
    const asset = insertAsset(db, {
      id,
      sha256: Buffer.from(id.padEnd(32, ' ')).toString('hex').slice(0, 64),
      kind,
      mime: `${kind}/test`,
      extension: 'bin',
      sizeBytes: 1,
      frameSize: { widthPx: 320, heightPx: 180 },
      durationMs: kind === 'image' ? null : 2000,
      originalName: '',
      createdAtMs: 1,
    });
    files.set(id, asset);
    return asset;
  }

  const { project } = projects.create({
    title: 'Film',
    frameSize: { widthPx: 1280, heightPx: 720 },
    frameRate: { numerator: 24, denominator: 1 },
  });
  const shotIds = addShots();

  function addShots(): [ShotId, ShotId, ShotId] {
    const [first] = projects.storyboard(project.id).shots;
    if (!first) throw new Error('a new project has a shot');
    const fields = { prompt: 'A boat leaves.', durationFrames: 96 as never };
    shots.update([first.id], fields);
    const add = (afterShotId: ShotId) => shots.create({ sceneId: first.sceneId, afterShotId, ...fields }).shot.id;
    const second = add(first.id);
    return [first.id, second, add(second)];
  }

  return {
    context,
    project,
    shotIds,
    projects,
    shots,
    connections,
    models,
    generation,
    live,
    /** What a person set on this machine. */
    preferences,
    /** Events that the model service logged. */
    logged,
    /** Takes of which a frame was cut out. */
    cutTakes,
    /** Requests that were looked at. */
    previews,
    retarget: createRetargetService(context, plans),
    quick: createQuickCreateService(context, {
      ...plans,
      shots,
      generation,
      assets,
      uploads,
    }),
    elements: createElementService(context, { assets, uploads }),
    history: createHistoryService(context),
    trash: createTrashService(context, { cancelJobsOf: async () => {}, eraseUnusedAssets: async () => 0 }),
    addAsset,
    /** A connection with models, made the project's default where it is wanted. */
    addConnection(
      offered: Model[] = [aVideoModel()],
      {
        kind = 'runway',
        hasKey = true,
        isDefault = true,
      }: { kind?: 'runway' | 'comfyui'; hasKey?: boolean; isDefault?: boolean } = {},
    ): ConnectionId {
      const { id } = connections.create({ kind });
      bundled.set(id, offered);
      if (hasKey) connections.setKey(id, 'a key');
      if (isDefault) projects.update(project.id, { defaultConnectionId: id });
      return id;
    },
    /** A finished take of a shot, chosen where the shot has none. */
    addTake(shotId: ShotId, change: Partial<TakeRecipe> = {}): { takeId: TakeId; assetId: AssetId } {
      const takeId = ids.create('take');
      const assetId = addAsset('video').id;
      const shot = shots.get(shotId);
      const { frameSize, frameRate, styleNotes } = project;
      const { title, prompt, dialogue, durationFrames, cameraMove, recipeDigest } = shot;
      const recipe: TakeRecipe = {
        connectionId: project.defaultConnectionId,
        modelId: 'gen',
        shotNumber: '1A',
        ...{ title, prompt, styleNotes, dialogue, durationFrames, cameraMove, recipeDigest },
        boardAssetId: null,
        voiceAssetId: null,
        frameSize,
        frameRate,
        promptAsSent: 'As it was sent.',
        settings: {
          durationSeconds: 4,
          frameSize: null,
          resolution: '720p',
          aspectRatio: '16:9',
          hasSound: null,
          seed: 7,
          negativePrompt: null,
          extra: {},
        },
        inputs: [],
        startsFrom: null,
        estimate: null,
        ...change,
      };
      const jobId = queue.enqueue({
        kind: 'take.generate',
        projectId: project.id,
        shotId,
        connectionId: recipe.connectionId,
        lane: recipe.connectionId,
        label: '',
        payload: recipe,
      }).id;
      db.prepare(`UPDATE jobs SET state = 'done' WHERE id = ?`).run(jobId);
      const facts = { durationFrames, frameSize, hasBurntInSubtitles: false, cost: null, facts: {} };
      insertTake(db, { id: takeId, shotId, assetId, jobId, recipe, createdAtMs: 1, ...facts });
      selectTakeWhereNeeded(db, takeId);
      return { takeId, assetId };
    },
    /** What a queued job is made from. */
    recipeOf: ({ id }: Job): TakeRecipe => findStoredJob(db, id)?.payload as TakeRecipe,
    countJobs: () => db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM jobs`).get()?.count ?? 0,
  };
}
