/**
 * A library on disk with two projects that have something of everything, and a studio on it that can be closed and
 * opened again. Libraries are copies of one that is made once, so that each begins with the same rows and files.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { afterAll, beforeAll } from 'vitest';
import type { Studio } from '#main/compose.ts';
import type { Host } from '#main/host/host.ts';
import type { ConnectionId, ProjectId } from '#shared/domain/ids.ts';
import type { DurationRule } from '#shared/domain/outline.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { startOpenAiServer } from '../servers/openai-server.ts';
import { createPng } from './png.ts';
import { createMemorySecrets } from './provider-studio.ts';
import { createTestHost, makeTakes, openTestStudio, quickFormat, quickRule, upload } from './test-studio.ts';
import { createWav } from './wav.ts';

export type EditWorld = {
  /** Read anew after `reopen`: it asks the studio that is open. */
  readonly client: ReturnType<typeof clientOf>;
  readonly studio: Studio & { errors: string[] };
  readonly libraryDir: string;
  /** Of the server with a model for pictures and one for voices. */
  readonly connectionId: ConnectionId;
  /** A voice as a window records it. */
  readonly recording: Uint8Array;
  /** Closes the studio and opens the library anew, as at the next start. */
  reopen(): Promise<void>;
  close(): Promise<void>;
  /** Rows of a statement, read beside the open studio. */
  rows<Row>(sql: string, ...values: unknown[]): Row[];
};

const clientOf = (studio: Studio) => createRouterClient(studio.router);

/** For one test file: call it in a `describe`. Answers what opens a fresh world. */
export function prepareEditWorlds(): () => Promise<EditWorld> {
  const root = mkdtempSync(path.join(tmpdir(), 'shotwright-edits-'));
  const template = path.join(root, 'template');
  const host: Host = {
    ...createTestHost({}, { secrets: createMemorySecrets() }),
    openFile: () => Promise.resolve(),
  };
  let server: Awaited<ReturnType<typeof startOpenAiServer>> | null = null;
  let connectionId: ConnectionId | null = null;
  let recording = new Uint8Array();
  let count = 0;

  beforeAll(async () => {
    server = await startOpenAiServer();
    recording = recordVoice(root);
    const studio = await openTestStudio({ libraryDir: template, host });
    try {
      connectionId = await connect(studio, server.baseUrl);
      await makeFirstProject(studio);
      await makeSecondProject(studio);
    } finally {
      await studio.close();
    }
    forgetHistory(template);
  });
  afterAll(async () => {
    await server?.close();
    rmSync(root, { recursive: true, force: true });
  });

  return async () => {
    if (!connectionId) throw new Error('the first library was not made');
    count += 1;
    const libraryDir = path.join(root, `library-${count}`);
    cpSync(template, libraryDir, { recursive: true });
    return openWorld({ libraryDir, host, connectionId, recording });
  };
}

async function openWorld({
  libraryDir,
  host,
  ...facts
}: Pick<EditWorld, 'libraryDir' | 'connectionId' | 'recording'> & { host: Host }): Promise<EditWorld> {
  const open = () => openTestStudio({ libraryDir, host });
  let studio = await open();
  let client = clientOf(studio);
  const openBeside = () => new Database(path.join(libraryDir, 'library.db'), { readonly: true });
  let beside = openBeside();
  return {
    ...facts,
    libraryDir,
    get client() {
      return client;
    },
    get studio() {
      return studio;
    },
    async reopen() {
      beside.close();
      await studio.close();
      studio = await open();
      client = clientOf(studio);
      beside = openBeside();
    },
    async close() {
      beside.close();
      await studio.close();
      rmSync(libraryDir, { recursive: true, force: true });
    },
    rows: <Row>(sql: string, ...values: unknown[]) => beside.prepare<unknown[], Row>(sql).all(...values),
  };
}

async function connect({ services }: Studio, baseUrl: string): Promise<ConnectionId> {
  const dialect = { ...defaultDialects.openai, name: 'none' as const };
  const { id } = services.connections.create({ kind: 'openai', baseUrl, dialect });
  services.connections.setKey(id, 'test-key-0123456789');
  await services.models.refresh(id);
  return id;
}

