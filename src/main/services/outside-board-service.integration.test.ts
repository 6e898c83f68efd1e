import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Studio } from '#main/compose.ts';
import type { AssetId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { MediaAsset, StoryboardShot } from '#shared/domain/records.ts';
import { createTestContext } from '../../../tests/support/test-context.ts';
import { createOutsideBoardService, type OutsideBoardService } from './outside-board-service.ts';
import { createPng } from '../../../tests/support/png.ts';
import { createTestHost, fetchAsset, openTestStudio, quickFormat, upload } from '../../../tests/support/test-studio.ts';

let folder: string;
let studio: Studio;
let projectId: ProjectId;
let shotId: ShotId;
/** What the system was asked to open. */
let opened: string[];
let openFile: (file: string) => Promise<void>;

async function start(): Promise<void> {
  const host = { ...createTestHost(), openFile: (file: string) => openFile(file) };
  studio = await openTestStudio({ libraryDir: path.join(folder, 'library'), host });
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'outside-'));
  opened = [];
  openFile = async (file) => void opened.push(file);
  await start();
  projectId = studio.services.projects.create({ title: 'Boards', ...quickFormat }).project.id;
  shotId = theShot().id;
});
afterEach(async () => {
  await studio.close();
  await rm(folder, { recursive: true, force: true });
});

/** The studio goes on with what was followed by itself, beside everything else. */
const resumed = () => (studio.services.outsideBoards as OutsideBoardService).resume();
const png = (seed: number) => createPng({ widthPx: 64, heightPx: 36, seed });
const theShot = () => {
  const [shot] = studio.services.projects.storyboard(projectId).shots;
  if (!shot) throw new Error('a project begins with a shot');
  return shot;
};
const digest = (bytes: Uint8Array | null) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
const boardDigest = async () => {
  const { boardAssetId } = theShot();
  return boardAssetId === null ? null : digest(await fetchAsset(studio, boardAssetId as AssetId));
};
const becomesBoard = (bytes: Buffer) =>
  vi.waitFor(async () => expect(await boardDigest()).toBe(digest(bytes)), { timeout: 15_000, interval: 50 });
async function openBoard(): Promise<string> {
  await studio.services.boards.set(shotId, 'board', await upload(studio, 'board.png', png(0)));
  await studio.services.outsideBoards.open(shotId);
  const [file] = opened;
  if (!file) throw new Error('nothing was opened');
  return file;
}

