/** An adapter of an HTTP service under the suite of all adapters: its stand-in, the real gate, a library in memory. */
import type { KindHosts } from '#main/net/provider-http.ts';
import type { ProviderFactory } from '#main/providers/provider.ts';
import type { MediaInput, VideoProvider, VideoRequest } from '#main/providers/video-provider.ts';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import type { Connection, ConnectionKind } from '#shared/domain/connection.ts';
import type { FittedSettings } from '#shared/domain/generation.ts';
import type { Model, VideoCapability } from '#shared/domain/model.ts';
import type { Frames } from '#shared/domain/time.ts';
import type { ProviderStandIn } from '../servers/provider-stand-in.ts';
import type { ProviderHarness } from './describe-video-provider.ts';
import { createProviderWorld } from './provider-world.ts';

type WorldOptions = Parameters<typeof createProviderWorld>[0];

export type HttpHarnessOptions = {
  startStandIn: () => Promise<ProviderStandIn>;
  factory: ProviderFactory;
  hosts: KindHosts;
  kind: ConnectionKind;
  /** One of the models that the adapter lists against its stand-in. */
  modelId: string;
  /** What the request asks besides, or instead of, what the model's capability suggests. */
  settings?: Partial<FittedSettings>;
  /** What the connection has besides its kind and address. */
  connection?: Partial<Connection>;
  /** Null for a connection without a key. @default a made-up key */
  key?: string | null;
  /** Files of the library that `inputs` name. */
  assets?: WorldOptions['assets'];
  inputs?: MediaInput[];
  /** Whether lost work may be sent again. @default false */
  repeatsLost?: boolean;
};

/** For `describeVideoProvider`. Its `dispose` also fails when a request went without the key that its API wants. */
export function createHttpHarness(options: HttpHarnessOptions): (folder: string) => Promise<ProviderHarness> {
  return async () => {
    const { startStandIn, factory, hosts, kind, modelId, key, connection, assets } = options;
    const standIn = await startStandIn();
    const world = await createProviderWorld({
      kind,
      baseUrl: standIn.baseUrl,
      hosts,
      ...(key === undefined ? {} : { key }),
      ...(connection && { connection }),
      ...(assets && { assets }),
    });
    const providers = [factory(world.context)];
    const provider = videoOf(providers[0]);
    const model = await findModel(provider, modelId);
    return {
      provider,
      request: videoRequestFor(model, { settings: options.settings ?? {}, inputs: options.inputs ?? [] }),
      countCreates: (attemptId) => standIn.countCreates(attemptId),
      finish: (how) => standIn.finish(how),
      expectedBytes: () => standIn.resultBytes,
      survivesRestart: true,
      repeatsLost: options.repeatsLost ?? false,
      async restart() {
        await provider.close();
        const restarted = factory(world.context);
        providers.push(restarted);
        return videoOf(restarted);
      },
      async dispose() {
        for (const each of providers) await each.close();
        await world.close();
        await standIn.close();
        if (!standIn.wasAlwaysSignedIn()) throw new Error('a request was not signed in as the API demands');
      },
    };
  };
}

/** A request that this model can serve: its shortest clip in its first size. */
export function videoRequestFor(
  model: Model,
  { settings = {}, inputs = [] }: { settings?: Partial<FittedSettings>; inputs?: MediaInput[] } = {},
): VideoRequest {
  if (!model.video) throw new TypeError(`${model.modelId} makes no clips`);
  const frameSize = { widthPx: 1280, heightPx: 720 };
  const fitted: FittedSettings = { ...fittedTo(model.video), ...settings };
  return {
    modelId: model.modelId,
    model,
    promptAsSent: 'A lighthouse in the rain, slow push in.',
    settings: fitted,
    inputs,
    shotNumber: '1',
    title: 'Lighthouse',
    prompt: 'A lighthouse in the rain.',
    styleNotes: 'Slow push in.',
    dialogue: '',
    durationFrames: Math.round(fitted.durationSeconds * 24) as Frames,
    frameSize: fitted.frameSize ?? frameSize,
    frameRate: { numerator: 24, denominator: 1 },
    cameraMove: defaultCameraMove,
  };
}

function fittedTo({ duration, size, sound }: VideoCapability): FittedSettings {
  return {
    durationSeconds: shortestSeconds(duration),
    frameSize:
      size.kind === 'tiers'
        ? null
        : size.kind === 'listed'
          ? (size.sizes[0] ?? null)
          : { widthPx: 1280, heightPx: 720 },
    resolution: size.kind === 'tiers' ? (size.resolutions[0] ?? null) : null,
    aspectRatio: size.kind === 'tiers' ? (size.aspectRatios[0] ?? null) : null,
    hasSound: sound === 'optional' ? false : null,
    seed: null,
    negativePrompt: null,
    extra: {},
  };
}

function shortestSeconds(duration: VideoCapability['duration']): number {
  switch (duration.kind) {
    case 'listed':
      return duration.seconds[0] ?? 4;
    case 'range':
      return duration.minSeconds;
    default:
      return 2;
  }
}

/** @throws {TypeError} when the adapter does not list it */
async function findModel(provider: VideoProvider, modelId: string): Promise<Model> {
  const models = await provider.models();
  const model = models.find((each) => each.modelId === modelId);
  if (!model) throw new TypeError(`expected ${modelId} among ${models.map((each) => each.modelId).join(', ')}`);
  return model;
}

function videoOf(provider: ReturnType<ProviderFactory> | undefined): VideoProvider {
  if (!provider?.video) throw new TypeError('the adapter makes no clips');
  return provider.video;
}
