import { describe, expect, it } from 'vitest';
import { microsFromDollars } from '#shared/domain/money.ts';
import type { ConnectionId, TakeId } from '#shared/domain/ids.ts';
import { toAppError } from '#shared/errors/app-error.ts';
import { aVideoModel, createPlanningWorld } from '../../../tests/support/planning-world.ts';

const gone = 'conn_0000000000000000' as ConnectionId;

describe('plan', () => {
  it('says for each shot what would be sent and what it costs', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection();
    const plan = world.generation.plan({ projectId: world.project.id, scope: 'all', takesPerShot: 2 });
    expect(plan.takes.map(({ shotNumber, estimate }) => [shotNumber, estimate])).toEqual([
      ['1A', 400_000],
      ['1B', 400_000],
      ['1C', 400_000],
    ]);
    expect(plan.takes[0]).toMatchObject({
      connectionId,
      modelId: 'gen',
      promptAsSent: 'A boat leaves.',
      settings: { durationSeconds: 4, resolution: '720p', aspectRatio: '16:9', frameSize: null },
      adjustments: [],
      startsFrom: null,
    });
    expect(plan).toMatchObject({ total: 2_400_000, unknownCount: 0, overBudget: [], retiring: [], problems: [] });
  });

  it('leaves the choice to the request, then the shot, then the project, then the connection', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection([
      aVideoModel({ modelId: 'a' }),
      aVideoModel({ modelId: 'b' }),
      aVideoModel({ modelId: 'c' }),
      aVideoModel({ modelId: 'd' }),
    ]);
    const other = world.addConnection([aVideoModel({ modelId: 'x' }), aVideoModel({ modelId: 'b' })], {
      isDefault: false,
    });
    const [first, second, third] = world.shotIds;
    world.shots.update([second], { generation: { modelId: 'b' } });
    world.shots.update([third], { connectionId: other });
    const modelsOf = (request: { connectionId?: ConnectionId; modelId?: string } = {}) =>
      world.generation
        .plan({ projectId: world.project.id, scope: [first, second, third], ...request })
        .takes.map((take) => `${take.connectionId === other ? 'other' : 'own'} ${take.modelId}`);
    expect(modelsOf()).toEqual(['own a', 'own b', 'other x']);
    world.projects.update(world.project.id, { defaultModelId: 'c' });
    expect(modelsOf()).toEqual(['own c', 'own b', 'other x']);
    expect(modelsOf({ connectionId, modelId: 'd' })).toEqual(['own d', 'own d', 'own d']);
    // The shot's model belongs to its own connection, not to the one that is asked for.
    expect(modelsOf({ connectionId: other })).toEqual(['other x', 'other x', 'other x']);
  });

  it('says why a shot cannot be generated', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection();
    const [first, second, third] = world.shotIds;
    const codesOf = (request: { connectionId?: ConnectionId; modelId?: string } = {}) =>
      world.generation
        .plan({ projectId: world.project.id, scope: 'all', ...request })
        .problems.map(({ shotNumber, error }) => `${shotNumber} ${error.code}`);
    expect(codesOf()).toEqual([]);
    expect(codesOf({ connectionId: gone })[0]).toBe('1A CONNECTION_NOT_FOUND');
    expect(codesOf({ modelId: 'none' })[0]).toBe('1A MODEL_NOT_FOUND');
    world.shots.update([first, second], { generation: { startsFromPrevious: true } });
    expect(codesOf()).toEqual(['1A PREVIOUS_TAKE_MISSING', '1B PREVIOUS_TAKE_MISSING']);
    world.shots.update([third], { prompt: '' });
    expect(codesOf()).toContain('1C MODEL_INPUT_MISSING');
    world.shots.update([third], { prompt: 'A gull.', generation: { referenceAssetIds: [world.addAsset('image').id] } });
    world.connections.update(connectionId, { maySend: { images: false, voice: true, video: true } });
    expect(codesOf()).toContain('1C EGRESS_NOT_ALLOWED');
    world.connections.setKey(connectionId, null);
    expect(codesOf()).toContain('1C KEY_MISSING');
  });

  it('needs no key where the kind of connection demands none', () => {
    const world = createPlanningWorld();
    world.addConnection(undefined, { kind: 'comfyui', hasKey: false });
    expect(world.generation.plan({ projectId: world.project.id, scope: 'all' }).problems).toEqual([]);
  });

  it('names every limit that it would go over, and models that end', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection([aVideoModel({ retiresOn: '2026-12-01' })]);
    const look = () => world.generation.plan({ projectId: world.project.id, scope: 'all' });
    expect(look().retiring).toEqual([{ connectionId, modelId: 'gen', label: 'Gen', retiresOn: '2026-12-01' }]);
    const limits = (perJob: number, perMonth: number) => ({
      budget: { perJob: microsFromDollars(perJob), perMonth: microsFromDollars(perMonth) },
    });
    world.projects.update(world.project.id, limits(0.4, 1.2));
    expect(look().overBudget).toEqual([]);
    world.projects.update(world.project.id, limits(0.39, 1.19));
    world.connections.update(connectionId, { monthlyBudget: microsFromDollars(1) });
    expect(look().overBudget.map(({ code }) => code)).toEqual(['BUDGET_JOB', 'BUDGET_PROJECT', 'BUDGET_CONNECTION']);
  });

  it('counts takes without a known price', () => {
    const world = createPlanningWorld();
    world.addConnection([aVideoModel({ prices: [] })]);
    const plan = world.generation.plan({ projectId: world.project.id, scope: 'all', takesPerShot: 3 });
    expect(plan).toMatchObject({ total: 0, unknownCount: 9 });
  });

  it('has a sum that can be asked for alone', async () => {
    const world = createPlanningWorld();
    const request = { projectId: world.project.id, scope: 'all', takesPerShot: 2 } as const;
    const { takes } = world.generation.plan(request);
    expect(await world.generation.price(request)).toMatchObject({ shotCount: takes.length });
    world.addConnection();
    expect(await world.generation.price(request)).toEqual({ shotCount: 3, total: 2_400_000, unknownCount: 0 });
  });

  it('has a sum of a long film, which can be broken off', async () => {
    const world = createPlanningWorld();
    world.addConnection();
    const shotIds = [...world.shotIds];
    while (shotIds.length < 700) shotIds.push(...world.shots.duplicate([...shotIds]).shots.map(({ id }) => id));
    const request = { projectId: world.project.id, scope: 'all' } as const;
    const { total, takes } = world.generation.plan(request);
    expect(await world.generation.price(request)).toEqual({ shotCount: takes.length, total, unknownCount: 0 });
    const controller = new AbortController();
    const price = world.generation.price(request, controller.signal);
    controller.abort(new Error('enough'));
    await expect(price).rejects.toThrow('enough');
  });

  it('says of a few shots what it says of them among all', () => {
    const world = createPlanningWorld();
    world.addConnection();
    const { takeId } = world.addTake(world.shotIds[0]);
    world.shots.update([...world.shotIds], { generation: { startsFromPrevious: true } });
    const all = world.generation.plan({ projectId: world.project.id, scope: 'all' });
    // One that goes on from the shot before it, and two that cannot.
    expect(all.takes.map(({ shotNumber, startsFrom }) => [shotNumber, startsFrom?.takeId])).toEqual([['1B', takeId]]);
    expect(all.problems.map(({ shotNumber }) => shotNumber)).toEqual(['1A', '1C']);
    for (const scope of [world.shotIds.slice(2), world.shotIds.slice(0, 2), [...world.shotIds].reverse()]) {
      const few = world.generation.plan({ projectId: world.project.id, scope });
      expect(few.takes).toEqual(all.takes.filter(({ shotId }) => scope.includes(shotId)));
      expect(few.problems).toEqual(all.problems.filter(({ shotId }) => scope.includes(shotId)));
    }
  });
});

