import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SubtitleMode } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import type { FfmpegRunner } from './run-ffmpeg.ts';
export type FilmClip = { path: string; durationFrames: number; hasBurntInSubtitles: boolean; dialogue: string };
export type FilmOptions = {
  runner: FfmpegRunner;
  clips: readonly FilmClip[];
  frameSize: FrameSize;
  frameRate: FrameRate;
  subtitles: SubtitleMode;
  fontsDir: string;
  outputPath: string;
  /** An existing folder; what is put there is removed again. */
  workDir: string;
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
};
export type ExportedFilm = { frameCount: number; sizeBytes: number; mode: 'copied' | 're-encoded' };
/** @throws {AppError} EXPORT_NOTHING_TO_EXPORT, EXPORT_DESTINATION_NOT_WRITABLE, DISK_FULL, MEDIA_DECODE_FAILED, CANCELLED */
export declare function exportFilm(options: FilmOptions): Promise<ExportedFilm>;
