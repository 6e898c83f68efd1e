/**
 * Tells when a file was saved by another program and stands still: editors write in pieces, or write a new file and
 * rename it over the old one. Looks whenever the system says that something happened in the folder, and now and then
 * by itself, for disks of which no system says anything.
 */
import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

export type WatchSavedFileOptions = {
  /** Absolute path; may be away for a moment. */
  file: string;
  /** Runs after each save, one at a time. What it throws is its own affair: it must not. */
  onSaved: () => Promise<void>;
  /** How long a file must not have changed. @default 400 */
  settleMs?: number;
  /** How often it is looked at without a hint of the system. @default 1500 */
  pollMs?: number;
};

export type SavedFileWatch = {
  /** Looks once more, without waiting for the file to stand still, and stops. */
  close(): Promise<void>;
};

/** What is on the disk now counts as seen. */
export async function watchSavedFile({
  file,
  onSaved,
  settleMs = 400,
  pollMs = 1_500,
}: WatchSavedFileOptions): Promise<SavedFileWatch> {
  let told = await markOf(file);
  let seen = told;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> = Promise.resolve();

  const look = async () => {
    const mark = await markOf(file);
    const stoodStill = mark === seen;
    seen = mark;
    if (mark === null || mark === told) return pollMs;
    if (!stoodStill) return settleMs;
    told = mark;
    await onSaved();
    return pollMs;
  };
  const lookIn = (waitMs: number) => {
    if (isClosed) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      running = look().then(lookIn);
    }, waitMs);
  };
  const watcher = watchFolder(path.dirname(file), () => timer && lookIn(settleMs));
  lookIn(pollMs);

  return {
    async close() {
      isClosed = true;
      watcher?.close();
      if (timer) clearTimeout(timer);
      await running;
      const mark = await markOf(file);
      if (mark !== null && mark !== told) await onSaved();
    },
  };
}

/** Changes with every save; null while there is no file. */
async function markOf(file: string): Promise<string | null> {
  try {
    const { size, mtimeMs, ino } = await stat(file);
    return `${size} ${mtimeMs} ${ino}`;
  } catch {
    return null;
  }
}

/** Null where the system watches nothing, such as on some network disks. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
