import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { FrameRate } from '#shared/domain/time.ts';

/** Shape and rhythm of a project. */
export type ProjectFormat = { frameSize: FrameSize; frameRate: FrameRate };

export const usualFormat: ProjectFormat = {
  frameSize: { widthPx: 1920, heightPx: 1080 },
  frameRate: { numerator: 24, denominator: 1 },
};
