import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '#main/assets/file-system.ts';
import type { AssetId, TakeId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Frames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Crash } from '../../../tests/support/crash.ts';
import { createGenerationWorld, type FakeStudio } from '../../../tests/support/generation-world.ts';
import { createExportFilmRunner, type ExportFilm, newExportJob } from './export-film-job.ts';

type Export = {
  options: Parameters<ExportFilm>[0];
  /** Writes the film as ffmpeg would, and ends. */
  finish: (content?: string) => Promise<void>;
  fail: (error: unknown) => void;
};

const aSound = {
  ...{ startFrames: 12, endFrames: 36, lengthFrames: 24, sourceStartMs: 500 },
  ...{ gainDb: -6, fadeInFrames: 0, fadeOutFrames: 6 },
};

describe('exporting a film', () => {
  let folder: string;
  let destination: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'export-film-'));
    destination = path.join(folder, 'Pilot.mp4');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  function createHarness() {
    const world = createGenerationWorld();
    const exports: Export[] = [];
    const finished = new Map<Export, Promise<void>>();
    const inFlight = new Set<Promise<unknown>>();
    const exportFilm: ExportFilm = (options) =>
      new Promise((resolve, reject) => {
        options.signal.addEventListener('abort', () => reject(options.signal.reason), { once: true });
        exports.push({
          options,
          fail: reject,
          async finish(content = 'a film') {
            await writeFile(options.outputPath, content);
            resolve({ frameCount: 96, sizeBytes: content.length });
          },
        });
      });
    const enqueue = ({ queue }: FakeStudio, { to = destination, isInLibrary = false } = {}) =>
      queue.enqueue(
        newExportJob({
          projectId: world.projectId,
          clips: [1, 2].map((number) => ({
            takeId: `take_000000000000000${number}` as TakeId,
            assetId: `asset_000000000000000${number}` as AssetId,
            durationFrames: 48 as Frames,
            dialogue: 'Now.',
            hasBurntInSubtitles: number === 2,
          })),
          sounds: [{ assetId: 'asset_0000000000000003' as AssetId, ...aSound }],
          frameSize: { widthPx: 320, heightPx: 180 },
          frameRate: { numerator: 24, denominator: 1 },
          subtitles: 'track',
          destination: { path: to, isInLibrary },
        }),
      );
    const filmRunner = (crash: Crash) =>
      createExportFilmRunner({
        assets: { input: (id) => `/media/${id}` },
        exportFilm(options) {
          crash.point();
          return exportFilm(options);
        },
        files: filesWithCrash(crash, inFlight),
      });
    const start = (crashAt?: number) => world.start({ filmRunner, ...(crashAt && { crashAt }) });
    const ended = () => world.timers.runUntil(() => world.jobs().every(({ state }) => isEnded(state)));
    const begun = (count: number) => world.timers.runUntil(() => exports.length === count);
    return { world, exports, finished, inFlight, enqueue, start, ended, begun };
  }

  it('makes the film beside its place and moves it there', async () => {
    const { world, exports, enqueue, start, ended, begun } = createHarness();
    const { id, label } = enqueue(start());
    expect(label).toBe('Pilot.mp4');
    await begun(1);
    const { signal: _signal, onProgress: _onProgress, ...asked } = (exports[0] as Export).options;
    expect(asked).toEqual({
      sounds: [{ path: '/media/asset_0000000000000003', ...aSound }],
      clips: [
        { path: '/media/asset_0000000000000001', durationFrames: 48, hasBurntInSubtitles: false, dialogue: 'Now.' },
        { path: '/media/asset_0000000000000002', durationFrames: 48, hasBurntInSubtitles: true, dialogue: 'Now.' },
      ],
      frameSize: { widthPx: 320, heightPx: 180 },
      frameRate: { numerator: 24, denominator: 1 },
      subtitles: 'track',
      outputPath: path.join(folder, `.Pilot.${id}.mp4`),
    });
    expect(await readdir(folder)).toEqual([]);
    await exports[0]?.finish();
    await ended();
    expect(world.jobs()[0]).toMatchObject({
      state: 'done',
      result: { kind: 'film', fileName: 'Pilot.mp4', sizeBytes: 6, frameCount: 96, isInLibrary: false },
    });
    expect(await readdir(folder)).toEqual(['Pilot.mp4']);
    expect(await readFile(destination, 'utf8')).toBe('a film');
  });

  it('makes the folder of a film that stays in the library', async () => {
    const { world, exports, enqueue, start, ended, begun } = createHarness();
    enqueue(start(), { to: path.join(folder, 'films', 'Pilot.mp4'), isInLibrary: true });
    await begun(1);
    await exports[0]?.finish();
    await ended();
    expect(world.jobs()[0]).toMatchObject({ state: 'done', result: { isInLibrary: true } });
    expect(await readdir(path.join(folder, 'films'))).toEqual(['Pilot.mp4']);
  });

  it('leaves the film that stood there until the new one is whole', async () => {
    const { world, exports, enqueue, start, ended, begun } = createHarness();
    await writeFile(destination, 'the old film');
    const studio = start();
    const { id } = enqueue(studio);
    await begun(1);
    exports[0]?.fail(new AppError('DISK_FULL', 'full'));
    await ended();
    expect(world.jobs()[0]).toMatchObject({ state: 'failed', error: { code: 'DISK_FULL' } });
    expect(await readFile(destination, 'utf8')).toBe('the old film');
    studio.queue.retry([id]);
    await begun(2);
    await exports[1]?.finish();
    await ended();
    expect(await readFile(destination, 'utf8')).toBe('a film');
  });

  it('leaves no file behind when it is cancelled', async () => {
    const { exports, enqueue, start, begun } = createHarness();
    const studio = start();
    const { id } = enqueue(studio);
    await begun(1);
    await writeFile((exports[0] as Export).options.outputPath, 'half');
    const [job] = await studio.queue.cancel([id]);
    expect(job).toMatchObject({ state: 'cancelled' });
    expect(exports[0]?.options.signal.aborted).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('reports the progress of the work', async () => {
    const { world, exports, enqueue, start, begun } = createHarness();
    const studio = start();
    const told: Array<number | null> = [];
    studio.queue.onUpdate(([job]) => told.push(job?.progress ?? null));
    enqueue(studio);
    await begun(1);
    exports[0]?.options.onProgress(0.5);
    await world.timers.advance(100);
    expect(told.at(-1)).toBe(0.5);
  });

  it('says which folder cannot be written to', async () => {
    const { world, exports, enqueue, start, ended, begun } = createHarness();
    // A folder of that name is in the way: no rename can replace it.
    const studio = start();
    enqueue(studio, { to: path.join(folder, 'taken') });
    await begun(1);
    await exports[0]?.finish();
    await mkdir(path.join(folder, 'taken'));
    await ended();
    expect(world.jobs()[0]).toMatchObject({ state: 'failed', error: { code: 'EXPORT_DESTINATION_NOT_WRITABLE' } });
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('begins again when the studio was closed in the middle', async () => {
    const { world, exports, enqueue, start, ended, begun } = createHarness();
    const first = start();
    enqueue(first);
    await begun(1);
    await writeFile((exports[0] as Export).options.outputPath, 'half');
    await first.queue.stop();
    expect(world.jobs()[0]?.state).toBe('running');
    expect(start().recoveredJobCount).toBe(1);
    await begun(2);
    expect(await readdir(folder)).toEqual([]);
    await exports[1]?.finish();
    await ended();
    expect(await readdir(folder)).toEqual(['Pilot.mp4']);
  });

  it('is made at most twice, and ends as one whole film, when the process dies at any instruction', async () => {
    const run = async (crashAt: number) => {
      const harness = createHarness();
      await rm(destination, { force: true });
      const first = harness.start(crashAt);
      try {
        harness.enqueue(first);
      } catch {
        // Died while it was queued.
      }
      await driveExports(harness, () => first.crash.isDead || isAllEnded(harness));
      // What the dead process had asked the system for still happens.
      await Promise.all(harness.inFlight);
      const diedAfterMove = (await readdir(folder)).includes('Pilot.mp4');
      const madeCount = harness.exports.length;
      first.crash.kill();
      harness.start();
      await driveExports(harness, () => isAllEnded(harness));
      return { harness, count: first.crash.count, madeAgain: harness.exports.length - madeCount, diedAfterMove };
    };
    const { count } = await run(Number.POSITIVE_INFINITY);
    let recognisedCount = 0;
    for (let crashAt = 1; crashAt <= count; crashAt += 1) {
      const { harness, madeAgain, diedAfterMove } = await run(crashAt);
      const jobs = harness.world.jobs();
      for (const { state } of jobs) expect(state, `at ${crashAt}`).toBe('done');
      if (jobs.length > 0) expect(await readdir(folder), `at ${crashAt}`).toEqual(['Pilot.mp4']);
      if (diedAfterMove) {
        expect(madeAgain, `at ${crashAt}`).toBe(0);
        recognisedCount += 1;
      }
    }
    expect(recognisedCount).toBeGreaterThan(2);
  });

  type Harness = ReturnType<typeof createHarness>;

  function isAllEnded({ world }: Harness): boolean {
    return world.jobs().every(({ state }) => isEnded(state));
  }

  /** Lets every export end as soon as it has begun. */
  async function driveExports({ world, exports, finished }: Harness, until: () => boolean): Promise<void> {
    await world.timers.runUntil(() => {
      for (const each of exports) {
        if (!finished.has(each)) finished.set(each, each.finish());
      }
      return until();
    });
    await Promise.all(finished.values());
    await world.timers.flush();
  }
});

/** The real files, of a process that can die before and after each thing that it does to them. */
function filesWithCrash(crash: Crash, inFlight: Set<Promise<unknown>>): FileSystem {
  const guard = <Values extends unknown[], Result>(work: (...values: Values) => Promise<Result>) => {
    return async (...values: Values): Promise<Result> => {
      crash.point();
      const working = work(...values);
      inFlight.add(working.catch(() => {}));
      const result = await working;
      crash.point();
      return result;
    };
  };
  const { mkdir: makeFolder, open, rename, rm: remove, stat } = nodeFileSystem;
  return {
    ...nodeFileSystem,
    mkdir: guard(makeFolder as () => Promise<undefined>) as FileSystem['mkdir'],
    open: guard(open),
    rename: guard(rename),
    rm: guard(remove),
    stat: guard(stat as () => Promise<never>) as FileSystem['stat'],
  };
}
