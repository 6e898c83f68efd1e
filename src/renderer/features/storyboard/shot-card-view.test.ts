import { describe, expect, it } from 'vitest';
import { defaultCameraMove } from '#shared/domain/camera-move.ts';
import { defaultShotGeneration } from '#shared/domain/generation.ts';
import type { AssetId, JobId, ProjectId, SceneId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { JobState } from '#shared/domain/job-state.ts';
import type { Job, SelectedTake, StoryboardShot } from '#shared/domain/records.ts';
import { defaultShotStructure } from '#shared/domain/shot-fields.ts';
import type { Frames } from '#shared/domain/time.ts';
import { spriteTileAt, statusOfShot, toShotCardView } from './shot-card-view.ts';

const board = 'asset_board00000000000' as AssetId;
const clip = 'asset_clip000000000000' as AssetId;

function aShot(patch: Partial<StoryboardShot> = {}): StoryboardShot {
  return {
    id: 'shot_0000000000000001' as ShotId,
    projectId: 'proj_0000000000000001' as ProjectId,
    sceneId: 'scene_0000000000000001' as SceneId,
    rank: 'a0',
    title: 'Boats leave',
    prompt: '',
    notes: '',
    dialogue: '',
    durationFrames: 132 as Frames,
    cameraMove: defaultCameraMove,
    boardAssetId: null,
    voiceAssetId: null,
    connectionId: null,
    generation: defaultShotGeneration,
    ...defaultShotStructure,
    selectedTakeId: null,
    scriptLines: null,
    recipeDigest: '',
    createdAtMs: 0,
    updatedAtMs: 0,
    takeCount: 0,
    selectedTake: null,
    ...patch,
  };
}

const take = (patch: Partial<SelectedTake> = {}): SelectedTake => ({
  takeId: 'take_0000000000000001' as TakeId,
  takeNumber: 3,
  assetId: clip,
  durationFrames: 132 as Frames,
  isOutdated: false,
  hasBurntInSubtitles: false,
  ...patch,
});

function aJob(state: JobState, progress: number | null = null): Job {
  return {
    id: 'job_0000000000000001' as JobId,
    kind: 'take.generate',
    state,
    projectId: 'proj_0000000000000001' as ProjectId,
    shotId: 'shot_0000000000000001' as ShotId,
    connectionId: null,
    label: '',
    progress,
    attemptCount: 1,
    error: null,
    result: null,
    modelId: null,
    priority: 0,
    notBeforeMs: null,
    batchId: null,
    estimate: null,
    cost: null,
    hold: null,
    createdAtMs: 0,
    startedAtMs: null,
    finishedAtMs: null,
  };
}

describe('statusOfShot', () => {
  it('says whether there is a board while there is no take', () => {
    expect(statusOfShot(aShot(), null)).toEqual({ kind: 'noBoard' });
    expect(statusOfShot(aShot({ boardAssetId: board }), null)).toEqual({ kind: 'board' });
  });

  it('counts takes, and says when none is chosen or the chosen one is outdated', () => {
    expect(statusOfShot(aShot({ takeCount: 5, selectedTake: take() }), null)).toEqual({
      kind: 'take',
      number: 3,
      total: 5,
    });
    expect(statusOfShot(aShot({ takeCount: 2 }), null)).toEqual({ kind: 'unchosen', count: 2 });
    expect(statusOfShot(aShot({ takeCount: 5, selectedTake: take({ isOutdated: true }) }), null)).toEqual({
      kind: 'outdated',
    });
  });

  it('puts work and trouble before what is there', () => {
    const shot = aShot({ takeCount: 5, selectedTake: take() });
    const kinds = (['waiting', 'sending', 'running', 'processing', 'failed', 'refused', 'needs-you'] as const).map(
      (state) => statusOfShot(shot, aJob(state)).kind,
    );
    expect(kinds).toEqual(['waiting', 'running', 'running', 'running', 'failed', 'refused', 'needsYou']);
  });

  it('gives a percentage only while the clip is made, and never says 100 before it is done', () => {
    expect(statusOfShot(aShot(), aJob('running', 0.629))).toEqual({ kind: 'running', percent: 62 });
    expect(statusOfShot(aShot(), aJob('running', 1))).toEqual({ kind: 'running', percent: 99 });
    expect(statusOfShot(aShot(), aJob('processing', 0.5))).toEqual({ kind: 'running', percent: null });
  });

  it('speaks of a cancelled job only while there is no take', () => {
    expect(statusOfShot(aShot(), aJob('cancelled')).kind).toBe('cancelled');
    expect(statusOfShot(aShot({ takeCount: 1, selectedTake: take() }), aJob('cancelled')).kind).toBe('take');
  });

  it('speaks of the take once the job is done', () => {
    expect(statusOfShot(aShot({ takeCount: 3, selectedTake: take() }), aJob('done')).kind).toBe('take');
  });
});

describe('toShotCardView', () => {
  const facts = { number: '1A', job: null, frameRate: { numerator: 24, denominator: 1 } };

  it('shows the take before the board, and the title where there is no prompt', () => {
    const shot = aShot({ boardAssetId: board, selectedTake: take(), takeCount: 3 });
    expect(toShotCardView(shot, facts)).toEqual({
      id: shot.id,
      number: '1A',
      status: { kind: 'take', number: 3, total: 3 },
      tone: 'ok',
      duration: '05:12',
      title: 'Boats leave',
      text: 'Boats leave',
      pictureUrl: `/media/derived/${clip}/thumbnail.jpg`,
      spriteUrl: `/media/derived/${clip}/sprite.jpg`,
    });
  });

  it('shows a plain card without board and take', () => {
    expect(toShotCardView(aShot({ prompt: ' Gulls. ' }), facts)).toMatchObject({
      pictureUrl: null,
      spriteUrl: null,
      text: 'Gulls.',
    });
  });
});

describe('spriteTileAt', () => {
  it('spreads the tiles over the width', () => {
    expect([-0.1, 0, 0.49, 0.5, 0.999, 1].map((across) => spriteTileAt(across, 10))).toEqual([0, 0, 4, 5, 9, 9]);
  });
});
