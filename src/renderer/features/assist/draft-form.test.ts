import { describe, expect, it } from 'vitest';
import type { ConnectionId, ProjectId, SceneId } from '#shared/domain/ids.ts';
import { draftedOf, newForm, taskOf } from './draft-form.ts';

const projectId = 'proj_0000000000000001' as ProjectId;
const sceneId = 'scene_0000000000000001' as SceneId;
const model = { connectionId: 'conn_0000000000000001' as ConnectionId, modelId: 'm' };
const fromSynopsis = { projectId, sceneId: null };
const fromScene = { projectId, sceneId };

describe('taskOf', () => {
  it('asks for what was written, or for the scene', () => {
    const written = { ...newForm(fromSynopsis), synopsis: 'Mara waits.', count: 12 };
    expect(taskOf(written, fromSynopsis, model)).toEqual({
      task: 'draft',
      projectId,
      ...model,
      source: { kind: 'synopsis', text: 'Mara waits.' },
      shotCount: 12,
    });
    expect(taskOf(newForm(fromScene), fromScene, model)).toMatchObject({
      source: { kind: 'scene', sceneId },
      shotCount: null,
    });
  });

  it('asks for nothing while something is missing', () => {
    const written = { ...newForm(fromSynopsis), synopsis: 'Mara waits.' };
    expect(taskOf(newForm(fromSynopsis), fromSynopsis, model)).toBeNull();
    expect(taskOf(written, fromSynopsis, null)).toBeNull();
    expect(taskOf({ ...written, count: 65 }, fromSynopsis, model)).toBeNull();
  });
});

describe('draftedOf', () => {
  it('puts shots into the scene that they are from, or into a new one', () => {
    expect(draftedOf(newForm(fromScene), fromScene, []).target).toEqual({ kind: 'scene', sceneId });
    const written = { ...newForm(fromSynopsis), synopsis: 'Mara waits.', heading: 'EXT. PIER' };
    expect(draftedOf(written, fromSynopsis, []).target).toEqual({
      kind: 'new-scene',
      projectId,
      heading: 'EXT. PIER',
      synopsis: 'Mara waits.',
    });
  });
});
