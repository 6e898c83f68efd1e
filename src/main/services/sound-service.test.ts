import { describe, expect, it } from 'vitest';
import type { ProjectId, SceneId, ShotId, SoundClipId, SoundLaneId, UploadId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { putSound } from '../../../tests/support/put-sound.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createSceneService } from './scene-service.ts';
import { createShotService } from './shot-service.ts';
import { createShotStructureService } from './shot-structure-service.ts';
import { createSoundService } from './sound-service.ts';
import { createTrashService } from './trash-service.ts';

const format = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const anAsset: MediaAsset = {
  id: 'asset_0123456789abcdef' as MediaAsset['id'],
  sha256: 'b'.repeat(64),
  kind: 'audio',
  mime: 'audio/wav',
  extension: 'wav',
  sizeBytes: 1,
  frameSize: null,
  durationMs: 3_000,
  originalName: 'door.wav',
  createdAtMs: 1,
};

/** @param asset what each file that comes in turns out to be */
function openStudio(asset: Partial<MediaAsset> = {}) {
  const context = createTestContext();
  const found = { ...anAsset, ...asset };
  let takenCount = 0;
  const assets = {
    get: () => found,
    derived: () => Promise.reject(new Error('no files here')),
    commit: async () => {
      context.db
        .prepare(
          `INSERT OR IGNORE INTO media_assets (id, sha256, kind, mime, extension, size_bytes, duration_ms, original_name,
             created_at_ms) VALUES (?, ?, ?, ?, 'wav', 1, ?, ?, 1)`,
        )
        .run(found.id, found.sha256, found.kind, found.mime, found.durationMs, found.originalName);
      return found;
    },
  };
  const uploads = {
    takeFile: async () => {
      takenCount += 1;
      return { staged: { path: '', discard: async () => {} }, fileName: found.originalName, sizeBytes: 1 };
    },
  };
  const projects = createProjectService(context);
  const shots = createShotService(context, assets);
  const { project } = projects.create({ title: 'Film', ...format });
  const sceneId = projects.storyboard(project.id).scenes[0]?.id as SceneId;
  const addShot = () => {
    const afterShotId = projects.storyboard(project.id).shots.at(-1)?.id ?? null;
    return shots.create({ sceneId, afterShotId }).shot.id;
  };
  return {
    context,
    projectId: project.id,
    projects,
    shots,
    addShot,
    firstShotId: projects.storyboard(project.id).shots[0]?.id as ShotId,
    scenes: createSceneService(context),
    history: createHistoryService(context),
    trash: createTrashService(context, { cancelJobsOf: async () => {}, eraseUnusedAssets: async () => 0 }),
    sound: createSoundService(context, { assets, uploads }),
    countTaken: () => takenCount,
  };
}

const uploadId = 'up_0123456789abcdef' as UploadId;
const filmStart = { anchorShotId: null, offsetFrames: 0 };

describe('lanes', () => {
  it('stand below each other, move, and come back with their clips', () => {
    const { sound, projectId, history, context } = openStudio();
    const names = () => sound.get(projectId).lanes.map(({ name }) => name);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => sound.createLane({ projectId, kind: 'effects', name }).lane.id) as [
      SoundLaneId,
      SoundLaneId,
      SoundLaneId,
    ];
    sound.moveLane(c, null);
    sound.moveLane(a, b);
    expect(names()).toEqual(['c', 'b', 'a']);
    putSound(context, { projectId, laneId: b, anchor: filmStart });
    sound.deleteLane(b);
    expect(sound.get(projectId)).toMatchObject({ lanes: [{ name: 'c' }, { name: 'a' }], clips: [] });
    history.undo(projectId);
    expect(names()).toEqual(['c', 'b', 'a']);
    expect(sound.get(projectId).clips).toHaveLength(1);
  });

  it('are refused where there is no project, and past the limit', () => {
    const { sound, projectId } = openStudio();
    const create = (id: ProjectId) => sound.createLane({ projectId: id, kind: 'music', name: '' });
    expect(() => create('proj_0000000000000000' as ProjectId)).toThrowError(
      expect.objectContaining({ code: 'PROJECT_NOT_FOUND' }),
    );
    for (let index = 0; index < 24; index += 1) create(projectId);
    expect(() => create(projectId)).toThrowError(expect.objectContaining({ code: 'SOUND_LANES_FULL' }));
  });
});

