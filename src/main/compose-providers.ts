/**
 * Builds what generation with providers needs: the gate, the adapters, connections, models and money. A part of
 * `compose.ts`, which hands it what it has built before.
 */
import type { LibraryAssetStore } from '#main/assets/create-asset-store.ts';
import { findConnection, isConnectionRemoved } from '#main/db/connection-repository.ts';
import type { Host, SecretStore } from '#main/host/host.ts';
import { toVideoRequest } from '#main/jobs/generate-take-job.ts';
import { lastFrameRun } from '#main/media/last-frame.ts';
import type { FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import type { Logger } from '#main/logger.ts';
import { createHttpGate, type HttpGate } from '#main/net/http-gate.ts';
import { createMediaReader } from '#main/net/outgoing-media.ts';
import type { KindHosts, OutgoingRequest } from '#main/net/provider-http.ts';
import { toRequestPreview } from '#main/net/request-preview.ts';
import { asProvider } from '#main/providers/animatic/animatic-provider.ts';
import { adapterKinds, connectionKindInfos, defaultDialectOf } from '#main/providers/connection-kinds.ts';
import { createProviderRegistry, type ProviderRegistry } from '#main/providers/provider-registry.ts';
import type { VideoProvider, VideoRequest } from '#main/providers/video-provider.ts';
import {
  type ConnectionService,
  createConnectionService,
  headerSecretName,
  keyName,
  proxySecretName,
  secretNames,
} from '#main/services/connection-service.ts';
import { createModelService, type ModelService } from '#main/services/model-service.ts';
import { createMoneyService, type MoneyService } from '#main/services/money-service.ts';
import { createPrecheck } from '#main/services/precheck-service.ts';
import type { ServiceContext } from '#main/services/service-context.ts';
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import { parseModel } from '#shared/contract/model-schema.ts';
import type { Connection } from '#shared/domain/connection.ts';
import type { AssetId, ConnectionId } from '#shared/domain/ids.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type ProviderPartsOptions = {
  context: ServiceContext;
  host: Host;
  assets: LibraryAssetStore;
  ffmpeg: FfmpegRunner;
  animatic: VideoProvider;
  logger: Logger;
};

export type ProviderParts = {
  gate: HttpGate;
  registry: ProviderRegistry;
  connections: ConnectionService;
  models: ModelService;
  money: MoneyService;
  precheck: ReturnType<typeof createPrecheck>;
  /** Jobs that a connection works on at once as things are: none while it is paused, locked or offline. */
  concurrencyOf(connectionId: ConnectionId): number;
  /** Called when a connection changed, so that the queue looks again. */
  onConnectionChanged(listener: () => void): void;
  lastFrameOf(takeAssetId: AssetId, signal?: AbortSignal): Promise<AssetId>;
  requestOf(recipe: TakeRecipe, signal?: AbortSignal): Promise<VideoRequest>;
  toRequestPreview(connectionId: ConnectionId, request: OutgoingRequest): RequestPreview;
};

const noHosts: KindHosts = { scheme: { kind: 'none' }, alsoHosts: [] };

export function createProviderParts(options: ProviderPartsOptions): ProviderParts {
  const { context, host, assets, ffmpeg, animatic, logger } = options;
  const { db, clock, changes } = context;
  const { secrets } = host;
  const listeners: Array<() => void> = [];

  const connectionOf = (connectionId: ConnectionId): Connection => connections.get(connectionId);
  const gate = createHttpGate({
    db,
    clock,
    fetch: globalThis.fetch,
    media: createMediaReader({ assets, runner: ffmpeg }),
    isOffline: () => host.preferences.get().isOffline,
    onLogged: () => changes.announce([{ kind: 'egress', projectId: null, ids: [] }]),
  });
  const registry = createProviderRegistry({
    animatic: asProvider(animatic),
    kinds: adapterKinds,
    gate,
    connectionOf,
    readKey: (connectionId) => readSecret(secrets, keyName(connectionId)),
    readHeaders: ({ id, headerNames }) => {
      const values = headerNames.map((name) => [name, readSecret(secrets, headerSecretName(id, name))] as const);
      return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== null));
    },
    readProxyPassword: (connectionId) => readSecret(secrets, proxySecretName(connectionId)),
    clock,
    random: Math.random,
  });
  const connections: ConnectionService = createConnectionService(context, {
    secrets,
    kinds: connectionKindInfos,
    defaultDialect: defaultDialectOf,
    providerOf: (connectionId) => registry.get(connectionId),
    countUnreadableModels: (connectionId) => models.countUnreadable(connectionId),
    onChanged(connectionId) {
      registry.forget(connectionId);
      for (const listener of listeners) listener();
    },
  });
  const models = createModelService(context, {
    listConnections: () => connections.list(),
    providerOf: (connectionId) => registry.get(connectionId),
    bundledModels: ({ id }) => registry.get(id).bundledModels(),
    parseModel,
    logger,
  });

  return {
    gate,
    registry,
    connections,
    models,
    money: createMoneyService(context),
    precheck: createPrecheck({ connectionOf, providerOf: (connectionId) => registry.get(connectionId) }),
    concurrencyOf(connectionId) {
      const connection = findConnection(db, connectionId);
      if (!connection || connection.isPaused) return 0;
      if (connection.kind === 'animatic') return connection.concurrency;
      if (host.preferences.get().isOffline || isConnectionRemoved(db, connectionId)) return 0;
      const store = secrets.state();
      const isLocked = store.kind === 'passphrase' && store.isLocked;
      return isLocked && secretNames(connection).some((name) => secrets.has(name)) ? 0 : connection.concurrency;
    },
    onConnectionChanged: (listener) => void listeners.push(listener),
    async lastFrameOf(takeAssetId, signal) {
      const staged = await assets.stage('png');
      try {
        const run = lastFrameRun({ path: assets.input(takeAssetId), outputPath: staged.path });
        await ffmpeg.run({ ...run, signal });
        const asset = await assets.commit(staged, { originalName: '', ...(signal && { signal }) });
        return asset.id;
      } finally {
        await staged.discard();
      }
    },
    requestOf(recipe, signal) {
      const isLocal = registry.getVideo(recipe.connectionId).guarantee === 'repeatable';
      return toVideoRequest(recipe, { assets, modelOf: (ref) => models.find(ref), isLocal, signal });
    },
    toRequestPreview(connectionId, request) {
      const connection = connectionOf(connectionId);
      const hosts = connection.kind === 'animatic' ? noHosts : adapterKinds[connection.kind].hosts;
      return toRequestPreview(request, { connection, hosts });
    },
  };
}

/**
 * Null when none is kept.
 *
 * @throws {AppError} KEYS_LOCKED; KEY_MISSING for one that this machine cannot open any more
 */
function readSecret(secrets: SecretStore, name: string): string | null {
  const secret = secrets.get(name);
  if (secret !== null || !secrets.has(name)) return secret;
  const state = secrets.state();
  const isLocked = state.kind === 'passphrase' && state.isLocked;
  throw new AppError(isLocked ? 'KEYS_LOCKED' : 'KEY_MISSING', 'a secret that is kept cannot be read', {
    retry: 'after-user-action',
  });
}
