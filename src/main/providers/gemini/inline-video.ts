/** Writes a clip that came inside an answer: whole or not at all, as `ProviderHttp.download` does with an address. */
import { open, rename, rm } from 'node:fs/promises';
import { AppError, toAppError } from '#shared/errors/app-error.ts';

/** Base64 that is decoded at a time; a multiple of four characters, so that each piece stands alone. */
const pieceCharacters = 4 * 1024 * 1024;

/**
 * @throws {AppError} RESULT_NOT_A_FILE when the bytes are no video, DISK_FULL; the signal's reason when it fires
 * @returns the file's size
 */
export async function writeInlineVideo(
  base64: string,
  { path, signal }: { path: string; signal?: AbortSignal | undefined },
): Promise<{ sizeBytes: number }> {
  if (!isVideo(Buffer.from(base64.slice(0, 64), 'base64'))) {
    throw new AppError('RESULT_NOT_A_FILE', 'the inline result is no video', { retry: 'later' });
  }
  const part = `${path}.part`;
  try {
    const sizeBytes = await writePieces(base64, part, signal);
    await rename(part, path);
    return { sizeBytes };
  } catch (error) {
    await rm(part, { force: true });
    if (signal?.aborted) throw signal.reason;
    throw toAppError(error);
  }
}

async function writePieces(base64: string, part: string, signal: AbortSignal | undefined): Promise<number> {
  const file = await open(part, 'w');
  try {
    let sizeBytes = 0;
    for (let at = 0; at < base64.length; at += pieceCharacters) {
      signal?.throwIfAborted();
      const bytes = Buffer.from(base64.slice(at, at + pieceCharacters), 'base64');
      await file.writeFile(bytes);
      sizeBytes += bytes.byteLength;
    }
    await file.sync();
    return sizeBytes;
  } finally {
    await file.close();
  }
}

/** MP4 and MOV name a brand after the length of their first box; WebM begins with the mark of EBML. */
function isVideo(head: Buffer): boolean {
  return head.toString('latin1', 4, 8) === 'ftyp' || head.toString('hex', 0, 4) === '1a45dfa3';
}
