import { describe, expect, it } from 'vitest';
import { animaticConnectionId, type ConnectionId, type ShotId } from '#shared/domain/ids.ts';
import { microsFromDollars } from '#shared/domain/money.ts';
import { aVideoModel, createPlanningWorld } from '../../../tests/support/planning-world.ts';

const cheap = aVideoModel({
  modelId: 'cheap',
  label: 'Cheap',
  prices: [{ unit: 'clip', amount: microsFromDollars(0.05) }],
  video: { duration: { kind: 'listed', seconds: [5] }, inputs: {}, hasSeed: false },
});

function createWorld() {
  const world = createPlanningWorld();
  const from = world.addConnection();
  const to = world.addConnection([cheap, aVideoModel({ modelId: 'other' })], { isDefault: false });
  const target = { projectId: world.project.id, connectionId: to, modelId: 'cheap' };
  const choices = () => {
    const { project, shots } = world.projects.storyboard(world.project.id);
    const ofShots = shots.map(({ connectionId, generation }) => [connectionId, generation.modelId]);
    return { project: [project.defaultConnectionId, project.defaultModelId], shots: ofShots };
  };
  const modelsNow = () =>
    world.generation.plan({ projectId: world.project.id, scope: 'all' }).takes.map(({ modelId }) => modelId);
  return { ...world, from, to, target, choices, modelsNow };
}

describe('plan', () => {
  it('shows for each shot what the other model cannot honour, and both prices', () => {
    const { retarget, shots, target, shotIds, from, to } = createWorld();
    shots.update([shotIds[1]], { generation: { seed: 3 } });
    const plan = retarget.plan({ ...target, shotIds: null });
    expect(plan.rows[1]).toEqual({
      shotId: shotIds[1],
      shotNumber: '1B',
      title: '',
      from: { connectionId: from, modelId: 'gen', label: 'Gen' },
      to: { connectionId: to, modelId: 'cheap', label: 'Cheap' },
      adjustments: [
        { field: 'duration', kind: 'changed', from: '4 s', to: '5 s' },
        { field: 'seed', kind: 'left-out', from: '3', to: '' },
      ],
      estimateBefore: 400_000,
      estimateAfter: 50_000,
    });
    expect(plan).toMatchObject({ totalBefore: 1_200_000, totalAfter: 150_000, unknownCount: 0 });
  });

  it('knows a model that is gone by its name alone', () => {
    const { retarget, shots, target, shotIds, from } = createWorld();
    shots.update([shotIds[0]], { generation: { modelId: 'gone' } });
    const [row] = retarget.plan({ ...target, shotIds: [shotIds[0]] }).rows;
    expect(row).toMatchObject({ from: { connectionId: from, modelId: 'gone', label: 'gone' }, estimateBefore: null });
  });

  it('is refused for a model or shot that is not there', () => {
    const { retarget, target } = createWorld();
    const refused = (code: string) => expect.objectContaining({ code });
    const plan = (change: object) => () => retarget.plan({ ...target, shotIds: null, ...change });
    expect(plan({ modelId: 'none' })).toThrowError(refused('MODEL_NOT_FOUND'));
    expect(plan({ connectionId: 'conn_0000000000000000' as ConnectionId })).toThrowError(
      refused('CONNECTION_NOT_FOUND'),
    );
    expect(plan({ shotIds: ['shot_0000000000000000' as ShotId] })).toThrowError(refused('SHOT_NOT_FOUND'));
  });
});

describe('apply', () => {
  it('gives some shots the model in one step that can be taken back', () => {
    const { retarget, target, shotIds, to, choices, modelsNow, history, project } = createWorld();
    const before = choices();
    retarget.apply({ ...target, shotIds: [shotIds[0], shotIds[2]] });
    expect(modelsNow()).toEqual(['cheap', 'gen', 'cheap']);
    expect(choices().shots).toEqual([
      [to, 'cheap'],
      [null, null],
      [to, 'cheap'],
    ]);
    expect(history.state(project.id).undo).toEqual({ key: 'retarget', count: 2 });
    history.undo(project.id);
    expect(choices()).toEqual(before);
  });

  it('gives the whole project the model, whatever its shots had chosen', () => {
    const { retarget, shots, target, shotIds, to, choices, modelsNow, history, project } = createWorld();
    shots.update([shotIds[1]], { connectionId: animaticConnectionId, generation: { seed: 3 } });
    shots.update([shotIds[2]], { connectionId: to, generation: { modelId: 'other' } });
    const before = choices();
    retarget.apply({ ...target, shotIds: null });
    expect(modelsNow()).toEqual(['cheap', 'cheap', 'cheap']);
    expect(choices().project).toEqual([to, 'cheap']);
    expect(shots.get(shotIds[1]).generation.seed).toBe(3);
    history.undo(project.id);
    expect(choices()).toEqual(before);
  });

  it('keeps the takes of shots that chose nothing themselves', () => {
    const { retarget, target, shotIds, addTake, shots, generation, project } = createWorld();
    addTake(shotIds[0]);
    retarget.apply({ ...target, shotIds: null });
    expect(shots.get(shotIds[0]).selectedTake?.isOutdated).toBe(false);
    expect(generation.plan({ projectId: project.id, scope: 'missing' }).takes.map(({ shotId }) => shotId)).toEqual([
      shotIds[1],
      shotIds[2],
    ]);
  });

  it('leaves the digest that any other edit would, also where only what happens names an element', () => {
    const { retarget, elements, shots, target, shotIds, project, history } = createWorld();
    elements.create({ projectId: project.id, kind: 'character', name: 'Mara' });
    shots.update([shotIds[0]], { action: '@Mara turns.' });
    retarget.apply({ ...target, shotIds: [shotIds[0]] });
    const { recipeDigest } = shots.get(shotIds[0]);
    shots.update([shotIds[0]], { notes: 'Only for people.' });
    expect(shots.get(shotIds[0]).recipeDigest).toBe(recipeDigest);
    history.undo(project.id);
    history.undo(project.id);
    history.redo(project.id);
    expect(shots.get(shotIds[0]).recipeDigest).toBe(recipeDigest);
  });
});
