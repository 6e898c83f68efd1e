/** Where a person wants to see each request first, a whole studio queues none that they did not approve. */
import { describe, expect, it } from 'vitest';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { hasFfmpeg } from '../support/film-check.ts';
import { connectPriced, makeProject, openProviderStudio, takesOf } from '../support/provider-studio.ts';
import { waitForJobs, waitUntil } from '../support/test-studio.ts';

const needed = expect.objectContaining({ code: 'PREVIEW_NEEDED' });
const approved = { isApproved: true };

async function openWorld() {
  const world = await openProviderStudio();
  const server = await connectPriced(world);
  const { modelId } = server.model;
  const project = makeProject(world, { connectionId: server.connection.id, modelId, prompts: ['marker-0-end'] });
  return { ...server, ...project, world, services: world.services, host: world.host };
}

const first = (jobs: readonly Job[]): Job => jobs[0] ?? never();

function never(): never {
  throw new Error('there is one');
}

describe.skipIf(!hasFfmpeg)('each request is approved', () => {
  it('a take, and the same once more', async () => {
    const { world, services, host, standIn, projectId, shotIds } = await openWorld();
    standIn.finish('well');
    host.preferences.set({ alwaysPreviews: true });
    const request = { projectId, scope: 'all' } as const;
    await expect(services.generation.generate(request)).rejects.toThrow(needed);
    expect(services.jobs.list(null)).toEqual([]);
    await waitForJobs(world.studio, await services.generation.generate({ ...request, ...approved }));

    const [take] = takesOf(world, shotIds);
    const takeId = take?.id ?? never();
    const changes = { promptAsSent: 'marker-1-end' };
    expect(await services.generation.previewAgain(takeId, changes)).toMatchObject([
      { method: 'POST', body: expect.stringContaining('marker-1-end') },
    ]);
    expect(() => services.generation.runAgain(takeId, changes)).toThrow(needed);
    expect(standIn.videos.creates).toHaveLength(1);
    await waitForJobs(world.studio, services.generation.runAgain(takeId, changes, approved));
    expect([standIn.countCreates('marker-0-end'), standIn.countCreates('marker-1-end')]).toEqual([1, 1]);
  });

  it('a job that is tried again', async () => {
    const { world, services, host, standIn, projectId } = await openWorld();
    standIn.finish('badly');
    const failed = await waitForJobs(world.studio, await services.generation.generate({ projectId, scope: 'all' }));
    expect(failed).toMatchObject([{ state: 'failed' }]);
    host.preferences.set({ alwaysPreviews: true });
    const { id } = first(failed);
    expect(await services.generation.previewJob(id)).toMatchObject([
      { method: 'POST', body: expect.stringContaining('marker-0-end') },
    ]);
    expect(() => services.jobs.retry([id])).toThrow(needed);
    expect(services.jobs.list(null)).toEqual(failed);
    standIn.finish('well');
    expect(await waitForJobs(world.studio, services.jobs.retry([id], approved))).toMatchObject([{ state: 'done' }]);
    expect(standIn.videos.creates).toHaveLength(2);
  });

  it('a request of which nobody knows whether it arrived', async () => {
    const { world, services, host, standIn, projectId } = await openWorld();
    standIn.videos.recordsPrompts = false;
    standIn.server.faults = ({ method, path }) =>
      method === 'POST' && path.endsWith('/videos') ? { kind: 'lose-answer' } : null;
    const { id } = first(await services.generation.generate({ projectId, scope: 'all' }));
    const needsYou = (jobs: ReadonlyMap<string, Job>) => jobs.get(id)?.state === 'needs-you' || null;
    await waitUntil(world.studio, needsYou);
    host.preferences.set({ alwaysPreviews: true });
    await expect(services.jobs.decide(id, 'send-again')).rejects.toThrow(needed);
    // Looking sends nothing.
    await services.jobs.decide(id, 'look-again');
    await waitUntil(world.studio, needsYou);
    standIn.server.faults = () => null;
    standIn.finish('well');
    expect(await waitForJobs(world.studio, [await services.jobs.decide(id, 'send-again', approved)])).toMatchObject([
      { state: 'done' },
    ]);
    expect(standIn.videos.creates).toHaveLength(2);
  });

  it('a quick take, of which nothing is made; what stays here needs no word', async () => {
    const { world, services, host, connection, model, projectId } = await openWorld();
    host.preferences.set({ alwaysPreviews: true });
    const quick = {
      prompt: 'marker-2-end',
      uploadId: null,
      frameSize: { widthPx: 1280, heightPx: 720 },
      durationSeconds: 2,
      connectionId: connection.id,
      modelId: model.modelId,
    };
    const projectsBefore = services.projects.list().length;
    await expect(services.quick.create(quick)).rejects.toThrow(needed);
    expect(services.projects.list()).toHaveLength(projectsBefore);
    expect((await services.quick.create({ ...quick, isQueued: false })).jobs).toEqual([]);
    const local = { connectionId: animaticConnectionId, modelId: 'animatic' };
    const jobs = await services.generation.generate({ projectId, scope: 'all', ...local });
    expect(await waitForJobs(world.studio, jobs)).toMatchObject([{ state: 'done' }]);
  });
});
