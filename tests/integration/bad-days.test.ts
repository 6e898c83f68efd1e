import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Studio } from '#main/compose.ts';
import { readImageHeader } from '#main/media/image-header.ts';
import { boardSidePx } from '#shared/domain/derivatives.ts';
import type { JobId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { findFilmProblems, hasFfmpeg, hasFfprobe, listFiles } from '../support/film-check.ts';
import { createPng, createPngHeader } from '../support/png.ts';
import {
  createTestHost,
  fetchAsset,
  importScript,
  makeFilm,
  makeTakes,
  openTestStudio,
  quickFormat,
  scriptOf,
  type TestStudioOptions,
  upload,
  waitForJobs,
  waitUntil,
} from '../support/test-studio.ts';

// The package that brings an ffmpeg along reads this: without it "no ffmpeg" could not be tried everywhere.
process.env['FFMPEG_BIN'] = '/nowhere/ffmpeg';

let root = '';
const open: Array<{ close(): Promise<void> }> = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'shotwright-bad-'));
});
afterEach(async () => {
  for (const studio of open.splice(0).reverse()) await studio.close();
  rmSync(root, { recursive: true, force: true });
});

const inRoot = (name: string) => path.join(root, name);

async function openHere(options: Partial<TestStudioOptions> = {}) {
  const studio = await openTestStudio({ libraryDir: inRoot('library'), ...options });
  open.push(studio);
  return studio;
}

async function closeHere(studio: { close(): Promise<void> }): Promise<void> {
  open.splice(open.indexOf(studio), 1);
  await studio.close();
}

/** An ffmpeg that does what the lines of shell say before it becomes the real one. */
function stubFfmpeg(lines: string): string {
  const stub = inRoot('ffmpeg-stub');
  writeFileSync(stub, `#!/bin/sh\n[ "$1" = -version ] && exec ffmpeg -version\n${lines}\nexec ffmpeg "$@"\n`);
  chmodSync(stub, 0o755);
  return stub;
}

/** What a take, its pictures and a film are told apart by on the command line of ffmpeg. */
const commands = { take: '*take.part.mp4*', pictures: '*thumbnail.part.jpg*', film: '*pictures.ffconcat*' };
const when = (command: keyof typeof commands, action: string) => `case "$*" in ${commands[command]}) ${action};; esac`;

async function failedTakes(studio: Studio, projectId: ProjectId): Promise<JobId[]> {
  const jobs = await makeTakes(studio, projectId);
  return jobs.filter(({ state }) => state === 'failed').map(({ id }) => id);
}

async function expectFilm(studio: Studio, projectId: ProjectId, filmPath: string): Promise<void> {
  const film = await makeFilm(studio, projectId, filmPath);
  expect(film).toMatchObject({ state: 'done', error: null });
  const { shots } = studio.services.projects.storyboard(projectId);
  const frameCount = shots.reduce((sum, { durationFrames }) => sum + durationFrames, 0);
  const expected = { frameCount, rate: quickFormat.frameRate, hasDialogue: true };
  expect(await findFilmProblems(filmPath, expected)).toEqual([]);
}

