/** How everything that the studio encodes is encoded, so that its clips can be joined without encoding them again. */
import { type FrameRate, frameRateText, nominalRate } from '#shared/domain/time.ts';

export const audioRateHz = 48_000;

/** Sound samples that belong to so many frames, to the nearest sample. */
export function samplesFromFrames(frames: number, { numerator, denominator }: FrameRate): number {
  return Math.round((frames * audioRateHz * denominator) / numerator);
}

/** Length of so many frames, to the nearest microsecond. */
export function microsFromFrames(frames: number, { numerator, denominator }: FrameRate): number {
  return Math.round((frames * denominator * 1_000_000) / numerator);
}

/** H.264 High 4:2:0 in BT.709, a keyframe at least once a second, on a time base in which every frame is whole. */
export function videoEncoderOptions(frameRate: FrameRate, { crf = 18 }: { crf?: number } = {}): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf), '-pix_fmt', 'yuv420p'],
    // Without B-frames pictures are stored in the order in which they are shown: clips join without a seam, also those of
    // a single frame, whose decoding time would otherwise lie on that of their neighbours.
    ...['-bf', '0'],
    ...['-g', String(nominalRate(frameRate)), '-r', frameRateText(frameRate)],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    // What a JPEG says of its own samples would make another configuration of an otherwise equal clip.
    ...['-chroma_sample_location', 'left'],
    ...['-video_track_timescale', String(frameRate.numerator)],
  ];
}

/** AAC, 48 kHz stereo. */
export const audioEncoderOptions: readonly string[] = ['-c:a', 'aac', '-b:a', '192k', '-ar', String(audioRateHz)];

/** Filters that make any sound stereo at 48 kHz, exactly as long as so many samples. */
export function fitSoundFilters(samples: number): string {
  const fitted = `aresample=${audioRateHz}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo`;
  return `${fitted},apad,atrim=end_sample=${samples},asetpts=N/SR/TB`;
}

/** Silence exactly as long as so many samples. */
export function silenceFilters(samples: number): string {
  return `anullsrc=r=${audioRateHz}:cl=stereo,aformat=sample_fmts=fltp,atrim=end_sample=${samples},asetpts=N/SR/TB`;
}
