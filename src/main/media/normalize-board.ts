/**
 * Makes the two pictures that stand for an image in the studio: the board that films are rendered from, and a thumbnail.
 *
 * Both are upright JPEGs from one decode, which also finds out whether the image is whole. Of an animation the first
 * picture counts. What is transparent lies on a middle grey, on which dark and light lines both can be seen.
 */
import { boardSidePx, thumbnailWidthPx } from '#shared/domain/derivatives.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { type ImageFacts, imageInputOptions } from './identify-image.ts';
import { orientationFilters } from './image-orientation.ts';
import type { FfmpegRun, FfmpegRunner } from './run-ffmpeg.ts';

export type BoardOptions = {
  runner: FfmpegRunner;
  path: string;
  /** As `identifyImage` tells them. */
  facts: ImageFacts;
  /** Ends in `.jpg`. */
  boardPath: string;
  /** Ends in `.jpg`. */
  thumbnailPath: string;
  signal?: AbortSignal | undefined;
};

/**
 * @returns the size of the board: the image's own, or smaller
 * @throws {AppError} IMAGE_DAMAGED, IMAGE_TYPE_NOT_SUPPORTED (HEIC where this ffmpeg cannot read it), and the runner's own
 */
export async function normalizeBoard({ runner, signal, ...options }: BoardOptions): Promise<{ boardSize: FrameSize }> {
  const { facts } = options;
  try {
    await runner.run({ ...boardRun(options), signal });
  } catch (error) {
    throw toImageError(error, facts);
  }
  return { boardSize: fitInside(facts.frameSize, boardSidePx) };
}

/** Lies under what is transparent. */
const ground = '0x808080';

/** The one run that makes both pictures. */
export function boardRun({
  path,
  facts,
  boardPath,
  thumbnailPath,
}: Omit<BoardOptions, 'runner' | 'signal'>): FfmpegRun {
  const board = fitInside(facts.frameSize, boardSidePx);
  const thumbnailHeightPx = Math.max(1, Math.round((board.heightPx * thumbnailWidthPx) / board.widthPx));
  const size = `${board.widthPx}:${board.heightPx}`;
  const upright = ['format=rgba', ...orientationFilters(facts.orientation), `scale=${size}:flags=lanczos`, 'setsar=1'];
  const jpeg = 'scale=out_range=pc:out_color_matrix=bt601,format=yuvj444p';
  const filter = [
    `[0:v:0]${upright.join(',')}[picture]`,
    `color=${ground}:s=${board.widthPx}x${board.heightPx}:r=1,trim=end_frame=1,format=rgba[ground]`,
    '[ground][picture]overlay=format=rgb:eof_action=endall,format=gbrp,split=2[a][b]',
    `[a]${jpeg}[board]`,
    `[b]scale=${thumbnailWidthPx}:${thumbnailHeightPx}:flags=area,${jpeg}[thumbnail]`,
  ].join(';');
  const one = ['-frames:v', '1', '-update', '1', '-map_metadata', '-1'];
  return {
    inputs: [{ file: path, options: ['-err_detect', 'explode', ...imageInputOptions(facts)] }],
    globalOptions: ['-xerror'],
    filter,
    outputs: [
      { file: boardPath, options: ['-map', '[board]', ...one, '-q:v', '2'] },
      { file: thumbnailPath, options: ['-map', '[thumbnail]', ...one, '-q:v', '4'] },
    ],
  };
}

/** The same shape with no side longer than `sidePx`; never larger than it was. */
export function fitInside({ widthPx, heightPx }: FrameSize, sidePx: number): FrameSize {
  const scale = Math.min(1, sidePx / Math.max(widthPx, heightPx));
  return { widthPx: Math.max(1, Math.round(widthPx * scale)), heightPx: Math.max(1, Math.round(heightPx * scale)) };
}

function toImageError(error: unknown, { extension, mime }: ImageFacts): unknown {
  // With -xerror a run ends badly at the first picture that is not whole, whatever the words on stderr.
  if (!(error instanceof AppError) || !['MEDIA_DECODE_FAILED', 'FFMPEG_FAILED'].includes(error.code)) return error;
  if (extension === 'heic') {
    const params = { foundType: 'heic' };
    return new AppError('IMAGE_TYPE_NOT_SUPPORTED', 'this ffmpeg cannot read HEIC', { params, cause: error });
  }
  return new AppError('IMAGE_DAMAGED', `this ${mime} cannot be decoded`, { cause: error });
}
