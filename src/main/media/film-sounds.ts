/**
 * Mixes the sounds of a film's lanes to one file as long as the film, which is then heard together with its clips.
 *
 * A process opens at most `soundsPerProcess` of them; each further one takes what was mixed before along. Samples are
 * kept as floats on the way: what is too loud in between may be quiet enough in the end.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FrameRate } from '#shared/domain/time.ts';
import { audioRateHz, microsFromFrames, samplesFromFrames } from './encoding.ts';
import type { FfmpegRun, FfmpegRunner } from './run-ffmpeg.ts';

/** A part of a file, at its place in the film. */
export type FilmSound = {
  path: string;
  startFrames: number;
  /** First frame at which it is not heard any more, such as the end of the film. */
  endFrames: number;
  /** Its own length, which fades are measured from. */
  lengthFrames: number;
  /** Millisecond of the file that is heard first. */
  sourceStartMs: number;
  gainDb: number;
  fadeInFrames: number;
  fadeOutFrames: number;
};

export type MixOptions = {
  runner: FfmpegRunner;
  /** At least one. */
  sounds: readonly FilmSound[];
  frameRate: FrameRate;
  /** Length of the film. */
  totalFrames: number;
  /** An existing folder. */
  folder: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
};

const soundsPerProcess = 24;

/** @returns the mixed file. @throws {AppError} what the runner throws */
export async function mixSounds({ runner, sounds, folder, signal, onProgress, ...film }: MixOptions): Promise<string> {
  const partCount = Math.ceil(sounds.length / soundsPerProcess);
  let mixedPath: string | null = null;
  for (let part = 0; part < partCount; part += 1) {
    const outputPath = path.join(folder, `lanes-${part}.wav`);
    await runner.run({
      ...mixRun(sounds.slice(part * soundsPerProcess, (part + 1) * soundsPerProcess), {
        ...film,
        earlierPath: mixedPath,
        outputPath,
      }),
      signal,
      onProgress: (fraction) => onProgress?.((part + fraction) / partCount),
    });
    if (mixedPath !== null) await rm(mixedPath, { force: true });
    mixedPath = outputPath;
  }
  if (mixedPath === null) throw new TypeError('there is nothing to mix');
  return mixedPath;
}

export type MixRunOptions = Pick<MixOptions, 'frameRate' | 'totalFrames'> & {
  /** What was mixed before; null for nothing. */
  earlierPath: string | null;
  outputPath: string;
};

/** The run that mixes some sounds. Pure. */
export function mixRun(
  sounds: readonly FilmSound[],
  { frameRate, totalFrames, earlierPath, outputPath }: MixRunOptions,
): FfmpegRun {
  const placed = sounds.map((sound, index) => `[${index}:a:0]${placeFilters(sound, frameRate)}[s${index}]`);
  const pads = [...sounds.keys()].map((index) => `[s${index}]`);
  if (earlierPath !== null) pads.push(`[${sounds.length}:a:0]`);
  const whole = `apad,atrim=end_sample=${samplesFromFrames(totalFrames, frameRate)},asetpts=N/SR/TB`;
  return {
    inputs: [...sounds.map(({ path: file }) => file), ...(earlierPath === null ? [] : [earlierPath])].map((file) => ({
      file,
      options: ['-vn', '-sn', '-dn'],
    })),
    filter: [...placed, `${mixPads(pads, 'longest')},${whole}[lanes]`].join(';'),
    outputs: [
      {
        file: outputPath,
        options: ['-map', '[lanes]', '-map_metadata', '-1', '-c:a', 'pcm_f32le', '-rf64', 'auto'],
      },
    ],
    totalMicros: microsFromFrames(totalFrames, frameRate),
  };
}

/** Adds sounds up as they are: `amix` would else make each of them quieter the more there are. */
export function mixPads(pads: readonly string[], duration: 'first' | 'longest'): string {
  if (pads.length === 1) return `${pads[0]}anull`;
  return `${pads.join('')}amix=inputs=${pads.length}:duration=${duration}:dropout_transition=0:normalize=0`;
}

/** No sample of a film with lanes is louder, in decibels of full scale: some are added by the encoder and by players. */
export const ceilingDb = -2;

/**
 * Keeps the sum of all sounds from being too loud to be written. What is below the ceiling passes as it is. The peaks
 * that lie between samples are held as well: it listens at four times the rate. The player in the window has a guard of
 * its own with the same ceiling (`renderer/features/sound/loudness-guard.ts`).
 */
export const limiterFilters = [
  `aresample=${4 * audioRateHz}`,
  `alimiter=limit=${(10 ** (ceilingDb / 20)).toFixed(4)}:attack=5:release=100:level=0:latency=1`,
  `aresample=${audioRateHz}`,
].join(',');

/** By name, so that one channel is heard in both as loud as it is: ffmpeg's own way makes it 3 dB quieter. */
const toStereo = 'pan=stereo|FL=FL+FC+0.7*BL+0.7*SL|FR=FR+FC+0.7*BR+0.7*SR';

function placeFilters(sound: FilmSound, frameRate: FrameRate): string {
  const samples = (frames: number) => samplesFromFrames(frames, frameRate);
  const { startFrames, endFrames, lengthFrames, fadeInFrames, fadeOutFrames } = sound;
  const from = Math.round((sound.sourceStartMs * audioRateHz) / 1000);
  const start = samples(startFrames);
  const length = samples(startFrames + lengthFrames) - start;
  const fadeOut = samples(fadeOutFrames);
  return [
    `aresample=${audioRateHz}:async=1:first_pts=0,${toStereo},aformat=sample_fmts=fltp`,
    `atrim=start_sample=${from}:end_sample=${from + length},asetpts=N/SR/TB`,
    `volume=${sound.gainDb.toFixed(2)}dB:precision=float`,
    ...(fadeInFrames > 0 ? [`afade=t=in:curve=tri:ss=0:ns=${samples(fadeInFrames)}`] : []),
    ...(fadeOutFrames > 0 ? [`afade=t=out:curve=tri:ss=${length - fadeOut}:ns=${fadeOut}`] : []),
    `atrim=end_sample=${samples(endFrames) - start},asetpts=N/SR/TB`,
    `adelay=delays=${start}S:all=1`,
  ].join(',');
}