describe('generate', () => {
  it('queues what the plan showed, as one batch', async () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection();
    const jobs = await world.generation.generate({ projectId: world.project.id, scope: 'all', notBeforeMs: 5 });
    expect(jobs.map(({ label }) => label)).toEqual(['1A', '1B', '1C']);
    expect(new Set(jobs.map(({ batchId }) => batchId)).size).toBe(1);
    expect(jobs[0]).toMatchObject({ connectionId, modelId: 'gen', estimate: 400_000, notBeforeMs: 5 });
    expect(jobs[0]?.batchId).toMatch(/^batch_/);
    expect(jobs[0] && world.recipeOf(jobs[0])).toMatchObject({
      promptAsSent: 'A boat leaves.',
      settings: { durationSeconds: 4 },
      inputs: [],
      boardAssetId: null,
    });
  });

  it('queues only what is missing, and a single job without a batch', async () => {
    const world = createPlanningWorld();
    world.addConnection();
    const [first, second, third] = world.shotIds;
    world.addTake(first);
    const [job] = await world.generation.generate({ projectId: world.project.id, scope: [second] });
    expect(job?.batchId).toBeNull();
    const rest = await world.generation.generate({ projectId: world.project.id, scope: 'missing' });
    expect(rest.map(({ shotId }) => shotId)).toEqual([third]);
    world.shots.update([first], { prompt: 'Another.' });
    expect(await world.generation.generate({ projectId: world.project.id, scope: 'missing' })).toHaveLength(1);
    expect(await world.generation.generate({ projectId: world.project.id, scope: 'missing' })).toEqual([]);
  });

  it('queues nothing when one shot cannot be generated, or a budget is too small', async () => {
    const world = createPlanningWorld();
    world.addConnection();
    const all = { projectId: world.project.id, scope: 'all' } as const;
    world.projects.update(world.project.id, { budget: { perJob: null, perMonth: microsFromDollars(1.1) } });
    await expect(world.generation.generate(all)).rejects.toMatchObject({ code: 'BUDGET_PROJECT' });
    world.shots.update([world.shotIds[2]], { prompt: '' });
    await expect(world.generation.generate(all)).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISSING',
      params: { model: 'Gen', input: 'prompt' },
    });
    expect(world.countJobs()).toBe(0);
  });

  it('begins with the last frame of the take before', async () => {
    const world = createPlanningWorld();
    world.addConnection();
    const [first, second] = world.shotIds;
    const board = world.addAsset('image').id;
    world.shots.setMedia([second], 'board', board);
    world.shots.update([second], { generation: { startsFromPrevious: true } });
    const { takeId, assetId } = world.addTake(first);
    const [take] = world.generation.plan({ projectId: world.project.id, scope: [second] }).takes;
    expect(take?.startsFrom).toEqual({ takeId, assetId });
    expect(world.cutTakes).toEqual([]);

    const jobs = await world.generation.generate({ projectId: world.project.id, scope: [second], takesPerShot: 2 });
    expect(world.cutTakes).toEqual([assetId]);
    const recipes = jobs.map(world.recipeOf);
    const frame = recipes[0]?.inputs[0]?.assetId;
    expect(frame).not.toBe(assetId);
    expect(recipes.map(({ inputs, boardAssetId, startsFrom }) => ({ inputs, boardAssetId, startsFrom }))).toEqual(
      Array.from({ length: 2 }, () => ({
        inputs: [{ role: 'first-frame', assetId: frame }],
        boardAssetId: frame,
        startsFrom: { takeId, assetId },
      })),
    );
  });

  it('says that a first frame is left out instead of asking for the take before', () => {
    const world = createPlanningWorld();
    world.addConnection([aVideoModel({ video: { inputs: {} } })]);
    world.shots.update([world.shotIds[1]], { generation: { startsFromPrevious: true } });
    const [take] = world.generation.plan({ projectId: world.project.id, scope: [world.shotIds[1]] }).takes;
    expect(take).toMatchObject({
      startsFrom: null,
      inputs: [],
      adjustments: [{ field: 'first-frame', kind: 'left-out' }],
    });
  });

  it('counts the seed up for further takes of a shot', async () => {
    const world = createPlanningWorld();
    world.addConnection();
    world.shots.update([world.shotIds[0]], { generation: { seed: 2 ** 32 - 1 } });
    const jobs = await world.generation.generate({
      projectId: world.project.id,
      scope: world.shotIds.slice(0, 2),
      takesPerShot: 2,
    });
    expect(jobs.map((job) => world.recipeOf(job).settings.seed)).toEqual([2 ** 32 - 1, 0, null, null]);
  });

  it('sends board, references and voice as far as the model takes them', async () => {
    const world = createPlanningWorld();
    const animatic = world.project.defaultConnectionId;
    world.addConnection();
    const [shotId] = world.shotIds;
    const [board, reference] = [world.addAsset('image').id, world.addAsset('image').id];
    const voice = world.addAsset('audio').id;
    world.shots.setMedia([shotId], 'board', board);
    world.shots.setMedia([shotId], 'voice', voice);
    world.shots.update([shotId], { generation: { referenceAssetIds: [reference] } });
    const recipesWith = async (connectionId: ConnectionId | null) =>
      (await world.generation.generate({ projectId: world.project.id, scope: [shotId], connectionId })).map(
        world.recipeOf,
      );
    expect(await recipesWith(null)).toMatchObject([
      {
        inputs: [
          { role: 'first-frame', assetId: board },
          { role: 'reference', assetId: reference },
        ],
        boardAssetId: board,
        voiceAssetId: null,
      },
    ]);
    expect(await recipesWith(animatic)).toMatchObject([
      { modelId: 'animatic', boardAssetId: board, voiceAssetId: voice, estimate: 0 },
    ]);
  });
});

