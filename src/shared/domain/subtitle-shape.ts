/** Where subtitles stand and how wide they are: the same in the window, in a clip and in a film. */
import type { FrameSize } from './frame-size.ts';

/** A text shown from one frame up to, and not including, another. */
export type SubtitleCue = { startFrames: number; endFrames: number; text: string };

/** A font size of ASS is ascent and descent together; this many of them make one em of Noto Sans. */
export const emPerFontSize = 1 / 1.362;

/** Lengths of subtitles in pixels of the film's frame. */
export type SubtitleShape = {
  /** As ASS counts it: `emPerFontSize` of it make one em. */
  fontSizePx: number;
  marginXPx: number;
  /** From the frame's lower edge. */
  marginYPx: number;
  /** Widest line, in ems. */
  widthEms: number;
};

/** At the bottom, in lines of at most some 42 letters. */
export function subtitleShape({ widthPx, heightPx }: FrameSize): SubtitleShape {
  const fontSizePx = Math.round(Math.min(widthPx, heightPx) * 0.058);
  return {
    fontSizePx,
    marginXPx: Math.round(widthPx * 0.08),
    marginYPx: Math.round(heightPx * 0.06),
    widthEms: Math.min(26, (widthPx * 0.84) / (fontSizePx * emPerFontSize)),
  };
}
