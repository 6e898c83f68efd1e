import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listStoredModels, replaceLiveModels, saveEditedModel } from '#main/db/model-repository.ts';
import { connectionKindInfos, defaultDialectOf } from '#main/providers/connection-kinds.ts';
import type { Provider } from '#main/providers/provider.ts';
import type { NewConnection } from '#shared/contract/generation-schemas.ts';
import type { ComfyWorkflow, ConnectionPatch } from '#shared/domain/connection.ts';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import type { Micros } from '#shared/domain/money.ts';
import { defaultDialects } from '#shared/domain/video-dialects.ts';
import { standInWorkflow } from '../../../tests/servers/comfyui-server.ts';
import { aVideoModel, createPlanningWorld } from '../../../tests/support/planning-world.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createConnectionService } from './connection-service.ts';

const gone = 'conn_0000000000000000' as ConnectionId;
const key = ['made-up', 'key', '4f1b2c3d4e5f6071'].join('-');

function createWorld() {
  const context = createTestContext();
  const secrets = new Map<string, string>();
  const announced: string[] = [];
  const changed: ConnectionId[] = [];
  context.changes.subscribe((changes) => announced.push(...changes.map(({ kind }) => kind)));
  const connections = createConnectionService(context, {
    secrets: {
      has: (name) => secrets.has(name),
      get: (name) => secrets.get(name) ?? null,
      set: (name, secret) => void secrets.set(name, secret),
      remove: (name) => void secrets.delete(name),
    },
    kinds: connectionKindInfos,
    defaultDialect: defaultDialectOf,
    providerOf: () => ({ test: async () => ({ kind: 'works', findings: [], modelCount: 3 }) }) as unknown as Provider,
    onChanged: (connectionId) => void changed.push(connectionId),
  });
  return { ...context, connections, secrets, announced, changed };
}

/** Everything that the database holds, byte by byte, as it stands on the disk. */
async function databaseBytes({ db }: Pick<ReturnType<typeof createWorld>, 'db'>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shotwright-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  db.prepare<[string]>('VACUUM INTO ?').run(path.join(folder, 'library.db'));
  const files = await readdir(folder);
  const contents = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'latin1')));
  return contents.join('');
}

const refused = (field: string) => expect.objectContaining({ code: 'INVALID_INPUT', params: { field } });

describe('create', () => {
  it('fills in what the kind begins with', () => {
    const { connections, clock } = createWorld();
    const connection = connections.create({ kind: 'openai' });
    expect(connection).toEqual({
      id: connection.id,
      kind: 'openai',
      label: 'OpenAI or compatible server',
      baseUrl: 'https://api.openai.com',
      proxyUrl: '',
      headerNames: [],
      hasKey: false,
      concurrency: 2,
      isPaused: false,
      maySend: { images: true, voice: true, video: true },
      monthlyBudget: null,
      removesRemoteCopies: true,
      precheckConnectionId: null,
      dialect: defaultDialects.openai,
      workflows: [],
      createdAtMs: clock.nowMs(),
    });
    expect(connections.get(connection.id)).toEqual(connection);
    expect(connections.list().map(({ id }) => id)).toEqual([animaticConnectionId, connection.id]);
  });

  it.each(connectionKindInfos)('takes $kind at its usual address', (info) => {
    const { connections } = createWorld();
    const { baseUrl, dialect, concurrency } = connections.create({ kind: info.kind as NewConnection['kind'] });
    expect({ baseUrl, concurrency }).toEqual({
      baseUrl: info.defaultBaseUrl,
      concurrency: info.defaultConcurrency,
    });
    expect(dialect === null).toBe(info.kind !== 'openai');
  });

  it('takes what is given instead, and says that there is one more', () => {
    const { connections, announced, changed } = createWorld();
    const given: NewConnection = {
      kind: 'comfyui',
      label: 'Box',
      concurrency: 7,
      monthlyBudget: 5_000_000 as Micros,
      maySend: { images: false, voice: true, video: false },
    };
    const connection = connections.create(given);
    expect(connection).toMatchObject(given);
    expect(announced).toEqual(['connection']);
    expect(changed).toEqual([connection.id]);
  });
});

