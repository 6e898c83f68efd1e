/**
 * Brings a file home: whole under its name, or nothing.
 *
 * It is written beside its place, compared with the length that was announced and only then renamed; the library writes
 * it through to the disk when it takes it in. A body that breaks off is continued where it ended when the server can (RFC 9110, sections 13.1.5 and
 * 14.2: `Range` with `If-Range`), else begun anew; a file that was changed in between is never put together of two.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { toMediaFolderError } from '#main/assets/file-system.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { IncomingAnswer, Line } from './exchange.ts';
import { readSignature, signatureBytes } from './file-signature.ts';
import { type DownloadOptions, NoAnswerError, type OutgoingRequest } from './provider-http.ts';
import { exchangeFollowing, toWireRequest } from './send-request.ts';

const headersTimeoutMs = 60_000;
const defaultMaxBytes = 4 * 1024 ** 3;
/** How often a body that broke off is asked for again. */
const mostResumes = 5;

/** @throws as `ProviderHttp.download` says */
export async function download(
  line: Line,
  request: OutgoingRequest,
  options: DownloadOptions,
): Promise<{ sizeBytes: number; mime: string }> {
  const part = `${options.path}.part`;
  const folder = path.dirname(options.path);
  const target: Target = { ...nothing };
  try {
    const handle = await onDisk(folder, open(part, 'w'));
    try {
      await fetchInto(line, request, options, target, { handle, folder });
    } finally {
      await handle.close();
    }
    await onDisk(folder, rename(part, options.path));
    return { sizeBytes: target.sizeBytes, mime: target.mime };
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  }
}

/** What has arrived so far. */
type Target = {
  /** Whether the answer to the latest request was one, so that what goes wrong is its body. */
  isReceiving: boolean;
  sizeBytes: number;
  /** The first bytes, until there are enough to tell the type. */
  start: Buffer;
  /** Names this version of the file, so that it can be continued; null where that is not possible. */
  etag: string | null;
  /** Null where the server does not tell. */
  totalBytes: number | null;
  /** By its bytes; empty until that is known. */
  mime: string;
};

const nothing: Target = {
  isReceiving: false,
  sizeBytes: 0,
  start: Buffer.alloc(0),
  etag: null,
  totalBytes: null,
  mime: '',
};

type Disk = { handle: FileHandle; folder: string };

/** Thrown for a body that does not fit to what was announced, or to what is there. */
class UnfitBody extends Error {}

async function fetchInto(
  line: Line,
  request: OutgoingRequest,
  options: DownloadOptions,
  target: Target,
  disk: Disk,
): Promise<void> {
  const { signal, attemptId } = options;
  for (let resumes = 0; ; resumes += 1) {
    target.isReceiving = false;
    const wire = toWireRequest(line, { ...request, headers: { ...request.headers, ...rangeHeaders(target) } });
    try {
      await exchangeFollowing(line, wire, { signal, attemptId, timeoutMs: headersTimeoutMs }, (answer) =>
        receive(answer, options, target, disk),
      );
      return;
    } catch (thrown) {
      const isBreak = thrown instanceof UnfitBody || (target.isReceiving && isNetworkTrouble(thrown));
      if (!isBreak || signal?.aborted) throw thrown;
      if (resumes >= mostResumes) throw toFinalError(thrown);
    }
  }
}

function rangeHeaders({ sizeBytes, etag }: Target): Record<string, string> {
  // Lengths and ranges are those of the file itself only without compression.
  const plain = { 'accept-encoding': 'identity' };
  if (sizeBytes === 0 || etag === null) return plain;
  return { ...plain, range: `bytes=${sizeBytes}-`, 'if-range': etag };
}

async function receive(answer: IncomingAnswer, options: DownloadOptions, target: Target, disk: Disk): Promise<void> {
  const { expect, maxBytes = defaultMaxBytes } = options;
  if (answer.status === 206 || answer.status === 416) checkContinues(answer, target);
  else await begin(answer, target, disk);
  if ((target.totalBytes ?? 0) > maxBytes) throw tooLarge(maxBytes);
  target.isReceiving = true;
  for await (const chunk of answer.chunks()) {
    if (target.sizeBytes + chunk.byteLength > maxBytes) throw tooLarge(maxBytes);
    if (target.mime === '') target.mime = lookAtStart(target, chunk, expect);
    await onDisk(disk.folder, writeAll(disk.handle, chunk, target.sizeBytes));
    target.sizeBytes += chunk.byteLength;
  }
  if (target.sizeBytes === 0 || target.sizeBytes !== (target.totalBytes ?? target.sizeBytes)) {
    throw new UnfitBody(`${target.sizeBytes} bytes of ${target.totalBytes}`);
  }
  if (target.mime === '') target.mime = signatureOrThrow(target.start, expect);
}

