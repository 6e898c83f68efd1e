/**
 * The peaks of a recording, as they are drawn.
 *
 * A file of them is 8 bytes of header and two bytes for each stretch of 10 ms: its lowest and its highest sample, signed,
 * from -128 to 127. Header: `SWPK`, the version, a byte of zero, the milliseconds of a stretch (16 bits, low byte first).
 */

/** Milliseconds of sound that one pair of peaks stands for. */
export const msPerPeak = 10;

/** Bytes before the first peak. */
export const waveformHeaderBytes = 8;

const signature = [0x53, 0x57, 0x50, 0x4b];
const version = 1;

/** Peaks of a whole recording. */
export type Waveform = {
  msPerPeak: number;
  /** Lowest and highest, in turns. */
  peaks: Int8Array;
};

/** Lowest and highest sample of a stretch, -1 to 1. */
export type Peak = { low: number; high: number };

/** What a file of peaks begins with. */
export function waveformHeader(): Uint8Array {
  return Uint8Array.from([...signature, version, 0, msPerPeak & 0xff, msPerPeak >> 8]);
}

/** Null for anything but whole peaks of this version. */
export function parseWaveform(bytes: Uint8Array): Waveform | null {
  const isOurs = signature.every((byte, index) => bytes[index] === byte) && bytes[4] === version;
  const perPeak = (bytes[6] ?? 0) + 256 * (bytes[7] ?? 0);
  if (!isOurs || perPeak === 0 || bytes.byteLength % 2 !== 0) return null;
  const { buffer, byteOffset, byteLength } = bytes;
  return {
    msPerPeak: perPeak,
    peaks: new Int8Array(buffer, byteOffset + waveformHeaderBytes, byteLength - waveformHeaderBytes),
  };
}

/** The peaks of a part of a recording, one for each of `count` columns; silence where there is no recording. */
export function waveformColumns(
  { msPerPeak: perPeak, peaks }: Waveform,
  { fromMs, toMs, count }: { fromMs: number; toMs: number; count: number },
): Peak[] {
  const last = peaks.length / 2 - 1;
  const perColumn = (toMs - fromMs) / perPeak / Math.max(1, count);
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor(fromMs / perPeak + column * perColumn);
    const to = Math.max(from, Math.ceil(fromMs / perPeak + (column + 1) * perColumn) - 1);
    let low = 0;
    let high = 0;
    for (let index = Math.max(0, from); index <= Math.min(last, to); index += 1) {
      low = Math.min(low, peaks[2 * index] ?? 0);
      high = Math.max(high, peaks[2 * index + 1] ?? 0);
    }
    return { low: low / 128, high: high / 127 };
  });
}
