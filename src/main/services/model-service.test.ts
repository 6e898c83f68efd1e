import { describe, expect, it } from 'vitest';
import { animaticConnectionId, type ConnectionId } from '#shared/domain/ids.ts';
import { aVideoModel, createPlanningWorld } from '../../../tests/support/planning-world.ts';

const gone = 'conn_0000000000000000' as ConnectionId;
const [a, b] = [aVideoModel({ modelId: 'a' }), aVideoModel({ modelId: 'b' })];

describe('models', () => {
  it('are those of every connection, the built-in engine first', () => {
    const { models, addConnection } = createPlanningWorld();
    const connectionId = addConnection([b, a]);
    expect(models.list(null).map((model) => [model.connectionId, model.modelId, model.origin])).toEqual([
      [animaticConnectionId, 'animatic', 'bundled'],
      [connectionId, 'b', 'bundled'],
      [connectionId, 'a', 'bundled'],
    ]);
    expect(models.list(connectionId)).toHaveLength(2);
    expect(() => models.list(gone)).toThrowError(expect.objectContaining({ code: 'CONNECTION_NOT_FOUND' }));
  });

  it('are what the connection answered, in its order, once it was asked', async () => {
    const { models, addConnection, live } = createPlanningWorld();
    const connectionId = addConnection([a]);
    live.models = ['z', 'c', 'b'].map((modelId) => aVideoModel({ modelId }));
    const listed = await models.refresh(connectionId);
    expect(listed.map(({ modelId, origin }) => `${modelId} ${origin}`)).toEqual(['z live', 'c live', 'b live']);
    live.models = [b];
    await models.refresh(connectionId);
    expect(models.list(connectionId).map(({ modelId }) => modelId)).toEqual(['b']);
    live.models = [];
    await models.refresh(connectionId);
    expect(models.list(connectionId).map(({ origin }) => origin)).toEqual(['bundled']);
    await expect(models.refresh(gone)).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });

  it('stay as they were when the connection does not answer', async () => {
    const { models, addConnection, live } = createPlanningWorld();
    const connectionId = addConnection([a]);
    live.models = [b];
    await models.refresh(connectionId);
    Object.defineProperty(live, 'models', {
      get() {
        throw new Error('no answer');
      },
    });
    await expect(models.refresh(connectionId)).rejects.toThrowError('no answer');
    expect(models.list(connectionId).map(({ modelId }) => modelId)).toEqual(['b']);
  });

  it('can be changed and added by hand, which stands above all else until it is taken back', async () => {
    const { models, addConnection, live } = createPlanningWorld();
    const connectionId = addConnection([a, b]);
    expect(models.edit(connectionId, { ...b, label: 'Mine' })).toMatchObject({ label: 'Mine', origin: 'edited' });
    models.edit(connectionId, aVideoModel({ modelId: 'new' }));
    const labels = () => models.list(connectionId).map(({ modelId, label, origin }) => `${modelId} ${label} ${origin}`);
    expect(labels()).toEqual(['a Gen bundled', 'b Mine edited', 'new Gen edited']);
    live.models = [b];
    await models.refresh(connectionId);
    expect(labels()).toEqual(['b Mine edited', 'new Gen edited']);
    expect(models.resetEdit(connectionId, 'b')).toBe(true);
    expect(models.resetEdit(connectionId, 'b')).toBe(false);
    expect(labels()).toEqual(['b Gen live', 'new Gen edited']);
  });

  it('are refused by hand with the field that is wrong', () => {
    const { models, addConnection } = createPlanningWorld();
    const connectionId = addConnection();
    const wrong = { ...a, video: { ...a.video, duration: { kind: 'listed', seconds: [] } } };
    const invalid = (field: string) => expect.objectContaining({ code: 'INVALID_INPUT', params: { field } });
    expect(() => models.edit(connectionId, wrong)).toThrowError(invalid('video.duration.seconds'));
    expect(() => models.edit(connectionId, { ...a, video: null })).toThrowError(invalid('video'));
    expect(() => models.edit(connectionId, 'a')).toThrowError(invalid(''));
    expect(models.list(connectionId).every(({ origin }) => origin === 'bundled')).toBe(true);
  });

  it('are left out when they were written down in another form', async () => {
    const { models, addConnection, live, context } = createPlanningWorld();
    const connectionId = addConnection([]);
    live.models = [a, b];
    await models.refresh(connectionId);
    context.db.prepare(`UPDATE models SET definition = '{"modelId":"a"}' WHERE model_id = 'a'`).run();
    expect(models.list(connectionId).map(({ modelId }) => modelId)).toEqual(['b']);
  });

  it('that cannot be read are counted, logged and told with the test of the connection', async () => {
    const { models, connections, addConnection, live, logged } = createPlanningWorld();
    const connectionId = addConnection([]);
    live.models = [a, b, { ...a, modelId: 'unreadable', label: 'x'.repeat(100_000) }];
    expect((await models.refresh(connectionId)).map(({ modelId }) => modelId)).toEqual(['a', 'b']);
    expect(models.countUnreadable(connectionId)).toEqual({ unreadable: 1, total: 3 });
    expect(logged).toEqual(['models.unreadable']);
    expect((await connections.test(connectionId)).findings).toEqual([
      { key: 'modelsUnreadable', params: { unreadable: 1, total: 3 } },
    ]);
    live.models = [a];
    await models.refresh(connectionId);
    expect((await connections.test(connectionId)).findings).toEqual([]);
  });

  it('are found by connection, name and kind', () => {
    const { models, addConnection } = createPlanningWorld();
    const connectionId = addConnection([a]);
    expect(models.find({ connectionId, modelId: 'a' })?.connectionId).toBe(connectionId);
    expect(models.find({ connectionId, modelId: 'a' }, 'text')).toBeNull();
    expect(models.find({ connectionId: gone, modelId: 'a' })).toBeNull();
  });

  it('are announced when they change', async () => {
    const { models, addConnection, context } = createPlanningWorld();
    const connectionId = addConnection([a]);
    const kinds: string[] = [];
    context.changes.subscribe((changes) => kinds.push(...changes.map(({ kind }) => kind)));
    models.edit(connectionId, a);
    models.resetEdit(connectionId, 'a');
    await models.refresh(connectionId);
    expect(kinds).toEqual(['model', 'model', 'model']);
  });
});