describe('clips', () => {
  it('begin as all of their file', async () => {
    const { sound, projectId, firstShotId } = openStudio();
    const laneId = sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id;
    const anchor = { anchorShotId: firstShotId, offsetFrames: 12 };
    const { clip } = await sound.addClip({ laneId, uploadId, anchor });
    expect(clip).toMatchObject({
      ...anchor,
      ...{ trimInMs: 0, trimOutMs: 3_000, gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0 },
      ...{ sourceName: 'door.wav', sourceDurationMs: 3_000 },
    });
  });

  it('come with a lane of their own in one step, which goes with them; a file that is no sound makes none', async () => {
    const { sound, projectId, history } = openStudio();
    const newLane = { projectId, kind: 'music', name: 'Music' } as const;
    const { clip } = await sound.addClip({ newLane, uploadId, anchor: filmStart });
    expect(sound.get(projectId)).toMatchObject({
      lanes: [{ id: clip.laneId, name: 'Music' }],
      clips: [{ id: clip.id }],
    });
    history.undo(projectId);
    expect(sound.get(projectId)).toEqual({ lanes: [], clips: [] });
    history.redo(projectId);
    expect(sound.get(projectId).clips).toEqual([clip]);

    const silent = openStudio({ kind: 'image', mime: 'image/png', durationMs: null });
    const refused = silent.sound.addClip({
      newLane: { ...newLane, projectId: silent.projectId },
      uploadId,
      anchor: filmStart,
    });
    await expect(refused).rejects.toMatchObject({ code: 'MEDIA_TYPE_NOT_SUPPORTED' });
    expect(silent.sound.get(silent.projectId).lanes).toEqual([]);
  });

  it('are brought into their file and range whatever is asked', async () => {
    const { sound, projectId } = openStudio();
    const laneId = sound.createLane({ projectId, kind: 'music', name: '' }).lane.id;
    const { clip } = await sound.addClip({ laneId, uploadId, anchor: filmStart });
    const patch = { trimInMs: 1_000, trimOutMs: 90_000, fadeInFrames: 40, fadeOutFrames: 40, gainDb: 4.449 };
    expect(sound.updateClip(clip.id, patch).clip).toMatchObject({
      ...{ trimInMs: 1_000, trimOutMs: 3_000, fadeInFrames: 40, fadeOutFrames: 8, gainDb: 4.4 },
    });
  });

  it('are split into two that one undo joins again', async () => {
    const { sound, projectId, history } = openStudio();
    const laneId = sound.createLane({ projectId, kind: 'music', name: '' }).lane.id;
    const { clip } = await sound.addClip({ laneId, uploadId, anchor: filmStart });
    const anchor = { anchorShotId: null, offsetFrames: 24 };
    sound.splitClip({ clipId: clip.id, atSourceMs: 1_000, anchor });
    expect(sound.get(projectId).clips.map(({ trimInMs, trimOutMs }) => [trimInMs, trimOutMs])).toEqual([
      [0, 1_000],
      [1_000, 3_000],
    ]);
    expect(() => sound.splitClip({ clipId: clip.id, atSourceMs: 2_000, anchor })).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    history.undo(projectId);
    expect(sound.get(projectId).clips).toEqual([clip]);
  });

  it('take in nothing that is no sound, or has no place', async () => {
    const { sound, projectId, countTaken } = openStudio({ kind: 'image', mime: 'image/png', durationMs: null });
    const laneId = sound.createLane({ projectId, kind: 'music', name: '' }).lane.id;
    const unknown = 'lane_0000000000000000' as SoundLaneId;
    await expect(sound.addClip({ laneId: unknown, uploadId, anchor: filmStart })).rejects.toMatchObject({
      code: 'SOUND_LANE_NOT_FOUND',
    });
    const anchor = { anchorShotId: 'shot_0000000000000000' as ShotId, offsetFrames: 0 };
    await expect(sound.addClip({ laneId, uploadId, anchor })).rejects.toMatchObject({ code: 'SHOT_NOT_FOUND' });
    expect(countTaken()).toBe(0);
    await expect(sound.addClip({ laneId, uploadId, anchor: filmStart })).rejects.toMatchObject({
      code: 'MEDIA_TYPE_NOT_SUPPORTED',
    });
    expect(sound.get(projectId).clips).toEqual([]);
    expect(() => sound.deleteClips(['clip_0000000000000000' as SoundClipId])).toThrowError(
      expect.objectContaining({ code: 'SOUND_CLIP_NOT_FOUND' }),
    );
  });
});