describe.skipIf(!hasFfmpeg || !hasFfprobe)('ffmpeg on a bad day', () => {
  it('is missing: planning goes on, jobs say so, and once it is there they work', async () => {
    const host = createTestHost();
    const studio = await openHere({ host, environment: { PATH: '/nowhere' } });
    const { projectId, shotIds } = importScript(studio, { text: scriptOf(1) });
    const failed = await failedTakes(studio, projectId);
    expect(failed).toHaveLength(shotIds.length);
    const jobs = studio.services.jobs.list(projectId);
    for (const { error } of jobs) {
      expect(error).toMatchObject({
        code: 'FFMPEG_MISSING',
        params: { command: expect.stringContaining('ffmpeg') },
        retry: 'after-user-action',
      });
    }
    await expect(studio.requireFfmpeg()).rejects.toMatchObject({ code: 'FFMPEG_MISSING' });
    expect((await studio.services.studio.info()).version).toBe('0.0.0');
    const { shots } = studio.services.shots.update([shotIds[0] as ShotId], { notes: 'planned without ffmpeg' });
    expect(shots[0]?.notes).toBe('planned without ffmpeg');

    // Chosen in the preferences: counts at once, without a restart.
    studio.services.studio.setPreferences({
      ffmpegPath: execFileSync('which', ['ffmpeg'], { encoding: 'utf8' }).trim(),
    });
    const again = await waitForJobs(studio, studio.services.jobs.retry(failed));
    expect(again.map(({ state }) => state)).toEqual(failed.map(() => 'done'));
    await expectFilm(studio, projectId, inRoot('film.mp4'));
  });

  it('goes away while the studio is open', async () => {
    const [binary, gone] = [stubFfmpeg(''), inRoot('gone')];
    const studio = await openHere({ host: createTestHost({ ffmpegPath: binary }), environment: { PATH: '/nowhere' } });
    await studio.requireFfmpeg();
    renameSync(binary, gone);
    const { projectId } = importScript(studio, { text: scriptOf(1) });
    const failed = await failedTakes(studio, projectId);
    expect(failed).not.toEqual([]);
    expect(studio.services.jobs.list(projectId).map(({ error }) => error?.code)).toEqual(
      failed.map(() => 'FFMPEG_MISSING'),
    );
  });

  it.each<[string, string, string]>([
    ['hangs', 'sleep 600 & wait', 'FFMPEG_STALLED'],
    ['kills itself', 'echo frame=1; echo progress=continue; kill -9 $$', 'FFMPEG_FAILED'],
    ['complains and leaves', 'echo "Conversion failed!" >&2; exit 1', 'FFMPEG_FAILED'],
    ['leaves without having written anything', 'exit 0', 'MEDIA_DECODE_FAILED'],
    ['finds the disk full', 'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 228', 'DISK_FULL'],
  ])('%s in a take: the job fails, the rest stands, and trying again works', async (_name, action, code) => {
    const studio = await openHere({
      host: createTestHost({ ffmpegPath: stubFfmpeg(when('take', action)) }),
      ...(code === 'FFMPEG_STALLED' && { ffmpegStallMs: 1_000 }),
    });
    const { projectId, shotIds } = importScript(studio, { text: scriptOf(1) });
    const failed = await failedTakes(studio, projectId);
    expect(failed).toHaveLength(shotIds.length);
    const errors = studio.services.jobs.list(projectId).map(({ error }) => error);
    expect(errors.map((error) => error?.code)).toEqual(failed.map(() => code));
    if (code === 'FFMPEG_STALLED') expect(errors[0]?.params).toEqual({ seconds: 1 });
    expect(listFiles(path.join(inRoot('library'), 'media'))).toEqual([]);

    // Opened anew: on a busy machine a good ffmpeg, too, can be silent for a second.
    await closeHere(studio);
    const next = await openHere();
    const again = await waitForJobs(next, next.services.jobs.retry(failed));
    expect(again.map(({ state }) => state)).toEqual(failed.map(() => 'done'));
    for (const shotId of shotIds) expect(next.services.takes.list(shotId)).toHaveLength(1);
  });

  it.each<[string, string]>([
    ['hangs', 'sleep 600 & wait'],
    ['kills itself', 'kill -9 $$'],
  ])(
    '%s over the small pictures: the take is kept, and they are made when they are asked for',
    async (_name, action) => {
      const stub = stubFfmpeg(when('pictures', action));
      const studio = await openHere({ host: createTestHost({ ffmpegPath: stub }), ffmpegStallMs: 3_000 });
      const { projectId } = importScript(studio, { text: scriptOf(1) });
      expect(await failedTakes(studio, projectId)).toEqual([]);
      const assetId = studio.services.projects.storyboard(projectId).shots[0]?.selectedTake?.assetId;
      if (!assetId) throw new Error('no take');
      expect(listFiles(path.join(inRoot('library'), 'derived'))).toEqual([]);
      studio.services.studio.setPreferences({ ffmpegPath: null });
      expect(existsSync(await studio.assets.derived(assetId, 'thumbnail'))).toBe(true);
    },
  );

  it.each<[string, string, string]>([
    ['hangs', 'sleep 600 & wait', 'FFMPEG_STALLED'],
    ['kills itself', 'kill -9 $$', 'FFMPEG_FAILED'],
    ['finds the disk full', 'echo "No space left on device" >&2; exit 228', 'DISK_FULL'],
  ])('%s in an export: the older film stays, and trying again works', async (_name, action, code) => {
    const filmPath = inRoot('films/film.mp4');
    mkdirSync(inRoot('films'));
    writeFileSync(filmPath, 'an older film');
    const first = await openHere();
    const { projectId } = importScript(first, { text: scriptOf(1) });
    expect(await failedTakes(first, projectId)).toEqual([]);
    await closeHere(first);
    const host = createTestHost({ ffmpegPath: stubFfmpeg(when('film', action)) });
    const studio = await openHere({ host, ffmpegStallMs: 1_000 });
    const film = await makeFilm(studio, projectId, filmPath);
    expect(film).toMatchObject({ state: 'failed', error: { code } });
    expect(listFiles(inRoot('films'))).toEqual(['film.mp4']);
    expect(listFiles(path.join(inRoot('library'), 'media')).filter((name) => name.startsWith('staging'))).toEqual([]);

    await closeHere(studio);
    const next = await openHere();
    const [again] = await waitForJobs(next, next.services.jobs.retry([film.id]));
    expect(again?.state).toBe('done');
    expect(listFiles(inRoot('films'))).toEqual(['film.mp4']);
  });
});

