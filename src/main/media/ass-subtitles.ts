/** Writes text for libass: a document of styles and events, in pixels of the film's own frame. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { type SubtitleCue, subtitleShape } from '#shared/domain/subtitle-shape.ts';
import { wrapEvenly } from '#shared/domain/text-layout.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { baseFamily, toFontRuns } from './font-runs.ts';

/** An event: a cue with the style that sets it; `text` is already written for ASS. */
export type AssEvent = { startFrames: number; endFrames: number; style: string; text: string };

/** Colours are `BBGGRR` in hexadecimal, as ASS has them. */
export type AssStyle = {
  name: string;
  fontSizePx: number;
  color: string;
  isBold?: boolean;
  outlinePx?: number;
  shadowPx?: number;
  /** As on a numeric keypad: 2 is the middle of the bottom. */
  alignment: number;
  marginXPx?: number;
  marginYPx?: number;
};

export type AssDocument = {
  frameSize: FrameSize;
  frameRate: FrameRate;
  styles: readonly AssStyle[];
  events: readonly AssEvent[];
};

export function toAssDocument({ frameSize, frameRate, styles, events }: AssDocument): string {
  return `${[
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${frameSize.widthPx}`,
    `PlayResY: ${frameSize.heightPx}`,
    'ScaledBorderAndShadow: yes',
    // Colours are RGB of the film itself; without this line libass takes them for those of old television.
    'YCbCr Matrix: None',
    'WrapStyle: 0',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    ...styles.map(toStyleLine),
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events.map(({ startFrames, endFrames, style, text }) => {
      const times = `${assTime(startFrames, frameRate)},${assTime(endFrames, frameRate)}`;
      return `Dialogue: 0,${times},${style},,0,0,0,,${text}`;
    }),
  ].join('\n')}\n`;
}

function toStyleLine(style: AssStyle): string {
  const { name, fontSizePx, color, isBold = false, outlinePx = 0, shadowPx = 0, alignment } = style;
  const margins = `${style.marginXPx ?? 0},${style.marginXPx ?? 0},${style.marginYPx ?? 0}`;
  // Encoding -1: the first letter decides whether a line reads from the right.
  const rest = `${isBold ? -1 : 0},0,0,0,100,100,0,0,1,${outlinePx},${shadowPx},${alignment},${margins},-1`;
  return `Style: ${name},${baseFamily},${fontSizePx},&H00${color},&H00${color},&H28000000,&H90000000,${rest}`;
}

/**
 * `H:MM:SS.cc` half a frame before a frame begins: hundredths are too coarse to meet a frame, and halfway between two
 * they need not.
 */
export function assTime(frames: number, { numerator, denominator }: FrameRate): string {
  const hundredths = Math.max(0, Math.round(((frames - 0.5) * denominator * 100) / numerator));
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

/** A text as ASS shows it letter by letter, with the family of each run. */
export function toAssText(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) =>
      toFontRuns(line)
        .map(({ family, text: run }) => `{\\fn${family}}${escapeAssText(run)}`)
        .join(''),
    )
    .join('\\N');
}

/** Takes the meaning of a command from every character of a line that could have one. */
export function escapeAssText(line: string): string {
  return (
    line
      // An invisible word joiner keeps a backslash from making a command of the letter after it.
      .replaceAll('\\', '\\\u2060')
      .replaceAll('{', '\\{')
      .replaceAll('}', '\\}')
      .replaceAll('\t', ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u001f\u007f]/g, '')
  );
}

/** The look of burnt-in subtitles: white, outlined, at the bottom, at most two lines of some 42 letters. */
export function subtitleStyle(frameSize: FrameSize): AssStyle {
  const side = Math.min(frameSize.widthPx, frameSize.heightPx);
  const { fontSizePx, marginXPx, marginYPx } = subtitleShape(frameSize);
  return {
    name: 'Subtitle',
    fontSizePx,
    color: 'FFFFFF',
    outlinePx: Math.max(1, Math.round(side * 0.0028)),
    shadowPx: Math.max(1, Math.round(side * 0.0014)),
    alignment: 2,
    marginXPx,
    marginYPx,
  };
}

/** Events that show cues as subtitles. */
export function subtitleEvents(cues: readonly SubtitleCue[], frameSize: FrameSize): AssEvent[] {
  return cues.map(({ startFrames, endFrames, text }) => ({
    startFrames,
    endFrames,
    style: 'Subtitle',
    text: toAssText(wrapEvenly(text, subtitleShape(frameSize).widthEms).join('\n')),
  }));
}
