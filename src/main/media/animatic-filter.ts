/** Builds the filter graph of an animatic: one still, set or composed once, moved, subtitled. Pure functions. */
import { type CameraFraming, type CameraMove, type Easing, framingOf } from '#shared/domain/camera-move.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { type FrameRate, frameRateText } from '#shared/domain/time.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import { filterValue } from './filter-text.ts';

export type AnimaticGraph = {
  frameSize: FrameSize;
  frameRate: FrameRate;
  durationFrames: number;
  cameraMove: CameraMove;
  /** Decides instead of the move; null where nobody drew it. */
  framing?: CameraFraming | null;
  /** Upright size of the board; null makes a card. */
  boardSize: FrameSize | null;
  /** Paths of ASS documents, null for none. */
  cardPath: string | null;
  subtitlesPath: string | null;
  fontsDir: string;
};

/** The graph from input 0, when there is a board, to `[v]`. */
export function animaticVideoGraph(graph: AnimaticGraph): string {
  const {
    frameSize,
    frameRate,
    durationFrames,
    cameraMove,
    framing = null,
    boardSize,
    cardPath,
    subtitlesPath,
    fontsDir,
  } = graph;
  const still = boardSize ? boardStill(boardSize, frameSize) : cardStill(frameSize, frameRate);
  const steps = [
    // Everything that does not change is done on one frame, which is then repeated: the cost of a static shot is its
    // encoding alone.
    'scale=out_color_matrix=bt709:out_range=tv',
    'format=yuv420p',
    'setsar=1',
    ...(cardPath === null ? [] : [assFilter(cardPath, fontsDir)]),
    'loop=loop=-1:size=1:start=0',
    `settb=${frameRate.denominator}/${frameRate.numerator}`,
    'setpts=N',
    // The still has a rate of its own; the encoder would show the last frame for as long as that says.
    `fps=${frameRateText(frameRate)}`,
    `trim=end_frame=${durationFrames}`,
    ...(boardSize === null ? [] : cameraFilters(framingOf(cameraMove, framing), durationFrames)),
    ...(subtitlesPath === null ? [] : [assFilter(subtitlesPath, fontsDir)]),
    // The overlay's and the lens's own ideas of colour must not reach the encoder.
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ];
  return `${still}[still];[still]${steps.join(',')}[v]`;
}

/** Draws an ASS document with the fonts of a folder. */
export function assFilter(file: string, fontsDir: string): string {
  return `ass=filename=${filterValue(file)}:fontsdir=${filterValue(fontsDir)}`;
}

/** A board of nearly the frame's shape fills it; any other stands whole over a dark, blurred copy of itself. */
function boardStill(boardSize: FrameSize, { widthPx: w, heightPx: h }: FrameSize): string {
  const ratio = boardSize.widthPx / boardSize.heightPx / (w / h);
  const cover = `scale=${w}:${h}:force_original_aspect_ratio=increase:flags=lanczos,crop=${w}:${h}`;
  if (ratio > 0.97 && ratio < 1.03) return `[0:v]${cover},setsar=1,format=gbrp`;
  // Blurred at a sixteenth of the size: as soft as at full size, and nearly free.
  const small = { w: evenUp(w / 16), h: evenUp(h / 16) };
  const blurred = `scale=${small.w}:${small.h}:flags=area,gblur=sigma=5:steps=2`;
  const backdrop = `${cover},setsar=1,${blurred},scale=${w}:${h}:flags=bicubic,setsar=1,format=gbrp,colorlevels=romax=0.42:gomax=0.42:bomax=0.42`;
  const whole = `scale=${w}:${h}:force_original_aspect_ratio=decrease:flags=lanczos,setsar=1,format=gbrp`;
  return `[0:v]split=2[back][front];[back]${backdrop}[backdrop];[front]${whole}[whole];[backdrop][whole]overlay=(W-w)/2:(H-h)/2:format=gbrp`;
}

/** A dark ground, a little lighter where the text begins, with a grain too fine to see that keeps it from banding. */
function cardStill({ widthPx: w, heightPx: h }: FrameSize, frameRate: FrameRate): string {
  const glow = 'exp(-((X/W-0.18)*(X/W-0.18)*1.6+(Y/H-0.22)*(Y/H-0.22)*1.4))';
  // 257 makes a value of 8 bits one of 16.
  const shade = (dark: number, light: number) => `'257*(${dark}+${light}*${glow})'`;
  const ground = `geq=r=${shade(15, 19)}:g=${shade(17, 20)}:b=${shade(21, 24)}`;
  const large = `scale=${w}:${h}:flags=bicubic,setsar=1,format=gbrp,noise=alls=3:allf=u`;
  // The film's own rate: ffmpeg shows a clip's last frame for as long as one frame of its source lasts.
  return `color=black:s=160x160:r=${frameRateText(frameRate)},trim=end_frame=1,format=gbrp16le,${ground},${large}`;
}

/**
 * Moves the camera from one framing to another.
 *
 * `perspective` samples between pixels. `zoompan` rounds its window to whole pixels of its input: measured with a slow
 * push-in over a soft dot, its steps are off by up to 0.6 pixels even on a still four times as large, those of
 * `perspective` by less than 0.02. Cubic, because linear sampling makes thin lines flicker between sharp and soft.
 */
export function cameraFilters({ start, end, easing }: CameraFraming, durationFrames: number): string[] {
  if (start.size === 1 && end.size === 1) return [];
  // `on` counts from 1.
  const t = durationFrames > 1 ? `clip((on-1)/${durationFrames - 1},0,1)` : '0';
  const along = (from: number, to: number) => {
    const difference = round(to - from);
    return difference === 0 ? `${round(from)}` : `(${round(from)}+${difference}*${easedText(easing, `(${t})`)})`;
  };
  const left = along(start.left, end.left);
  const top = along(start.top, end.top);
  const right = along(start.left + start.size, end.left + end.size);
  const bottom = along(start.top + start.size, end.top + end.size);
  const corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([x, y], index) => `x${index}='W*${x}':y${index}='H*${y}'`);
  return [`perspective=${corners.join(':')}:interpolation=cubic:eval=frame`];
}

/** As `eased`, for an expression that stands in brackets. */
function easedText(easing: Easing, t: string): string {
  switch (easing) {
    case 'smooth':
      return `${t}*${t}*(3-2*${t})`;
    case 'linear':
      return t;
    case 'ease-in':
      return `${t}*${t}`;
    case 'ease-out':
      return `${t}*(2-${t})`;
    default:
      return assertNever(easing);
  }
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function evenUp(value: number): number {
  return Math.max(2, Math.ceil(value / 2) * 2);
}
