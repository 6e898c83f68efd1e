/** How long the film of a project takes, against bare ffmpeg doing the same with the concat demuxer. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { audioEncoderOptions, videoEncoderOptions } from '#main/media/encoding.ts';
import { exportFilm } from '#main/media/export-film.ts';
import type { Benchmark, BenchmarkContext, Measured } from './benchmark.ts';
import { type Ffmpeg, makeTestClip, openFfmpeg, type TestClip } from './ffmpeg.ts';
import { format } from './library.ts';
import { compare } from './measure.ts';

const limit = 1.2;

export const exportBenchmarks: readonly Benchmark[] = [
  { name: 'export-copy', unit: 'ratio', limit, measure: (context) => measureExport(context, copy) },
  { name: 'export-encode', unit: 'ratio', limit, measure: (context) => measureExport(context, encode) },
];

type Kind = {
  mode: 'copied' | 're-encoded';
  clipCount: number;
  rounds: number;
  /** Frames of a clip; clips of different lengths would only make the sums harder to read. */
  frames: number;
  /** Whether every other clip is encoded unlike the rest, so that none can be copied. */
  isMixed: boolean;
};

/** Films of half a minute and of ten seconds. */
const copy: Kind = { mode: 'copied', clipCount: 12, rounds: 7, frames: 60, isMixed: false };
const encode: Kind = { mode: 're-encoded', clipCount: 5, rounds: 5, frames: 48, isMixed: true };

async function measureExport({ dir }: BenchmarkContext, kind: Kind): Promise<Measured> {
  const ffmpeg = await openFfmpeg();
  const clips = await makeClips(ffmpeg, dir, kind);
  const listPath = path.join(dir, 'clips.ffconcat');
  await writeFile(
    listPath,
    `ffconcat version 1.0\n${clips.map(({ file }) => `file ${path.basename(file)}\n`).join('')}`,
  );
  const bare = [...['-f', 'concat', '-i', listPath], ...bareOutput(kind), path.join(dir, 'baseline.mp4')];
  const { ratio, spread, baseline } = await compare(
    {
      product: {
        async run() {
          const { mode, frameCount } = await exportFilm(filmOf(ffmpeg, clips, dir));
          if (mode !== kind.mode || frameCount !== kind.clipCount * kind.frames) {
            throw new Error(`expected a ${kind.mode} film, got a ${mode} one of ${frameCount} frames`);
          }
        },
      },
      baseline: { run: () => ffmpeg.runBare(bare) },
    },
    { rounds: kind.rounds },
  );
  return { value: ratio, baseline: baseline.medianMs, spread };
}

function filmOf({ runner }: Ffmpeg, clips: readonly TestClip[], dir: string): Parameters<typeof exportFilm>[0] {
  return {
    runner,
    clips: clips.map(({ file, frames }) => ({
      path: file,
      durationFrames: frames,
      hasBurntInSubtitles: false,
      dialogue: '',
    })),
    ...format,
    subtitles: 'none',
    fontsDir: dir,
    outputPath: path.join(dir, 'product.mp4'),
    workDir: dir,
  };
}

async function makeClips(ffmpeg: Ffmpeg, dir: string, { clipCount, frames, isMixed }: Kind): Promise<TestClip[]> {
  const clips = Array.from({ length: clipCount }, (_, index): TestClip => {
    return {
      file: path.join(dir, `clip-${index}.mp4`),
      ...format,
      frames,
      hasAudio: true,
      keyframeEvery: 24,
      profile: isMixed && index % 2 === 1 ? 'main' : 'high',
    };
  });
  for (const clip of clips) await makeTestClip(ffmpeg, clip);
  return clips;
}

/** Pictures copied or encoded with the studio's own settings; sound decoded and encoded once in both. */
function bareOutput({ mode }: Kind): string[] {
  const video = mode === 'copied' ? ['-c:v', 'copy'] : videoEncoderOptions(format.frameRate);
  return ['-map', '0:v', '-map', '0:a', ...video, ...audioEncoderOptions, '-movflags', '+faststart'];
}