describe.skipIf(!hasFfmpeg || !hasFfprobe)('folders on a bad day', () => {
  it('has no media folder to write to: jobs say so, edits go on, and later they work', async () => {
    const studio = await openHere();
    const { projectId, shotIds } = importScript(studio, { text: scriptOf(1) });
    const media = path.join(inRoot('library'), 'media');
    renameSync(media, `${media}.away`);
    writeFileSync(media, 'not a folder');
    const failed = await failedTakes(studio, projectId);
    expect(failed).toHaveLength(shotIds.length);
    for (const { error } of studio.services.jobs.list(projectId)) {
      expect(error).toMatchObject({ code: 'MEDIA_FOLDER_NOT_WRITABLE', retry: 'after-user-action' });
    }
    await expect(upload(studio, 'a.png', createPng({ widthPx: 8, heightPx: 8 }))).rejects.toMatchObject({
      code: 'MEDIA_FOLDER_NOT_WRITABLE',
    });
    studio.services.shots.update([shotIds[0] as ShotId], { notes: 'still saved' });
    rmSync(media);
    renameSync(`${media}.away`, media);
    const again = await waitForJobs(studio, studio.services.jobs.retry(failed));
    expect(again.map(({ state }) => state)).toEqual(failed.map(() => 'done'));
    expect(studio.services.shots.get(shotIds[0] as ShotId).notes).toBe('still saved');
  });

  it('cannot write a film where it should go: nothing is lost, and another try works', async () => {
    const studio = await openHere();
    const { projectId } = importScript(studio, { text: scriptOf(1) });
    await makeTakes(studio, projectId);
    writeFileSync(inRoot('films'), 'not a folder');
    const film = await makeFilm(studio, projectId, inRoot('films/film.mp4'));
    expect(film).toMatchObject({ state: 'failed', error: { code: 'EXPORT_DESTINATION_NOT_WRITABLE' } });
    rmSync(inRoot('films'));
    mkdirSync(inRoot('films'));
    const [again] = await waitForJobs(studio, studio.services.jobs.retry([film.id]));
    expect(again?.state).toBe('done');
  });

  it('does not export into a folder that has the name of the film', async () => {
    const studio = await openHere();
    const { projectId } = importScript(studio, { text: scriptOf(1) });
    await makeTakes(studio, projectId);
    mkdirSync(inRoot('films/film.mp4/inside'), { recursive: true });
    const film = await makeFilm(studio, projectId, inRoot('films/film.mp4'));
    expect(film).toMatchObject({ state: 'failed', error: { code: 'EXPORT_DESTINATION_NOT_WRITABLE' } });
    expect(listFiles(inRoot('films'))).toEqual([]);
    expect(existsSync(inRoot('films/film.mp4/inside'))).toBe(true);
  });

  it('misses the file of a take: the export says so, and everything else stands', async () => {
    const studio = await openHere();
    const { projectId } = importScript(studio, { text: scriptOf(1) });
    await makeTakes(studio, projectId);
    for (const name of listFiles(path.join(inRoot('library'), 'media')).slice(0, 1))
      rmSync(path.join(inRoot('library'), 'media', name));
    const film = await makeFilm(studio, projectId, inRoot('film.mp4'));
    expect(film).toMatchObject({ state: 'failed', error: { code: 'ASSET_NOT_FOUND' } });
    const jobs = await makeTakes(studio, projectId);
    expect(jobs.map(({ state }) => state)).toEqual(jobs.map(() => 'done'));
  });
});

