/**
 * Makes, opens and closes libraries. Refuses what it must not touch, and then changes nothing: folders with other
 * files, libraries of a newer version, other programs' databases, damaged ones.
 *
 * A crash at any instruction leaves a library that opens, or an empty folder that becomes one.
 */
import { constants, existsSync } from 'node:fs';
import { access, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createWriteDb, type WriteDb } from '#main/db/database.ts';
import { allMigrations } from '#main/db/migrations/index.ts';
import type { Migration } from '#main/db/migrations/migration.ts';
import {
  type Connection,
  findDamage,
  libraryApplicationId,
  openConnection,
  openReadOnly,
  prepareForLiveUse,
  readApplicationId,
  readUserVersion,
  sidecarsOf,
} from '#main/db/open-connection.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { backUp, backUpBeforeMigration, findLatestBackup } from './backup.ts';
import { syncFolder } from './durable-file.ts';
import { toLibraryError } from './library-errors.ts';
import { type LibraryFolders, libraryFolders } from './library-folders.ts';
import { type LockOwner, takeLibraryLock } from './library-lock.ts';
import { migrate, newestVersion } from './migrate.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { detectSyncService } from './sync-service.ts';

export type OpenLibraryOptions = {
  /** Path of the library's folder; made when it is missing. */
  folder: string;
  clock: Clock;
  /** @default all of them */
  migrations?: readonly Migration[];
  /** Who holds the library, shown to a second process. @default this process */
  owner?: LockOwner;
  /** @default the environment of this process */
  env?: Readonly<Record<string, string | undefined>>;
};

export type OpenLibrary = {
  db: WriteDb;
  folders: LibraryFolders;
  /** What opening did: made a new library, or took one of an older version to this one. */
  opened: { isNew: boolean; migratedFrom: number | null };
  /** Name of the service that keeps the folder in step, such as `Dropbox`; a live database is at risk there. */
  syncedBy: string | null;
  /**
   * Makes a verified snapshot of the database under `backups/`. Calls at the same time share one.
   *
   * @throws {AppError} BACKUP_FAILED, DISK_FULL
   */
  backUp(): Promise<{ fileName: string }>;
  /** The newest snapshot; null without one. */
  findLatestBackup(): Promise<{ fileName: string; madeAtMs: number } | null>;
  /** Waits for a running snapshot, closes the database and lets go of the lock. A second call does nothing. */
  close(): Promise<void>;
};

/**
 * Opens the library in a folder; an empty or missing folder becomes one.
 *
 * @throws {AppError} LIBRARY_NOT_A_LIBRARY, LIBRARY_TOO_NEW, LIBRARY_DAMAGED, LIBRARY_NOT_WRITABLE, LIBRARY_LOCKED,
 *   LIBRARY_MIGRATION_FAILED, BACKUP_FAILED (before a migration), DISK_FULL; all with `location` in params
 */
export async function openLibrary({
  folder,
  clock,
  migrations = allMigrations,
  owner = { pid: process.pid, hostName: os.hostname() },
  env = process.env,
}: OpenLibraryOptions): Promise<OpenLibrary> {
  const folders = libraryFolders(path.resolve(folder));
  const newest = newestVersion(migrations);
  try {
    await makeRoot(folders.root);
    await refuseStrangers(folders);
    const lock = await takeLibraryLock({ ...lockFiles(folders), owner, location: folders.root });
    let connection: Connection | null = null;
    try {
      const isNew = !existsSync(folders.database);
      if (isNew) await createDatabase(folders, migrations);
      else await inspectDatabase(folders, newest);
      connection = openConnection(folders.database);
      prepareForLiveUse(connection);
      const version = readUserVersion(connection);
      if (version < newest) {
        await backUpBeforeMigration({ connection, folder: folders.backups, clock, toVersion: newest });
        migrate(connection, migrations, folders.root);
      }
      await makeFolders(folders);
      await removeLeftovers({ folders, clock });
      return toOpenLibrary({
        connection,
        folders,
        clock,
        opened: { isNew, migratedFrom: version < newest ? version : null },
        syncedBy: detectSyncService({ folder: await realpath(folders.root), env }),
        unlock: () => lock.release(),
      });
    } catch (error) {
      connection?.close();
      await lock.release({ isRefused: true });
      throw error;
    }
  } catch (error) {
    throw toLibraryError(error, folders.root);
  }
}

type OpenParts = Pick<OpenLibrary, 'folders' | 'opened' | 'syncedBy'> & {
  connection: Connection;
  clock: Clock;
  unlock: () => Promise<void>;
};

