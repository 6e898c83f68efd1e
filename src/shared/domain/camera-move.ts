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

/** Part of the picture that the camera sees: a rectangle of the picture's own shape, in fractions from 0 to 1. */
export type Framing = { left: number; top: number; size: number };

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
