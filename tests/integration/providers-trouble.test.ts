/** Bad days of a whole studio with providers: offline, no money, no key, no patience, and an end in the middle. */
import { describe, expect, it } from 'vitest';
import type { SecretStore } from '#main/host/host.ts';
import { headerSecretName, keyName } from '#main/services/connection-service.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { Job } from '#shared/domain/records.ts';
import { startOpenAiServer } from '../servers/openai-server.ts';
import { startLumaStandIn } from '../servers/luma-server.ts';
import { startRunwayStandIn } from '../servers/runway-server.ts';
import { sampleClip } from '../servers/sample-media.ts';
import { hasFfmpeg } from '../support/film-check.ts';
import {
  connect,
  connectPriced,
  createLockableSecrets,
  everything,
  firstPage,
  generateAll,
  makeProject,
  openProviderStudio,
  type PricedServer,
  type ProviderStudio,
  setBoards,
  standInKey,
  startService,
  takesOf,
  type TestProject,
} from '../support/provider-studio.ts';
import { waitForJobs, waitUntil } from '../support/test-studio.ts';

/** A project of so many shots, `marker-0-end` and so on, on a server that asks 20 cents a clip. */
async function openPriced(
  shotCount: number,
  secrets?: SecretStore,
): Promise<ProviderStudio & PricedServer & TestProject> {
  const world = await openProviderStudio(secrets);
  const server = await connectPriced(world);
  const prompts = Array.from({ length: shotCount }, (_, index) => `marker-${index}-end`);
  const project = makeProject(world, {
    connectionId: server.connection.id,
    modelId: server.model.modelId,
    prompts,
  });
  // The world's own properties are read anew after each start.
  return Object.assign(Object.create(world) as ProviderStudio, server, project);
}

const statesOf = (jobs: readonly Job[]) => jobs.map(({ state }) => state);

/** Waits until so many jobs are in such a way. */
function waitForCount({ studio }: ProviderStudio, count: number, isSo: (job: Job) => boolean): Promise<Job[]> {
  return waitUntil(studio, (known) => {
    const found = [...known.values()].filter(isSo);
    return found.length >= count ? found : null;
  });
}

describe.skipIf(!hasFfmpeg)('offline', () => {
  it('nothing leaves, and everything goes on after', async () => {
    const world = await openPriced(2);
    const { services, standIn, connection, projectId, shotIds } = world;
    standIn.finish('well');
    services.studio.setPreferences({ isOffline: true });
    const before = standIn.server.requests.length;
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    expect(await services.connections.test(connection.id)).toMatchObject({ kind: 'fails' });
    await expect(services.models.refresh(connection.id)).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(statesOf(services.jobs.list(projectId))).toEqual(['waiting', 'waiting']);
    expect(standIn.server.requests).toHaveLength(before);
    const refused = services.egress.list(everything, firstPage).entries.slice(0, 2);
    expect(refused.map(({ outcome }) => outcome)).toEqual(['not-sent', 'not-sent']);

    services.studio.setPreferences({ isOffline: false });
    expect(statesOf(await waitForJobs(world.studio, jobs))).toEqual(['done', 'done']);
    expect(takesOf(world, shotIds)).toHaveLength(2);
  });

  it('a job that runs at the service is only looked at again', async () => {
    const world = await openPriced(1);
    const { services, standIn, projectId } = world;
    const polled = new Promise<void>((resolve) => {
      standIn.override = ({ method }) => {
        if (method === 'GET') resolve();
        return null;
      };
    });
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    await polled;
    services.studio.setPreferences({ isOffline: true });
    const before = standIn.server.requests.length;
    await waitForCount(world, 1, ({ error }) => error?.code === 'OFFLINE');
    expect(standIn.server.requests).toHaveLength(before);
    standIn.finish('well');
    services.studio.setPreferences({ isOffline: false });
    expect(await waitForJobs(world.studio, jobs)).toMatchObject([{ state: 'done', error: null, attemptCount: 1 }]);
    expect(standIn.countCreates('marker-0-end')).toBe(1);
  });
});

