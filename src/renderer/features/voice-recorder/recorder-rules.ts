/** What the recorder decides without a microphone. */

/** What the person sees and hears counted before a recording begins. */
export const countInSteps = [3, 2, 1] as const;

/** What can be wrong with a microphone. */
export type MicrophoneTrouble = 'denied' | 'none' | 'busy' | 'lost' | 'silent';

/** @param name of the DOMException that `getUserMedia` rejects with */
export function toMicrophoneTrouble(name: string): MicrophoneTrouble {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    default:
      return 'busy';
  }
}

/** Loudest of some samples, 0 to 1; it falls slowly enough to be read. */
export function peakOf(samples: Float32Array, before: number): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return Math.min(1, Math.max(peak, before * 0.92));
}

/** Where a level stands on the meter, 0 to 1: 60 dB from the quietest to the loudest. */
export function meterPosition(level: number): number {
  if (level <= 0) return 0;
  return Math.max(0, Math.min(1, 1 + (20 * Math.log10(level)) / 60));
}

/** `0:07`, `12:31`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
