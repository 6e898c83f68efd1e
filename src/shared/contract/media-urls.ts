/**
 * Where media goes in and out. The same paths in both hosts, relative to the window's own origin.
 *
 * Out: `GET` and `HEAD` with Range, ETag and immutable caching. In: `PUT` of ArrayBuffer chunks at an offset;
 * `GET` of an upload answers `{ offset }`, from which to go on.
 */
import type { AssetId, JobId, RecordingId, UploadId } from '#shared/domain/ids.ts';

/** All media routes begin with this. */
export const mediaRoot = '/media/';

/** Bytes of one chunk of an upload. */
export const uploadChunkBytes = 8 * 2 ** 20;

/** What is derived from an asset: can be deleted and is made again when asked for. */
export const derivedKinds = ['thumbnail', 'cover', 'sprite', 'board', 'waveform'] as const;
/**
 * `cover` and `sprite` exist for video, `board` for images, `thumbnail` for both; all are JPEG. `waveform` exists for
 * sound, as `shared/domain/waveform.ts` reads it.
 */
export type DerivedKind = (typeof derivedKinds)[number];

/** The asset's own bytes. */
export function assetUrl(assetId: AssetId): string {
  return `${mediaRoot}asset/${assetId}`;
}

/** Last part of the address, and name of the file. */
export function derivedFileName(kind: DerivedKind): string {
  return kind === 'waveform' ? 'waveform.bin' : `${kind}.jpg`;
}

/** What is derived from the asset, made when it is first asked for. */
export function derivedUrl(assetId: AssetId, kind: DerivedKind): string {
  return `${mediaRoot}derived/${assetId}/${derivedFileName(kind)}`;
}

/** `PUT …?offset=N` with bytes; answers `{ offset }` from which to go on. */
export function uploadUrl(uploadId: UploadId): string {
  return `${mediaRoot}upload/${uploadId}`;
}

/** `PUT …?offset=N` with what was recorded since; answers `{ offset }` from which to go on. `GET` gives what is there. */
export function recordingUrl(recordingId: RecordingId): string {
  return `${mediaRoot}recording/${recordingId}`;
}

/** A finished film that lies in the library, as a download. */
export function filmUrl(jobId: JobId): string {
  return `${mediaRoot}film/${jobId}`;
}