describe.skipIf(!hasFfmpeg)('money', () => {
  it('a budget holds jobs back, and lets them go when it is raised', async () => {
    const world = await openPriced(5);
    const { services, standIn, connection, projectId, shotIds } = world;
    standIn.finish('well');
    services.jobs.setPaused(true);
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    services.connections.update(connection.id, { monthlyBudget: microsFromDollars(0.5) });
    expect(services.generation.plan({ projectId, scope: 'all' }).overBudget).toMatchObject([
      { code: 'BUDGET_CONNECTION', params: { limit: '$0.50', amount: '$1.00', name: 'House' } },
    ]);
    await expect(services.generation.generate({ projectId, scope: 'all' })).rejects.toMatchObject({
      code: 'BUDGET_CONNECTION',
    });
    services.jobs.setPaused(false);
    const held = await waitForCount(world, 3, ({ hold }) => hold?.code === 'BUDGET_CONNECTION');
    expect(statesOf(held)).toEqual(['waiting', 'waiting', 'waiting']);
    await waitForCount(world, 2, ({ state }) => state === 'done');
    expect(standIn.videos.creates).toHaveLength(2);
    expect(services.ledger.summary(everything).total.estimated).toBe(400_000);

    services.connections.update(connection.id, { monthlyBudget: microsFromDollars(1) });
    expect(statesOf(await waitForJobs(world.studio, jobs))).toEqual(Array(5).fill('done'));
    expect(takesOf(world, shotIds)).toHaveLength(5);
    expect(services.ledger.summary(everything).total).toMatchObject({ estimated: 1_000_000, open: 0, entryCount: 5 });
    const { connections } = services.ledger.budgets(null);
    expect(connections).toMatchObject([{ spent: 1_000_000, limit: 1_000_000 }]);
  });

  it('the budget of a project holds jobs back too', async () => {
    const world = await openPriced(2);
    const { services, standIn, projectId } = world;
    standIn.finish('well');
    services.jobs.setPaused(true);
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    services.projects.update(projectId, { budget: { perJob: null, perMonth: microsFromDollars(0.3) } });
    services.jobs.setPaused(false);
    await waitForCount(world, 1, ({ hold }) => hold?.code === 'BUDGET_PROJECT');
    services.projects.update(projectId, { budget: { perJob: null, perMonth: null } });
    expect(statesOf(await waitForJobs(world.studio, jobs))).toEqual(['done', 'done']);
  });

  it('a wrong key is said in words, and nothing is paid', async () => {
    const world = await openPriced(1);
    const { services, standIn, connection, projectId } = world;
    standIn.finish('well');
    const says = { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } };
    standIn.override = ({ headers }) =>
      headers.authorization === `Bearer ${standInKey}` ? null : { status: 401, json: says };
    services.connections.setKey(connection.id, 'wrong');
    expect(await services.connections.test(connection.id)).toMatchObject({
      kind: 'fails',
      findings: [{ key: 'keyRejected' }],
    });
    const [job] = await generateAll(world, projectId);
    expect(job).toMatchObject({ state: 'failed', cost: null, error: { code: 'PROVIDER_KEY_REJECTED' } });
    expect(standIn.videos.creates).toEqual([]);
    const { total } = services.ledger.summary(everything);
    expect(total).toMatchObject({ actual: 0, estimated: 0, unassigned: 0, open: 0, entryCount: 1 });

    services.connections.setKey(connection.id, standInKey);
    expect(await waitForJobs(world.studio, services.jobs.retry(job ? [job.id] : []))).toMatchObject([
      { state: 'done', attemptCount: 2, cost: { amount: 200_000 } },
    ]);
  });

  it('a key that is missing is found out before anything is queued', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const { id } = connect(world, { kind: 'luma', baseUrl: 'http://127.0.0.1:9' }, null);
    const { projectId } = makeProject(world, { connectionId: id, modelId: 'ray-3.2', prompts: ['marker-a-end'] });
    expect(services.generation.plan({ projectId, scope: 'all' }).problems).toMatchObject([
      { error: { code: 'KEY_MISSING' } },
    ]);
    await expect(services.generation.generate({ projectId, scope: 'all' })).rejects.toMatchObject({
      code: 'KEY_MISSING',
    });
  });

  it('keys that are forgotten are forgotten by the adapters too', async () => {
    const world = await openProviderStudio();
    const { services } = world;
    const standIn = await startService(() => startLumaStandIn({ resultBytes: sampleClip() }));
    const { id } = connect(world, { kind: 'luma', baseUrl: standIn.baseUrl }, standInKey);
    expect(await services.connections.test(id)).toMatchObject({ kind: 'works' });
    services.keys.reset();
    expect(services.connections.get(id).hasKey).toBe(false);
    expect(await services.connections.test(id)).toMatchObject({ kind: 'fails', findings: [{ key: 'keyMissing' }] });
  });

  it('what a service declines is refused, and what it charges for that is written down', async () => {
    const world = await openPriced(1);
    const { services, standIn, projectId } = world;
    standIn.finish('refused');
    const [job] = await generateAll(world, projectId);
    expect(job).toMatchObject({ state: 'refused', error: { code: 'PROVIDER_REFUSED' } });
    // Whether this one is charged nobody knows.
    expect(services.ledger.summary(everything).total).toMatchObject({ open: 200_000, unassigned: 0, estimated: 0 });

    const runway = await startService(() => startRunwayStandIn({ resultBytes: sampleClip() }));
    runway.finish('refused');
    const { id } = connect(world, { kind: 'runway', baseUrl: runway.baseUrl }, standInKey);
    const other = makeProject(world, { connectionId: id, modelId: 'gen4.5', prompts: ['marker-r-end'] });
    expect(statesOf(await generateAll(world, other.projectId))).toEqual(['refused']);
    const filter = { ...everything, connectionId: id };
    expect(services.ledger.summary(filter).total).toMatchObject({ unassigned: 480_000, open: 0, actual: 0 });
  });

  it('a rate limit is waited out, and the attempt that was turned away costs nothing', async () => {
    const world = await openPriced(1);
    const { services, standIn, projectId } = world;
    standIn.finish('well');
    let left = 1;
    standIn.override = ({ method }) => {
      if (method !== 'POST' || left === 0) return null;
      left -= 1;
      return { status: 429, headers: { 'retry-after': '1' }, json: { detail: 'Too many requests' } };
    };
    const [job] = await generateAll(world, projectId);
    expect(job).toMatchObject({ state: 'done', attemptCount: 2, error: null, cost: { amount: 200_000 } });
    expect(standIn.countCreates('marker-0-end')).toBe(1);
    const states = services.ledger.list(everything, firstPage).entries.map(({ state }) => state);
    expect(states).toEqual(['settled', 'void']);
  });
});

