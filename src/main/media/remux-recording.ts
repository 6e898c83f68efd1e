/**
 * Makes a whole file of a recording as a window writes it: with its length, and readable from anywhere in it, also when
 * it was cut off. What was said is copied, not encoded again.
 */
import type { FfmpegRunner } from './run-ffmpeg.ts';

export type RemuxOptions = {
  runner: FfmpegRunner;
  path: string;
  /** Any name; the format does not follow from it. */
  outputPath: string;
  signal?: AbortSignal | undefined;
};

/** @throws {AppError} MEDIA_DECODE_FAILED when nothing of it can be heard, and what the runner throws */
export async function remuxRecording({ runner, path, outputPath, signal }: RemuxOptions): Promise<void> {
  await runner.run({
    inputs: [{ file: path, options: ['-vn', '-sn', '-dn'] }],
    outputs: [
      {
        file: outputPath,
        options: ['-map', '0:a:0', '-map_metadata', '-1', '-c:a', 'copy', '-f', 'webm'],
      },
    ],
    signal,
  });
}
