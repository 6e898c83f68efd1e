import { describe, expect, it } from 'vitest';
import { labelOfSceneEdit, labelOfShotEdit } from './edit-labels.ts';

describe('labelOfShotEdit', () => {
  it('names the field that is changed, in one shot or in many', () => {
    expect(labelOfShotEdit({ status: 'approved' })).toBe('setStatus');
    expect(labelOfShotEdit({ title: 'One' }, { title: 'Two' })).toBe('editTitle');
    expect(labelOfShotEdit({ connectionId: null, generation: {} })).toBe('setGeneration');
    expect(labelOfShotEdit({ cameraMove: { kind: 'static', strength: 0 }, framing: null })).toBe('setCamera');
  });

  it('calls it an edit of the shot where there are several fields, or none', () => {
    expect(labelOfShotEdit({ title: 'One', status: 'approved' })).toBe('updateShot');
    expect(labelOfShotEdit({ title: 'One' }, { tags: [] })).toBe('updateShot');
    expect(labelOfShotEdit({ title: undefined })).toBe('updateShot');
  });
});

describe('labelOfSceneEdit', () => {
  it('names what is seen of a scene', () => {
    expect(labelOfSceneEdit({ heading: 'INT. LAMP ROOM' })).toBe('renameScene');
    expect(labelOfSceneEdit({ sceneNumber: null })).toBe('numberScene');
    expect(labelOfSceneEdit({ heading: '', colour: 'red' })).toBe('updateScene');
    expect(labelOfSceneEdit({ notes: '' })).toBe('updateScene');
  });
});