describe('preview', () => {
  it('shows the request that the take would make', async () => {
    const world = createPlanningWorld();
    world.addConnection();
    const [first, second] = world.shotIds;
    world.addTake(first);
    world.shots.update([second], { generation: { startsFromPrevious: true } });
    const requests = await world.generation.preview({ shotId: second, connectionId: null, modelId: null });
    expect(requests).toMatchObject([{ purpose: 'create', host: 'runway.example', path: '/videos' }]);
    expect(world.previews).toMatchObject([{ modelId: 'gen', promptAsSent: 'A boat leaves.' }]);
    expect(world.cutTakes).toHaveLength(1);
    expect(world.countJobs()).toBe(1);
  });

  it('says why there is nothing to show', async () => {
    const world = createPlanningWorld();
    const look = { shotId: world.shotIds[0], modelId: null };
    await expect(world.generation.preview({ ...look, connectionId: gone })).rejects.toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
  });
});

describe('runAgain', () => {
  it('queues the request of the take, not what the shot is now', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection();
    const [shotId] = world.shotIds;
    const { takeId } = world.addTake(shotId, { connectionId });
    world.shots.update([shotId], { prompt: 'Something else.' });
    const [exact] = world.generation.runAgain(takeId, {});
    expect(exact && world.recipeOf(exact)).toMatchObject({
      promptAsSent: 'As it was sent.',
      prompt: 'A boat leaves.',
      settings: { seed: 7 },
      estimate: 400_000,
    });
    const [changed] = world.generation.runAgain(takeId, { promptAsSent: 'Warmer light.', seed: null });
    expect(changed && world.recipeOf(changed)).toMatchObject({
      promptAsSent: 'Warmer light.',
      settings: { seed: null },
    });
  });

  it('refuses what the model does not take', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection([aVideoModel({ video: { hasSeed: false, maxPromptCharacters: 20 } })]);
    const { takeId } = world.addTake(world.shotIds[0], { connectionId });
    const again = (changes: { promptAsSent?: string; seed?: number }) => () =>
      world.generation.runAgain(takeId, changes);
    const invalid = (field: string) => expect.objectContaining({ code: 'INVALID_INPUT', params: { field } });
    expect(again({ seed: 1 })).toThrowError(invalid('seed'));
    expect(again({ promptAsSent: 'x'.repeat(21) })).toThrowError(invalid('prompt'));
    expect(again({ promptAsSent: ' ' })).toThrowError(expect.objectContaining({ code: 'MODEL_INPUT_MISSING' }));
    world.projects.update(world.project.id, { budget: { perJob: microsFromDollars(0.1), perMonth: null } });
    expect(again({})).toThrowError(expect.objectContaining({ code: 'BUDGET_JOB' }));
    expect(() => world.generation.runAgain('take_0000000000000000' as never, {})).toThrowError(
      expect.objectContaining({ code: 'TAKE_NOT_FOUND' }),
    );
    expect(world.countJobs()).toBe(1);
  });

  it('asks nothing of a connection, model or key that is gone', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection();
    const [shotId] = world.shotIds;
    const codeOf = (take: { takeId: TakeId }) => {
      try {
        return world.generation.runAgain(take.takeId, {}).length;
      } catch (error) {
        return toAppError(error).code;
      }
    };
    const removed = world.addConnection(undefined, { isDefault: false });
    const ofRemoved = world.addTake(shotId, { connectionId: removed });
    world.connections.delete(removed);
    expect(codeOf(ofRemoved)).toBe('CONNECTION_NOT_FOUND');
    expect(codeOf(world.addTake(shotId, { connectionId, modelId: 'none' }))).toBe('MODEL_NOT_FOUND');
    const take = world.addTake(shotId, { connectionId });
    world.connections.setKey(connectionId, null);
    expect(codeOf(take)).toBe('KEY_MISSING');
    world.shots.delete([shotId]);
    expect(codeOf(take)).toBe('SHOT_NOT_FOUND');
  });
});
