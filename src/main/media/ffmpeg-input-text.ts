/** Reads what ffmpeg writes about an input, for the few kinds of file that mediabunny does not read. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { nearestFrameRate } from './frame-rate-estimate.ts';

export type InputText = {
  kind: 'video' | 'audio';
  mime: string;
  extension: string;
  /** Null where ffmpeg says N/A. */
  durationMs: number | null;
  frameSize: FrameSize | null;
  frameRate: FrameRate | null;
  hasAudio: boolean;
  videoCodec: string | null;
  audioCodec: string | null;
};

const types: Record<string, { mime: string; extension: string }> = {
  avi: { mime: 'video/x-msvideo', extension: 'avi' },
  aiff: { mime: 'audio/aiff', extension: 'aiff' },
  flac: { mime: 'audio/flac', extension: 'flac' },
  gif: { mime: 'image/gif', extension: 'gif' },
};

/** @returns null for text without an input, and for inputs of any other kind than these */
export function parseInputText(text: string): InputText | null {
  // "Input #0, avi, from 'clip.avi':"
  const type = types[/^Input #0, ([\w,]+), from/m.exec(text)?.[1] ?? ''];
  // "  Stream #0:0: Video: mpeg4 (Simple Profile), yuv420p, 320x240 [SAR 1:1 DAR 4:3], 25 fps, 25 tbr, 25 tbn"
  const video = /^\s+Stream #0:\d+\S*: Video: (\w+)(.*)$/m.exec(text);
  // "  Stream #0:1: Audio: mp3 (U[0][0][0] / 0x0055), 44100 Hz, mono, fltp, 64 kb/s"
  const audio = /^\s+Stream #0:\d+\S*: Audio: (\w+)/m.exec(text);
  if (!type || (!video && !audio)) return null;
  const size = / (\d{1,5})x(\d{1,5})\b/.exec(video?.[2] ?? '');
  const rate = / ([\d.]+) (?:fps|tbr)/.exec(video?.[2] ?? '');
  return {
    kind: video ? 'video' : 'audio',
    ...type,
    durationMs: readDuration(text),
    frameSize: size ? { widthPx: Number(size[1]), heightPx: Number(size[2]) } : null,
    frameRate: rate ? nearestFrameRate(Number(rate[1])) : null,
    hasAudio: audio !== null,
    videoCodec: video?.[1] ?? null,
    audioCodec: audio?.[1] ?? null,
  };
}

function readDuration(text: string): number | null {
  // "  Duration: 00:00:01.04, start: 0.000000, bitrate: 793 kb/s"
  const [, hours, minutes, seconds] = /^\s+Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(text) ?? [];
  if (hours === undefined) return null;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}
