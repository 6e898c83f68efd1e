/**
 * Keeps lanes that are loud together from clipping in the window, as `main/media/film-sounds.ts` does in an exported
 * film: nothing below the ceiling is touched, and what is above it is turned down for a moment. The compressor that
 * windows have is not ffmpeg's limiter: it lets beginnings through, which a curve then bends below full scale.
 */

/** In decibels of full scale, as in an exported film. */
const ceilingDb = -2;
const ratio = 20;
/** By how much a compressor holds sound back to look ahead, in browsers of today. */
export const guardDelaySeconds = 0.006;

/**
 * What a compressor without a knee multiplies everything with besides: the power of 0.6 that the Web Audio API's
 * specification calls makeup gain.
 *
 * @param thresholdDb below 0
 */
export function makeupGain(thresholdDb: number, compression: number): number {
  const fullScaleDb = thresholdDb - thresholdDb / compression;
  return (1 / 10 ** (fullScaleDb / 20)) ** 0.6;
}

/** What the curve takes in at most, of full scale. */
const curveReach = 4;

/** As it is below the ceiling, bent above it, and nowhere as much as full scale. @param sample -`curveReach` to `curveReach` */
export function bend(sample: number): number {
  const ceiling = 10 ** (ceilingDb / 20);
  const loud = Math.abs(sample);
  if (loud <= ceiling) return sample;
  const room = 0.99 - ceiling;
  return Math.sign(sample) * (ceiling + room * Math.tanh((loud - ceiling) / room));
}

/** `bend` at evenly spaced samples, for a wave shaper, which takes in -1 to 1. */
function bendCurve(): Float32Array<ArrayBuffer> {
  const points = 8193;
  return Float32Array.from({ length: points }, (_, index) => bend(((2 * index) / (points - 1) - 1) * curveReach));
}

/** @returns where sounds go in; what comes out is connected already. */
export function connectGuard(context: AudioContext): AudioNode {
  const compressor = context.createDynamicsCompressor();
  compressor.threshold.value = ceilingDb;
  compressor.knee.value = 0;
  compressor.ratio.value = ratio;
  compressor.attack.value = 0.001;
  compressor.release.value = 0.1;
  const level = context.createGain();
  level.gain.value = 1 / (makeupGain(ceilingDb, ratio) * curveReach);
  const shaper = context.createWaveShaper();
  shaper.curve = bendCurve();
  compressor.connect(level).connect(shaper).connect(context.destination);
  return compressor;
}
