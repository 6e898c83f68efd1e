/** The part of the file system that media files need, so that a test can make a disk fail. */
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, unlink, writeFile } from 'node:fs/promises';
import { AppError, hasCode, toAppError } from '#shared/errors/app-error.ts';

export type FileSystem = {
  mkdir: typeof mkdir;
  open: typeof open;
  readdir: typeof readdir;
  readFile: typeof readFile;
  rename: typeof rename;
  rm: typeof rm;
  stat: typeof stat;
  statfs: typeof statfs;
  unlink: typeof unlink;
  writeFile: typeof writeFile;
};

export const nodeFileSystem: FileSystem = {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  unlink,
  writeFile,
};

/** Turns what the file system throws into the codes that people have words for. @param location for the words */
export function toMediaFolderError(error: unknown, location: string): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { params: { location }, retry: 'after-user-action', cause: error } as const;
  if (hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')) return new AppError('DISK_FULL', message, options);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].some((code) => hasCode(error, code))) {
    return new AppError('MEDIA_FOLDER_NOT_WRITABLE', message, options);
  }
  return toAppError(error);
}

/** Size of a file in bytes; null when there is none. */
export async function findSize(files: FileSystem, file: string): Promise<number | null> {
  try {
    const { size } = await files.stat(file);
    return size;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}
