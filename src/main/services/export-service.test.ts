import { describe, expect, it } from 'vitest';
import { insertAsset } from '#main/db/asset-repository.ts';
import { insertJob, type NewJob } from '#main/db/job-repository.ts';
import { insertTake, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import { animaticConnectionId, type ShotId, type SoundLaneId } from '#shared/domain/ids.ts';
import type { Job, TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { putSound } from '../../../tests/support/put-sound.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createExportService } from './export-service.ts';
import { createProjectService } from './project-service.ts';
import { createShotService } from './shot-service.ts';
import { createSoundService } from './sound-service.ts';

const frameSize = { widthPx: 320, heightPx: 180 };
const frameRate = { numerator: 24, denominator: 1 };

const noFiles = {
  assets: {
    commit: () => Promise.reject(new Error('no files here')),
    derived: () => Promise.reject(new Error('no files here')),
  },
  uploads: { takeFile: () => Promise.reject(new Error('no files here')) },
};

/** A project with a shot for each take, and one without. */
function openProject(takes: Array<{ hasBurntInSubtitles: boolean; dialogue: string }>) {
  const context = createTestContext();
  const { db, ids } = context;
  const projects = createProjectService(context);
  const shots = createShotService(context, { get: () => expect.unreachable() });
  const projectId = projects.create({ title: 'Film', frameSize, frameRate }).project.id;
  const sceneId = projects.storyboard(projectId).scenes[0]?.id as never;
  for (const [index, { hasBurntInSubtitles, dialogue }] of takes.entries()) {
    const { shot } = shots.create({ sceneId, afterShotId: null });
    const [assetId, jobId, id] = [ids.create('asset'), ids.create('job'), ids.create('take')];
    insertAsset(db, {
      id: assetId,
      sha256: String(index).padStart(64, '0'),
      kind: 'video',
      mime: 'video/mp4',
      extension: 'mp4',
      sizeBytes: 1,
      frameSize,
      durationMs: 2000,
      originalName: '',
      createdAtMs: 1,
    });
    const job = {
      kind: 'take.generate',
      projectId,
      shotId: shot.id,
      connectionId: null,
      lane: 'a',
      label: '',
    } as const;
    insertJob(db, { id: jobId, job: { ...job, payload: {} }, position: index, createdAtMs: 1 });
    const recipe = {
      connectionId: animaticConnectionId,
      modelId: 'm',
      dialogue,
      frameRate,
      frameSize,
      recipeDigest: 'd',
    };
    insertTake(db, {
      id,
      shotId: shot.id,
      assetId,
      jobId,
      durationFrames: 48 as Frames,
      frameSize,
      hasBurntInSubtitles,
      recipe: recipe as TakeRecipe,
      cost: null,
      facts: {},
      createdAtMs: 1,
    });
    selectTakeWhereNeeded(db, id);
  }
  const queued: NewJob[] = [];
  const service = createExportService(context, {
    projects,
    assets: { input: (assetId) => `/media/${assetId}` },
    queue: {
      enqueue(job) {
        queued.push(job);
        return {} as Job;
      },
    },
    planFilm: async () => ({ mode: 'copied', reasons: [], details: [] }),
  });
  const shotIds = projects.storyboard(projectId).shots.map(({ id }) => id);
  const sound = createSoundService(context, noFiles);
  return { context, service, projectId, shotIds, sound, queued };
}

describe('the plan of an export', () => {
  it('counts the takes that show their dialogue whatever is chosen for subtitles', async () => {
    const { service, projectId } = openProject([
      { hasBurntInSubtitles: true, dialogue: 'MARA: Nine.' },
      { hasBurntInSubtitles: true, dialogue: ' \n' },
      { hasBurntInSubtitles: false, dialogue: 'MARA: Ten.' },
      { hasBurntInSubtitles: true, dialogue: 'MARA: Eleven.' },
    ]);
    expect(await service.plan(projectId, 'none')).toMatchObject({
      clipCount: 4,
      durationFrames: 192,
      burntInCount: 2,
      missingShotIds: [expect.any(String)],
    });
  });
});

describe('sound on lanes', () => {
  it('is in the film where its shot is, without what is muted and what begins in a missing shot', async () => {
    const quiet = { hasBurntInSubtitles: false, dialogue: '' };
    const { context, service, projectId, shotIds, sound, queued } = openProject([quiet, quiet]);
    const [first, second, missing] = shotIds;
    const [laneId, mutedId] = [1, 2].map(() => sound.createLane({ projectId, kind: 'effects', name: '' }).lane.id) as [
      SoundLaneId,
      SoundLaneId,
    ];
    const put = (lane: SoundLaneId, anchorShotId: ShotId | undefined, offsetFrames: number) =>
      putSound(context, { projectId, laneId: lane, anchor: { anchorShotId: anchorShotId ?? null, offsetFrames } });
    const clipId = put(laneId, second, 12);
    put(mutedId, first, 0);
    put(laneId, missing, 0);
    sound.updateLane(mutedId, { isMuted: true });
    sound.updateLane(laneId, { gainDb: -3 });
    sound.updateClip(clipId, { trimInMs: 500, trimOutMs: 1_500, gainDb: 1, fadeInFrames: 4, fadeOutFrames: 6 });
    expect(await service.plan(projectId, 'none')).toMatchObject({ soundCount: 1, leftOutSoundCount: 1 });
    service.start(projectId, { subtitles: 'none', destination: { path: '/films/a.mp4', isInLibrary: false } });
    expect(queued[0]?.payload).toMatchObject({
      sounds: [
        {
          ...{ startFrames: 60, endFrames: 84, lengthFrames: 24, sourceStartMs: 500 },
          ...{ gainDb: -2, fadeInFrames: 4, fadeOutFrames: 6 },
        },
      ],
    });
  });
});
