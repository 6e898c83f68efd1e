/** Writes cues as SubRip, which ffmpeg turns into a text track. */
import type { SubtitleCue } from '#shared/domain/subtitle-shape.ts';
import type { FrameRate } from '#shared/domain/time.ts';

/** An SRT document; cues in order of time. */
export function toSrtDocument(cues: readonly SubtitleCue[], rate: FrameRate): string {
  return cues
    .map(({ startFrames, endFrames, text }, index) => {
      const times = `${srtTime(startFrames, rate)} --> ${srtTime(endFrames, rate)}`;
      return `${index + 1}\n${times}\n${srtText(text)}\n`;
    })
    .join('\n');
}

/** `HH:MM:SS,mmm` to the nearest millisecond. */
export function srtTime(frames: number, { numerator, denominator }: FrameRate): string {
  const ms = Math.round((frames * denominator * 1000) / numerator);
  const padded = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => padded(part));
  return `${clock.join(':')},${padded(ms % 1000, 3)}`;
}

function srtText(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  // SubRip has tags of its own (<i>, {\an8}) and ends a cue at an empty line. A joiner that nobody sees breaks a tag.
  return lines.map((line) => line.replace(/[<{]/g, '$&\u2060').replaceAll('-->', '→')).join('\n');
}
