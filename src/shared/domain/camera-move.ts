/** How the camera moves over a board. */
import { assertNever } from '#shared/util/assert-never.ts';

/** The moves, in the order in which a menu lists them. */
export const cameraMoveKinds = [
  'static',
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
] as const;

/** One of the moves. */
export type CameraMoveKind = (typeof cameraMoveKinds)[number];

/** A move and how far it goes: strength from 0 (none) to 1 (twice as close, or half a frame aside). */
export type CameraMove = { kind: CameraMoveKind; strength: number };

export const defaultCameraMove: CameraMove = { kind: 'static', strength: 0.3 };

/** How a move gathers speed and loses it; `smooth` does both. */
export const easings = ['smooth', 'linear', 'ease-in', 'ease-out'] as const;

/** One of the easings. */
export type Easing = (typeof easings)[number];

/** Part of the picture that the camera sees: a rectangle of the picture's own shape, in fractions from 0 to 1. */
export type Framing = { left: number; top: number; size: number };

/** Drawn by a person: what the camera sees first and last. */
export type CameraFraming = { start: Framing; end: Framing; easing: Easing };

/** Smallest part of a board that the camera can see, as a fraction of its side. */
export const smallestFraming = 0.05;

const whole: Framing = { left: 0, top: 0, size: 1 };

/** Where a move starts and ends. A pan to the right shows the right side last. */
export function framingsOf({ kind, strength }: CameraMove): { start: Framing; end: Framing } {
  const close: Framing = { left: strength / 4, top: strength / 4, size: 1 - strength / 2 };
  const size = close.size;
  const middle = (1 - size) / 2;
  const far = 1 - size;
  switch (kind) {
    case 'static':
      return { start: whole, end: whole };
    case 'push-in':
      return { start: whole, end: close };
    case 'pull-out':
      return { start: close, end: whole };
    case 'pan-left':
      return { start: { left: far, top: middle, size }, end: { left: 0, top: middle, size } };
    case 'pan-right':
      return { start: { left: 0, top: middle, size }, end: { left: far, top: middle, size } };
    case 'tilt-up':
      return { start: { left: middle, top: far, size }, end: { left: middle, top: 0, size } };
    case 'tilt-down':
      return { start: { left: middle, top: 0, size }, end: { left: middle, top: far, size } };
    default:
      return assertNever(kind);
  }
}

/** What the camera sees first and last, and how it goes there: as a person drew it, else as the move says. */
export function framingOf(move: CameraMove, framing: CameraFraming | null): CameraFraming {
  return framing ?? { ...framingsOf(move), easing: 'smooth' };
}

/** From this change of size on, relative to the larger side, a move is one nearer or farther. */
const zoomThreshold = 0.04;
/** A way shorter than this, in fractions of the board, is none. */
const panThreshold = 0.01;

/** The move that comes nearest to a framing, for those who take words only. */
export function moveOfFraming({ start, end }: CameraFraming): CameraMove {
  const zoom = (start.size - end.size) / Math.max(start.size, end.size);
  if (Math.abs(zoom) >= zoomThreshold) {
    return { kind: zoom > 0 ? 'push-in' : 'pull-out', strength: Math.min(1, Math.abs(zoom) * 2) };
  }
  const middle = ({ left, top, size }: Framing) => ({ x: left + size / 2, y: top + size / 2 });
  const [from, to] = [middle(start), middle(end)];
  const [across, down] = [to.x - from.x, to.y - from.y];
  const way = Math.max(Math.abs(across), Math.abs(down));
  if (way < panThreshold) return { kind: 'static', strength: 0 };
  // Half a board is the whole of a pan: see `framingsOf`.
  const strength = Math.min(1, way * 2);
  if (Math.abs(across) >= Math.abs(down)) return { kind: across > 0 ? 'pan-right' : 'pan-left', strength };
  return { kind: down > 0 ? 'tilt-down' : 'tilt-up', strength };
}

/** How far along its way a move is, 0 to 1, at a time from 0 to 1. */
export function eased(easing: Easing, time: number): number {
  switch (easing) {
    case 'smooth':
      return time * time * (3 - 2 * time);
    case 'linear':
      return time;
    case 'ease-in':
      return time * time;
    case 'ease-out':
      return time * (2 - time);
    default:
      return assertNever(easing);
  }
}

/**
 * What the camera sees at a frame of a shot, as the Animatic engine renders it.
 *
 * @param frame 0-based, within the shot; beyond its end it stands still.
 */
export function framingAt({ start, end, easing }: CameraFraming, frame: number, durationFrames: number): Framing {
  const share = eased(easing, durationFrames > 1 ? Math.max(0, Math.min(1, frame / (durationFrames - 1))) : 0);
  const along = (from: number, to: number) => from + (to - from) * share;
  return { left: along(start.left, end.left), top: along(start.top, end.top), size: along(start.size, end.size) };
}
