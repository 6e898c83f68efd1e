/**
 * Snapshots of the database. A snapshot appears under its name only after it was opened again and checked whole, and
 * none is ever overwritten. It is a plain library database: in an empty folder, as `library.db`, it opens.
 */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type Connection,
  findDamage,
  isFull,
  openConnection,
  openReadOnly,
  readApplicationId,
  readUserVersion,
  sidecarsOf,
} from '#main/db/open-connection.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import type { Clock } from '#shared/util/clock.ts';
import { syncFolder } from './durable-file.ts';

/** Snapshots made on demand that are kept; those from before a migration stay until a person removes them. */
export const keptBackupCount = 20;

// 2026-07-29T12-34-56-789Z.db
const backupName = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z\.db$/;
// 2026-07-29T12-34-56-789Z-before-v2.db
const anyBackupName = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z(?:-before-v\d+)?\.db$/;

export type BackupOptions = {
  connection: Connection;
  /** The folder of the snapshots; made when it is missing. */
  folder: string;
  clock: Clock;
};

/** Makes a snapshot and removes the oldest past `keptBackupCount`. @throws {AppError} BACKUP_FAILED, DISK_FULL */
export async function backUp({ connection, folder, clock }: BackupOptions): Promise<{ fileName: string }> {
  const fileName = await makeBackup({ connection, folder, clock, suffix: '' });
  // Whatever the clock says, the one just made is the newest.
  const others = (await readdir(folder)).filter((name) => backupName.test(name) && name !== fileName).sort();
  for (const name of others.slice(0, 1 - keptBackupCount)) await rm(path.join(folder, name), { force: true });
  return { fileName };
}

/** Makes the snapshot that a migration to `toVersion` needs. @throws {AppError} BACKUP_FAILED, DISK_FULL */
export async function backUpBeforeMigration(options: BackupOptions & { toVersion: number }): Promise<string> {
  return makeBackup({ ...options, suffix: `-before-v${options.toVersion}` });
}

/** The newest snapshot of any kind; null without one. */
export async function findLatestBackup(folder: string): Promise<{ fileName: string; madeAtMs: number } | null> {
  const names = await readdir(folder).catch(() => []);
  const fileName = names
    .filter((name) => anyBackupName.test(name))
    .sort()
    .at(-1);
  return fileName === undefined ? null : { fileName, madeAtMs: readTime(fileName) };
}

async function makeBackup({ connection, folder, clock, suffix }: BackupOptions & { suffix: string }): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    const file = freeName(folder, clock.nowMs(), suffix);
    const part = `${file}.part`;
    try {
      await removeDatabase(part);
      await connection.backup(part);
      checkBackup(part, connection);
      await syncFile(part);
      await rename(part, file);
      await syncFolder(folder);
    } finally {
      await removeDatabase(part);
    }
    return path.basename(file);
  } catch (error) {
    throw toBackupError(error);
  }
}

function checkBackup(file: string, source: Connection): void {
  const writable = openConnection(file);
  try {
    // The copy says WAL like its source; a snapshot is one file, with nothing beside it.
    writable.pragma('journal_mode = DELETE');
  } finally {
    writable.close();
  }
  const copy = openReadOnly(file);
  try {
    const damage = findDamage(copy, 'whole');
    if (damage !== null) throw new Error(`the copy is damaged: ${damage}`);
    const isSame =
      readUserVersion(copy) === readUserVersion(source) && readApplicationId(copy) === readApplicationId(source);
    if (!isSame) throw new Error('the copy has another version than the library');
  } finally {
    copy.close();
  }
}

/** A name that is free: the time, moved on by milliseconds where two would meet. */
function freeName(folder: string, nowMs: number, suffix: string): string {
  for (let timeMs = nowMs; ; timeMs += 1) {
    const time = new Date(timeMs).toISOString().replaceAll(/[:.]/g, '-');
    const file = path.join(folder, `${time}${suffix}.db`);
    if (!existsSync(file)) return file;
  }
}

function readTime(fileName: string): number {
  const [, day, hour, minute, second, ms] = anyBackupName.exec(fileName) ?? [];
  return Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`);
}

async function removeDatabase(file: string): Promise<void> {
  for (const name of [file, ...sidecarsOf(file)]) await rm(name, { force: true });
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function toBackupError(error: unknown): AppError {
  const isDiskFull = isFull(error) || hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT');
  const message = error instanceof Error ? error.message : String(error);
  return new AppError(isDiskFull ? 'DISK_FULL' : 'BACKUP_FAILED', message, {
    retry: 'after-user-action',
    cause: error,
  });
}