describe.skipIf(!hasFfmpeg)('a job that is cancelled', () => {
  it('is stopped at the service; nobody knows what that costs, and it counts until somebody does', async () => {
    const world = await openPriced(1);
    const { services, standIn, projectId } = world;
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    await waitForCount(world, 1, ({ state }) => state === 'running');
    expect(statesOf(await services.jobs.cancel(jobs.map(({ id }) => id)))).toEqual(['cancelled']);
    expect(standIn.removedIds).toHaveLength(1);
    expect(services.ledger.summary(everything).total).toMatchObject({ open: 200_000, estimated: 0, actual: 0 });
    expect(services.egress.remoteCopies(firstPage).entries).toMatchObject([{ endedHow: 'removed' }]);
  });

  it('costs nothing while it waits', async () => {
    const world = await openPriced(1);
    const { services, standIn, projectId } = world;
    services.jobs.setPaused(true);
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    expect(statesOf(await services.jobs.cancel(jobs.map(({ id }) => id)))).toEqual(['cancelled']);
    expect(standIn.videos.creates).toEqual([]);
    expect(services.ledger.summary(everything).total.entryCount).toBe(0);
  });
});

describe.skipIf(!hasFfmpeg)('the check before a request', () => {
  async function openChecked() {
    const world = await openPriced(1);
    const checker = await startService(() => startOpenAiServer());
    const { id } = connect(world, { kind: 'openai', label: 'Check', baseUrl: checker.baseUrl }, 'check-key');
    world.services.connections.update(world.connection.id, { precheckConnectionId: id });
    world.standIn.finish('well');
    return Object.assign(world, { checker });
  }

  it('objects to a prompt: nothing is sent to the model, nothing is paid', async () => {
    const world = await openChecked();
    world.checker.objections = { 'marker-0-end': ['violence'] };
    const [job] = await generateAll(world, world.projectId);
    expect(job).toMatchObject({
      state: 'refused',
      error: { code: 'PRECHECK_OBJECTED', params: { input: 'prompt', categories: 'violence' } },
    });
    expect(world.standIn.videos.creates).toEqual([]);
    const { total } = world.services.ledger.summary(everything);
    expect(total).toMatchObject({ actual: 0, estimated: 0, unassigned: 0, open: 0 });
  });

  it('objects to a picture, and says which', async () => {
    const world = await openChecked();
    await setBoards(world, world.shotIds);
    world.checker.objections = { image_url: ['violence/graphic'] };
    const [job] = await generateAll(world, world.projectId);
    expect(job).toMatchObject({
      state: 'refused',
      error: { code: 'PRECHECK_OBJECTED', params: { input: 'first-frame', categories: 'violence/graphic' } },
    });
    expect(world.standIn.videos.creates).toEqual([]);
  });

  it('lets pass what it does not object to', async () => {
    const world = await openChecked();
    expect(statesOf(await generateAll(world, world.projectId))).toEqual(['done']);
    const purposes = world.services.egress.list(everything, firstPage).entries.map(({ purpose }) => purpose);
    expect(purposes.indexOf('moderation')).toBeGreaterThan(purposes.indexOf('create'));
  });
});