/** A disk of a few megabytes needs the rights to mount one. */
const mountProblem = findMountProblem();
function findMountProblem(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root to mount a small disk';
  const probe = path.join(tmpdir(), `shotwright-mount-${process.pid}`);
  mkdirSync(probe, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'pipe' });
    execFileSync('umount', [probe], { stdio: 'pipe' });
    return null;
  } catch {
    return 'mounting is not allowed here';
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

describe.skipIf(mountProblem !== null || !hasFfmpeg || !hasFfprobe)(
  `a full disk${mountProblem === null ? '' : ` (skipped: ${mountProblem})`}`,
  () => {
    let disk = '';
    beforeAll(async () => {
      disk = await mkdtemp(path.join(tmpdir(), 'shotwright-disk-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    });
    afterAll(() => {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    });

    /** Leaves so many bytes free, or none where a running job takes them meanwhile. */
    function fill(freeBytes: number): string {
      const filler = path.join(disk, 'filler');
      const { bavail, bsize } = statfsSync(disk);
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)));
      } catch (thrown) {
        // What was written stays, and the disk is as full as it is to be.
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
      }
      return filler;
    }

    it('stops generation and export with the right words, keeps what was saved, and goes on afterwards', async () => {
      // The media lie on the small disk, the database does not.
      mkdirSync(path.join(disk, 'media'));
      mkdirSync(inRoot('library'));
      symlinkSync(path.join(disk, 'media'), path.join(inRoot('library'), 'media'));
      const studio = await openHere();
      const { projectId, shotIds } = importScript(studio, { text: scriptOf(1) });
      await makeTakes(studio, projectId);

      let filler = fill(8_192);
      const failed = await failedTakes(studio, projectId);
      expect(failed).toHaveLength(shotIds.length);
      const codes = new Set(studio.services.jobs.list(projectId).flatMap(({ error }) => error?.code ?? []));
      expect([...codes]).toEqual(['DISK_FULL']);
      for (const id of shotIds) expect(studio.services.takes.list(id)).toHaveLength(1);
      await expect(upload(studio, 'a.png', createPng({ widthPx: 640, heightPx: 360 }))).rejects.toThrow(
        /DISK_FULL|bytes announced/,
      );
      rmSync(filler);
      const again = await waitForJobs(studio, studio.services.jobs.retry(failed));
      expect(again.map(({ state }) => state)).toEqual(failed.map(() => 'done'));

      const filmPath = path.join(disk, 'film.mp4');
      filler = fill(8_192);
      const film = await makeFilm(studio, projectId, filmPath);
      expect(film).toMatchObject({ state: 'failed', error: { code: 'DISK_FULL' } });
      expect(listFiles(disk).filter((name) => name.includes('film'))).toEqual([]);
      rmSync(filler);
      await expectFilm(studio, projectId, filmPath);
    });

    it('refuses an edit that does not fit as a whole, and goes on when there is room', async () => {
      const studio = await openHere({ libraryDir: path.join(disk, 'library') });
      const { shotIds } = importScript(studio, { text: scriptOf(1) });
      const [shotId] = shotIds as [ShotId];
      const text = 'a long note. '.repeat(20_000);
      studio.services.shots.update([shotId], { notes: 'before' });
      const filler = fill(0);
      expect(() => studio.services.shots.update([shotId], { notes: text })).toThrow(/full/i);
      expect(studio.services.shots.get(shotId).notes).toBe('before');
      rmSync(filler);
      studio.services.shots.update([shotId], { notes: text });
      expect(studio.services.shots.get(shotId).notes).toBe(text);
    });

    it('does not lose a running job when not even its end can be written', async () => {
      const libraryDir = path.join(disk, 'other');
      const studio = await openHere({ libraryDir });
      const { projectId, shotIds } = importScript(studio, { text: scriptOf(2) });
      const jobs = await studio.services.generation.generate({ projectId, scope: 'all', connectionId: null });
      await waitUntil(studio, (known) => ([...known.values()].some(({ state }) => state === 'running') ? true : null));
      const filler = fill(0);
      // The studio stays up, whatever it can write.
      expect(studio.services.projects.storyboard(projectId).shots).toHaveLength(shotIds.length);
      await closeHere(studio);
      rmSync(filler);

      const next = await openHere({ libraryDir });
      const ended = await waitForJobs(next, jobs);
      const failed = ended.filter(({ state }) => state !== 'done');
      expect(new Set(failed.map(({ error }) => error?.code))).toEqual(new Set(failed.length > 0 ? ['DISK_FULL'] : []));
      await waitForJobs(next, next.services.jobs.retry(failed.map(({ id }) => id)));
      for (const shotId of shotIds) expect(next.services.takes.list(shotId)).toHaveLength(1);
      await closeHere(next);
      const database = new Database(path.join(libraryDir, 'library.db'), { readonly: true });
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      database.close();
    });
  },
);

describe.skipIf(!hasFfmpeg)('pictures of every sort', () => {
  async function withShot() {
    const studio = await openHere();
    const { shotIds } = importScript(studio, { text: scriptOf(1) });
    const [shotId] = shotIds as [ShotId];
    const setBoard = async (fileName: string, bytes: Uint8Array) =>
      studio.services.boards.set(shotId, 'board', await upload(studio, fileName, bytes), undefined);
    return { studio, shotId, setBoard };
  }

  it('scales a picture of 100 megapixels, the largest that is taken', async () => {
    const { studio, setBoard } = await withShot();
    const { shot } = await setBoard('huge.png', createPng({ widthPx: 10_000, heightPx: 10_000 }));
    const board = await studio.handleMedia(
      new Request(`http://studio/media/derived/${shot.boardAssetId ?? ''}/board.jpg`),
    );
    const header = readImageHeader(new Uint8Array(await board.arrayBuffer()));
    expect(header?.storedSize).toEqual({ widthPx: boardSidePx, heightPx: boardSidePx });
  });

  it('refuses what is cut short, too large or a program, and the board stays as it was', async () => {
    const { studio, shotId, setBoard } = await withShot();
    const good = createPng({ widthPx: 64, heightPx: 36 });
    const { shot } = await setBoard('good.png', good);
    const noise = createPng({ widthPx: 640, heightPx: 360, seed: 5 });
    const bad: Array<[string, Uint8Array, object]> = [
      ['cut.png', noise.subarray(0, noise.length >> 1), { code: 'IMAGE_DAMAGED', params: { fileName: 'cut.png' } }],
      [
        'huge.png',
        createPngHeader({ widthPx: 20_000, heightPx: 6_000 }),
        {
          code: 'IMAGE_TOO_LARGE',
          params: { fileName: 'huge.png', widthPx: 20_000, heightPx: 6_000, maxMegapixels: 100 },
        },
      ],
      [
        'drawing.svg',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        { code: 'IMAGE_TYPE_NOT_SUPPORTED', params: { fileName: 'drawing.svg', foundType: 'svg' } },
      ],
      [
        'drawing.png',
        Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
        { code: 'IMAGE_TYPE_NOT_SUPPORTED' },
      ],
      ['letter.png', Buffer.from('Dear reader'), { code: 'MEDIA_TYPE_NOT_SUPPORTED' }],
      ['empty.png', new Uint8Array(), { code: 'MEDIA_DECODE_FAILED' }],
    ];
    for (const [fileName, bytes, error] of bad) {
      const refusal = await setBoard(fileName, bytes).catch((thrown: unknown) => thrown);
      expect({ fileName, refusal }).toMatchObject({ fileName, refusal: error });
    }
    expect(studio.services.shots.get(shotId).boardAssetId).toBe(shot.boardAssetId);
    expect(await fetchAsset(studio, shot.boardAssetId as never)).toEqual(new Uint8Array(good));
    expect(listFiles(path.join(inRoot('library'), 'media'))).toHaveLength(1);
  });

  it('takes a picture of 20,000 pixels in width, and one whose name tells another type', async () => {
    const { studio, setBoard } = await withShot();
    const wide = await setBoard('wide.png', createPng({ widthPx: 20_000, heightPx: 300 }));
    expect(wide.shot.boardAssetId).not.toBeNull();
    const named = await setBoard('photo.jpg', createPng({ widthPx: 40, heightPx: 30 }));
    const response = await studio.handleMedia(new Request(`http://studio/media/asset/${named.shot.boardAssetId}`));
    expect(response.headers.get('content-type')).toBe('image/png');
  });
});

describe('a library over its days', () => {
  it('undoes and does again after a restart', async () => {
    const first = await openHere();
    const { projectId, shotIds } = importScript(first, { text: scriptOf(1) });
    const [shotId] = shotIds as [ShotId];
    first.services.shots.update([shotId], { title: 'One' });
    first.services.shots.update([shotId], { title: 'Two' });
    await closeHere(first);

    const second = await openHere();
    expect(second.services.history.undo(projectId)).toMatchObject({ undone: { key: 'editTitle' } });
    expect(second.services.shots.get(shotId).title).toBe('One');
    await closeHere(second);

    const third = await openHere();
    expect(third.services.history.redo(projectId)).toMatchObject({ redone: { key: 'editTitle' } });
    expect(third.services.shots.get(shotId).title).toBe('Two');
    expect(third.services.history.redo(projectId)).toMatchObject({ redone: null });
    third.services.history.undo(null);
    expect(third.services.projects.list()).toEqual([]);
  });

  it('gets the sample project once, also when the first start was cut short', async () => {
    // Closed while the sample's boards are made.
    const first = await openHere({ withSample: true });
    await closeHere(first);
    const countAfterFirst = await countProjects(false);
    expect(countAfterFirst).toBeLessThanOrEqual(1);

    const second = await openHere({ withSample: true });
    await waitForProject(second);
    const [sample] = second.services.projects.list();
    if (!sample) throw new Error('no sample');
    if (hasFfmpeg) expect(sample.cover?.kind).toBe('board');
    second.services.projects.delete(sample.id);
    await closeHere(second);
    expect(await countProjects(true)).toBe(0);
  });

  async function countProjects(withSample: boolean): Promise<number> {
    const studio = await openHere({ withSample });
    const count = studio.services.projects.list().length;
    await closeHere(studio);
    return count;
  }

  function waitForProject(studio: Studio): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = studio.services.changes.subscribe(() => look());
      const look = () => {
        if (studio.services.projects.list().length === 0) return;
        unsubscribe();
        resolve();
      };
      look();
    });
  }

  it.skipIf(!hasFfmpeg)('frees the files of what is erased, and of nothing else', async () => {
    const first = await openHere();
    const kept = importScript(first, { text: scriptOf(1) });
    const doomed = importScript(first, { text: scriptOf(2) });
    await makeTakes(first, kept.projectId);
    await makeTakes(first, doomed.projectId);
    const media = path.join(inRoot('library'), 'media');
    const before = listFiles(media).length;
    first.services.projects.delete(doomed.projectId);
    // What was made in the last minutes is held by the process that made it.
    await closeHere(first);

    const second = await openHere();
    const emptied = await second.services.trash.empty();
    expect(emptied.erasedCount).toBe(1);
    expect(emptied.freedBytes).toBeGreaterThan(0);
    expect(listFiles(media).length).toBeLessThan(before);
    for (const { selectedTake } of second.services.projects.storyboard(kept.projectId).shots) {
      expect(await fetchAsset(second, selectedTake?.assetId as never)).not.toBeNull();
    }
    expect(second.services.projects.list()).toHaveLength(1);
    expect(await second.services.trash.empty()).toEqual({ erasedCount: 0, freedBytes: 0 });
  });

  it('is open in one studio at a time', async () => {
    const first = await openHere();
    await expect(openTestStudio({ libraryDir: inRoot('library') })).rejects.toMatchObject({
      code: 'LIBRARY_LOCKED',
      params: { location: inRoot('library'), pid: process.pid },
    });
    // The refused one took nothing from the first.
    importScript(first, { text: scriptOf(1) });
    expect(first.services.projects.list()).toHaveLength(1);
    await closeHere(first);
    const second = await openHere();
    expect(second.services.projects.list()).toHaveLength(1);
  });
});
