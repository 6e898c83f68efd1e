/** Makes a frame rate of a measured number. */
import { type FrameRate, frameRates } from '#shared/domain/time.ts';

/** A usual rate within a thousandth's half, else the estimate in thousandths; null for none. */
export function nearestFrameRate(framesPerSecond: number): FrameRate | null {
  if (!Number.isFinite(framesPerSecond) || framesPerSecond <= 0) return null;
  const distance = ({ numerator, denominator }: FrameRate) => Math.abs(numerator / denominator / framesPerSecond - 1);
  const near = [...frameRates].sort((a, b) => distance(a) - distance(b))[0];
  if (near && distance(near) < 0.0005) return near;
  if (Math.abs(framesPerSecond - Math.round(framesPerSecond)) < 0.01) {
    return { numerator: Math.max(1, Math.round(framesPerSecond)), denominator: 1 };
  }
  return { numerator: Math.max(1, Math.round(framesPerSecond * 1000)), denominator: 1000 };
}
