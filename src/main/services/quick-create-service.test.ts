import { describe, expect, it } from 'vitest';
import type { UploadId } from '#shared/domain/ids.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { aVideoModel, createPlanningWorld } from '../../../tests/support/planning-world.ts';

const uploadId = 'up_0000000000000000' as UploadId;

function createWorld(model = aVideoModel()) {
  const world = createPlanningWorld();
  const connectionId = world.addConnection([model]);
  const take = {
    prompt: 'A lighthouse in the storm.',
    frameSize: { widthPx: 1280, heightPx: 720 },
    durationSeconds: 5,
    connectionId,
    modelId: 'gen',
  };
  const titles = () =>
    world.projects
      .list()
      .map(({ title }) => title)
      .sort();
  return { ...world, take, titles };
}

describe('plan', () => {
  it('says what becomes of the wishes and what it costs, and makes nothing', () => {
    const { quick, take, titles } = createWorld(aVideoModel({ video: { inputs: {} } }));
    expect(quick.plan({ ...take, hasPicture: true })).toEqual({
      adjustments: [
        { field: 'first-frame', kind: 'left-out', from: '', to: '' },
        { field: 'duration', kind: 'changed', from: '5 s', to: '6 s' },
      ],
      estimate: 600_000,
      overBudget: [],
    });
    expect(titles()).toEqual(['Film']);
  });

  it('names the limit that it would go over', () => {
    const { quick, take, connections } = createWorld();
    connections.update(take.connectionId, { monthlyBudget: microsFromDollars(0.5) });
    expect(quick.plan({ ...take, hasPicture: false }).overBudget).toMatchObject([{ code: 'BUDGET_CONNECTION' }]);
  });
});

describe('create', () => {
  it('makes the project once, and a shot with its take each time', async () => {
    const { quick, take, titles, projects, recipeOf } = createWorld();
    const first = await quick.create({ ...take, uploadId: null });
    const second = await quick.create({ ...take, prompt: 'A gull.', uploadId: null });
    expect(second.projectId).toBe(first.projectId);
    expect(titles()).toEqual(['Film', 'Quick takes']);
    const { shots } = projects.storyboard(first.projectId);
    expect(shots.map(({ id, title, durationFrames }) => [id, title, durationFrames])).toEqual([
      [first.shotId, 'A lighthouse in the storm.', 120],
      [second.shotId, 'A gull.', 120],
    ]);
    expect(first.jobs).toHaveLength(1);
    expect(second.jobs[0] && recipeOf(second.jobs[0])).toMatchObject({
      connectionId: take.connectionId,
      modelId: 'gen',
      promptAsSent: 'A gull.',
    });
  });

  it('begins with the picture', async () => {
    const { quick, take, shots, recipeOf } = createWorld();
    const { shotId, jobs } = await quick.create({ ...take, uploadId });
    const { boardAssetId } = shots.get(shotId);
    expect(boardAssetId).not.toBeNull();
    expect(jobs[0] && recipeOf(jobs[0]).inputs).toEqual([{ role: 'first-frame', assetId: boardAssetId }]);
  });

  it('makes only the shot when it is told to', async () => {
    const { quick, take, shots, countJobs } = createWorld();
    const { shotId, jobs } = await quick.create({ ...take, uploadId, isQueued: false });
    expect(jobs).toEqual([]);
    expect(countJobs()).toBe(0);
    expect(shots.get(shotId)).toMatchObject({ prompt: take.prompt, connectionId: take.connectionId });
  });

  it('makes the project anew when it was deleted, and another one for another size', async () => {
    const { quick, take, titles, projects } = createWorld();
    const { projectId } = await quick.create({ ...take, uploadId: null });
    const tall = { ...take, frameSize: { widthPx: 720, heightPx: 1280 }, uploadId: null };
    const other = await quick.create(tall);
    expect(titles()).toEqual(['Film', 'Quick takes', 'Quick takes 720×1280']);
    expect(projects.get(other.projectId).frameSize).toEqual(tall.frameSize);
    projects.delete(projectId);
    const anew = await quick.create({ ...take, uploadId: null });
    expect(anew.projectId).not.toBe(projectId);
    expect(titles()).toEqual(['Film', 'Quick takes', 'Quick takes 720×1280']);
  });

  it('makes nothing of what cannot be sent', async () => {
    const { quick, take, titles, connections, countJobs } = createWorld();
    const create = (change: object = {}) => quick.create({ ...take, uploadId: null, ...change });
    await expect(create({ prompt: '' })).rejects.toMatchObject({ code: 'MODEL_INPUT_MISSING' });
    await expect(create({ modelId: 'none' })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    connections.update(take.connectionId, {
      monthlyBudget: microsFromDollars(0.5),
      maySend: { images: false, voice: true, video: true },
    });
    await expect(create()).rejects.toMatchObject({ code: 'BUDGET_CONNECTION' });
    await expect(create({ uploadId })).rejects.toMatchObject({ code: 'EGRESS_NOT_ALLOWED' });
    connections.setKey(take.connectionId, null);
    await expect(create()).rejects.toMatchObject({ code: 'KEY_MISSING' });
    expect(titles()).toEqual(['Film']);
    expect(countJobs()).toBe(0);
  });
});
