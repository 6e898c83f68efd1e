/**
 * Big bytes in and out, the same in both hosts: `app://app/media/…` in Electron, `http://127.0.0.1:…/media/…` in the
 * local host, whose own checks (host, origin, session) come before this.
 *
 * A request names ids only; every path is built from a row. What is not exactly one of the known routes is 404.
 */
import path from 'node:path';
import {
  derivedFileName,
  type DerivedKind,
  derivedKinds,
  mediaRoot,
  uploadChunkBytes,
} from '#shared/contract/media-urls.ts';
import { type AssetId, idPattern, type JobId, type RecordingId, type UploadId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';
import { AppError, type ErrorCode, toAppError } from '#shared/errors/app-error.ts';
import type { AssetStore } from './asset-store.ts';
import { sendFile } from './send-file.ts';
import type { Recordings } from './recordings.ts';
import type { AppendOptions, Uploads } from './uploads.ts';

export type MediaRouteOptions = {
  assets: Pick<AssetStore, 'find' | 'input' | 'derived'>;
  uploads: Pick<Uploads, 'find' | 'append'>;
  recordings: Pick<Recordings, 'append' | 'get'>;
  /** Where a finished film of the library lies, and its name for people; null when there is none. */
  films: (jobId: JobId) => { path: string; fileName: string } | null;
  /** Gets what no code foresaw, which is answered as 500. @default nobody */
  onError?: (error: unknown) => void;
};

/** Answers every request; never rejects. Errors are JSON: `{ code, params, retry }`. */
export type MediaRoute = (request: Request) => Promise<Response>;

export function createMediaRoute(options: MediaRouteOptions): MediaRoute {
  return async (request) => {
    try {
      return await answer(request, options);
    } catch (error) {
      // The window went away while its answer was made: nobody reads it.
      const known = request.signal.aborted ? new AppError('CANCELLED', 'the window left') : toAppError(error);
      if (known.code === 'INTERNAL') options.onError?.(error);
      return toJson(known.toData(), statuses[known.code] ?? 500);
    }
  };
}

const statuses: Partial<Record<ErrorCode, number>> = {
  ASSET_NOT_FOUND: 404,
  CANCELLED: 499,
  DISK_FULL: 507,
  FFMPEG_MISSING: 503,
  INVALID_INPUT: 400,
  JOB_NOT_FOUND: 404,
  MEDIA_DECODE_FAILED: 422,
  RECORDING_NOT_FOUND: 404,
  UPLOAD_NOT_FOUND: 404,
  UPLOAD_TOO_LARGE: 413,
};

type Target =
  | { kind: 'asset'; assetId: AssetId }
  | { kind: 'derived'; assetId: AssetId; derived: DerivedKind }
  | { kind: 'upload'; uploadId: UploadId }
  | { kind: 'recording'; recordingId: RecordingId }
  | { kind: 'film'; jobId: JobId };

async function answer(request: Request, options: MediaRouteOptions): Promise<Response> {
  const url = new URL(request.url);
  const target = parseTarget(url.pathname);
  if (!target) return toJson({ code: 'ASSET_NOT_FOUND', params: {}, retry: 'never' }, 404);
  const allowed = methodsOf(target);
  if (!allowed.includes(request.method)) {
    const refusal = toJson({ code: 'INVALID_INPUT', params: {}, retry: 'never' }, 405);
    refusal.headers.set('Allow', allowed.join(', '));
    return refusal;
  }
  if (target.kind === 'upload') {
    const { uploadId } = target;
    return request.method === 'PUT'
      ? appendBytes(request, url, (bytes) => options.uploads.append(uploadId, bytes))
      : describeUpload(uploadId, options.uploads);
  }
  if (target.kind === 'recording' && request.method === 'PUT') {
    return appendBytes(request, url, (bytes) => options.recordings.append(target.recordingId, bytes));
  }
  const response = await send(request, target, options);
  if (!response) throw new AppError('ASSET_NOT_FOUND', `nothing behind ${target.kind}`);
  return response;
}

function methodsOf({ kind }: Target): string[] {
  if (kind === 'recording') return ['GET', 'HEAD', 'PUT'];
  return kind === 'upload' ? ['GET', 'PUT'] : ['GET', 'HEAD'];
}

/** Takes the path as it came, undecoded: an id has no letter that could be encoded. */
function parseTarget(pathname: string): Target | null {
  if (!pathname.startsWith(mediaRoot)) return null;
  const [kind, id = '', ...rest] = pathname.slice(mediaRoot.length).split('/');
  if (kind === 'derived' && idPattern('asset').test(id) && rest.length === 1) {
    const derived = derivedKinds.find((name) => rest[0] === derivedFileName(name));
    return derived ? { kind, assetId: id as AssetId, derived } : null;
  }
  if (rest.length > 0) return null;
  if (kind === 'asset' && idPattern('asset').test(id)) return { kind, assetId: id as AssetId };
  if (kind === 'upload' && idPattern('upload').test(id)) return { kind, uploadId: id as UploadId };
  if (kind === 'recording' && idPattern('recording').test(id)) return { kind, recordingId: id as RecordingId };
  if (kind === 'film' && idPattern('job').test(id)) return { kind, jobId: id as JobId };
  return null;
}

async function send(
  request: Request,
  target: Exclude<Target, { kind: 'upload' }>,
  { assets, films, recordings }: MediaRouteOptions,
): Promise<Response | null> {
  if (target.kind === 'recording') {
    // As far as it came: a recording that was cut off can be heard up to there.
    const { path: file } = await recordings.get(target.recordingId);
    return sendFile(request, { path: file, contentType: 'audio/webm', etag: null, isImmutable: false });
  }
  if (target.kind === 'film') {
    const film = films(target.jobId);
    if (!film) return null;
    const contentType = path.extname(film.path).toLowerCase() === '.mp4' ? 'video/mp4' : 'application/octet-stream';
    const { path: file, fileName: downloadName } = film;
    return sendFile(request, { path: file, contentType, etag: null, isImmutable: false, downloadName });
  }
  const asset = assets.find(target.assetId);
  if (!asset) return null;
  if (target.kind === 'asset') {
    const contentType = safeType(asset);
    const etag = `"${asset.sha256}"`;
    return sendFile(request, { path: assets.input(asset.id), contentType, etag, isImmutable: true });
  }
  const file = await assets.derived(asset.id, target.derived, { signal: request.signal });
  const etag = `"${asset.sha256}-${target.derived}"`;
  const contentType = target.derived === 'waveform' ? 'application/octet-stream' : 'image/jpeg';
  return sendFile(request, { path: file, contentType, etag, isImmutable: true });
}

/** The type that the bytes showed when they came in; what a browser could run is never shown as itself. */
function safeType({ mime }: MediaAsset): string {
  const isMedia = /^(?:image|video|audio)\/[\w.+-]+$/.test(mime) && !/svg|xml/i.test(mime);
  return isMedia ? mime : 'application/octet-stream';
}

async function describeUpload(uploadId: UploadId, uploads: MediaRouteOptions['uploads']): Promise<Response> {
  const upload = await uploads.find(uploadId);
  if (!upload) throw new AppError('UPLOAD_NOT_FOUND', `no upload "${uploadId}"`);
  return toJson({ offset: upload.receivedBytes }, 200);
}

async function appendBytes(
  request: Request,
  url: URL,
  append: (bytes: AppendOptions) => Promise<{ offset: number; isConflict: boolean }>,
): Promise<Response> {
  const text = url.searchParams.get('offset') ?? '';
  if (!/^\d{1,16}$/.test(text)) throw new AppError('INVALID_INPUT', 'expected ?offset= with a whole number of bytes');
  const reader = request.body?.getReader();
  try {
    const { offset, isConflict } = await append({
      offset: Number(text),
      body: readBody(reader),
      signal: request.signal,
    });
    return toJson({ offset }, isConflict ? 409 : 200);
  } finally {
    await drain(reader);
  }
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array> | undefined;

async function* readBody(reader: BodyReader): AsyncGenerator<Uint8Array | undefined> {
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return;
    yield part.value;
  }
}

/**
 * Reads what is left of a refused body and forgets it: cancelling would close the connection before the answer that
 * says why. What goes on for longer than a chunk is cancelled all the same.
 */
async function drain(reader: BodyReader): Promise<void> {
  try {
    for (let drainedBytes = 0; drainedBytes <= 2 * uploadChunkBytes; ) {
      const part = await reader?.read();
      if (!part || part.done) return;
      drainedBytes += part.value?.byteLength ?? 0;
    }
    await reader?.cancel();
  } catch {
    // The sender is gone: there is nothing left to read.
  }
}

function toJson(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
