/**
 * The media files of a library: content-addressed, written once, never changed afterwards.
 *
 * Every reader of media asks here for an input and never builds a path, so that an encrypted library can hand out
 * something else one day.
 */
import type { DerivedKind } from '#shared/contract/media-urls.ts';
import type { AssetId } from '#shared/domain/ids.ts';
import type { MediaAsset } from '#shared/domain/records.ts';

/** A file being made inside the library, under a temporary name on the same disk as its final place. */
export type StagedFile = {
  /** Absolute path to write to. */
  path: string;
  /** Removes it if it is still there; safe after `commit`. */
  discard(): Promise<void>;
};

export type DerivedOptions = {
  signal?: AbortSignal;
  /** How far the making is, 0 to 1; told of waveforms only. */
  onProgress?: (fraction: number) => void;
};

export interface AssetStore {
  /**
   * @param extension without a dot
   * @param options with `isWrittenAtOnce` nobody looks whether the disk takes the file: writing it tells as soon
   * @throws {AppError} MEDIA_FOLDER_NOT_WRITABLE, DISK_FULL
   */
  stage(extension: string, options?: { isWrittenAtOnce?: boolean }): Promise<StagedFile>;
  /**
   * Looks at the bytes of a staged file, hashes it, moves it to its place (fsync, rename) and then writes its row.
   * The same content twice is one asset. Images are checked whole and get their derived pictures at once.
   *
   * @throws {AppError} IMAGE_…, MEDIA_…, DISK_FULL, with `fileName` in params; the staged file is then discarded.
   */
  commit(staged: StagedFile, options: { originalName: string; signal?: AbortSignal }): Promise<MediaAsset>;
  /** Null when there is no such asset. */
  find(assetId: AssetId): MediaAsset | null;
  /** @throws {AppError} ASSET_NOT_FOUND */
  get(assetId: AssetId): MediaAsset;
  /** What ffmpeg or a player reads the asset from: an absolute path. @throws {AppError} ASSET_NOT_FOUND */
  input(assetId: AssetId): string;
  /**
   * Absolute path of a derived picture or waveform; makes it, together with its siblings, where it is missing. Callers
   * that ask at the same time share one run, which ends when the last of them has left.
   */
  derived(assetId: AssetId, kind: DerivedKind, options?: DerivedOptions): Promise<string>;
}
