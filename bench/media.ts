/** How long the small pictures of a new clip take, against one ffmpeg command for each clip that makes the same ones. */
import path from 'node:path';
import { makeClipDerivatives } from '#main/media/clip-derivatives.ts';
import { probeMedia } from '#main/media/probe.ts';
import { coverFrameWidthPx, spriteTileCount, spriteTileSize, thumbnailWidthPx } from '#shared/domain/derivatives.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { type Ffmpeg, makeTestClip, openFfmpeg, type TestClip } from './ffmpeg.ts';
import { compare } from './measure.ts';

const clipCount = 20;
/** Each clip is done so often. */
const passes = 2;

const sizes = [
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 848, heightPx: 480 },
  { widthPx: 720, heightPx: 1280 },
];

export const clipPictures: Benchmark = {
  name: 'media-thumbnail-cover-sprite',
  unit: 'ratio',
  limit: 1.15,
  measure,
};

async function measure({ dir }: BenchmarkContext): Promise<Measured> {
  const ffmpeg = await openFfmpeg();
  const { runner, runBare } = ffmpeg;
  const clips = await makeClips(ffmpeg, dir);
  const clipOf = (round: number) => clips[round % clipCount] ?? failWithoutClips();
  const picturesIn = (name: string) => ({
    coverPath: path.join(dir, `${name}-cover.jpg`),
    thumbnailPath: path.join(dir, `${name}-thumbnail.jpg`),
    spritePath: path.join(dir, `${name}-sprite.jpg`),
  });
  const { ratio, spread, baseline } = await compare(
    {
      product: {
        async run(round) {
          const { file } = clipOf(round);
          // What the clip is belongs to the work: the pictures cannot be made without it.
          const facts = await probeMedia({ path: file, runner });
          await makeClipDerivatives({ runner, path: file, facts, ...picturesIn('product') });
        },
      },
      baseline: { run: (round) => runBare(picturesArguments(clipOf(round), picturesIn('baseline'))) },
    },
    { rounds: clipCount * passes, warmUpRounds: 2 },
  );
  return { value: ratio, baseline: baseline.medianMs, spread };
}

/** Four shapes, 2 to 4 seconds; four in five have one keyframe, as generated clips often do. */
async function makeClips(ffmpeg: Ffmpeg, dir: string): Promise<TestClip[]> {
  const clips = Array.from({ length: clipCount }, (_, index): TestClip => {
    const frames = 48 + (index % 3) * 24;
    return {
      file: path.join(dir, `clip-${index}.mp4`),
      frameSize: sizes[index % sizes.length] ?? failWithoutClips(),
      frameRate: { numerator: 24, denominator: 1 },
      frames,
      hasAudio: index % 2 === 0,
      keyframeEvery: index % 5 === 0 ? 5 : frames,
    };
  });
  for (const clip of clips) await makeTestClip(ffmpeg, clip);
  return clips;
}

/** What a person would write by hand: one decode, three outputs. */
export function picturesArguments(
  { file, frames, frameRate }: TestClip,
  { coverPath, thumbnailPath, spritePath }: { coverPath: string; thumbnailPath: string; spritePath: string },
): string[] {
  const { widthPx: tileWidth, heightPx: tileHeight } = spriteTileSize;
  const seconds = (frames * frameRate.denominator) / frameRate.numerator;
  const filter = [
    '[0:v]split=3[a][b][c]',
    `[a]select='eq(n,0)',scale='min(iw,${coverFrameWidthPx})':-1,format=yuvj420p[cover]`,
    `[b]select='eq(n,${Math.floor(frames / 2)})',scale=${thumbnailWidthPx}:-1,format=yuvj420p[thumbnail]`,
    `[c]fps=${spriteTileCount}/${seconds},scale=${tileWidth}:${tileHeight}:force_original_aspect_ratio=decrease,` +
      `pad=${tileWidth}:${tileHeight}:-1:-1,format=yuvj420p,tile=${spriteTileCount}x1[sprite]`,
  ].join(';');
  const one = ['-frames:v', '1', '-update', '1'];
  return [
    ...['-i', file, '-filter_complex', filter],
    ...['-map', '[cover]', ...one, '-q:v', '3', coverPath],
    ...['-map', '[thumbnail]', ...one, '-q:v', '4', thumbnailPath],
    ...['-map', '[sprite]', ...one, '-q:v', '4', spritePath],
  ];
}

function failWithoutClips(): never {
  throw new Error('there are no clips');
}
