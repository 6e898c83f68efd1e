/** Reads what ffmpeg writes: its progress on stdout, its complaints on stderr. Pure functions only. */
import { AppError } from '#shared/errors/app-error.ts';

/** How far a run has come; null where ffmpeg has not told yet. */
export type FfmpegProgress = { frame: number | null; outTimeMicros: number | null };

/** Reads `-progress` output as it arrives, in pieces of any length. */
export function createProgressReader(onProgress: (progress: FfmpegProgress) => void): (chunk: string) => void {
  let rest = '';
  let current: FfmpegProgress = { frame: null, outTimeMicros: null };
  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // "frame=120", "out_time_us=4966000", "out_time_us=N/A", "progress=continue"
      const [, key, value] = /^\s*(\w+)=\s*(\S*)/.exec(line) ?? [];
      if (key === 'frame') current = { ...current, frame: toCount(value) ?? current.frame };
      if (key === 'out_time_us') current = { ...current, outTimeMicros: toCount(value) ?? current.outTimeMicros };
      if (key === 'progress') onProgress(current);
    }
  };
}

function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** Share of a run that is done, 0 to 1; null while it cannot be known. */
export function progressFraction(
  { frame, outTimeMicros }: FfmpegProgress,
  { totalFrames, totalMicros }: { totalFrames?: number | undefined; totalMicros?: number | undefined },
): number | null {
  if (totalFrames && frame !== null) return Math.min(1, frame / totalFrames);
  if (totalMicros && outTimeMicros !== null) return Math.min(1, outTimeMicros / totalMicros);
  return null;
}

/** "[mp4 @ 0x…] Non-monotonous DTS in output stream 0:0; previous: 5, current: 3"; "Non-monotonic" from ffmpeg 6.1 on. */
export const nonMonotonousDts = /non-monoton(?:ous|ic) dts/i;

/** "av_interleaved_write_frame(): No space left on device"; ffmpeg 5.1 can end well all the same. */
export const diskFull = /no space left on device|disk quota exceeded|not enough space/i;
// "in.mp4: Invalid data found when processing input"; "moov atom not found"; "Stream map '0:v:0' matches no streams."
const undecodable =
  /invalid data found when processing input|moov atom not found|could not find codec parameters|error while decoding|does not contain any stream|matches no streams|decode error rate|cannot decode|partial file|end of file|decoder .*not found|no decoder/i;

/** Says what a run that ended badly died of. Lines of stderr go into the message, which only logs show. */
export function toFfmpegError(message: string, stderr: string): AppError {
  const tail = lastLines(stderr, 12);
  const cause = new Error(tail === '' ? message : tail);
  if (diskFull.test(stderr)) {
    return new AppError('DISK_FULL', 'ffmpeg found no space left on the device', { retry: 'after-user-action', cause });
  }
  if (undecodable.test(stderr)) {
    return new AppError('MEDIA_DECODE_FAILED', `ffmpeg cannot read its input: ${lastLines(stderr, 2)}`, { cause });
  }
  return new AppError('FFMPEG_FAILED', `${message}: ${lastLines(stderr, 2)}`, { retry: 'later', cause });
}

/** The last lines of a text that are not empty. */
export function lastLines(text: string, count: number): string {
  return text
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}
