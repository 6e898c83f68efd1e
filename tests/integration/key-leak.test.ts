/**
 * Keys and header values stay in the key store, whatever a service answers: looked for in every file of the library, in
 * the log, and in everything that the window can ask for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { createRouterClient, ORPCError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { proxySecretName } from '#main/services/connection-service.ts';
import type { ComfyWorkflow, ConnectionKind } from '#shared/domain/connection.ts';
import type { ConnectionId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { standInWorkflow } from '../servers/comfyui-server.ts';
import { startFalStandIn } from '../servers/fal-server.ts';
import { startGeminiServer } from '../servers/gemini-server.ts';
import { startLumaStandIn } from '../servers/luma-server.ts';
import { startOpenAiServer } from '../servers/openai-server.ts';
import { startOpenRouterStandIn } from '../servers/openrouter-server.ts';
import type { ProviderStandIn } from '../servers/provider-stand-in.ts';
import { startReplicateStandIn } from '../servers/replicate-server.ts';
import { startRunwayStandIn } from '../servers/runway-server.ts';
import {
  type StandInAnswer,
  type StandInRequest,
  type StandInServer,
  startStandIn,
} from '../servers/stand-in-server.ts';
import { hasFfmpeg } from '../support/film-check.ts';
import { waitUntil } from '../support/test-studio.ts';
import {
  connect,
  connectPriced,
  everything,
  firstPage,
  generateAll,
  makeProject,
  openProviderStudio,
  type ProviderStudio,
  setBoards,
  standInKey,
  standInServices,
  startService,
} from '../support/provider-studio.ts';

/** With marks in it that cut a key into words, as some services' keys have them. */
const keys = { key: 'KEYLEAK.7f3a:9c+d1/e5', header: 'HEADERLEAK~42.x/y"z' };

const proxyPassword = 'PROXYLEAK-9b/7';

/** How a secret can stand in a file: as it is, escaped, percent-encoded, in hexadecimal, or in base64 at any offset. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Characters that also depend on what stands before and behind are left out.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  const escaped = JSON.stringify(secret).slice(1, -1);
  const plain = [secret, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(secret), bytes.toString('hex')];
  return [...plain, ...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** Names of the places that hold a secret in any form. */
function placesWith(secrets: readonly string[], places: ReadonlyMap<string, string>): string[] {
  const forms = secrets.flatMap(formsOf);
  return [...places].filter(([, text]) => forms.some((form) => text.includes(form))).map(([name]) => name);
}

/** Everything that is kept or was said, by where it stands. Call it before the studio is closed: the journal is there. */
async function everyPlace(world: ProviderStudio, project?: { projectId: ProjectId; shotIds: ShotId[] }) {
  const places = new Map<string, string>();
  for (const folder of [world.libraryDir, world.logDir]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (entry.isFile()) places.set(file, readFileSync(file, 'latin1'));
    }
  }
  world.logged.forEach((text, index) => places.set(`logged ${index}`, text));
  for (const [name, answer] of await everyAnswer(world, project)) places.set(name, answer);
  return places;
}

