/** Looks whether a generated file is what was asked for. */
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { TakeRecipe } from '#shared/domain/records.ts';
import { type Frames, framesFromSeconds, secondsFromFrames } from '#shared/domain/time.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** What a look into a file tells. */
export type ProbedClip = {
  kind: 'video' | 'audio';
  durationMs: number;
  /** Upright; null for sound. */
  frameSize: FrameSize | null;
  /** Null where counting would mean reading all of it. */
  frameCount: number | null;
};

/** Longest that sound may run past the last picture: two packets of AAC at 44.1 kHz. */
const soundPacketMs = 47;

/**
 * @param isExact whether size and, to one frame, length must be those of the recipe; else any film that has a length.
 * @returns what the take will say of itself.
 * @throws {AppError} TAKE_VERIFICATION_FAILED
 */
export function verifyTake(
  clip: ProbedClip,
  { recipe, isExact }: { recipe: TakeRecipe; isExact: boolean },
): { frameSize: FrameSize; durationFrames: Frames } {
  const { frameSize, frameCount, durationMs } = clip;
  if (clip.kind !== 'video' || frameSize === null) throw mismatch('it holds no picture');
  if (!(durationMs > 0) || frameCount === 0) throw mismatch('it has no length');
  const frames = frameCount ?? framesFromSeconds(durationMs / 1000, recipe.frameRate);
  if (!isExact) return { frameSize, durationFrames: framesFromSeconds(durationMs / 1000, recipe.frameRate) };

  const asked = recipe.frameSize;
  if (frameSize.widthPx !== asked.widthPx || frameSize.heightPx !== asked.heightPx) {
    throw mismatch(`it is ${frameSize.widthPx}x${frameSize.heightPx}, not ${asked.widthPx}x${asked.heightPx}`);
  }
  const frameMs = secondsFromFrames(1, recipe.frameRate) * 1000;
  // Lengths come rounded; and where the pictures are counted, the sound may run over by a packet.
  const toleranceMs = frameMs + (frameCount === null ? 1 : soundPacketMs);
  const isAskedLength = Math.abs(durationMs - recipe.durationFrames * frameMs) <= toleranceMs;
  if (!isAskedLength || Math.abs(frames - recipe.durationFrames) > 1) {
    throw mismatch(`it has ${frames} frames in ${durationMs} ms, not ${recipe.durationFrames} frames`);
  }
  return { frameSize, durationFrames: (frameCount ?? recipe.durationFrames) as Frames };
}

function mismatch(problem: string): AppError {
  return new AppError('TAKE_VERIFICATION_FAILED', `the clip is not what was asked for: ${problem}`, { retry: 'later' });
}
