/** Takes a file that came inside an answer into the library. */
import { writeFile } from 'node:fs/promises';
import type { StagedFile } from '#main/assets/asset-store.ts';
import type { IncomingFile } from '#main/providers/provider.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { AppError, toAppError } from '#shared/errors/app-error.ts';
import type { AssistPorts } from './assist-ports.ts';

/**
 * Runs `ask` with a place for what it brings: a full disk, or an ffmpeg that is not there, tells before anything is
 * paid for.
 *
 * @throws {AppError} FFMPEG_MISSING, MEDIA_FOLDER_NOT_WRITABLE, DISK_FULL, and what `ask` throws
 */
export async function withPlace<Result>(
  { assets, requireFfmpeg }: Pick<AssistPorts, 'assets' | 'requireFfmpeg'>,
  extension: string,
  ask: (place: StagedFile) => Promise<Result>,
): Promise<Result> {
  await requireFfmpeg();
  const place = await assets.stage(extension);
  try {
    return await ask(place);
  } finally {
    await place.discard();
  }
}

/** @throws {AppError} RESULT_NOT_A_FILE for bytes that are no picture or recording, DISK_FULL, MEDIA_FOLDER_… */
export async function keepFile(
  { assets }: Pick<AssistPorts, 'assets'>,
  place: StagedFile,
  { bytes }: IncomingFile,
): Promise<MediaAsset> {
  try {
    await writeFile(place.path, bytes);
    return await assets.commit(place, { originalName: '' });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!/^(?:IMAGE_|MEDIA_DECODE|MEDIA_TYPE)/.test(error.code)) throw error;
    throw new AppError('RESULT_NOT_A_FILE', `the answer holds nothing that can be kept: ${error.code}`, {
      retry: 'after-user-action',
      cause: error,
    });
  }
}
