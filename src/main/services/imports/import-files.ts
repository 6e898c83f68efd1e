/**
 * Files that an import reads, wherever they come from: uploads of the window, or a folder of the command line.
 *
 * Paths are names in the list that the source itself gave: nothing else can be asked for.
 */
import type { Uploads } from '#main/assets/uploads.ts';
import type { UploadId } from '#shared/domain/ids.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import type { StagedFile } from '#main/assets/asset-store.ts';

/** Largest file of text that is imported, in bytes: a Storyboarder project of 2 000 boards has about 3 MB. */
export const maxImportBytes = 20_000_000;

/** The same of a table: 100 000 rows of 400 characters have 40 MB. */
export const maxTableBytes = 50_000_000;

export type NamedBytes = { fileName: string; bytes: Uint8Array };

export interface ImportFiles {
  /**
   * Where the bytes of a listed file lie on this disk.
   *
   * @throws {AppError} UPLOAD_NOT_FOUND when it is not there, or not there any more
   */
  locate(path: string): Promise<string>;
  /** Lets go of what `locate` has kept. */
  close(): Promise<void>;
}

/** @throws {AppError} IMPORT_TOO_LARGE (params `fileName`, `sizeMegabytes`, `limitMegabytes`), UPLOAD_NOT_FOUND */
export async function readUpload(
  uploads: Pick<Uploads, 'readBytes'>,
  uploadId: UploadId,
  limitBytes = maxImportBytes,
): Promise<NamedBytes> {
  try {
    return await uploads.readBytes(uploadId, limitBytes);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'UPLOAD_TOO_LARGE') throw error;
    throw tooLarge(String(error.params['fileName'] ?? ''), Number(error.params['sizeBytes'] ?? 0), limitBytes, error);
  }
}

export function tooLarge(fileName: string, sizeBytes: number, limitBytes: number, cause?: unknown): AppError {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000);
  return new AppError('IMPORT_TOO_LARGE', `${sizeBytes} bytes`, {
    params: { fileName, sizeMegabytes: megabytes(sizeBytes), limitMegabytes: megabytes(limitBytes) },
    cause,
  });
}

/** Takes each uploaded file out once, when it is first asked for. */
export function uploadedFiles(
  uploads: Pick<Uploads, 'takeFile'>,
  files: ReadonlyArray<{ path: string; uploadId: UploadId }>,
): ImportFiles {
  const idOf = new Map(files.map(({ path, uploadId }) => [path, uploadId]));
  const taken = new Map<string, Promise<StagedFile>>();
  const take = async (path: string): Promise<StagedFile> => {
    const uploadId = idOf.get(path);
    if (!uploadId) throw new AppError('UPLOAD_NOT_FOUND', `nothing was uploaded for "${path}"`);
    return (await uploads.takeFile(uploadId)).staged;
  };
  return {
    async locate(path) {
      const known = taken.get(path) ?? take(path);
      taken.set(path, known);
      return (await known).path;
    },
    async close() {
      for (const staged of await Promise.allSettled(taken.values())) {
        if (staged.status === 'fulfilled') await staged.value.discard();
      }
    },
  };
}