describe('addresses', () => {
  it.each([
    ['http://127.0.0.1:8188/', 'http://127.0.0.1:8188'],
    ['  https://API.example.com/v1//  ', 'https://api.example.com/v1'],
  ])('%j are kept without what makes no difference', (given, kept) => {
    const { connections } = createWorld();
    const { id, baseUrl } = connections.create({ kind: 'openai', baseUrl: given });
    expect(baseUrl).toBe(kept);
    expect(connections.update(id, { baseUrl: given }).baseUrl).toBe(kept);
  });

  it.each([
    '',
    'api.example.com',
    'file:///etc/passwd',
    'ftp://example.com',
    'javascript:alert(1)',
    'https://example.com/?key=abc',
    'https://example.com/#abc',
    `https://${key}@example.com`,
    `https://me:${key}@example.com`,
  ])('%j are refused', (baseUrl) => {
    const { connections } = createWorld();
    expect(() => connections.create({ kind: 'openai', baseUrl })).toThrowError(refused('baseUrl'));
    const { id } = connections.create({ kind: 'openai' });
    expect(() => connections.update(id, { baseUrl })).toThrowError(refused('baseUrl'));
    expect(connections.get(id).baseUrl).toBe('https://api.openai.com');
    expect(connections.list()).toHaveLength(2);
  });

  it('never repeat what was typed, as it may be a key', () => {
    const { connections } = createWorld();
    try {
      connections.create({ kind: 'openai', baseUrl: key });
      expect.unreachable();
    } catch (thrown) {
      expect(`${String(thrown)} ${JSON.stringify(thrown)}`).not.toContain(key);
    }
  });

  it('of proxies keep their password apart, as long as it is for the same proxy', async () => {
    const world = createWorld();
    const { connections, secrets } = world;
    const { id, proxyUrl } = connections.create({ kind: 'luma', proxyUrl: `http://me:${key}@proxy.example:8080/` });
    const name = `${id}.proxy`;
    expect(proxyUrl).toBe('http://me@proxy.example:8080');
    expect(secrets.get(name)).toBe(key);
    expect(JSON.stringify(connections.list())).not.toContain(key);
    expect(await databaseBytes(world)).not.toContain(key);
    connections.update(id, { label: 'Other', proxyUrl });
    expect(secrets.get(name)).toBe(key);
    connections.update(id, { proxyUrl: 'http://me@elsewhere.example:8080' });
    expect(secrets.has(name)).toBe(false);
    expect(connections.update(id, { proxyUrl: '' }).proxyUrl).toBe('');
    expect(() => connections.update(id, { proxyUrl: 'proxy' })).toThrowError(refused('proxyUrl'));
  });
});

describe('keys', () => {
  it('are trimmed, kept by the host alone, and forgotten when they are empty', () => {
    const { connections, secrets, announced } = createWorld();
    const { id } = connections.create({ kind: 'runway' });
    expect(connections.setKey(id, `  ${key}\r\n`).hasKey).toBe(true);
    expect([...secrets]).toEqual([[`${id}.key`, key]]);
    expect(announced).toEqual(['connection', 'connection']);
    expect(connections.setKey(id, '  ').hasKey).toBe(false);
    connections.setKey(id, key);
    expect(connections.setKey(id, null).hasKey).toBe(false);
    expect(secrets.size).toBe(0);
  });

  it('are in no answer and nowhere in the database', async () => {
    const world = createWorld();
    const { connections } = world;
    const { id } = connections.create({ kind: 'openai' });
    const answers = [
      connections.setKey(id, key),
      connections.setHeader(id, 'X-Gateway', key),
      connections.update(id, { label: 'Mine' }),
      connections.get(id),
      connections.list(),
      connections.kinds(),
      await connections.test(id),
    ];
    expect(JSON.stringify(answers)).not.toContain(key);
    expect(await databaseBytes(world)).not.toContain(key);
  });
});

describe('headers', () => {
  it('are known by name, and their values are kept like keys', () => {
    const { connections, secrets } = createWorld();
    const { id } = connections.create({ kind: 'openai' });
    connections.setHeader(id, 'X-Team', 'blue');
    connections.setHeader(id, 'X-Gateway', key);
    expect(connections.get(id).headerNames).toEqual(['X-Team', 'X-Gateway']);
    expect(connections.setHeader(id, 'x-team', 'red').headerNames).toEqual(['X-Gateway', 'x-team']);
    expect(secrets.get(`${id}.header.x-team`)).toBe('red');
    expect(connections.setHeader(id, 'X-TEAM', null).headerNames).toEqual(['X-Gateway']);
    expect([...secrets.keys()]).toEqual([`${id}.header.x-gateway`]);
  });

  it.each([
    ['Host', 'example.com'],
    ['content-length', '0'],
    ['Cookie', 'a=b'],
    ['X-Team', 'blue\r\nX-Other: red'],
  ])('%s: %j are refused', (name, value) => {
    const { connections, secrets } = createWorld();
    const { id } = connections.create({ kind: 'openai' });
    expect(() => connections.setHeader(id, name, value)).toThrowError(refused(name));
    expect(secrets.size).toBe(0);
  });
});

