/**
 * Makes the peaks of a recording (shared/domain/waveform.ts).
 *
 * ffmpeg decodes it to bytes at a low rate, which are read piece by piece: three hours take 86 MB of disk for a moment
 * and 2 MB of memory. The file appears under its name only whole.
 */
import { open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { msPerPeak, waveformHeader } from '#shared/domain/waveform.ts';
import type { FfmpegRunner } from './run-ffmpeg.ts';

export type WaveformOptions = {
  runner: FfmpegRunner;
  /** A recording, or a clip with sound. */
  path: string;
  /** For progress. */
  durationMs: number;
  outputPath: string;
  signal?: AbortSignal | undefined;
  /** Gets 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
};

const sampleRateHz = 8_000;
const samplesPerPeak = (sampleRateHz * msPerPeak) / 1000;
/** Whole peaks, so that none is spread over two reads. */
const readSamples = samplesPerPeak * 1_000;

/** @throws {AppError} what the runner throws */
export async function makeWaveform({
  runner,
  path: input,
  durationMs,
  outputPath,
  signal,
  onProgress,
}: WaveformOptions): Promise<void> {
  const { dir, name } = path.parse(outputPath);
  const samplesPath = path.join(dir, `${name}.samples`);
  const partFile = path.join(dir, `${name}.part`);
  try {
    await runner.run({
      inputs: [{ file: input, options: ['-vn', '-sn', '-dn'] }],
      outputs: [
        {
          file: samplesPath,
          options: ['-map', '0:a:0', '-ac', '1', '-ar', String(sampleRateHz), '-c:a', 'pcm_s8', '-f', 's8'],
        },
      ],
      totalMicros: Math.max(1, durationMs) * 1000,
      signal,
      onProgress,
    });
    await writeFile(partFile, Buffer.concat([waveformHeader(), ...(await readPeaks(samplesPath, signal))]));
    await rename(partFile, outputPath);
  } finally {
    await rm(samplesPath, { force: true });
    await rm(partFile, { force: true });
  }
}

async function readPeaks(samplesPath: string, signal: AbortSignal | undefined): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const samples = new Int8Array(readSamples);
  const handle = await open(samplesPath, 'r');
  try {
    for (let position = 0; ; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(samples, 0, readSamples, position);
      if (bytesRead === 0) return pieces;
      pieces.push(toPeaks(samples.subarray(0, bytesRead)));
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

function toPeaks(samples: Int8Array): Uint8Array {
  const peaks = new Int8Array(2 * Math.ceil(samples.length / samplesPerPeak));
  for (const [index, sample] of samples.entries()) {
    const at = 2 * Math.floor(index / samplesPerPeak);
    if (sample < (peaks[at] ?? 0)) peaks[at] = sample;
    if (sample > (peaks[at + 1] ?? 0)) peaks[at + 1] = sample;
  }
  return new Uint8Array(peaks.buffer);
}
