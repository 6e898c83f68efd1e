/**
 * Makes the small pictures of a clip in one decode: its cover frame (the first picture), its thumbnail (the middle), and
 * the sprite sheet that scrubbing under the pointer shows.
 *
 * Only keyframes are decoded where there are enough of them to tell the tiles apart: a third of the time. Generated clips
 * often have one or two.
 */
import { coverFrameWidthPx, spriteTileCount, spriteTileSize, thumbnailWidthPx } from '#shared/domain/derivatives.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { MediaFacts } from './probe.ts';
import type { FfmpegRun, FfmpegRunner } from './run-ffmpeg.ts';

export type ClipDerivativesOptions = {
  runner: FfmpegRunner;
  path: string;
  /** As `probeMedia` tells them; of a video. */
  facts: MediaFacts;
  /** All three end in `.jpg`. */
  thumbnailPath: string;
  coverPath: string;
  spritePath: string;
  signal?: AbortSignal | undefined;
};

/** @throws {AppError} MEDIA_TYPE_NOT_SUPPORTED (a recording), and what the runner throws */
export async function makeClipDerivatives({ runner, signal, ...options }: ClipDerivativesOptions): Promise<void> {
  await runner.run({ ...clipDerivativesRun(options), signal });
}

/** The one run that makes all three pictures. */
export function clipDerivativesRun(options: Omit<ClipDerivativesOptions, 'runner' | 'signal'>): FfmpegRun {
  const { path, facts, thumbnailPath, coverPath, spritePath } = options;
  if (!facts.frameSize) throw new AppError('MEDIA_TYPE_NOT_SUPPORTED', 'a recording has no pictures');
  const cover = fitWidth(facts.frameSize, coverFrameWidthPx);
  const thumbnail = fitWidth(facts.frameSize, thumbnailWidthPx);
  const { widthPx: tileWidth, heightPx: tileHeight } = spriteTileSize;
  const jpeg = 'scale=out_range=pc:out_color_matrix=bt601,format=yuvj420p';
  const middle = Math.floor(spriteTileCount / 2);
  // As many pictures as tiles, evenly over the clip. Rounding down would leave the last tile black, and a clip can end
  // before its last picture is due: then that one is shown longer.
  const perSecond = `${spriteTileCount * 1000}/${Math.max(1, facts.durationMs)}`;
  const filter = [
    '[0:v:0]split=2[first][all]',
    `[first]select='eq(n,0)',scale=${cover.widthPx}:${cover.heightPx}:flags=area,setsar=1,${jpeg}[cover]`,
    `[all]fps=${perSecond}:start_time=0,tpad=stop=${spriteTileCount}:stop_mode=clone,split=2[still][tiles]`,
    `[still]select='eq(n,${middle})',scale=${thumbnail.widthPx}:${thumbnail.heightPx}:flags=area,setsar=1,${jpeg}[thumbnail]`,
    `[tiles]trim=end_frame=${spriteTileCount},scale=${tileWidth}:${tileHeight}:force_original_aspect_ratio=decrease:flags=area,pad=${tileWidth}:${tileHeight}:-1:-1,setsar=1,${jpeg},tile=${spriteTileCount}x1[sprite]`,
  ].join(';');
  const one = ['-frames:v', '1', '-update', '1', '-map_metadata', '-1'];
  const hasEnoughKeyframes = (facts.keyframeCount ?? 0) >= spriteTileCount;
  const skip = hasEnoughKeyframes ? ['-skip_frame', 'nokey'] : [];
  return {
    inputs: [{ file: path, options: [...skip, '-an', '-sn', '-dn'] }],
    filter,
    outputs: [
      { file: coverPath, options: ['-map', '[cover]', ...one, '-q:v', '3'] },
      { file: thumbnailPath, options: ['-map', '[thumbnail]', ...one, '-q:v', '4'] },
      { file: spritePath, options: ['-map', '[sprite]', ...one, '-q:v', '4'] },
    ],
  };
}

/** The same shape no wider than `maxWidthPx`; never larger than it was. */
function fitWidth({ widthPx, heightPx }: FrameSize, maxWidthPx: number): FrameSize {
  const scale = Math.min(1, maxWidthPx / widthPx);
  return { widthPx: Math.max(1, Math.round(widthPx * scale)), heightPx: Math.max(1, Math.round(heightPx * scale)) };
}
