import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SavedFileWatch, watchSavedFile } from './watch-saved-file.ts';

let folder: string;
let file: string;
let watch: SavedFileWatch | null;
const onSaved = vi.fn<() => Promise<void>>(async () => {});

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'watch-'));
  file = path.join(folder, 'board.png');
  await writeFile(file, 'one');
  onSaved.mockClear();
  watch = await watchSavedFile({ file, onSaved, settleMs: 30, pollMs: 60 });
});
afterEach(async () => {
  await watch?.close();
  await rm(folder, { recursive: true, force: true });
});

const isTold = (count: number) => expect.poll(() => onSaved.mock.calls.length, { timeout: 10_000 }).toBe(count);

describe('a watched file', () => {
  it('tells each save, written over or renamed over', async () => {
    await writeFile(file, 'two');
    await isTold(1);
    await writeFile(path.join(folder, 'board.tmp'), 'three');
    await rename(path.join(folder, 'board.tmp'), file);
    await isTold(2);
    await unlink(file);
    await writeFile(file, 'four, longer');
    await isTold(3);
    expect(onSaved).toHaveBeenCalledTimes(3);
  });

  it('looks once more when it is closed, and never again', async () => {
    await writeFile(file, 'five');
    await watch?.close();
    watch = null;
    expect(onSaved).toHaveBeenCalledTimes(1);
  });

  it('says nothing of what was there and of other files', async () => {
    await writeFile(path.join(folder, 'other.png'), 'x');
    await watch?.close();
    watch = null;
    expect(onSaved).not.toHaveBeenCalled();
  });
});
