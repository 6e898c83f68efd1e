/** Removes what a crash or an abandoned upload left, when a library opens and nobody else can have it. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '#shared/util/clock.ts';
import { hasCode } from '#shared/errors/app-error.ts';
import type { LibraryFolders } from './library-folders.ts';

/** Files on their way in are kept this long, so that an upload or a job can go on after a restart. */
export const staleAfterMs = 24 * 60 * 60 * 1000;

/** Another program may still have such a file open. */
const boardsOpenStayMs = 7 * staleAfterMs;

export async function removeLeftovers({ folders, clock }: { folders: LibraryFolders; clock: Clock }): Promise<void> {
  for (const folder of [folders.staging, folders.uploads]) {
    for (const file of await listFiles(folder)) {
      const { mtimeMs } = await stat(file);
      if (clock.nowMs() - mtimeMs > staleAfterMs) await rm(file, { force: true });
    }
  }
  for (const file of await listFiles(folders.boardsOpen)) {
    const { mtimeMs } = await stat(file);
    if (clock.nowMs() - mtimeMs > boardsOpenStayMs) await rm(file, { force: true });
  }
  // film-4f0c9a: the parts of a film that was being made. A job that goes on makes them anew.
  for (const name of await readdir(folders.staging)) {
    if (/^film-\w+$/.test(name)) await rm(path.join(folders.staging, name), { recursive: true, force: true });
  }
  // A snapshot that was never finished is worth nothing, however new: only one process at a time makes them.
  for (const file of await listFiles(folders.backups)) {
    if (/\.db\.part(?:-\w+)?$/.test(file)) await rm(file, { force: true });
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    // Made when a board is opened elsewhere for the first time.
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(folder, entry.name));
}
