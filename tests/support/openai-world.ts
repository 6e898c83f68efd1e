/** An OpenAI-shaped server with the adapter on the real gate, for one test; ended with it. */
import { onTestFinished } from 'vitest';
import type { Provider } from '#main/providers/provider.ts';
import { createOpenAiProvider, openAiHosts } from '#main/providers/openai/openai-provider.ts';
import type { VideoProvider, VideoRequest } from '#main/providers/video-provider.ts';
import type { VideoDialect } from '#shared/domain/connection.ts';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { AssetId, AttemptId } from '#shared/domain/ids.ts';
import type { Model } from '#shared/domain/model.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { type OpenAiStandIn, type OpenAiStandInOptions, startOpenAiServer } from '../servers/openai-server.ts';
import { videoRequestFor } from './provider-harness.ts';
import { createPng } from './png.ts';
import { createProviderWorld, type ProviderWorld, type ProviderWorldOptions } from './provider-world.ts';

export const attemptId = 'att_000000000000000a' as AttemptId;
export const stillId = 'asset_000000000000000a' as AssetId;
export const otherStillId = 'asset_000000000000000b' as AssetId;
export const voiceId = 'asset_000000000000000c' as AssetId;

export const stillBytes = new Uint8Array(createPng({ widthPx: 32, heightPx: 18 }));
export const otherStillBytes = new Uint8Array(createPng({ widthPx: 32, heightPx: 18, seed: 1 }));

export type OpenAiWorld = {
  world: ProviderWorld;
  standIn: OpenAiStandIn;
  provider: Provider;
  video: VideoProvider;
  /** A request for a clip of the server's first model. */
  request(change?: { settings?: Partial<FittedSettings>; withStill?: boolean }): Promise<VideoRequest>;
  model(modelId: string): Promise<Model>;
};

export type OpenAiWorldOptions = OpenAiStandInOptions & {
  /** Changes of the dialect's usual record. */
  with?: Partial<VideoDialect>;
  connection?: ProviderWorldOptions['connection'];
};

export async function openAiWorld(options: OpenAiWorldOptions = {}): Promise<OpenAiWorld> {
  const { dialect = 'openai' } = options;
  const standIn = await startOpenAiServer(options);
  const world = await createProviderWorld({
    kind: 'openai',
    baseUrl: standIn.baseUrl,
    hosts: openAiHosts,
    ...(options.requiresKey === false && { key: null }),
    connection: { dialect: { ...defaultDialects[dialect], ...options.with }, ...options.connection },
    assets: {
      [stillId]: { kind: 'image', bytes: stillBytes, mime: 'image/png' },
      [otherStillId]: { kind: 'image', bytes: otherStillBytes, mime: 'image/png' },
      [voiceId]: { kind: 'voice', bytes: standIn.voiceBytes, mime: 'audio/mpeg' },
    },
  });
  const provider = createOpenAiProvider(world.context);
  onTestFinished(async () => {
    await world.close();
    await standIn.close();
  });
  const { video } = provider;
  if (!video) throw new TypeError('expected an adapter that makes clips');
  const model = async (modelId: string) => {
    const found = (await provider.listModels()).find((each) => each.modelId === modelId);
    if (!found) throw new TypeError(`expected ${modelId} to be listed`);
    return found;
  };
  return {
    world,
    standIn,
    provider,
    video,
    model,
    async request({ settings = {}, withStill = false } = {}) {
      const [first] = await video.models();
      if (!first) throw new TypeError('expected a model that makes clips');
      const inputs = withStill ? [{ role: 'first-frame' as const, assetId: stillId, path: '/not/read' }] : [];
      return videoRequestFor(first, { settings, inputs });
    },
  };
}

/** Every create request that arrived, lost ones included. */
export function createsOf({ server }: OpenAiStandIn) {
  return server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/videos'));
}