/** What the window gets for each question that it can ask without changing anything, errors included. */
async function everyAnswer(
  { studio }: ProviderStudio,
  { projectId = null, shotIds = [] }: { projectId?: ProjectId | null; shotIds?: ShotId[] } = {},
): Promise<Array<[string, string]>> {
  const client = createRouterClient(studio.router);
  const page = firstPage;
  const filter = everything;
  const [shotId = null] = shotIds;
  const questions: Record<string, () => Promise<unknown>> = {
    'studio.info': () => client.studio.info({}),
    'studio.preferences': () => client.studio.preferences({}),
    'keys.state': () => client.keys.state({}),
    'connections.list': () => client.connections.list({}),
    'connections.kinds': () => client.connections.kinds({}),
    'models.list': () => client.models.list({ connectionId: null }),
    'models.retiring': () => client.models.retiring({}),
    'projects.list': () => client.projects.list({}),
    'jobs.list': () => client.jobs.list({ projectId: null }),
    'jobs.history': () => client.jobs.history({ projectId: null, ...page }),
    'jobs.forecast': () => client.jobs.forecast({}),
    'jobs.metrics': () => client.jobs.metrics(filter),
    'jobs.queue': () => client.jobs.queue({}),
    'ledger.summary': () => client.ledger.summary(filter),
    'ledger.list': () => client.ledger.list({ filter, ...page }),
    'ledger.budgets': () => client.ledger.budgets({ projectId }),
    'ledger.csv': () => client.ledger.csv(filter),
    'egress.list': () => client.egress.list({ filter, ...page }),
    'egress.totals': () => client.egress.totals(filter),
    'egress.remoteCopies': () => client.egress.remoteCopies(page),
    'egress.csv': () => client.egress.csv(filter),
    'history.state': () => client.history.state({ projectId }),
    'trash.list': () => client.trash.list({}),
    ...(projectId && { 'storyboard.get': () => client.storyboard.get({ projectId }) }),
    ...(projectId && {
      'generation.plan': () =>
        client.generation.plan({ projectId, scope: 'all', connectionId: null, modelId: null, takesPerShot: 1 }),
    }),
    ...(shotId && { 'takes.list': () => client.takes.list({ shotId }) }),
    ...(shotId && {
      'generation.preview': () => client.generation.preview({ shotId, connectionId: null, modelId: null }),
    }),
  };
  const answers: Array<[string, string]> = [];
  for (const [name, ask] of Object.entries(questions)) answers.push([name, await answerOf(ask)]);
  return answers;
}

/** As it goes over the wire. */
async function answerOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await ask());
  } catch (thrown) {
    return thrown instanceof ORPCError ? JSON.stringify(thrown.toJSON()) : String(thrown);
  }
}

/** Says back everything that it was told, in the shapes of all services' errors; reads no request. */
function echo({ headers }: StandInRequest, status: number): StandInAnswer {
  const secret = [headers.authorization, headers['x-goog-api-key'], headers['x-team']].filter(Boolean).join(' and ');
  const message = `Incorrect key provided: ${secret}. You can find yours in your account.`;
  const items = [{ loc: ['body', secret], msg: message, type: secret }];
  const error = { message, code: secret, status: secret, type: secret, metadata: { reasons: [message] } };
  const shapes = [
    { error, message, detail: message },
    { error: message, detail: items, docUrl: secret },
    { detail: { message, code: secret }, title: message, failure_reason: message },
  ];
  return { status, json: shapes[(status / 100) % 1 > 0.03 ? 1 : status % 3] ?? shapes[0] };
}

type Echo = StandInServer & {
  /** Under this address everything is answered with that status, whenever it comes. */
  urlOf(status: number): string;
  /** Until something came to that address. */
  arrived(status: number): Promise<void>;
};

