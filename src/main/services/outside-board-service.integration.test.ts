import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Studio } from '#main/compose.ts';
import type { AssetId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { createPng } from '../../../tests/support/png.ts';
import { createTestHost, fetchAsset, openTestStudio, quickFormat, upload } from '../../../tests/support/test-studio.ts';

let folder: string;
let studio: Studio;
let projectId: ProjectId;
let shotId: ShotId;
/** What the system was asked to open. */
let opened: string[];
let openFile: (file: string) => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'outside-'));
  opened = [];
  openFile = async (file) => void opened.push(file);
  const host = { ...createTestHost(), openFile: (file: string) => openFile(file) };
  studio = await openTestStudio({ libraryDir: path.join(folder, 'library'), host });
  projectId = studio.services.projects.create({ title: 'Boards', ...quickFormat }).project.id;
  shotId = theShot().id;
});
afterEach(async () => {
  await studio.close();
  await rm(folder, { recursive: true, force: true });
});

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

  it('is not followed where nothing opened it, and needs to be there', async () => {
    await expect(studio.services.outsideBoards.open(shotId)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    openFile = () => Promise.reject(new AppError('NOT_AVAILABLE_HERE', 'a browser'));
    await studio.services.boards.set(shotId, 'board', await upload(studio, 'board.png', png(0)));
    await expect(studio.services.outsideBoards.open(shotId)).rejects.toMatchObject({ code: 'NOT_AVAILABLE_HERE' });
    expect(studio.services.outsideBoards.list()).toEqual([]);
  });
});
