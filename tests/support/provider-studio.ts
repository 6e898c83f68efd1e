/**
 * A whole studio whose connections lead to stand-ins: real SQLite, real gate, real adapters, real files. Keys are kept
 * in memory, and everything that the studio gives to its logger is kept too.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import { openStudio, type Studio } from '#main/compose.ts';
import type { Host, SecretStore } from '#main/host/host.ts';
import { createLogFile } from '#main/host/log-file.ts';
import { createPassphraseVault } from '#main/host/passphrase-vault.ts';
import type { Logger } from '#main/logger.ts';

import type { NewConnection } from '#shared/contract/generation-schemas.ts';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Job, Take } from '#shared/domain/records.ts';
import { type Frames, framesFromSeconds } from '#shared/domain/time.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { standInWorkflow, startComfyUiStandIn } from '../servers/comfyui-server.ts';
import { startFalStandIn } from '../servers/fal-server.ts';
import { startGeminiServer } from '../servers/gemini-server.ts';
import { startLumaStandIn } from '../servers/luma-server.ts';
import { type OpenAiStandIn, type OpenAiStandInOptions, startOpenAiServer } from '../servers/openai-server.ts';
import { startOpenRouterStandIn } from '../servers/openrouter-server.ts';
import type { ProviderStandIn } from '../servers/provider-stand-in.ts';
import { startReplicateStandIn } from '../servers/replicate-server.ts';
import { startRunwayStandIn } from '../servers/runway-server.ts';
import { sampleClip } from '../servers/sample-media.ts';
import { createPng } from './png.ts';
import { createTestHost, resourcesDir, upload, waitForJobs } from './test-studio.ts';

export type ProviderStudio = {
  /** Read anew after `reopen`. */
  readonly studio: Studio;
  readonly services: Studio['services'];
  readonly host: Host;
  readonly libraryDir: string;
  /** Folder of the log that the studio writes. */
  readonly logDir: string;
  /** Everything that was given to the logger, with messages, causes and facts. */
  readonly logged: string[];
  /** Closes the studio in the middle of what it does, and opens it on the same library. */
  reopen(): Promise<void>;
};

/** Ends with the test. @param secrets @default a store that is always open */
export async function openProviderStudio(secrets: SecretStore = createMemorySecrets()): Promise<ProviderStudio> {
  const root = await mkdtemp(path.join(tmpdir(), 'provider-studio-'));
  const libraryDir = path.join(root, 'library');
  const logDir = path.join(root, 'log');
  await mkdir(logDir);
  const logged: string[] = [];
  const host = createTestHost({}, { secrets });
  const logger = createKeepingLogger(logDir, logged);
  const open = () => openStudio({ libraryDir, host, logger, resourcesDir, appVersion: '0.0.0', withSample: false });
  let studio = await open();
  onTestFinished(async () => {
    await studio.close();
    await rm(root, { recursive: true, force: true });
  });
  return {
    get studio() {
      return studio;
    },
    get services() {
      return studio.services;
    },
    host,
    libraryDir,
    logDir,
    logged,
    async reopen() {
      await studio.close();
      studio = await open();
    },
  };
}

/** A key store that is always open. */
export function createMemorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    state: () => ({ kind: 'system' }),
    has: (name) => secrets.has(name),
    get: (name) => secrets.get(name) ?? null,
    set: (name, secret) => void secrets.set(name, secret),
    remove: (name) => void secrets.delete(name),
    setPassphrase: () => Promise.resolve(),
    unlock: () => Promise.resolve(),
    reset: () => secrets.clear(),
  };
}

/** A key store that a passphrase opens, and that a new start of the studio locks: see `lock`. */
export function createLockableSecrets(): SecretStore & { lock(): void } {
  const kept = new Map<string, unknown>();
  const store = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: unknown) => void kept.set(name, value),
  };
  const open = () => createPassphraseVault({ store, cost: 16 });
  let vault = open();
  return {
    lock() {
      vault = open();
    },
    state: () => vault.state(),
    has: (name) => vault.has(name),
    get: (name) => vault.get(name),
    set: (name, secret) => vault.set(name, secret),
    remove: (name) => vault.remove(name),
    setPassphrase: (passphrase) => vault.setPassphrase(passphrase),
    unlock: (passphrase) => vault.unlock(passphrase),
    reset: () => vault.reset(),
  };
}

function createKeepingLogger(folder: string, logged: string[]): Logger {
  const file = createLogFile({ folder, clock: { nowMs: () => Date.now() } });
  const keep = (...parts: unknown[]) => void logged.push(inspect(parts, { depth: 12, maxStringLength: null }));
  return {
    info(event, facts) {
      keep(event, facts);
      file.info(event, facts);
    },
    error(event, error, facts) {
      keep(event, error, facts);
      file.error(event, error, facts);
    },
  };
}

/** The key that most stand-ins ask for. */
export const standInKey = 'test-key-0123456789';

/** One service: its stand-in with a clip that opens, and what a person would fill in. */
export type StandInService = {
  name: string;
  start: () => Promise<ProviderStandIn>;
  connection: NewConnection;
  modelId: string;
};

