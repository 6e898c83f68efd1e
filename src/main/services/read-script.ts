/** Takes a script out of an upload and reads its text; what cannot be read is refused with the file's name. */
import type { Uploads } from '#main/assets/uploads.ts';
import { decodeScript, type DecodedScript, maxScriptBytes } from '#main/scripts/decode-script.ts';
import type { UploadId } from '#shared/domain/ids.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';

/** The bytes of an uploaded script, which stays uploaded. @throws {AppError} SCRIPT_TOO_LARGE, UPLOAD_NOT_FOUND */
export async function readScript(uploads: Pick<Uploads, 'readBytes'>, uploadId: UploadId) {
  try {
    return await uploads.readBytes(uploadId, maxScriptBytes);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'UPLOAD_TOO_LARGE') throw error;
    throw tooLarge(String(error.params['fileName'] ?? ''), Number(error.params['sizeBytes'] ?? 0), error);
  }
}

/** @throws {AppError} SCRIPT_…, with the file's name */
export function decodeNamed(fileName: string, bytes: Uint8Array): DecodedScript {
  try {
    return decodeScript(bytes);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'SCRIPT_TOO_LARGE') throw tooLarge(fileName, bytes.length, error);
    throw new AppError(error.code, error.message, { params: { ...error.params, fileName }, cause: error });
  }
}

function tooLarge(fileName: string, sizeBytes: number, cause: unknown): AppError {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000);
  return new AppError('SCRIPT_TOO_LARGE', `script of ${sizeBytes} bytes`, {
    params: { fileName, sizeMegabytes: megabytes(sizeBytes), limitMegabytes: megabytes(maxScriptBytes) },
    cause,
  });
}