describe('sound of a shot that goes to the trash', () => {
  it('holds on to the next shot that stays, and to its own again after undo', () => {
    const { context, sound, shots, projectId, firstShotId, addShot, history } = openStudio();
    const [second, third] = [addShot(), addShot()];
    const laneId = sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id;
    const anchor = { anchorShotId: firstShotId, offsetFrames: 5 };
    putSound(context, { projectId, laneId, anchor });
    shots.delete([firstShotId, second]);
    expect(sound.get(projectId).clips).toMatchObject([{ anchorShotId: third, offsetFrames: 0 }]);
    history.undo(projectId);
    expect(sound.get(projectId).clips).toMatchObject([anchor]);
  });

  it('stays with the film when a scene takes all shots along, also when the trash is emptied', async () => {
    const { context, sound, scenes, projects, projectId, firstShotId, trash } = openStudio();
    const laneId = sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id;
    putSound(context, { projectId, laneId, anchor: { anchorShotId: firstShotId, offsetFrames: 5 } });
    scenes.delete([projects.storyboard(projectId).scenes[0]?.id as SceneId]);
    await trash.empty();
    expect(sound.get(projectId).clips).toMatchObject([filmStart]);
  });

  it('stays in its time when the shot is merged into the one before, and comes back with undo', () => {
    const { context, sound, shots, projectId, firstShotId, addShot, history } = openStudio();
    const [second, third] = [addShot(), addShot()];
    const laneId = sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id;
    const anchor = { anchorShotId: third, offsetFrames: 5 };
    putSound(context, { projectId, laneId, anchor });
    const before = shots.get(firstShotId).durationFrames + shots.get(second).durationFrames;
    createShotStructureService(context, shots).merge([firstShotId, second, third]);
    expect(sound.get(projectId).clips).toMatchObject([{ anchorShotId: firstShotId, offsetFrames: before + 5 }]);
    history.undo(projectId);
    expect(sound.get(projectId).clips).toMatchObject([anchor]);
  });

  it('stays in the film when the shot is cut and pasted into another project', () => {
    const { context, sound, shots, projects, projectId, firstShotId, addShot } = openStudio();
    const second = addShot();
    const laneId = sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id;
    putSound(context, { projectId, laneId, anchor: { anchorShotId: firstShotId, offsetFrames: 5 } });
    const other = projects.create({ title: 'Other', ...format }).project.id;
    const sceneId = projects.storyboard(other).scenes[0]?.id as SceneId;
    const cut = { shotIds: [firstShotId], mode: 'cut', sceneId, afterShotId: null, withElements: false } as const;
    createShotStructureService(context, shots).paste({ ...cut, shotIds: [...cut.shotIds] });
    expect(sound.get(projectId).clips).toMatchObject([{ anchorShotId: second, offsetFrames: 0 }]);
  });

  it('is erased with the trash when it was deleted itself', async () => {
    const { context, sound, shots, projectId, addShot, trash } = openStudio();
    const laneId = sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id;
    sound.deleteClips([putSound(context, { projectId, laneId, anchor: filmStart })]);
    context.advance(1_000);
    shots.delete([addShot()]);
    await trash.empty();
    expect(context.db.prepare('SELECT count(*) AS count FROM sound_clips').get()).toEqual({ count: 0 });
  });
});