describe.skipIf(!hasFfmpeg)('a connection that is removed', () => {
  it('stays as long as a job needs it; takes, ledger and log outlive it, its secrets do not', async () => {
    const world = await openPriced(1);
    const { services, standIn, connection, model, host, projectId, shotIds } = world;
    services.connections.setHeader(connection.id, 'X-Team', 'secret-team');
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    expect(() => services.connections.delete(connection.id)).toThrow(
      expect.objectContaining({ code: 'CONNECTION_IN_USE' }),
    );
    standIn.finish('well');
    await waitForJobs(world.studio, jobs);
    services.connections.delete(connection.id);

    const names = [keyName(connection.id), headerSecretName(connection.id, 'X-Team')];
    expect(names.map((name) => host.secrets.has(name))).toEqual([false, false]);
    expect(services.connections.list().map(({ id }) => id)).not.toContain(connection.id);
    expect(takesOf(world, shotIds)).toMatchObject([{ connectionId: connection.id, modelId: model.modelId }]);
    const { byConnection } = services.ledger.summary(everything);
    expect(byConnection).toMatchObject([{ label: 'House', estimated: 200_000 }]);
    expect(services.egress.list(everything, firstPage).entries[0]).toMatchObject({ connectionLabel: 'House' });
    expect(services.generation.plan({ projectId, scope: 'all' }).problems).toMatchObject([
      { error: { code: 'CONNECTION_NOT_FOUND' } },
    ]);
    const [take] = takesOf(world, shotIds);
    expect(() => take && services.generation.runAgain(take.id, {})).toThrow(
      expect.objectContaining({ code: 'CONNECTION_NOT_FOUND' }),
    );
  });

  it('queues none of its jobs once more', async () => {
    const world = await openPriced(1);
    const { services, standIn, connection, projectId } = world;
    standIn.finish('badly');
    const [job] = await generateAll(world, projectId);
    services.connections.delete(connection.id);
    const before = standIn.server.requests.length;
    expect(() => services.jobs.retry(job ? [job.id] : [])).toThrow(
      expect.objectContaining({ code: 'CONNECTION_NOT_FOUND' }),
    );
    expect(statesOf(services.jobs.list(projectId))).toEqual(['failed']);
    expect(standIn.server.requests).toHaveLength(before);
  });
});

