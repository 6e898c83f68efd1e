/** The last picture of a clip as a still, so that the next shot can begin with it. */
import type { FfmpegRun } from './run-ffmpeg.ts';

/** Seconds before the end from which pictures are decoded; longer than the gap between two of them ever is. */
const tailSeconds = 3;

/** @param outputPath ends in `.png`; holds the last picture when the run has ended */
export function lastFrameRun({ path, outputPath }: { path: string; outputPath: string }): FfmpegRun {
  return {
    inputs: [{ file: path, options: ['-sseof', `-${tailSeconds}`, '-an', '-sn', '-dn'] }],
    // Each picture is written over the one before it: the last stays.
    outputs: [
      {
        file: outputPath,
        options: ['-map', '0:v:0', '-update', '1', '-map_metadata', '-1', '-fps_mode', 'passthrough'],
      },
    ],
  };
}
