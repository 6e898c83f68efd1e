import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseWaveform, waveformColumns } from '#shared/domain/waveform.ts';
import { ffmpeg, testFolder, testRunner } from '../../../tests/support/media-test-support.ts';
import { makeWaveform } from './waveform.ts';

const runner = testRunner();
const folder = testFolder();

function makeSound(name: string, expression: string, seconds: number): string {
  const file = path.join(folder, name);
  ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${expression}':s=48000:d=${seconds}`, file);
  return file;
}

describe('makeWaveform', () => {
  it('shows where a recording is loud, where it is silent, and how long it is', async () => {
    const input = makeSound('steps.wav', 'if(between(t,1,2),0.5*sin(880*t),0)|if(between(t,1,2),0.5*sin(880*t),0)', 3);
    const outputPath = path.join(folder, 'waveform.bin');
    const progress: number[] = [];
    await makeWaveform({
      runner,
      path: input,
      durationMs: 3_000,
      outputPath,
      onProgress: (fraction) => progress.push(fraction),
    });
    const waveform = parseWaveform(readFileSync(outputPath));
    expect(waveform?.peaks.length).toBe(600);
    const columns = waveform ? waveformColumns(waveform, { fromMs: 0, toMs: 3_000, count: 30 }) : [];
    expect(columns[5]?.high).toBeLessThan(0.02);
    expect(columns[15]?.high).toBeCloseTo(0.5, 1);
    expect(columns[15]?.low).toBeCloseTo(-0.5, 1);
    expect(columns[25]?.high).toBeLessThan(0.02);
    expect(progress.at(-1)).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('waveform'))).toEqual(['waveform.bin']);
  });

  it('takes little room for three hours, and leaves nothing behind when it is cancelled', async () => {
    const file = path.join(folder, 'long.wav');
    ffmpeg('-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono:d=10800', '-c:a', 'pcm_u8', file);
    const outputPath = path.join(folder, 'long.bin');
    await makeWaveform({ runner, path: file, durationMs: 10_800_000, outputPath });
    expect(readFileSync(outputPath).byteLength).toBe(8 + 2 * 1_080_000);

    const aborting = new AbortController();
    const cancelled = makeWaveform({
      runner,
      path: file,
      durationMs: 10_800_000,
      outputPath: path.join(folder, 'cancelled.bin'),
      signal: aborting.signal,
      onProgress: () => aborting.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(folder).filter((name) => name.startsWith('cancelled'))).toEqual([]);
  });

  it('says so when there is no sound in a file', async () => {
    const file = path.join(folder, 'silent.mp4');
    ffmpeg('-f', 'lavfi', '-i', 'color=s=64x64:d=1', file);
    await expect(
      makeWaveform({ runner, path: file, durationMs: 1_000, outputPath: path.join(folder, 'none.bin') }),
    ).rejects.toMatchObject({ code: 'MEDIA_DECODE_FAILED' });
  });
});
