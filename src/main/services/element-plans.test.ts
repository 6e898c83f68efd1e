import { describe, expect, it } from 'vitest';
import { takeRecipeSchema } from '#main/jobs/job-schemas.ts';
import { toVideoRequest } from '#main/jobs/generate-take-job.ts';
import { animaticModel } from '#main/providers/animatic/animatic-provider.ts';
import type { ElementKind } from '#shared/domain/element.ts';
import type { ElementId, UploadId } from '#shared/domain/ids.ts';
import { aVideoModel, createPlanningWorld } from '../../../tests/support/planning-world.ts';

const anUpload = 'up_0000000000000001' as UploadId;

function openWorld() {
  const world = createPlanningWorld();
  world.addConnection();
  const [shotId] = world.shotIds;
  return {
    ...world,
    shotId,
    make(name: string, description = '', kind: ElementKind = 'character'): ElementId {
      const { id } = world.elements.create({ projectId: world.project.id, kind, name }).element;
      world.elements.update(id, { description });
      return id;
    },
    /** Gives an element another still. */
    async addStill(id: ElementId) {
      return (await world.elements.addReference(id, anUpload)).element.referenceAssetIds.at(-1);
    },
    plan: () => world.generation.plan({ projectId: world.project.id, scope: [shotId] }),
  };
}

describe('a plan', () => {
  it('fills in what the prompt names, before the style notes', () => {
    const { make, shots, shotId, plan, projects, project, elements } = openWorld();
    make('mara', 'a woman of sixty');
    elements.update(make('noir', 'hard shadows', 'style'), { isInEveryPrompt: true });
    projects.update(project.id, { styleNotes: '16 mm film.' });
    shots.update([shotId], { prompt: '@Mara waits for @nobody.', cameraMove: { kind: 'push-in', strength: 0.3 } });
    expect(plan().takes[0]?.promptAsSent).toBe(
      [
        'mara waits for @nobody.',
        'Mara: a woman of sixty',
        'Noir: hard shadows',
        '16 mm film.',
        'The camera pushes in slowly.',
      ].join('\n'),
    );
  });

  it('sends the stills of what is named behind the shot’s own, each once', async () => {
    const { make, addStill, addAsset, shots, shotId, plan, generation, project } = openWorld();
    const [lamp, mara] = [make('lamp', '', 'prop'), make('mara')];
    make('unused');
    const stills = [await addStill(mara), await addStill(lamp)];
    const own = addAsset('image').id;
    const references = [own, stills[1] ?? own];
    shots.update([shotId], { prompt: '@mara, @lamp, @mara', generation: { referenceAssetIds: references } });
    const inputs = [own, stills[1], stills[0]].map((assetId) => ({ role: 'reference', assetId }));
    expect(plan().takes[0]).toMatchObject({ inputs, adjustments: [] });
    await addStill(mara);
    expect(plan().takes[0]).toMatchObject({
      inputs,
      adjustments: [{ field: 'reference', kind: 'changed', from: '4', to: '3' }],
    });
    expect(await generation.generate({ projectId: project.id, scope: [shotId] })).toHaveLength(1);
  });

  it('of another model takes the same', async () => {
    const { make, addStill, shots, shotId, addConnection, retarget, project } = openWorld();
    await addStill(make('mara'));
    shots.update([shotId], { prompt: '@mara' });
    const connectionId = addConnection([aVideoModel({ video: { inputs: {} } })], { isDefault: false });
    const { rows } = retarget.plan({ projectId: project.id, shotIds: [shotId], connectionId, modelId: 'gen' });
    expect(rows[0]?.adjustments).toEqual([{ field: 'reference', kind: 'left-out', from: '', to: '' }]);
  });
});

describe('a take', () => {
  it('keeps what went into its prompt, and is outdated when that changes', async () => {
    const { make, elements, shots, shotId, generation, project, recipeOf, addTake, history } = openWorld();
    const mara = make('mara', 'a woman of sixty');
    shots.update([shotId], { prompt: '@mara waits.' });
    const [job] = await generation.generate({ projectId: project.id, scope: [shotId] });
    const recipe = job && recipeOf(job);
    const { digest } = elements.list(project.id)[0] ?? {};
    expect(recipe).toMatchObject({ prompt: '@mara waits.', elements: [{ elementId: mara, name: 'mara', digest }] });
    expect(takeRecipeSchema.parse(recipe)).toEqual(recipe);
    addTake(shotId);
    const isOutdated = () => shots.get(shotId).selectedTake?.isOutdated;
    expect(isOutdated()).toBe(false);
    elements.update(mara, { description: 'a woman of seventy' });
    expect(isOutdated()).toBe(true);
    history.undo(project.id);
    expect(isOutdated()).toBe(false);
  });

  it('of the built-in engine shows the names as words', async () => {
    const { make, shots, shotId, connections, project, projects, generation, recipeOf, elements } = openWorld();
    const old = make('old_mara', 'a woman of sixty');
    projects.update(project.id, { defaultConnectionId: connections.list()[0]?.id });
    shots.update([shotId], { prompt: '@Old_Mara waits for @nobody.' });
    const [job] = await generation.generate({ projectId: project.id, scope: [shotId] });
    if (!job) throw new Error('nothing was queued');
    elements.update(old, { name: 'ida' });
    const options = { assets: {} as never, modelOf: () => animaticModel, isLocal: true };
    expect((await toVideoRequest(recipeOf(job), options)).prompt).toBe('old mara waits for @nobody.');
  });
});
