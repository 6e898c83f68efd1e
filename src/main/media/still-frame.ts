/** One picture of a clip as a still. */
import type { FfmpegRun } from './run-ffmpeg.ts';

/** A picture that begins up to so much before the asked place is the one: times are rounded on their way. */
const slackMicros = 2_000;

export type StillFrame = {
  path: string;
  /** Where in the clip the picture begins, in microseconds. */
  atMicros: number;
  /** Ends in `.png`. */
  outputPath: string;
};

/** Nothing is written where no picture begins there or later. */
export function stillFrameRun({ path, atMicros, outputPath }: StillFrame): FfmpegRun {
  const seconds = (Math.max(0, atMicros - slackMicros) / 1_000_000).toFixed(6);
  return {
    inputs: [{ file: path, options: ['-ss', seconds, '-an', '-sn', '-dn'] }],
    outputs: [
      {
        file: outputPath,
        // Pixels that are not square are made square.
        options: ['-map', '0:v:0', '-vf', 'scale=iw*sar:ih,setsar=1', '-frames:v', '1', '-map_metadata', '-1'],
      },
    ],
  };
}