describe('a board in another program', () => {
  it('comes back as it is saved, written over or renamed over, and can be taken back', async () => {
    const file = await openBoard();
    expect(digest(await readFile(file))).toBe(digest(png(0)));
    await writeFile(file, png(1));
    await becomesBoard(png(1));
    await writeFile(`${file}.tmp`, png(2));
    await rename(`${file}.tmp`, file);
    await becomesBoard(png(2));
    expect(studio.services.outsideBoards.list()).toMatchObject([{ shotId, takenCount: 2, problem: null }]);
    expect(studio.services.history.state(projectId).undo?.key).toBe('boardFromOutside');
    studio.services.history.undo(projectId);
    // Saves within seconds of each other are one step; a slow machine may have needed longer.
    if ((await boardDigest()) === digest(png(1))) studio.services.history.undo(projectId);
    expect(await boardDigest()).toBe(digest(png(0)));
  });

  it('is not taken half written', async () => {
    const file = await openBoard();
    const whole = png(3);
    await writeFile(file, whole.subarray(0, whole.length / 2));
    await vi.waitFor(
      () => expect(studio.services.outsideBoards.list()[0]?.problem?.code).toMatch(/^(?:IMAGE|MEDIA)_/),
      { timeout: 15_000 },
    );
    expect(await boardDigest()).toBe(digest(png(0)));
    await writeFile(file, whole);
    await becomesBoard(whole);
    expect(studio.services.outsideBoards.list()).toMatchObject([{ problem: null }]);
  });

  it('is taken once more when it is closed, and then no longer', async () => {
    const file = await openBoard();
    await writeFile(file, png(4));
    await studio.services.outsideBoards.close(shotId);
    expect(await boardDigest()).toBe(digest(png(4)));
    expect(studio.services.outsideBoards.list()).toEqual([]);
    expect(await readdir(path.dirname(file))).toEqual([path.basename(file)]);
  });

  it('is opened once more with what is in its file', async () => {
    const file = await openBoard();
    await studio.services.outsideBoards.open(shotId);
    expect(opened).toEqual([file, file]);
    expect(studio.services.outsideBoards.list()).toHaveLength(1);
  });

  it('is followed through a restart, and what was saved meanwhile is taken as one step', async () => {
    const file = await openBoard();
    await writeFile(file, png(5));
    await studio.close();
    await writeFile(file, png(6));
    await start();
    await becomesBoard(png(6));
    expect(studio.services.outsideBoards.list()).toMatchObject([{ shotId, takenCount: 2, ended: null }]);
    await writeFile(file, png(7));
    await becomesBoard(png(7));
    while (studio.services.history.state(projectId).undo?.key === 'boardFromOutside') {
      studio.services.history.undo(projectId);
    }
    expect(await boardDigest()).toBe(digest(png(0)));
  });

  it('stays as it is through a restart where nothing was saved, or nothing is followed any more', async () => {
    const file = await openBoard();
    await studio.close();
    await start();
    await resumed();
    expect(studio.services.outsideBoards.list()).toMatchObject([{ shotId, takenCount: 0 }]);
    expect(await boardDigest()).toBe(digest(png(0)));
    await studio.services.outsideBoards.close(shotId);
    await studio.close();
    await writeFile(file, png(8));
    await start();
    await resumed();
    expect(studio.services.outsideBoards.list()).toEqual([]);
    expect(await boardDigest()).toBe(digest(png(0)));
  });

  it('is forgotten in words when its file is gone, and without any when its shot is', async () => {
    const file = await openBoard();
    await studio.close();
    await rm(file);
    await start();
    await vi.waitFor(() => expect(studio.services.outsideBoards.list()).toMatchObject([{ ended: 'file-gone' }]));
    await studio.services.outsideBoards.close(shotId);
    expect(studio.services.outsideBoards.list()).toEqual([]);
    await studio.services.outsideBoards.open(shotId);
    expect(studio.services.outsideBoards.list()).toMatchObject([{ ended: null }]);
    studio.services.shots.delete([shotId]);
    await studio.close();
    await start();
    await resumed();
    expect(studio.services.outsideBoards.list()).toEqual([]);
  });

  it('is followed no longer when too many others are, and says so', async () => {
    const still = path.join(folder, 'still.png');
    await writeFile(still, png(0));
    const unused = () => Promise.reject(new Error('nothing is saved here'));
    const shotOf = (id: ShotId) =>
      ({ id, projectId, title: id, boardAssetId: `asset_${id}` }) as unknown as StoryboardShot;
    const service = createOutsideBoardService(createTestContext(), {
      shots: { get: shotOf, setMedia: () => ({ shots: [], savedAtMs: 0 }) },
      assets: {
        get: () => ({ extension: 'png' }) as MediaAsset,
        input: () => still,
        ...{ stage: unused, commit: unused },
      },
      folder: path.join(folder, 'open'),
      openFile: async () => undefined,
      mostFollowed: 2,
    });
    for (const id of ['shot_a', 'shot_b', 'shot_c']) await service.open(id as ShotId);
    const told = service.list().map((one) => [one.shotId, one.ended]);
    expect(told).toEqual([
      ['shot_b', null],
      ['shot_c', null],
      ['shot_a', 'too-many'],
    ]);
    await service.open('shot_a' as ShotId);
    expect(service.list().find((one) => one.shotId === 'shot_a')?.ended).toBeNull();
    await service.closeAll();
  });

  it('is not followed where nothing opened it, and needs to be there', async () => {
    await expect(studio.services.outsideBoards.open(shotId)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    openFile = () => Promise.reject(new AppError('NOT_AVAILABLE_HERE', 'a browser'));
    await studio.services.boards.set(shotId, 'board', await upload(studio, 'board.png', png(0)));
    await expect(studio.services.outsideBoards.open(shotId)).rejects.toMatchObject({ code: 'NOT_AVAILABLE_HERE' });
    expect(studio.services.outsideBoards.list()).toEqual([]);
  });
});
