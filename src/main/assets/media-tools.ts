/** What the asset store needs of the media folder, with the ffmpeg runner already bound. */
import { type ImageFacts, identifyImage } from '#main/media/identify-image.ts';
import { makeClipDerivatives } from '#main/media/clip-derivatives.ts';
import { normalizeBoard } from '#main/media/normalize-board.ts';
import { type MediaFacts, probeMedia } from '#main/media/probe.ts';
import { makeWaveform } from '#main/media/waveform.ts';
import type { FfmpegRunner } from '#main/media/run-ffmpeg.ts';

/** Pictures appear under their names only whole: a run that fails or is cut off leaves none behind. */
export interface MediaTools {
  /** @throws {AppError} IMAGE_TYPE_NOT_SUPPORTED when it is no image, IMAGE_TOO_LARGE, IMAGE_DAMAGED */
  identifyImage(path: string): Promise<ImageFacts>;
  /** @throws {AppError} MEDIA_TYPE_NOT_SUPPORTED, MEDIA_DECODE_FAILED */
  probeMedia(path: string, signal?: AbortSignal): Promise<MediaFacts>;
  /** Decodes the whole image and makes its pictures. @throws {AppError} IMAGE_DAMAGED, IMAGE_TYPE_NOT_SUPPORTED */
  makeImagePictures(options: {
    path: string;
    facts: ImageFacts;
    boardPath: string;
    thumbnailPath: string;
    signal?: AbortSignal;
  }): Promise<void>;
  /** @throws {AppError} MEDIA_DECODE_FAILED */
  makeClipPictures(options: {
    path: string;
    facts: MediaFacts;
    thumbnailPath: string;
    coverPath: string;
    spritePath: string;
    signal?: AbortSignal;
  }): Promise<void>;
  /** @throws {AppError} MEDIA_DECODE_FAILED */
  makeWaveform(options: {
    path: string;
    durationMs: number;
    outputPath: string;
    signal?: AbortSignal;
    /** Gets 0 to 1. */
    onProgress?: (fraction: number) => void;
  }): Promise<void>;
}

export function createMediaTools(runner: FfmpegRunner): MediaTools {
  return {
    identifyImage: (path) => identifyImage({ path }),
    probeMedia: (path, signal) => probeMedia({ path, runner, ...(signal && { signal }) }),
    async makeImagePictures(options) {
      await normalizeBoard({ runner, ...options });
    },
    makeClipPictures: (options) => makeClipDerivatives({ runner, ...options }),
    makeWaveform: (options) => makeWaveform({ runner, ...options }),
  };
}