/** A body from its beginning. @throws {AppError} for an answer that is no file */
async function begin({ status, headers, mime }: IncomingAnswer, target: Target, disk: Disk): Promise<void> {
  if (status !== 200) throw statusError(status);
  if (/^text\/|json|html|xml/.test(mime)) throw notAFile(`its type is ${mime}`);
  const isEncoded = (headers.get('content-encoding') ?? 'identity') !== 'identity';
  const length = headers.get('content-length');
  const etag = headers.get('etag');
  if (target.sizeBytes > 0) await onDisk(disk.folder, disk.handle.truncate(0));
  Object.assign(target, {
    ...nothing,
    totalBytes: length === null || isEncoded ? null : Number(length),
    // A weak one, `W/"…"`, does not promise the same bytes.
    etag: etag === null || etag.startsWith('W/') || isEncoded ? null : etag,
  } satisfies Target);
}

/** @throws {UnfitBody} when what comes does not fit to what is there: then it is begun anew */
function checkContinues({ status, headers }: IncomingAnswer, target: Target): void {
  if (target.sizeBytes === 0) throw statusError(status);
  // "bytes 500-999/1000", the total may be "*"
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  const hasSameTotal = total === '*' || target.totalBytes === null || Number(total) === target.totalBytes;
  const hasSameVersion = (headers.get('etag') ?? target.etag) === target.etag;
  if (status === 206 && Number(start) === target.sizeBytes && hasSameTotal && hasSameVersion) {
    if (total !== '*') target.totalBytes = Number(total);
    return;
  }
  target.etag = null;
  throw new UnfitBody(`status ${status} does not continue at ${target.sizeBytes}`);
}

/** @returns the media type once it can be told, else an empty text. @throws {AppError} RESULT_NOT_A_FILE */
function lookAtStart(target: Target, chunk: Uint8Array, expect: DownloadOptions['expect']): string {
  target.start = Buffer.concat([target.start, chunk.subarray(0, signatureBytes)]);
  return target.start.byteLength < signatureBytes ? '' : signatureOrThrow(target.start, expect);
}

function signatureOrThrow(start: Uint8Array, expect: DownloadOptions['expect']): string {
  const mime = readSignature(start, expect);
  if (mime === null) throw notAFile(`no ${expect}`);
  return mime;
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}

function isNetworkTrouble(thrown: unknown): boolean {
  return thrown instanceof NoAnswerError && thrown.error.code.startsWith('NETWORK_');
}

/** A server that fell silent is told as such; everything else is a file that did not come whole. */
function toFinalError(thrown: unknown): unknown {
  if (thrown instanceof NoAnswerError && thrown.error.code === 'NETWORK_TIMED_OUT') return thrown;
  return new AppError('RESULT_INCOMPLETE', 'the file broke off', { retry: 'later', cause: thrown });
}

function statusError(status: number): AppError {
  const isGone = [401, 403, 404, 410].includes(status);
  return new AppError(isGone ? 'RESULT_GONE' : 'PROVIDER_ERROR', `status ${status} instead of a file`, {
    params: { status, detail: '' },
    retry: 'later',
  });
}

function notAFile(why: string): AppError {
  return new AppError('RESULT_NOT_A_FILE', why, { retry: 'later' });
}

function tooLarge(maxBytes: number): AppError {
  const maxMegabytes = Math.round(maxBytes / 1_000_000);
  return new AppError('RESULT_TOO_LARGE', `more than ${maxBytes} bytes`, { params: { maxMegabytes } });
}

/** @throws {AppError} DISK_FULL, MEDIA_FOLDER_NOT_WRITABLE */
async function onDisk<Result>(folder: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw toMediaFolderError(error, folder);
  }
}
