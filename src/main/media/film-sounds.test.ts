import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpeg, ffprobe, fontsDir, testFolder, testRunner } from '../../../tests/support/media-test-support.ts';
import { exportFilm, type FilmClip } from './export-film.ts';
import { type FilmSound, mixRun } from './film-sounds.ts';

const folder = testFolder();
const runner = testRunner();
const frameSize = { widthPx: 64, heightPx: 36 };
const frameRate = { numerator: 25, denominator: 1 };
const common = { runner, frameSize, frameRate, fontsDir, workDir: folder, subtitles: 'none' as const };

/** Four seconds of black without a sound. */
function makeClip(): FilmClip {
  const file = path.join(folder, 'black.mp4');
  ffmpeg('-f', 'lavfi', '-i', 'color=black:s=64x36:r=25:d=4', '-pix_fmt', 'yuv420p', file);
  return { path: file, durationFrames: 100, hasBurntInSubtitles: false, dialogue: '' };
}

/** A tone of amplitude 0.25 in both channels that is silent in the first second of the file. */
function makeTone(): string {
  const file = path.join(folder, 'tone.wav');
  const tone = 'if(gte(t,1),0.25*sin(2*PI*500*t),0)';
  ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${tone}|${tone}':s=44100:d=20`, file);
  return file;
}

const clip = makeClip();
const tone = makeTone();

function aSound(fields: Partial<FilmSound> = {}): FilmSound {
  const fades = { fadeInFrames: 0, fadeOutFrames: 0 };
  const place = { startFrames: 25, endFrames: 50, lengthFrames: 25, sourceStartMs: 1_000 };
  return { path: tone, ...place, gainDb: 0, ...fades, ...fields };
}

/** Decibels of a stretch of a film relative to the tone; -Infinity for silence. */
function levelDb(file: string, fromFrame: number, toFrame: number): number {
  const samples = ffmpeg('-i', file, '-map', '0:a', '-ac', '2', '-ar', '48000', '-f', 'f32le', '-');
  const bytesPerFrame = (48_000 / 25) * 8;
  const part = samples.subarray(fromFrame * bytesPerFrame, toFrame * bytesPerFrame);
  let sum = 0;
  for (let offset = 0; offset + 4 <= part.length; offset += 4) sum += part.readFloatLE(offset) ** 2;
  const amplitude = Math.sqrt((2 * sum) / (part.length / 4));
  return amplitude < 1e-4 ? Number.NEGATIVE_INFINITY : 20 * Math.log10(amplitude / 0.25);
}

async function film(name: string, sounds: FilmSound[], clips = [clip]): Promise<string> {
  const outputPath = path.join(folder, name);
  await exportFilm({ ...common, clips, sounds, outputPath });
  return outputPath;
}

/** Loudest peak of a file's sound in decibels of full scale, also between samples. */
function truePeakDb(file: string): number {
  const { stderr } = spawnSync('ffmpeg', [
    '-nostats',
    '-i',
    file,
    '-map',
    '0:a',
    '-af',
    'ebur128=peak=true',
    '-f',
    'null',
    '-',
  ]);
  const [, text] = /True peak:\s+Peak:\s+(-?[\d.]+|-?inf) dBFS/.exec(String(stderr)) ?? [];
  if (text === undefined) throw new Error(String(stderr));
  return Number(text);
}

const silence = Number.NEGATIVE_INFINITY;

describe('sounds of lanes in a film', () => {
  it('are heard where they stand, from their place in the file, and nowhere else', async () => {
    const file = await film('placed.mp4', [aSound()]);
    expect(levelDb(file, 0, 23)).toBe(silence);
    expect(levelDb(file, 27, 48)).toBeCloseTo(0, 0);
    expect(levelDb(file, 52, 100)).toBe(silence);
    // Half a second before its own first sound: the trim counts from the start of the file.
    const early = await film('early.mp4', [aSound({ sourceStartMs: 500 })]);
    expect(levelDb(early, 26, 36)).toBe(silence);
    expect(levelDb(early, 39, 48)).toBeCloseTo(0, 0);
  });

  it('have the gain and the fades that were set', async () => {
    const long = { startFrames: 0, endFrames: 100, lengthFrames: 100 };
    const file = await film('faded.mp4', [aSound({ ...long, gainDb: -12, fadeInFrames: 50, fadeOutFrames: 25 })]);
    expect(levelDb(file, 24, 26)).toBeCloseTo(-18, 0);
    expect(levelDb(file, 55, 70)).toBeCloseTo(-12, 0);
    expect(levelDb(file, 87, 88)).toBeCloseTo(-18, 0);
    expect(levelDb(file, 99, 100)).toBeLessThan(-40);
  });

  it('add up, and never make the film longer', async () => {
    const beyond = { startFrames: 75, endFrames: 100, lengthFrames: 400 };
    const file = await film('added.mp4', [aSound(), aSound(), aSound(beyond)]);
    expect(levelDb(file, 27, 48)).toBeCloseTo(6, 0);
    expect(levelDb(file, 77, 98)).toBeCloseTo(0, 0);
    expect(ffprobe(file, 'v:0').nb_read_frames).toBe('100');
    expect(Number(ffprobe(file, 'a:0').duration)).toBeCloseTo(4, 1);
  });

  it('are as loud when there are more than one process opens, and when the film is joined in parts', async () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      aSound({ startFrames: index, endFrames: index + 1, lengthFrames: 1 }),
    );
    const file = await film(
      'many.mp4',
      many,
      Array.from({ length: 33 }, () => ({ ...clip, durationFrames: 5 })),
    );
    expect(ffprobe(file, 'v:0').nb_read_frames).toBe('165');
    expect(levelDb(file, 2, 48)).toBeCloseTo(0, 0);
    expect(levelDb(file, 52, 165)).toBe(silence);
  });

  it('never clip, however many are loud at once', async () => {
    // Square waves, noise and a tone between the samples: each reaches full scale by itself.
    const sources = [
      'if(gt(sin(2*PI*110*t),0),1,-1)',
      'if(gt(sin(2*PI*173*t),0),1,-1)',
      '2*random(0)-1',
      'sin(2*PI*12000*t+PI/4)',
      'sin(2*PI*997*t)',
    ];
    const loud = sources.map((wave, index) => {
      const file = path.join(folder, `loud-${index}.wav`);
      ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${wave}|${wave}':s=48000:d=4`, '-c:a', 'pcm_f32le', file);
      return aSound({ path: file, startFrames: 0, endFrames: 100, lengthFrames: 100, sourceStartMs: 0 });
    });
    const peakDb = truePeakDb(await film('loud.mp4', loud));
    expect(peakDb).toBeLessThan(0);
    expect(peakDb).toBeGreaterThan(-6);
  });

  it('of one channel are as loud as they are in a player', async () => {
    const mono = path.join(folder, 'mono.wav');
    ffmpeg('-i', tone, '-af', 'pan=mono|c0=c0', mono);
    expect(levelDb(await film('mono.mp4', [aSound({ path: mono })]), 27, 48)).toBeCloseTo(0, 0);
  });

  it('say what is wrong when a file is damaged', async () => {
    const { outputs } = mixRun([aSound()], { frameRate, totalFrames: 100, earlierPath: null, outputPath: 'x.wav' });
    expect(outputs[0]?.options).toContain('pcm_f32le');
    await expect(film('never.mp4', [aSound({ path: path.join(folder, 'none.wav') })])).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:MEDIA_DECODE_FAILED|FFMPEG_FAILED)$/),
    });
  });
});
