/** The camera over a board, as CSS. */
import { type CameraFraming, framingAt } from '#shared/domain/camera-move.ts';

/** A transform with its origin at the upper left corner that shows what the camera sees at a frame of the shot. */
export function boardTransform(framing: CameraFraming, frame: number, durationFrames: number): string {
  const { left, top, size } = framingAt(framing, frame, durationFrames);
  if (left === 0 && top === 0 && size === 1) return 'none';
  const scale = 1 / size;
  return `translate(${percent(-left * scale)}, ${percent(-top * scale)}) scale(${round(scale)})`;
}

function percent(share: number): string {
  return `${round(share * 100)}%`;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
