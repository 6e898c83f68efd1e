/** A whole studio whose shots are made by a server that stands in for a service, and that server's process. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Studio } from '#main/compose.ts';
import type { SecretStore } from '#main/host/host.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { createTestHost, importScript, openTestStudio, scriptOf } from '../tests/support/test-studio.ts';
import { type Ffmpeg, makeTestClip, type TestClip } from './ffmpeg.ts';

export type GenerationStudio = {
  studio: Studio & { errors: string[] };
  projectId: ProjectId;
};

export type GenerationStudioOptions = {
  libraryDir: string;
  /** Address of the server. */
  url: string;
  /** An even number. */
  shotCount: number;
  concurrency: number;
};

/** Opens a new library with one project and one connection, whose model has a price. The caller closes. */
export async function openGenerationStudio(options: GenerationStudioOptions): Promise<GenerationStudio> {
  const { libraryDir, url, shotCount, concurrency } = options;
  const studio = await openTestStudio({ libraryDir, host: createTestHost({}, { secrets: createMemorySecrets() }) });
  const { connections, models, projects } = studio.services;
  const dialect = defaultDialects['vllm-omni'];
  const { id: connectionId } = connections.create({ kind: 'openai', baseUrl: url, dialect, concurrency });
  connections.setKey(connectionId, 'key-of-no-service');
  const [listed] = await models.refresh(connectionId);
  if (!listed) throw new Error('the server lists no model');
  const { connectionId: _, origin: __, ...model } = listed;
  models.edit(connectionId, { ...model, isFree: false, prices: [{ unit: 'second', amount: 10 }] });
  // Two shots in a scene.
  const { projectId } = importScript(studio, { text: scriptOf(shotCount / 2) });
  projects.update(projectId, { defaultConnectionId: connectionId, defaultModelId: model.modelId });
  return { studio, projectId };
}

/** Listens as a window does, and turns what it hears into text as the way to a window does; until the signal. */
export function listenAsWindow({ router }: Studio, signal: AbortSignal): void {
  const client = createRouterClient(router);
  const listen = async (open: () => Promise<AsyncIterable<unknown>>) => {
    for await (const value of await open()) JSON.stringify(value);
  };
  for (const open of [() => client.studio.watch({}, { signal }), () => client.jobs.watch({}, { signal })]) {
    listen(open).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

function createMemorySecrets(): SecretStore {
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

export type StandInProcess = {
  url: string;
  close(): Promise<void>;
};

export type StandInProcessOptions = {
  /** What it answers as each result. */
  clipFile: string;
  /** Milliseconds until each answer. */
  answerMs: number;
  /** Whether jobs have ended at the first look, never end, or never end and get further with each look. */
  ending: 'well' | 'never' | 'slowly';
  /** Whether all results are the same file, or each one of its own, by some bytes at its end. */
  results: 'same' | 'unlike';
};

export async function startStandInProcess({
  clipFile,
  answerMs,
  ending,
  results,
}: StandInProcessOptions): Promise<StandInProcess> {
  const file = path.join(import.meta.dirname, 'stand-in-process.ts');
  const child = fork(file, [clipFile, String(answerMs), ending, results]);
  const { url } = await nextMessage<{ url: string }>(child);
  return { url, close: () => endChild(child) };
}

/** The next message of a child. Rejects when it ends instead. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const message = once(child, 'message', { signal: ended.signal });
  child.once('exit', () => ended.abort(new Error('the process ended')));
  const [value] = (await message) as [Message];
  return value;
}

/** Children end when nobody talks to them any more. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** A short clip as a service would answer it. */
export async function makeResultClip(ffmpeg: Ffmpeg, file: string): Promise<TestClip> {
  const clip: TestClip = {
    file,
    frameSize: { widthPx: 320, heightPx: 180 },
    frameRate: { numerator: 24, denominator: 1 },
    frames: 24,
    hasAudio: false,
    keyframeEvery: 24,
  };
  await makeTestClip(ffmpeg, clip);
  return clip;
}