describe('workflows', () => {
  const [leaky] = [
    {
      ...standInWorkflow,
      graph: {
        prompt: {
          ...standInWorkflow.graph,
          '90': { class_type: 'KlingNode', inputs: { api_key: key, text: 'x' } },
        },
        extra_data: { api_key_comfy_org: key, auth_token_comfy_org: key },
      },
    } satisfies ComfyWorkflow,
  ];

  it('are kept without the keys in them', async () => {
    const world = createWorld();
    const { connections } = world;
    const { id, workflows } = connections.create({ kind: 'comfyui', workflows: [leaky] });
    expect(workflows[0]?.graph['6']).toEqual(standInWorkflow.graph['6']);
    const updated = connections.update(id, { workflows: [leaky, { ...leaky, name: 'Second' }] });
    expect(updated.workflows.map(({ name }) => name)).toEqual([standInWorkflow.name, 'Second']);
    expect(JSON.stringify(connections.list())).not.toContain(key);
    expect(await databaseBytes(world)).not.toContain(key);
  });

  it('are refused when they cannot be used, and when two have one name', () => {
    const { connections } = createWorld();
    const { id } = connections.create({ kind: 'comfyui', workflows: [standInWorkflow] });
    const broken = { name: 'Broken', graph: { nodes: [], links: [] }, bindings: [] };
    const problem = { code: 'INVALID_INPUT', params: { field: 'workflow', problem: 'editor-format' } };
    expect(() => connections.update(id, { workflows: [broken] })).toThrowError(expect.objectContaining(problem));
    expect(() => connections.create({ kind: 'comfyui', workflows: [broken] })).toThrowError(
      expect.objectContaining(problem),
    );
    expect(() => connections.update(id, { workflows: [standInWorkflow, standInWorkflow] })).toThrowError(
      refused('workflows'),
    );
    expect(connections.get(id).workflows).toEqual([standInWorkflow]);
  });
});

describe('what was answered about models', () => {
  const [live, edited] = [aVideoModel({ modelId: 'live' }), aVideoModel({ modelId: 'mine' })];

  function withModels() {
    const world = createWorld();
    const { connections, db, clock } = world;
    const { id } = connections.create({ kind: 'openai' });
    replaceLiveModels(db, id, { models: [live], nowMs: clock.nowMs() });
    saveEditedModel(db, id, { model: edited, nowMs: clock.nowMs() });
    world.announced.length = 0;
    return { ...world, id, modelIds: () => listStoredModels(db, id).map(({ modelId }) => modelId) };
  }

  it.each([
    { baseUrl: 'https://eu.api.openai.com' },
    { dialect: defaultDialects.sglang },
    { workflows: [standInWorkflow] },
  ] satisfies ConnectionPatch[])('is forgotten with %o, but not what a person changed', (patch) => {
    const { connections, id, modelIds, announced } = withModels();
    connections.update(id, patch);
    expect(modelIds()).toEqual(['mine']);
    expect(announced).toEqual(['connection', 'model']);
  });

  it.each([
    { label: 'Mine' },
    { baseUrl: 'https://api.openai.com/' },
    { dialect: { ...defaultDialects.openai } },
    { isPaused: true },
  ] satisfies ConnectionPatch[])('stays with %o', (patch) => {
    const { connections, id, modelIds, announced } = withModels();
    connections.update(id, patch);
    expect(modelIds()).toEqual(['live', 'mine']);
    expect(announced).toEqual(['connection']);
  });
});

describe('delete', () => {
  it('forgets key, headers and password, and keeps the record for the takes that name it', () => {
    const { connections, secrets } = createWorld();
    const { id } = connections.create({ kind: 'luma', proxyUrl: 'http://me:secret@proxy.example' });
    connections.setKey(id, key);
    connections.setHeader(id, 'X-Team', 'blue');
    connections.delete(id);
    expect(secrets.size).toBe(0);
    expect(connections.list().map((connection) => connection.id)).toEqual([animaticConnectionId]);
    expect(connections.get(id).label).toBe('Luma');
    const notFound = expect.objectContaining({ code: 'CONNECTION_NOT_FOUND' });
    expect(() => connections.update(id, { label: 'Back' })).toThrowError(notFound);
    expect(() => connections.setKey(id, key)).toThrowError(notFound);
    expect(() => connections.setHeader(id, 'X-Team', 'red')).toThrowError(notFound);
    expect(() => connections.delete(id)).toThrowError(notFound);
    expect(secrets.size).toBe(0);
  });

  it('waits for its jobs', async () => {
    const { connections, generation, project, addConnection } = createPlanningWorld();
    const id = addConnection();
    connections.setKey(id, key);
    await generation.generate({
      projectId: project.id,
      scope: 'all',
      connectionId: id,
      modelId: null,
      takesPerShot: 1,
      notBeforeMs: null,
    });
    expect(() => connections.delete(id)).toThrowError(expect.objectContaining({ code: 'CONNECTION_IN_USE' }));
    expect(connections.get(id).hasKey).toBe(true);
  });

  it('leaves the built-in engine, and knows only what there is', () => {
    const { connections } = createWorld();
    expect(() => connections.delete(animaticConnectionId)).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(() => connections.update(animaticConnectionId, { baseUrl: 'https://example.com' })).toThrowError(
      refused('baseUrl'),
    );
    expect(() => connections.get(gone)).toThrowError(expect.objectContaining({ code: 'CONNECTION_NOT_FOUND' }));
  });
});

describe('test', () => {
  it('says when it looked', async () => {
    const { connections, advance, clock } = createWorld();
    const { id } = connections.create({ kind: 'luma' });
    advance(5000);
    expect(await connections.test(id)).toEqual({
      kind: 'works',
      findings: [],
      modelCount: 3,
      checkedAtMs: clock.nowMs(),
    });
    await expect(connections.test(gone)).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });
});
