import { describe, expect, it } from 'vitest';
import { insertAsset } from '#main/db/asset-repository.ts';
import { listSoundClips, listSoundLanes, soundClipToRow, soundLaneToRow } from '#main/db/sound-repository.ts';
import type { AssetId, SoundClipId, SoundLaneId, UploadId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { templateIds } from '#shared/domain/template.ts';
import { framesFromSeconds } from '#shared/domain/time.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { edit } from './edit.ts';
import { createElementService } from './element-service.ts';
import { createHistoryService } from './history-service.ts';
import { createProjectService } from './project-service.ts';
import { createShotService } from './shot-service.ts';
import { createTemplateService } from './template-service.ts';

const at24 = { frameSize: { widthPx: 1280, heightPx: 720 }, frameRate: { numerator: 24, denominator: 1 } };
const at30 = { ...at24, frameRate: { numerator: 30, denominator: 1 } };

function openStudio() {
  const context = createTestContext();
  const projects = createProjectService(context);
  const assets = {
    get: (id: AssetId) => ({ id, kind: 'image' }) as MediaAsset,
    commit: async () => ({ id: 'asset_1' as AssetId, kind: 'image', mime: 'image/png' }) as MediaAsset,
  };
  const uploads = {
    takeFile: async (uploadId: UploadId) => ({
      staged: { path: uploadId, discard: async () => {} },
      fileName: 'a.png',
      sizeBytes: 1,
    }),
  };
  return {
    context,
    projects,
    elements: createElementService(context, { assets, uploads }),
    shots: createShotService(context, assets),
    templates: createTemplateService(context, projects),
    history: createHistoryService(context),
  };
}

describe('a template of the studio', () => {
  it('makes what its summary says, each shot with a title, a prompt and a purpose', () => {
    const { templates, projects } = openStudio();
    const summaries = templates.list();
    expect(summaries.map(({ id }) => id)).toEqual([...templateIds]);
    for (const { id, sceneCount, shotCount, seconds } of summaries) {
      const { project } = templates.createProject({ title: id, ...at24 }, { kind: 'built-in', id });
      const { scenes, shots } = projects.storyboard(project.id);
      expect([scenes.length, shots.length]).toEqual([sceneCount, shotCount]);
      expect(shots.reduce((sum, shot) => sum + shot.durationFrames, 0)).toBe(seconds * 24);
      expect(shots.every((shot) => shot.title && shot.prompt && shot.notes && shot.shotSize)).toBe(true);
    }
    expect(summaries.find(({ id }) => id === 'ad')?.shotCount).toBe(6);
  });

  it('is taken back in one step', () => {
    const { templates, projects, history } = openStudio();
    templates.createProject({ title: 'Ad', ...at24 }, { kind: 'built-in', id: 'ad' });
    history.undo(null);
    expect(projects.list()).toEqual([]);
  });
});

describe('a project as a template', () => {
  function withProject() {
    const studio = openStudio();
    const { project } = studio.templates.createProject(
      { title: 'First', ...at24 },
      { kind: 'built-in', id: 'short-film' },
    );
    studio.elements.create({ projectId: project.id, kind: 'character', name: 'Anna' });
    const [shot] = studio.projects.storyboard(project.id).shots;
    if (!shot) throw new Error('the template has no shot');
    studio.shots.update([shot.id], { prompt: '@Anna comes in.', tags: ['night'], durationFrames: 48 as never });
    insertAsset(studio.context.db, {
      id: 'asset_board' as AssetId,
      sha256: 'a'.repeat(64),
      kind: 'image',
      mime: 'image/png',
      extension: 'png',
      sizeBytes: 1,
      frameSize: { widthPx: 1, heightPx: 1 },
      durationMs: null,
      originalName: 'board.png',
      createdAtMs: 0,
    });
    studio.shots.setMedia([shot.id], 'board', 'asset_board' as AssetId);
    const copy = (withPictures: boolean) => {
      const choice = { kind: 'project', projectId: project.id, withPictures } as const;
      const made = studio.templates.createProject({ title: 'Second', ...at30 }, choice);
      return studio.projects.storyboard(made.project.id);
    };
    return { ...studio, project, copy };
  }

  it('gives its plan, its elements and its settings, at the new rate', () => {
    const { copy, projects, project, elements } = withProject();
    const before = projects.storyboard(project.id);
    const after = copy(true);
    expect(after.scenes.map(({ heading }) => heading)).toEqual(before.scenes.map(({ heading }) => heading));
    expect(after.shots.map(({ title, prompt, tags }) => ({ title, prompt, tags }))).toEqual(
      before.shots.map(({ title, prompt, tags }) => ({ title, prompt, tags })),
    );
    expect(after.shots[0]?.durationFrames).toBe(framesFromSeconds(2, at30.frameRate));
    expect(after.shots[0]?.boardAssetId).toBe('asset_board');
    expect(after.project.styleNotes).toBe(before.project.styleNotes);
    expect(elements.list(after.project.id).map(({ name }) => name)).toEqual(['Anna']);
    const ids = new Set(before.shots.map(({ id }) => id));
    expect(after.shots.some(({ id }) => ids.has(id))).toBe(false);
  });

  it('leaves pictures behind where a person wants that, and stays as it was', () => {
    const { copy, projects, project } = withProject();
    const before = projects.storyboard(project.id);
    expect(copy(false).shots.every(({ boardAssetId }) => boardAssetId === null)).toBe(true);
    expect(projects.storyboard(project.id)).toEqual(before);
  });

  it('takes lanes and sounds along with the pictures, in the same places', () => {
    const { copy, context, project, projects } = withProject();
    const [first, second] = projects.storyboard(project.id).shots;
    if (!first || !second) throw new Error('the template has too few shots');
    const assetId = 'asset_sound' as AssetId;
    insertAsset(context.db, {
      ...{ id: assetId, sha256: 'b'.repeat(64), kind: 'audio', mime: 'audio/wav', extension: 'wav', sizeBytes: 1 },
      ...{ frameSize: null, durationMs: 4_000, originalName: 'rain.wav', createdAtMs: 0 },
    });
    const laneId = 'lane_0000000000000001' as SoundLaneId;
    const lane = { id: laneId, projectId: project.id, rank: 'a0', name: 'Rain', kind: 'effects' as const };
    const clip = {
      projectId: project.id,
      laneId,
      assetId,
      trimInMs: 500,
      trimOutMs: 3_500,
      gainDb: -3,
      createdAtMs: 0,
    };
    edit(context, { projectId: project.id, labelKey: 'createSoundLane' }, (recorder) => {
      recorder.insert('sound_lanes', soundLaneToRow({ ...lane, gainDb: -6, isMuted: true, createdAtMs: 0 }));
      const own = { id: 'clip_0000000000000001' as SoundClipId, fadeInFrames: 24, fadeOutFrames: 0 };
      recorder.insert('sound_clips', soundClipToRow({ ...clip, ...own, anchorShotId: second.id, offsetFrames: 12 }));
    });
    const after = copy(true);
    const [copied] = listSoundLanes(context.db, after.project.id);
    expect(copied).toMatchObject({ name: 'Rain', kind: 'effects', gainDb: -6, isMuted: true });
    expect(listSoundClips(context.db, after.project.id)).toMatchObject([
      {
        ...{ laneId: copied?.id, assetId, anchorShotId: after.shots[1]?.id, offsetFrames: 15 },
        ...{ trimInMs: 500, trimOutMs: 3_500, gainDb: -3, fadeInFrames: 30, sourceName: 'rain.wav' },
      },
    ]);
    expect(listSoundLanes(context.db, copy(false).project.id)).toEqual([]);
    expect(listSoundClips(context.db, project.id)).toHaveLength(1);
  });

  it('knows when an element changed, as the first one does', () => {
    const { copy, elements, shots } = withProject();
    const after = copy(false);
    const [shot] = after.shots;
    const [anna] = elements.list(after.project.id);
    if (!shot || !anna) throw new Error('nothing was copied');
    elements.update(anna.id, { description: 'Forty, tired.' });
    expect(shots.get(shot.id).recipeDigest).not.toBe(shot.recipeDigest);
  });
});