/** One of each kind. */
export const standInServices: readonly StandInService[] = [
  {
    name: 'openai (vllm-omni)',
    start: () => startOpenAiServer({ dialect: 'vllm-omni' }),
    connection: { kind: 'openai', dialect: defaultDialects['vllm-omni'] },
    modelId: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers',
  },
  {
    name: 'gemini',
    // The file is there at the first look.
    start: async () => Object.assign(await startGeminiServer({ resultBytes: sampleClip() }), { looksUntilActive: 1 }),
    connection: { kind: 'gemini' },
    modelId: 'gemini-omni-1.2-flash',
  },
  {
    name: 'runway',
    start: () => startRunwayStandIn({ resultBytes: sampleClip() }),
    connection: { kind: 'runway' },
    modelId: 'gen4.5',
  },
  {
    name: 'luma',
    start: () => startLumaStandIn({ resultBytes: sampleClip() }),
    connection: { kind: 'luma' },
    modelId: 'ray-3.2',
  },
  {
    name: 'fal',
    start: () => startFalStandIn({ resultBytes: sampleClip() }),
    connection: { kind: 'fal' },
    modelId: 'fal-ai/veo3.1',
  },
  {
    name: 'replicate',
    start: () => startReplicateStandIn({ resultBytes: sampleClip() }),
    connection: { kind: 'replicate' },
    modelId: 'bytedance/seedance-2.0',
  },
  {
    name: 'openrouter',
    start: () => startOpenRouterStandIn({ resultBytes: sampleClip() }),
    connection: { kind: 'openrouter' },
    modelId: 'acme/reel-1',
  },
  {
    name: 'comfyui',
    start: () => startComfyUiStandIn({ key: standInKey, resultBytes: sampleClip() }),
    connection: { kind: 'comfyui', workflows: [standInWorkflow] },
    modelId: standInWorkflow.name,
  },
];

/** Starts a stand-in that ends with the test. */
export async function startService<StandIn extends { close(): Promise<void> }>(
  start: () => Promise<StandIn>,
): Promise<StandIn> {
  const standIn = await start();
  onTestFinished(() => standIn.close());
  return standIn;
}

/** Makes a connection as a person does: address, then key. */
export function connect({ services }: ProviderStudio, connection: NewConnection, key: string | null): Connection {
  const { id } = services.connections.create(connection);
  return services.connections.setKey(id, key);
}

export type PricedServer = { standIn: OpenAiStandIn; connection: Connection; model: ListedModel };

/** A vLLM-Omni server whose model has a price of its own: 10 cents a second. */
export async function connectPriced(
  world: ProviderStudio,
  { label = 'House', ...options }: OpenAiStandInOptions & { label?: string } = {},
): Promise<PricedServer> {
  const standIn = await startService(() => startOpenAiServer({ dialect: 'vllm-omni', ...options }));
  const dialect = defaultDialects['vllm-omni'];
  const connection = connect(world, { kind: 'openai', label, baseUrl: standIn.baseUrl, dialect }, standInKey);
  const [listed] = await world.services.models.refresh(connection.id);
  if (!listed) throw new Error('the stand-in lists no model');
  const { connectionId, origin: _, ...definition } = listed;
  const prices = [{ unit: 'second', amount: 100_000 }];
  const model = world.services.models.edit(connectionId, { ...definition, isFree: false, prices });
  return { standIn, connection, model };
}

export type TestProject = { projectId: ProjectId; shotIds: ShotId[] };

export type TestProjectOptions = {
  connectionId: ConnectionId;
  modelId: string;
  /** One shot each, of two seconds. */
  prompts: readonly string[];
  title?: string;
  shot?: ShotPatch;
};

/** A still that has the size of the test projects. */
export const board = createPng({ widthPx: 320, heightPx: 180 });

/** A project of 320 by 180 pixels whose shots are made by one model. */
export function makeProject({ services }: ProviderStudio, options: TestProjectOptions): TestProject {
  const { connectionId, modelId, prompts, title = 'Pilot', shot = {} } = options;
  const frameRate = { numerator: 24, denominator: 1 };
  const frameSize = { widthPx: 320, heightPx: 180 };
  const { project } = services.projects.create({ title, frameSize, frameRate });
  services.projects.update(project.id, { defaultConnectionId: connectionId, defaultModelId: modelId });
  const { scenes, shots } = services.projects.storyboard(project.id);
  const sceneId = scenes[0]?.id;
  const first = shots[0]?.id;
  if (!sceneId || !first) throw new Error('a new project has a scene and a shot');
  const durationFrames: Frames = framesFromSeconds(2, frameRate);
  const shotIds: ShotId[] = [];
  for (const prompt of prompts) {
    const fields = { durationFrames, ...shot, prompt };
    const afterShotId = shotIds.at(-1) ?? first;
    shotIds.push(services.shots.create({ sceneId, afterShotId, ...fields }).shot.id);
  }
  services.shots.delete([first]);
  return { projectId: project.id, shotIds };
}

/** Gives each shot the same still to begin with. */
export async function setBoards(world: ProviderStudio, shotIds: readonly ShotId[]): Promise<void> {
  for (const shotId of shotIds) {
    const uploadId = await upload(world.studio, 'board.png', board);
    await world.services.boards.set(shotId, 'board', uploadId, undefined);
  }
}

/** Queues a take of each shot, and waits until none goes on by itself. */
export async function generateAll({ studio }: ProviderStudio, projectId: ProjectId): Promise<Job[]> {
  return waitForJobs(studio, await studio.services.generation.generate({ projectId, scope: 'all' }));
}

/** The takes of some shots, in their order. */
export function takesOf({ services }: ProviderStudio, shotIds: readonly ShotId[]): Take[] {
  return shotIds.flatMap((shotId) => services.takes.list(shotId));
}

/** Narrows nothing. */
export const everything = {
  projectId: null,
  connectionId: null,
  fromMs: null,
  toMs: null,
  host: null,
  purpose: null,
} as const;

/** The first page of a long list. */
export const firstPage = { after: null, limit: 1000 } as const;
