/** Takes and a film with the real ffmpeg, asset store and file system: what the fakes cannot promise. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestLibrary, type TestLibrary } from '../../../tests/support/asset-test-library.ts';
import { createMediaTools } from '#main/assets/media-tools.ts';
import { findJob } from '#main/db/job-repository.ts';
import { listTakes, oldRecipeFields } from '#main/db/take-repository.ts';
import { exportFilm } from '#main/media/export-film.ts';
import { createFfmpegLocator } from '#main/media/ffmpeg-locator.ts';
import { probeMedia } from '#main/media/probe.ts';
import { renderAnimatic } from '#main/media/render-animatic.ts';
import { createFfmpegRunner, type FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import { animaticModel, createAnimaticProvider } from '#main/providers/animatic/animatic-provider.ts';
import type { VideoProvider } from '#main/providers/video-provider.ts';
import { createJobQueue } from '#main/queue/job-queue.ts';
import { scheduleByTimer } from '#main/queue/schedule.ts';
import { animaticConnectionId, type AssetId, type ProjectId, type ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job, TakeRecipe } from '#shared/domain/records.ts';
import type { Frames } from '#shared/domain/time.ts';
import { createExportFilmRunner, newExportJob } from './export-film-job.ts';
import { createGenerateTakeRunner, newTakeJob } from './generate-take-job.ts';

const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const frameSize = { widthPx: 320, heightPx: 180 };
const frameRate = { numerator: 24, denominator: 1 };

describe.skipIf(!hasFfmpeg)('the queue with the real engine', () => {
  const projectId = 'proj_000000000000000a' as ProjectId;
  const shotId = 'shot_000000000000000a' as ShotId;
  let library: TestLibrary;
  let ffmpeg: FfmpegRunner;
  let folder: string;
  let boardAssetId: AssetId;
  const opened: VideoProvider[] = [];

  beforeAll(async () => {
    const env = process.env;
    const locator = createFfmpegLocator({
      configuredPath: () => null,
      env,
      platform: process.platform,
      findBundled: async () => null,
    });
    ffmpeg = createFfmpegRunner({ locator });
    library = await createTestLibrary({ tools: createMediaTools(ffmpeg) });
    folder = path.join(library.library.folders.staging, 'engine');
    await mkdir(folder, { recursive: true });
    const board = await library.assets.stage('png');
    await promisify(execFile)('ffmpeg', [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=1:d=1', '-frames:v', '1', '-y', board.path],
    ]);
    boardAssetId = (await library.assets.commit(board, { originalName: 'board.png' })).id;
    insertProject();
  });

  afterAll(async () => {
    for (const provider of opened) await provider.close();
    ffmpeg.close();
    await library.close();
  });

  function insertProject(): void {
    const { db } = library.library;
    db.prepare(
      `INSERT OR IGNORE INTO connections (id, kind, label, concurrency, created_at_ms) VALUES (?, 'animatic', '', 1, 1)`,
    ).run(animaticConnectionId);
    db.prepare(
      `INSERT INTO projects (id, title, width_px, height_px, frame_rate_numerator, frame_rate_denominator, style_notes,
         duration_rule, default_connection_id, created_at_ms, updated_at_ms)
       VALUES (?, 'Pilot', 320, 180, 24, 1, '', '{}', ?, 1, 1)`,
    ).run(projectId, animaticConnectionId);
    db.prepare(
      `INSERT INTO scenes (id, project_id, rank, heading, synopsis, notes, created_at_ms)
       VALUES ('scene_000000000000000a', ?, 'a', '', '', '', 1)`,
    ).run(projectId);
    db.prepare(
      `INSERT INTO shots (id, project_id, scene_id, rank, title, prompt, notes, dialogue, duration_frames,
         camera_move_kind, camera_move_strength, recipe_digest, created_at_ms, updated_at_ms)
       VALUES (?, ?, 'scene_000000000000000a', 'a', '', '', '', '', 12, 'static', 0, 'digest', 1, 1)`,
    ).run(shotId, projectId);
  }

  function recipe(change: Partial<TakeRecipe> = {}): TakeRecipe {
    return {
      connectionId: animaticConnectionId,
      modelId: 'animatic',
      shotNumber: '1',
      title: 'Harbour',
      prompt: 'A boat leaves.',
      styleNotes: '',
      dialogue: '',
      durationFrames: 12 as Frames,
      cameraMove: { kind: 'push-in', strength: 0.3 },
      boardAssetId: null,
      voiceAssetId: null,
      frameSize,
      frameRate,
      recipeDigest: 'digest',
      ...oldRecipeFields({ prompt: 'A boat leaves.', frameSize }),
      ...change,
    };
  }

  async function startStudio() {
    const { assets, ids, clock } = library;
    const { db } = library.library;
    const fontsDir = path.resolve('resources/fonts');
    const provider = await createAnimaticProvider({
      workDir: path.join(folder, 'animatic'),
      renderAnimatic: (render) => renderAnimatic({ ...render, runner: ffmpeg, fontsDir }),
      clock,
    });
    opened.push(provider);
    const logger = { info: () => {}, error: () => {} };
    const probe = (file: string, signal: AbortSignal) => probeMedia({ path: file, runner: ffmpeg, signal });
    const queue = createJobQueue({
      db,
      clock,
      ids,
      logger,
      runners: {
        'take.generate': createGenerateTakeRunner({
          modelOf: () => animaticModel,
          removesRemoteCopies: () => true,
          precheck: async () => ({ kind: 'passed' }),
          noteCost: () => {},
          costOf: () => null,
          providerOf: () => provider,
          assets,
          probe,
          ids,
          clock,
          logger,
        }),
        'film.export': createExportFilmRunner({
          assets,
          exportFilm: (film) => exportFilm({ ...film, runner: ffmpeg, fontsDir, workDir: folder }),
        }),
      },
      lanes: () => 1,
      random: () => 0.5,
      schedule: scheduleByTimer,
    });
    queue.start();
    const ended = (jobId: Job['id']) =>
      new Promise<Job>((resolve) => {
        const look = () => {
          const job = findJob(db, jobId);
          if (job && isEnded(job.state)) resolve(job);
        };
        queue.onUpdate(look);
        look();
      });
    const stop = async () => {
      await queue.stop();
      await provider.close();
    };
    return { queue, provider, ended, stop };
  }

  it('makes takes of exactly the asked size and length, and a film of them', async () => {
    const { queue, ended, stop } = await startStudio();
    const jobs = [recipe({ dialogue: 'MARA: Now.' }), recipe({ boardAssetId, durationFrames: 13 as Frames })].map(
      (each) => queue.enqueue(newTakeJob({ projectId, shotId, recipe: each })),
    );
    const results = await Promise.all(jobs.map(({ id }) => ended(id)));
    expect(results.map(({ state, error }) => [state, error])).toEqual([
      ['done', null],
      ['done', null],
    ]);
    const takes = listTakes(library.library.db, shotId);
    expect(takes.map(({ durationFrames, frameSize: size }) => [durationFrames, size])).toEqual([
      [12, frameSize],
      [13, frameSize],
    ]);
    expect(takes.map(({ hasBurntInSubtitles }) => hasBurntInSubtitles)).toEqual([true, false]);
    expect(await readdir(path.join(folder, 'animatic'))).toEqual([]);

    const destination = { path: path.join(folder, 'films', 'Pilot.mp4'), isInLibrary: true };
    const clips = takes.map(({ id, assetId, durationFrames, hasBurntInSubtitles }) => {
      return { takeId: id, assetId, durationFrames, hasBurntInSubtitles, dialogue: '' };
    });
    const film = queue.enqueue(
      newExportJob({ projectId, clips, sounds: [], frameSize, frameRate, subtitles: 'none', destination }),
    );
    expect(await ended(film.id)).toMatchObject({ state: 'done', result: { fileName: 'Pilot.mp4', frameCount: 25 } });
    expect(await readdir(path.join(folder, 'films'))).toEqual(['Pilot.mp4']);
    await stop();
  });

  it('makes a new attempt after the studio was closed in the middle of a render', async () => {
    const first = await startStudio();
    const running = new Promise<void>((resolve) => {
      first.queue.onUpdate((updated) => {
        if (updated.some(({ state, progress }) => state === 'running' && progress !== null)) resolve();
      });
    });
    const { id } = first.queue.enqueue(
      newTakeJob({ projectId, shotId, recipe: recipe({ boardAssetId, durationFrames: 240 as Frames }) }),
    );
    await running;
    await first.stop();
    expect(findJob(library.library.db, id)?.state).toBe('running');

    const second = await startStudio();
    expect(await second.ended(id)).toMatchObject({ state: 'done', attemptCount: 2 });
    expect(listTakes(library.library.db, shotId).filter(({ jobId }) => jobId === id)).toHaveLength(1);
    await second.stop();
  });
});