async function startEcho(): Promise<Echo> {
  const arrived = new Set<number>();
  const waiting = new Map<number, () => void>();
  const server = await startStandIn((request) => {
    const status = Number(/^\/answers-(\d+)\//.exec(request.path)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw new Error(`a request beside the address: ${request.path}`);
    arrived.add(status);
    waiting.get(status)?.();
    return echo(request, status);
  });
  return Object.assign(server, {
    urlOf: (status: number) => `${server.url}/answers-${status}`,
    arrived: (status: number) =>
      new Promise<void>((resolve) => {
        if (arrived.has(status)) resolve();
        else waiting.set(status, resolve);
      }),
  });
}

const workflowOfWords: ComfyWorkflow = {
  ...standInWorkflow,
  bindings: standInWorkflow.bindings.filter(({ source }) => source !== 'first-frame'),
};

type Talker = { name: string; kind: ConnectionKind; start: (text: string) => Promise<ProviderStandIn> };

/** Services that take the request and say this later, where they would say why it failed, or of what was made. */
const talkers: Talker[] = [
  {
    name: 'openai (vllm-omni)',
    kind: 'openai',
    async start(message) {
      const standIn = await startOpenAiServer({ dialect: 'vllm-omni' });
      standIn.override = ({ method, path: address }) => {
        const id = /\/videos\/(.+)$/.exec(address)?.[1];
        if (method !== 'GET' || !id) return null;
        return { status: 500, json: { id, object: 'video', status: 'failed', error: { code: 500, message } } };
      };
      return standIn;
    },
  },
  {
    name: 'openai (vllm-omni), in the facts,',
    kind: 'openai',
    async start(message) {
      const standIn = await startOpenAiServer({ dialect: 'vllm-omni' });
      standIn.finish('well');
      standIn.override = ({ method, path: address }) => {
        const id = /\/videos\/([^/]+)$/.exec(address)?.[1];
        if (method !== 'GET' || !id) return null;
        for (const video of standIn.videos.videos.values()) video.ending = 'well';
        return { json: { id, object: 'video', status: 'completed', model: message, size: message, seconds: '2' } };
      };
      return standIn;
    },
  },
  {
    name: 'gemini',
    kind: 'gemini',
    async start(message) {
      const standIn = await startGeminiServer();
      standIn.badEnding = { status: 'failed', errors: [{ code: 'internal', message }] };
      standIn.finish('badly');
      return standIn;
    },
  },
  {
    name: 'runway',
    kind: 'runway',
    async start(message) {
      const standIn = await startRunwayStandIn();
      standIn.override = ({ method, path: address }) =>
        method === 'GET' && address.startsWith('/v1/tasks/')
          ? { json: { id: '1', status: 'FAILED', failure: message, failureCode: 'INTERNAL' } }
          : null;
      return standIn;
    },
  },
  {
    name: 'luma',
    kind: 'luma',
    async start(message) {
      const standIn = await startLumaStandIn();
      standIn.override = ({ method, path: address }) => {
        const id = /\/generations\/(.+)$/.exec(address)?.[1];
        if (method !== 'GET' || !id) return null;
        const failed = { failure_reason: message, failure_code: 'generation_failed' };
        return { json: { id, type: 'video', state: 'failed', output: [], ...failed } };
      };
      return standIn;
    },
  },
  {
    name: 'fal',
    kind: 'fal',
    async start(message) {
      const standIn = await startFalStandIn();
      standIn.finish('badly');
      standIn.override = ({ method, path: address }) =>
        method === 'GET' && /requests\/[^/]+$/.test(address)
          ? { status: 500, json: { detail: [{ loc: ['body'], msg: message, type: 'internal_server_error' }] } }
          : null;
      return standIn;
    },
  },
  {
    name: 'replicate',
    kind: 'replicate',
    async start(message) {
      const standIn = await startReplicateStandIn();
      Object.assign(standIn, { failure: message, logs: message });
      standIn.finish('badly');
      return standIn;
    },
  },
  {
    name: 'openrouter',
    kind: 'openrouter',
    async start(message) {
      const standIn = await startOpenRouterStandIn();
      standIn.override = ({ method, path: address }) => {
        const id = /\/videos\/(gen-[^/]+)$/.exec(address)?.[1];
        return method === 'GET' && id ? { json: { id, status: 'failed', error: message } } : null;
      };
      return standIn;
    },
  },
];

const statuses = [200, 400, 401, 402, 403, 404, 413, 422, 429, 500, 503];

describe.skipIf(!hasFfmpeg)('a secret', () => {
  it('is found where it is, in whatever form', () => {
    const places = new Map([
      ['as it is', `x${keys.key}y`],
      ['base64', Buffer.from(`Bearer ${keys.key}, then`).toString('base64')],
      ['base64, moved', Buffer.from(`a${keys.key}b`).toString('base64')],
      ['base64, moved twice', Buffer.from(`ab${keys.key}`).toString('base64')],
      ['escaped', JSON.stringify({ value: `a ${keys.header}` })],
      ['percent', `https://host/?key=${encodeURIComponent(keys.key)}`],
      ['nowhere', 'nothing'],
    ]);
    expect(placesWith(Object.values(keys), places)).toEqual([...places.keys()].slice(0, -1));
  });

  it.each(standInServices)('stays secret when $name goes well', async ({ start, connection: fields, modelId }) => {
    const world = await openProviderStudio();
    const standIn = await startService(start);
    standIn.finish('well');
    const connection = connect(world, { ...fields, baseUrl: standIn.baseUrl }, standInKey);
    world.services.connections.setHeader(connection.id, 'X-Team', keys.header);
    await world.services.connections.test(connection.id);
    await world.services.models.refresh(connection.id);
    const ref = { connectionId: connection.id, modelId };
    const project = makeProject(world, { ...ref, prompts: ['marker-a-end'] });
    await setBoards(world, project.shotIds);
    await generateAll(world, project.projectId);
    expect(standIn.server.requests.some(({ headers }) => headers['x-team'] === keys.header)).toBe(true);
    const places = await everyPlace(world, project);
    expect(placesWith([standInKey, keys.header], places)).toEqual([]);
    // The same look finds what is there.
    expect(placesWith(['marker-a-end'], places)).not.toEqual([]);
  });

  it.each(standInServices)('stays secret when $name says it back', async ({ start, connection: fields, modelId }) => {
    const world = await openProviderStudio();
    const standIn = await startService(start);
    const server = await startService(startEcho);
    // The picture would be sent first, and be refused.
    const withoutPicture = fields.kind === 'comfyui' && { workflows: [workflowOfWords] };
    for (const status of statuses) {
      // What it offers is asked of a server that is well, and kept: another address forgets it.
      const { id } = connect(world, { ...fields, ...withoutPicture, baseUrl: standIn.baseUrl }, standInKey);
      await keepModel(world, id, modelId);
      world.services.connections.update(id, { baseUrl: server.urlOf(status) });
      world.services.connections.setKey(id, keys.key);
      world.services.connections.setHeader(id, 'X-Team', keys.header);
      const project = makeProject(world, { connectionId: id, modelId, prompts: ['marker-a-end'] });
      await world.services.generation.generate({ projectId: project.projectId, scope: 'all' });
      await server.arrived(status);
      await world.services.connections.test(id);
      await world.services.models.refresh(id).catch((error: unknown) => world.logged.push(JSON.stringify(error)));
    }
    expect(server.requests.some(({ headers }) => headers['x-team'] === keys.header)).toBe(true);
    // What it says besides is kept for the person.
    const detailOf = ({ error }: Job) => String(error?.params.detail ?? '');
    const saysWhy = (job: Job) => isEnded(job.state) && detailOf(job).includes('Incorrect key provided: ');
    await waitUntil(world.studio, (jobs) => [...jobs.values()].find(saysWhy) ?? null);
    // What is under way comes to its end; what has none is looked at once more.
    await world.reopen();
    const jobs = world.services.jobs.list(null);
    expect(jobs).toHaveLength(statuses.length);
    expect(jobs.some(saysWhy)).toBe(true);
    expect(placesWith(Object.values(keys), await everyPlace(world))).toEqual([]);
  });

  it.each(talkers)('stays secret when $name says it back while it works', async ({ kind, start }) => {
    const world = await openProviderStudio();
    const service = standInServices.find(({ connection }) => connection.kind === kind);
    if (!service) throw new Error(`no service of kind ${kind}`);
    const standIn = await startService(() => start(`Bad key ${standInKey} of team ${keys.header}`));
    const { id } = connect(world, { ...service.connection, baseUrl: standIn.baseUrl }, standInKey);
    world.services.connections.setHeader(id, 'X-Team', keys.header);
    await world.services.models.refresh(id);
    const project = makeProject(world, { connectionId: id, modelId: service.modelId, prompts: ['marker-a-end'] });
    const [job] = await generateAll(world, project.projectId);
    expect(['failed', 'done']).toContain(job?.state);
    if (job?.state === 'failed') expect(job.error?.params.detail).toContain('Bad key •••• of team ••••');
    expect(placesWith([standInKey, keys.header], await everyPlace(world, project))).toEqual([]);
  });

  it('stays secret when what a person fills in is refused', async () => {
    const world = await openProviderStudio();
    const { connections } = createRouterClient(world.studio.router);
    const { connection } = await connections.create({ kind: 'luma' });
    const connectionId = connection.id;
    const refused = [
      () => connections.setKey({ connectionId, key: keys.key.repeat(1000) }),
      () => connections.setHeader({ connectionId, name: keys.header, value: keys.header }),
      () => connections.setHeader({ connectionId, name: 'X-Team', value: `${keys.header}\r\nX-Other: 1` }),
      () => connections.setHeader({ connectionId, name: 'Cookie', value: keys.header }),
      () => connections.update({ connectionId, patch: { baseUrl: `https://a:${keys.key}@api.example.com` } }),
      () => connections.update({ connectionId, patch: { baseUrl: `https://api.example.com?key=${keys.key}` } }),
      () => connections.create({ kind: 'openai', baseUrl: `${keys.key}://api.example.com` }),
      () => connections.update({ connectionId, patch: { proxyUrl: `socks://a:${keys.key}@proxy` } }),
    ];
    const answers = await Promise.all(refused.map(answerOf));
    for (const answer of answers) expect(JSON.parse(answer)).toMatchObject({ code: expect.any(String) });
    const said = new Map(answers.map((answer, index) => [`refused ${index}`, answer]));
    expect(placesWith(Object.values(keys), new Map([...said, ...(await everyPlace(world))]))).toEqual([]);
  });

  it('stays secret when it holds what no header can', async () => {
    const world = await openProviderStudio();
    const { standIn, connection, model } = await connectPriced(world);
    world.services.connections.setKey(connection.id, `${keys.key} ключ`);
    const ref = { connectionId: connection.id, modelId: model.modelId };
    const project = makeProject(world, { ...ref, prompts: ['marker-a-end'] });
    const [job] = await generateAll(world, project.projectId);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'PROVIDER_KEY_REJECTED' } });
    expect(standIn.videos.creates).toEqual([]);
    expect(placesWith([keys.key], await everyPlace(world, project))).toEqual([]);
  });

  it('stays secret when it opens a proxy', async () => {
    const world = await openProviderStudio();
    const { connection, model } = await connectPriced(world);
    const proxy = await startService(() => startStandIn(() => ({ status: 407, json: {} })));
    const proxyUrl = proxy.url.replace('http://', `http://mara:${encodeURIComponent(proxyPassword)}@`);
    world.services.connections.update(connection.id, { proxyUrl });
    await world.services.connections.test(connection.id);
    await world.services.models.refresh(connection.id).catch((error: unknown) => world.logged.push(inspect(error)));
    const ref = { connectionId: connection.id, modelId: model.modelId };
    const project = makeProject(world, { ...ref, prompts: ['marker-a-end'] });
    await world.services.generation.generate({ projectId: project.projectId, scope: 'all' });
    expect(world.host.secrets.has(proxySecretName(connection.id))).toBe(true);
    const places = await everyPlace(world, project);
    expect(places.get('egress.list')).toContain('no-answer');
    expect(placesWith([proxyPassword, `mara:${proxyPassword}`], places)).toEqual([]);
  });
});

/** Asks what is offered, and keeps one of it by hand. */
async function keepModel({ services }: ProviderStudio, connectionId: ConnectionId, modelId: string): Promise<void> {
  const model = (await services.models.refresh(connectionId)).find((listed) => listed.modelId === modelId);
  if (!model) throw new Error(`expected ${modelId} to be listed`);
  const { connectionId: _, origin: __, ...definition } = model;
  services.models.edit(connectionId, definition);
}
