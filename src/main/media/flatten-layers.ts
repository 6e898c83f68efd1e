/** Draws pictures over each other, as the layers of a board, onto white paper. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { type ImageFacts, identifyImage, imageInputOptions, imageLimits } from './identify-image.ts';
import { fitInside } from './normalize-board.ts';
import type { FfmpegRun, FfmpegRunner } from './run-ffmpeg.ts';

/** A layer; `opacity` is 0 to 1. */
export type PictureLayer = { path: string; opacity: number };

/** Longest side of the flattened picture, which bounds the memory that it takes. */
const longestSidePx = 4096;

/**
 * Writes a PNG as large as the first layer; the others are fitted to it. All layers are decoded at once: together they
 * may have as many pixels as one picture.
 *
 * @param layers from the bottom up, at least one
 * @param outputPath ends in `.png`
 * @throws {AppError} IMAGE_…, MEDIA_DECODE_FAILED and the runner's own
 */
export async function flattenLayers({
  runner,
  layers,
  outputPath,
  signal,
}: {
  runner: FfmpegRunner;
  layers: readonly PictureLayer[];
  outputPath: string;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const facts: ImageFacts[] = [];
  for (const { path } of layers) facts.push(await identifyImage({ path }));
  const pixels = facts.reduce((sum, { frameSize }) => sum + frameSize.widthPx * frameSize.heightPx, 0);
  if (pixels > imageLimits.pixels) throw new AppError('IMAGE_TOO_LARGE', `layers of ${pixels} pixels together`);
  await runner.run({ ...flattenRun(layers, facts, outputPath), signal });
}

/** The one run that draws them. */
export function flattenRun(
  layers: readonly PictureLayer[],
  facts: readonly ImageFacts[],
  outputPath: string,
): FfmpegRun {
  const { widthPx, heightPx } = fitInside(
    facts[0]?.frameSize ?? ({ widthPx: 1, heightPx: 1 } as FrameSize),
    longestSidePx,
  );
  const steps = [`color=white:s=${widthPx}x${heightPx}:r=1,trim=end_frame=1,format=rgba[paper]`];
  layers.forEach(({ opacity }, index) => {
    const below = index === 0 ? 'paper' : `drawn${index - 1}`;
    const faded = opacity < 1 ? `,colorchannelmixer=aa=${opacity.toFixed(3)}` : '';
    steps.push(`[${index}:v:0]format=rgba,scale=${widthPx}:${heightPx}:flags=lanczos,setsar=1${faded}[layer${index}]`);
    steps.push(`[${below}][layer${index}]overlay=format=rgb:eof_action=endall,format=rgba[drawn${index}]`);
  });
  return {
    inputs: layers.map(({ path }, index) => {
      const layerFacts = facts[index];
      return { file: path, options: ['-err_detect', 'explode', ...(layerFacts ? imageInputOptions(layerFacts) : [])] };
    }),
    globalOptions: ['-xerror'],
    filter: `${steps.join(';')};[drawn${layers.length - 1}]format=rgb24[picture]`,
    outputs: [
      { file: outputPath, options: ['-map', '[picture]', '-frames:v', '1', '-update', '1', '-map_metadata', '-1'] },
    ],
  };
}
