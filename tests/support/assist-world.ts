/**
 * A whole studio with a project of one shot and a connection to a server of OpenAI's shape, whose models have prices:
 * 0.04 dollars a picture, 2 and 8 dollars a million tokens in and out, 0.015 dollars a thousand characters spoken, 0.006
 * dollars a minute written down.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Host, SecretStore } from '#main/host/host.ts';
import type { LedgerEntry } from '#shared/contract/generation-answers.ts';
import type { ConnectionId, ShotId } from '#shared/domain/ids.ts';
import type { Model, ModelKind, Price } from '#shared/domain/model.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { startOpenAiServer } from '../servers/openai-server.ts';
import type { StandInRequest } from '../servers/stand-in-server.ts';
import { createTestHost, openTestStudio, quickFormat } from './test-studio.ts';

export const assistModels = {
  image: 'gpt-image-2',
  text: 'gpt-6-luna',
  speech: 'gpt-4o-mini-tts',
  transcription: 'whisper-1',
} as const;

const price = (unit: Price['unit'], dollars: number): Price => ({ unit, amount: microsFromDollars(dollars) });

const prices: Record<keyof typeof assistModels, Price[]> = {
  image: [price('image', 0.04)],
  text: [price('million-input-tokens', 2), price('million-output-tokens', 8)],
  speech: [price('thousand-characters', 0.015)],
  transcription: [price('minute', 0.006)],
};

export type AssistWorldOptions = {
  /** @default true */
  hasPrices?: boolean;
};

export async function openAssistWorld({ hasPrices = true }: AssistWorldOptions = {}) {
  const standIn = await startOpenAiServer();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assist-world-'));
  const host: Host = { ...createTestHost(), secrets: createMemorySecrets() };
  const libraryDir = path.join(folder, 'library');
  let studio = await openTestStudio({ libraryDir, host });
  onTestFinished(async () => {
    await studio.close();
    await standIn.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { connections, models, projects, shots } = studio.services;
  const dialect = { ...defaultDialects.openai, name: 'none' as const };
  const { id: connectionId } = connections.create({ kind: 'openai', baseUrl: standIn.baseUrl, dialect });
  connections.setKey(connectionId, 'test-key-0123456789');
  await models.refresh(connectionId);
  for (const kind of Object.keys(assistModels) as Array<keyof typeof assistModels>) {
    if (hasPrices) editModel(kind, { prices: prices[kind] });
  }
  const { project } = projects.create({ title: 'Harbour', ...quickFormat });
  const [first] = projects.storyboard(project.id).shots;
  if (!first) throw new Error('a new project has a shot');
  shots.update([first.id], { title: 'Boats', prompt: 'Boats leave the harbour.', dialogue: 'MARA: Nine.\nTOM: Ten.' });
  standIn.server.requests.length = 0;

  function editModel(kind: ModelKind & keyof typeof assistModels, change: Partial<Model>): void {
    const model = studio.services.models.list(connectionId).find((each) => each.modelId === assistModels[kind]);
    if (!model) throw new Error(`the server lists no ${kind} model`);
    const { connectionId: _connectionId, origin: _origin, ...definition } = model;
    studio.services.models.edit(connectionId, { ...definition, ...change });
  }

  return {
    standIn,
    project,
    shotId: first.id,
    connectionId,
    editModel,
    get studio() {
      return studio;
    },
    get assist() {
      return studio.services.assist;
    },
    shot: (shotId: ShotId = first.id): StoryboardShot => studio.services.shots.get(shotId),
    /** The model of a kind, as a task names it. */
    model: (kind: keyof typeof assistModels): { connectionId: ConnectionId; modelId: string } => ({
      connectionId,
      modelId: assistModels[kind],
    }),
    /** Oldest first. */
    ledger(): LedgerEntry[] {
      const filter = { projectId: null, connectionId: null, fromMs: null, toMs: null, host: null, purpose: null };
      return studio.services.ledger.list(filter, { after: null, limit: 1000 }).entries.toReversed();
    },
    setOffline: (isOffline: boolean) => void studio.services.studio.setPreferences({ isOffline }),
    /** Makes requests to this end of an address go wrong. */
    failOn(end: string, fault: ReturnType<typeof standIn.server.faults>) {
      standIn.server.faults = (request) => (request.path.endsWith(end) ? fault : null);
    },
    /** Requests to this end of an address, lost ones included. */
    requestsTo: (end: string): StandInRequest[] => standIn.server.requests.filter(({ path: at }) => at.endsWith(end)),
    /** Ends the studio and opens the library anew. */
    async restart() {
      await studio.close();
      studio = await openTestStudio({ libraryDir, host });
    },
  };
}

/** Keeps keys as long as the test lasts. */
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