/** Shots of a second at most. */
export const oneSecondRule: DurationRule = { ...quickRule, maximumSeconds: 1 };

/** What the first project was imported from. */
export const harbourScript = `INT. HALL - DAY

@Mara lights a lamp.

MARA
Nine.

She turns.

TOM
Ten.

EXT. PIER - NIGHT

Rain on the boats.

MARA
Eleven.

Nobody answers.
`;

/** Scenes, shots with takes, elements, fields, sound: what edits can be made of. */
async function makeFirstProject(studio: Studio): Promise<void> {
  const { scripts, shots, elements, structure, sound, boards, projects } = studio.services;
  const bytes = new TextEncoder().encode(harbourScript);
  const { projectId } = scripts.importBytes(
    { fileName: 'harbour.fountain', bytes },
    { projectId: null, title: 'Harbour', ...quickFormat, durationRule: oneSecondRule },
  );
  const made = projects.storyboard(projectId).shots;
  const [first, second] = made;
  if (!first || !second) throw new Error('the script has two shots');
  await boards.set(first.id, 'board', await upload(studio, 'board.png', picture(1)));
  await boards.set(second.id, 'voice', await upload(studio, 'voice.wav', createWav({ seconds: 0.2 })));
  const { element } = elements.create({ projectId, kind: 'character', name: 'Mara' });
  elements.create({ projectId, kind: 'style', name: 'Ink' });
  await elements.addReference(element.id, await upload(studio, 'mara.png', picture(2)));
  const { fieldId } = structure.createField(projectId, { name: 'Unit', kind: 'text', choices: [] });
  shots.update([first.id], { action: 'Only @Mara moves.', tags: ['night'], customFields: { [fieldId]: 'B' } });
  const { lane } = sound.createLane({ projectId, kind: 'music', name: 'Music' });
  sound.createLane({ projectId, kind: 'effects', name: 'Effects' });
  const anchor = { anchorShotId: second.id, offsetFrames: 2 };
  await sound.addClip({
    laneId: lane.id,
    uploadId: await upload(studio, 'song.wav', createWav({ seconds: 1 })),
    anchor,
  });
  await makeTakes(studio, projectId);
  await makeTakes(studio, projectId);
}

async function makeSecondProject(studio: Studio): Promise<ProjectId> {
  const { projects, scenes, shots } = studio.services;
  const frameRate = { numerator: 30, denominator: 1 };
  const { project } = projects.create({ title: 'Other', frameSize: quickFormat.frameSize, frameRate });
  const [scene] = projects.storyboard(project.id).scenes;
  if (!scene) throw new Error('a new project has a scene');
  shots.create({ sceneId: scene.id, afterShotId: null, title: 'Boats', dialogue: 'IVO: Twelve.' });
  scenes.create({ projectId: project.id, afterSceneId: scene.id, heading: 'EXT. SEA' });
  return project.id;
}

/** A small still; another seed gives other bytes. */
export function picture(seed: number): Buffer {
  return createPng({ widthPx: 32, heightPx: 18, seed });
}

function recordVoice(folder: string): Uint8Array<ArrayBuffer> {
  const file = path.join(folder, 'live.webm');
  const live = ['-c:a', 'libopus', '-live', '1', '-f', 'webm'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=d=1:r=48000', ...live, file]);
  return Uint8Array.from(readFileSync(file));
}

/** What was done to make the first library is no edit of the tests. */
function forgetHistory(libraryDir: string): void {
  const database = new Database(path.join(libraryDir, 'library.db'));
  database.exec('DELETE FROM edit_log');
  database.close();
}

/** Names of the media files of a library. */
export function mediaFiles(libraryDir: string): Set<string> {
  const entries = readdirSync(path.join(libraryDir, 'media'), { recursive: true, withFileTypes: true });
  return new Set(entries.filter((entry) => /^[0-9a-f]{64}\./.test(entry.name)).map(({ name }) => name));
}
