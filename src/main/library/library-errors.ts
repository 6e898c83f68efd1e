/** Turns what SQLite and the file system throw while a library is opened into the codes that people have words for. */
import { isBusy, isDamage, isFull, isNotWritable } from '#main/db/open-connection.ts';
import { AppError, hasCode, toAppError } from '#shared/errors/app-error.ts';

const notWritableCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EISDIR', 'ENAMETOOLONG'];

/** @param location the library's folder, for the words */
export function toLibraryError(error: unknown, location: string): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { params: { location }, retry: 'after-user-action', cause: error } as const;
  if (isDamage(error)) return new AppError('LIBRARY_DAMAGED', message, options);
  if (isBusy(error)) return new AppError('LIBRARY_LOCKED', message, options);
  if (isFull(error) || hasCode(error, 'EDQUOT')) return new AppError('DISK_FULL', message, options);
  if (isNotWritable(error) || notWritableCodes.some((code) => hasCode(error, code))) {
    return new AppError('LIBRARY_NOT_WRITABLE', message, options);
  }
  return toAppError(error);
}