describe.skipIf(!hasFfmpeg)('a studio that ends in the middle', () => {
  it('takes up at the next start what runs at the service', async () => {
    const world = await openPriced(3);
    const { services, standIn, connection, projectId, shotIds } = world;
    services.connections.update(connection.id, { concurrency: 2 });
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    await waitForCount(world, 2, ({ state }) => state === 'running');
    await world.reopen();
    expect((await world.services.studio.info()).recoveredJobCount).toBe(2);
    standIn.finish('well');
    const ended = await waitForJobs(world.studio, jobs);
    expect(ended.map(({ state, attemptCount }) => [state, attemptCount])).toEqual(Array(3).fill(['done', 1]));
    expect(standIn.videos.creates).toHaveLength(3);
    expect(takesOf(world, shotIds)).toHaveLength(3);
    expect(world.services.ledger.summary(everything).total).toMatchObject({ estimated: 600_000, open: 0 });
  });

  it('finds a request again whose answer was lost', async () => {
    const world = await openPriced(2);
    const { services, standIn, projectId } = world;
    standIn.finish('well');
    standIn.server.faults = ({ method }) => (method === 'POST' ? { kind: 'lose-answer' } : null);
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    await waitForCount(world, 2, ({ state }) => state === 'sending');
    await world.reopen();
    expect(statesOf(await waitForJobs(world.studio, jobs))).toEqual(['done', 'done']);
    expect(standIn.videos.creates).toHaveLength(2);
  });

  it('sends nothing without its key while the keys are locked, and goes on when they are opened', async () => {
    const secrets = createLockableSecrets();
    await secrets.setPassphrase('eleven boats');
    const world = await openPriced(3, secrets);
    const { standIn, connection, projectId } = world;
    world.services.connections.update(connection.id, { concurrency: 1 });
    const jobs = await world.services.generation.generate({ projectId, scope: 'all' });
    await waitForCount(world, 1, ({ state }) => state === 'running');
    secrets.lock();
    await world.reopen();
    const before = standIn.server.requests.length;
    const [held] = await waitForCount(world, 1, ({ error }) => error?.code === 'KEYS_LOCKED');
    expect(held?.state).toBe('running');
    expect(standIn.server.requests).toHaveLength(before);

    standIn.finish('well');
    await world.services.keys.unlock('eleven boats');
    expect(statesOf(await waitForJobs(world.studio, jobs))).toEqual(['done', 'done', 'done']);
    expect(standIn.videos.creates).toHaveLength(3);
    expect(standIn.wasAlwaysSignedIn()).toBe(true);
  });

  it('begins nothing while a header that goes along is locked', async () => {
    const secrets = createLockableSecrets();
    await secrets.setPassphrase('eleven boats');
    const world = await openPriced(1, secrets);
    const { services, standIn, connection, projectId } = world;
    standIn.finish('well');
    services.connections.setKey(connection.id, null);
    services.connections.setHeader(connection.id, 'Authorization', 'Bearer of-the-header');
    services.jobs.setPaused(true);
    const jobs = await services.generation.generate({ projectId, scope: 'all' });
    secrets.lock();
    await world.reopen();
    world.services.jobs.setPaused(false);
    expect(await world.services.connections.test(connection.id)).toMatchObject({ findings: [{ key: 'keysLocked' }] });
    expect(statesOf(world.services.jobs.list(projectId))).toEqual(['waiting']);
    await world.services.keys.unlock('eleven boats');
    expect(statesOf(await waitForJobs(world.studio, jobs))).toEqual(['done']);
  });
});