function toOpenLibrary({ connection, folders, clock, opened, syncedBy, unlock }: OpenParts): OpenLibrary {
  let runningBackup: Promise<{ fileName: string }> | null = null;
  let closing: Promise<void> | null = null;
  const db = createWriteDb(connection);

  async function closeOnce(): Promise<void> {
    // Its failure was told to whoever asked for it.
    await runningBackup?.catch(() => undefined);
    // Closing brings everything onto the disk too, and tells when that fails.
    await db.settle().catch(() => undefined);
    try {
      connection.close();
    } finally {
      await unlock();
    }
  }

  return {
    db,
    folders,
    opened,
    syncedBy,
    backUp() {
      runningBackup ??= backUp({ connection, folder: folders.backups, clock }).finally(() => {
        runningBackup = null;
      });
      return runningBackup;
    },
    findLatestBackup: () => findLatestBackup(folders.backups),
    close() {
      closing ??= closeOnce();
      return closing;
    },
  };
}

const lockFileName = 'library.lock';
const ownerFileName = 'library.lock.json';

function lockFiles(folders: LibraryFolders) {
  return {
    lockFile: path.join(folders.root, lockFileName),
    ownerFile: path.join(folders.root, ownerFileName),
  };
}

async function makeRoot(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new AppError('LIBRARY_NOT_A_LIBRARY', 'the path is a file', { params: { location: root }, cause: error });
  }
}

/** What systems put into every folder or disk by themselves. */
const systemNames = new Set([
  '.DS_Store',
  '.Spotlight-V100',
  '.Trashes',
  '.fseventsd',
  'Thumbs.db',
  'desktop.ini',
  'lost+found',
  'System Volume Information',
  '$RECYCLE.BIN',
]);

/** Lets a library pass, and a folder that can become one: an empty one, or where making one was cut off. */
async function refuseStrangers(folders: LibraryFolders): Promise<void> {
  if (existsSync(folders.database)) return;
  const own = [lockFileName, ownerFileName, 'media', 'derived', 'backups', 'exports', 'boards-open'];
  const names = (await readdir(folders.root)).filter((name) => !systemNames.has(name));
  const strangers = names.filter((name) => !own.includes(name) && !name.startsWith(`${partName}`));
  if (strangers.includes('library.db-wal') || (strangers.length === 0 && (await hasContent(folders)))) {
    // A new database in its place would hide the loss.
    throw new AppError('LIBRARY_DAMAGED', 'library.db is missing', { params: { location: folders.root } });
  }
  if (strangers.length > 0) {
    throw new AppError('LIBRARY_NOT_A_LIBRARY', `the folder holds ${strangers.length} other entries`, {
      params: { location: folders.root },
    });
  }
}

async function hasContent({ media, backups }: LibraryFolders): Promise<boolean> {
  const names = await Promise.all([media, backups].map((folder) => readdir(folder).catch(() => [])));
  return names.flat().some((name) => name !== 'staging' && !systemNames.has(name));
}

const partName = 'library.db.part';

/** Makes the database under another name, so that `library.db` is a whole one from its first moment. */
async function createDatabase(folders: LibraryFolders, migrations: readonly Migration[]): Promise<void> {
  const part = path.join(folders.root, partName);
  for (const file of [part, ...sidecarsOf(part)]) await rm(file, { force: true });
  try {
    const connection = openConnection(part);
    try {
      migrate(connection, migrations, folders.root);
    } finally {
      connection.close();
    }
    const handle = await open(part, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, folders.database);
    await syncFolder(folders.root);
  } catch (error) {
    for (const file of [part, ...sidecarsOf(part)]) await rm(file, { force: true });
    throw error;
  }
}

/** Looks at a database without changing it. @throws {AppError} when it is not one to open */
async function inspectDatabase(folders: LibraryFolders, newest: number): Promise<void> {
  // Opened for reading only, SQLite would leave files beside it that nobody can write later.
  await access(folders.database, constants.W_OK);
  const before = sidecarsOf(folders.database);
  const connection = openReadOnly(folders.database);
  const params = { location: folders.root };
  try {
    const applicationId = readApplicationId(connection);
    const damage = findDamage(connection, 'quick');
    if (damage !== null) throw new AppError('LIBRARY_DAMAGED', damage, { params });
    if (applicationId !== libraryApplicationId) {
      // An empty database is what remains of a file that was cut to nothing.
      const isEmpty = connection.prepare('SELECT 1 FROM sqlite_schema').all().length === 0;
      throw new AppError(isEmpty ? 'LIBRARY_DAMAGED' : 'LIBRARY_NOT_A_LIBRARY', 'library.db is no library', { params });
    }
    const version = readUserVersion(connection);
    if (version < 1) throw new AppError('LIBRARY_DAMAGED', 'the library has no version', { params });
    if (version > newest) {
      throw new AppError('LIBRARY_TOO_NEW', `the library has version ${version}, this app knows ${newest}`, {
        params,
        retry: 'after-user-action',
      });
    }
  } finally {
    connection.close();
    // Reading a database in WAL mode leaves these behind; the lock is held, so they are nobody else's.
    for (const file of sidecarsOf(folders.database)) if (!before.includes(file)) await rm(file, { force: true });
  }
}

async function makeFolders(folders: LibraryFolders): Promise<void> {
  const { media, staging, uploads, derived, backups, exports } = folders;
  for (const folder of [media, staging, uploads, derived, backups, exports]) await mkdir(folder, { recursive: true });
}
