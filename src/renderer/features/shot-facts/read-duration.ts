import { type FrameRate, type Frames, parseDuration } from '#shared/domain/time.ts';

/** The duration that a person typed; null while it cannot be read. */
export function readDuration(text: string, rate: FrameRate): Frames | null {
  try {
    return parseDuration(text, rate);
  } catch {
    return null;
  }
}
