/**
 * Lets one process at a time have a library, also against a second one of another user or machine that sees the same
 * folder. The lock itself is a file lock, which the system ends with the process: a kill or a power cut never leaves
 * a library locked. Beside it stands who holds it, for the message only.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { holdFileLock, isDamage } from '#main/db/open-connection.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';

/** Who holds a library. */
export type LockOwner = { pid: number; hostName: string };

export interface LibraryLock {
  /** @param options.isRefused takes the lock file away too, when it was made for a folder that was then refused */
  release(options?: { isRefused?: boolean }): Promise<void>;
}

export type LockOptions = {
  lockFile: string;
  ownerFile: string;
  owner: LockOwner;
  /** For the words of the error. */
  location: string;
};

/** @throws {AppError} LIBRARY_LOCKED with `pid` and `host` of the other one where they can be read */
export async function takeLibraryLock({ lockFile, ownerFile, owner, location }: LockOptions): Promise<LibraryLock> {
  const isNewFile = !existsSync(lockFile);
  const letGo = await holdOrReplace(lockFile);
  if (!letGo) {
    const other = await readOwner(ownerFile);
    throw new AppError(
      'LIBRARY_LOCKED',
      `the library is open in ${other ? `process ${other.pid}` : 'another process'}`,
      {
        params: { location, ...(other && { pid: other.pid, host: other.hostName }) },
        retry: 'after-user-action',
      },
    );
  }
  try {
    await writeOwner(ownerFile, owner);
  } catch (error) {
    // Windows refuses, for it is open: it must be let go of all the same.
    if (isNewFile) await rm(lockFile, { force: true }).catch(() => undefined);
    letGo();
    throw error;
  }
  return {
    async release({ isRefused = false } = {}) {
      try {
        await rm(ownerFile, { force: true });
        // Before letting go, so that nobody can lock the file that is about to vanish. Not on Windows: it is open there.
        if (isRefused && isNewFile) await rm(lockFile, { force: true }).catch(() => undefined);
      } finally {
        letGo();
      }
    },
  };
}

/** A lock file that something else wrote into is replaced: while it is held, SQLite does not get as far as reading it. */
async function holdOrReplace(lockFile: string): Promise<(() => void) | null> {
  try {
    return holdFileLock(lockFile);
  } catch (error) {
    if (!isDamage(error)) throw error;
    await rm(lockFile);
    return holdFileLock(lockFile);
  }
}

async function writeOwner(ownerFile: string, owner: LockOwner): Promise<void> {
  try {
    await writeFile(ownerFile, `${JSON.stringify(owner)}\n`);
  } catch (error) {
    // A full disk must not keep a person from looking at the library.
    if (!hasCode(error, 'ENOSPC') && !hasCode(error, 'EDQUOT')) throw error;
  }
}

async function readOwner(ownerFile: string): Promise<LockOwner | null> {
  try {
    const owner: unknown = JSON.parse(await readFile(ownerFile, 'utf8'));
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('hostName' in owner)) return null;
    return typeof owner.pid === 'number' && typeof owner.hostName === 'string'
      ? { pid: owner.pid, hostName: owner.hostName }
      : null;
  } catch {
    return null;
  }
}
