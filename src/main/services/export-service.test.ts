import { describe, expect, it } from 'vitest';
import { insertAsset } from '#main/db/asset-repository.ts';
import { insertJob } from '#main/db/job-repository.ts';
import { insertTake, selectTakeWhereNeeded } from '#main/db/take-repository.ts';
import { animaticConnectionId } from '#shared/domain/ids.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createExportService } from './export-service.ts';
import { createProjectService } from './project-service.ts';
import { createShotService } from './shot-service.ts';

const frameSize = { widthPx: 320, heightPx: 180 };
const frameRate = { numerator: 24, denominator: 1 };

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
  const service = createExportService(context, {
    projects,
    assets: { input: (assetId) => `/media/${assetId}` },
    queue: { enqueue: () => expect.unreachable() },
    planFilm: async () => ({ mode: 'copied', reasons: [], details: [] }),
  });
  return { service, projectId };
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