describe('retiring', () => {
  it('names the shots that would use a model, however they came to it', () => {
    const world = createPlanningWorld();
    const connectionId = world.addConnection([
      aVideoModel({ modelId: 'first', retiresOn: '2026-12-01' }),
      aVideoModel({ modelId: 'second', retiresOn: '2026-11-30' }),
      aVideoModel({ modelId: 'stays' }),
    ]);
    const [one, two, three] = world.shotIds;
    world.shots.update([two], { generation: { modelId: 'second' } });
    world.shots.update([three], { generation: { modelId: 'stays' } });
    const look = () =>
      world.models.retiring('2026-11-22').map(({ model, shots }) => [model.modelId, shots.map(({ shotId }) => shotId)]);
    expect(look()).toEqual([
      ['second', [two]],
      ['first', [one]],
    ]);
    world.projects.update(world.project.id, { defaultModelId: 'second' });
    expect(look()).toEqual([
      ['second', [one, two]],
      ['first', []],
    ]);
    world.shots.update([one], { connectionId: animaticConnectionId });
    world.shots.delete([two]);
    expect(look()).toEqual([
      ['second', []],
      ['first', []],
    ]);
    expect(world.models.list(connectionId)).toHaveLength(3);
  });

  it('forgets a model that has ended once no shot would use it', () => {
    const world = createPlanningWorld();
    world.addConnection([aVideoModel({ modelId: 'old', retiresOn: '2026-09-01' }), aVideoModel({ modelId: 'new' })]);
    expect(world.models.retiring('2026-11-22').map(({ shots }) => shots.length)).toEqual([3]);
    world.projects.update(world.project.id, { defaultModelId: 'new' });
    expect(world.models.retiring('2026-11-22')).toEqual([]);
  });
});
