/** The studio's ffmpeg runner and bare ffmpeg processes, both with the same binary. */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import path from 'node:path';
import { createFfmpegLocator } from '#main/media/ffmpeg-locator.ts';
import { createFfmpegRunner, type FfmpegRunner } from '#main/media/run-ffmpeg.ts';
import { videoEncoderOptions } from '#main/media/encoding.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { frameRateText } from '#shared/domain/time.ts';
import { CannotMeasure } from './benchmark.ts';

export type Ffmpeg = {
  runner: FfmpegRunner;
  /** Starts ffmpeg with these arguments and nothing else; rejects with its last words. @param niceness default 0 */
  runBare(args: readonly string[], options?: { niceness?: number }): Promise<void>;
};

/** @throws {CannotMeasure} without an ffmpeg that runs */
export async function openFfmpeg(): Promise<Ffmpeg> {
  const locator = createFfmpegLocator({ configuredPath: () => null, env: process.env, platform: process.platform });
  const { path: binary } = await locator.locate().catch((error: Error) => {
    throw new CannotMeasure(error.message);
  });
  // The studio gives way to other programs; here that would measure what else runs on this computer.
  return {
    runner: createFfmpegRunner({ locator, niceness: 0 }),
    runBare: (args, options) => runBare(binary, args, options),
  };
}

function runBare(binary: string, args: readonly string[], { niceness = 0 } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    if (niceness !== 0 && child.pid !== undefined) setPriority(child.pid, niceness);
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2_000);
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}: ${words}`))));
  });
}

export type TestClip = {
  file: string;
  frameSize: FrameSize;
  frameRate: FrameRate;
  frames: number;
  hasAudio: boolean;
  /** Frames from one keyframe to the next; as many as the clip has gives one. */
  keyframeEvery: number;
  /** Of H.264: clips that differ in it cannot be joined by copying. @default high */
  profile?: 'high' | 'main';
};

/** Makes a clip of ffmpeg's moving test picture, encoded as the studio encodes. */
export async function makeTestClip({ runBare }: Ffmpeg, clip: TestClip): Promise<void> {
  const { frameSize, frameRate, frames, hasAudio, profile = 'high' } = clip;
  const rate = frameRateText(frameRate);
  const seconds = (frames * frameRate.denominator) / frameRate.numerator;
  const sound = hasAudio ? ['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=48000:duration=${seconds}`] : [];
  await runBare([
    ...['-f', 'lavfi', '-i', `testsrc2=size=${frameSize.widthPx}x${frameSize.heightPx}:rate=${rate}`],
    ...sound,
    ...['-frames:v', String(frames), ...videoEncoderOptions(frameRate)],
    ...['-g', String(clip.keyframeEvery), '-profile:v', profile, ...(hasAudio ? ['-c:a', 'aac', '-ac', '2'] : [])],
    path.resolve(clip.file),
  ]);
}
