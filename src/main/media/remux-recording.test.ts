import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpeg, testFolder, testRunner } from '../../../tests/support/media-test-support.ts';
import { probeMedia } from './probe.ts';
import { remuxRecording } from './remux-recording.ts';

const folder = testFolder();
const runner = testRunner();

/** A recording as a window writes it: live, without a length. */
function record(name: string, seconds: number): string {
  const file = path.join(folder, name);
  const live = ['-c:a', 'libopus', '-live', '1', '-cluster_time_limit', '500', '-f', 'webm'];
  ffmpeg('-f', 'lavfi', '-i', `sine=d=${seconds}:r=48000`, ...live, file);
  return file;
}

describe('remuxRecording', () => {
  it('gives a recording its length', async () => {
    const outputPath = path.join(folder, 'whole.webm');
    await remuxRecording({ runner, path: record('live.part', 4), outputPath });
    expect(await probeMedia({ path: outputPath, runner })).toMatchObject({ kind: 'audio', mime: 'audio/webm' });
    expect((await probeMedia({ path: outputPath, runner })).durationMs).toBeCloseTo(4_000, -2);
  });

  it('keeps what was said before a recording was cut off', async () => {
    const bytes = readFileSync(record('cut.part', 6));
    const cut = path.join(folder, 'cut-off.part');
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
    const outputPath = path.join(folder, 'cut.webm');
    await remuxRecording({ runner, path: cut, outputPath });
    const { durationMs } = await probeMedia({ path: outputPath, runner });
    expect(durationMs).toBeGreaterThan(2_000);
    expect(durationMs).toBeLessThan(3_600);
  });

  it('says so when there is nothing to be heard', async () => {
    const nothing = path.join(folder, 'nothing.part');
    writeFileSync(nothing, 'nothing');
    await expect(
      remuxRecording({ runner, path: nothing, outputPath: path.join(folder, 'none.webm') }),
    ).rejects.toMatchObject({ code: 'MEDIA_DECODE_FAILED' });
  });
});
