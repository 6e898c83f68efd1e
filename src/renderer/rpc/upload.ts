/** Sends a file to the studio in chunks; resumes from where the studio says it stands. */
import { uploadChunkBytes, uploadUrl } from '#shared/contract/media-urls.ts';
import type { UploadId } from '#shared/domain/ids.ts';
import { AppError, type AppErrorData } from '#shared/errors/app-error.ts';
import { studio } from './client.ts';

export type UploadOptions = {
  /** How much has arrived, 0 to 1. */
  onProgress?: (progress: number) => void;
  signal?: AbortSignal;
};

/**
 * @returns the id by which a procedure takes the file up.
 * @throws {AppError} UPLOAD_NOT_FOUND when bytes were refused or got lost.
 */
export async function uploadFile(file: File, { onProgress, signal }: UploadOptions = {}): Promise<UploadId> {
  const { uploadId } = await studio.uploads.begin(
    { fileName: file.name || 'pasted', sizeBytes: file.size },
    signal ? { signal } : {},
  );
  for (let offset = 0; offset < file.size; ) {
    // Chunks are ArrayBuffers: a Blob body arrives empty through a custom protocol in some Electron versions.
    const body = await file.slice(offset, offset + uploadChunkBytes).arrayBuffer();
    const response = await fetch(`${uploadUrl(uploadId)}?offset=${offset}`, {
      method: 'PUT',
      body,
      ...(signal ? { signal } : {}),
    });
    const answer: unknown = await response.json().catch(() => null);
    const next = readOffset(answer);
    const refusal = readRefusal(answer);
    if (refusal) throw refusal;
    if (next === null || (response.ok && next <= offset)) {
      throw new AppError('UPLOAD_NOT_FOUND', `upload stopped at ${offset} of ${file.size} bytes`);
    }
    offset = next;
    onProgress?.(offset / file.size);
  }
  return uploadId;
}

function readOffset(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('offset' in answer)) return null;
  return typeof answer.offset === 'number' ? answer.offset : null;
}

/** The studio's own words for a refusal; null for any other answer. */
function readRefusal(answer: unknown): AppError | null {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return null;
  const { code, params, retry } = answer as AppErrorData;
  return new AppError(code, `upload refused: ${code}`, { params, retry });
}
