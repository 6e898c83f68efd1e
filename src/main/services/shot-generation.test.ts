import { describe, expect, it } from 'vitest';
import type { UploadId } from '#shared/domain/ids.ts';
import { createPlanningWorld } from '../../../tests/support/planning-world.ts';
import { createBoardService } from './board-service.ts';

const uploadId = 'up_0000000000000000' as UploadId;

function createWorld() {
  const world = createPlanningWorld();
  const [shotId, otherId] = world.shotIds;
  const generation = () => world.shots.get(shotId).generation;
  const undo = () => world.history.undo(world.project.id).undone;
  return { ...world, shotId, otherId, generation, undo };
}

describe('settings of a model', () => {
  it('are changed one by one, also where shots differ, and are taken away with null', () => {
    const { shots, shotId, otherId, generation } = createWorld();
    shots.update([shotId], { generation: { settings: { guidance: 7, style: 'film' } } });
    shots.update([shotId, otherId], { generation: { settings: { guidance: 9 } } });
    expect(generation().settings).toEqual({ guidance: 9, style: 'film' });
    expect(shots.get(otherId).generation.settings).toEqual({ guidance: 9 });
    shots.update([shotId, otherId], { generation: { settings: { guidance: null } } });
    expect(generation().settings).toEqual({ style: 'film' });
    expect(shots.get(otherId).generation.settings).toEqual({});
  });

  it('stay when something else is set', () => {
    const { shots, shotId, generation } = createWorld();
    shots.update([shotId], { generation: { settings: { guidance: 7 } } });
    shots.update([shotId], { generation: { seed: 3 } });
    expect(generation()).toMatchObject({ seed: 3, settings: { guidance: 7 } });
  });
});

describe('pictures for generation', () => {
  it('are added behind those that are there, each once and each as one step to undo', () => {
    const { shots, addAsset, shotId, generation, undo } = createWorld();
    const [first, second] = [addAsset('image').id, addAsset('image').id];
    shots.addPicture(shotId, 'reference', first);
    shots.addPicture(shotId, 'reference', second);
    shots.addPicture(shotId, 'reference', first);
    expect(generation().referenceAssetIds).toEqual([first, second]);
    shots.addPicture(shotId, 'last-frame', first);
    expect(generation().lastFrameAssetId).toBe(first);
    expect([undo(), undo()]).toEqual([
      { key: 'setLastFrame', count: 1 },
      { key: 'addReference', count: 1 },
    ]);
    expect(generation()).toMatchObject({ lastFrameAssetId: null, referenceAssetIds: [first] });
  });

  it('are pictures, and no more than a shot keeps', () => {
    const { shots, addAsset, shotId, generation } = createWorld();
    expect(() => shots.addPicture(shotId, 'last-frame', addAsset('video').id)).toThrowError(
      expect.objectContaining({ code: 'MEDIA_TYPE_NOT_SUPPORTED' }),
    );
    const referenceAssetIds = Array.from({ length: 50 }, () => addAsset('image').id);
    shots.update([shotId], { generation: { referenceAssetIds } });
    expect(() => shots.addPicture(shotId, 'reference', addAsset('image').id)).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(generation().referenceAssetIds).toEqual(referenceAssetIds);
  });

  it('come from an upload, which is not taken in for a shot that is gone', async () => {
    const { shots, addAsset, shotId, generation } = createWorld();
    const taken: UploadId[] = [];
    const boards = createBoardService(
      shots,
      { commit: async () => addAsset('image') },
      {
        async takeFile(id) {
          taken.push(id);
          return { staged: { path: '/staging/x', discard: async () => {} }, fileName: 'x.png', sizeBytes: 1 };
        },
      },
    );
    const { shot } = await boards.add(shotId, 'reference', uploadId);
    expect(shot.generation.referenceAssetIds).toHaveLength(1);
    expect(generation()).toEqual(shot.generation);
    shots.delete([shotId]);
    await expect(boards.add(shotId, 'reference', uploadId)).rejects.toMatchObject({ code: 'SHOT_NOT_FOUND' });
    expect(taken).toEqual([uploadId]);
  });
});
