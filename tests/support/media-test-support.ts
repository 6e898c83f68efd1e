/** What the tests of this folder share: a runner on the ffmpeg of this machine, and small media made at test time. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { createFfmpegLocator } from '#main/media/ffmpeg-locator.ts';
import { createFfmpegRunner, type FfmpegRunnerOptions } from '#main/media/run-ffmpeg.ts';

export const fontsDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../resources/fonts');

/** A runner, closed after the file's tests. `binary` stands in for ffmpeg. */
export function testRunner({
  binary = null,
  ...options
}: { binary?: string | null } & Partial<FfmpegRunnerOptions> = {}) {
  const locator = createFfmpegLocator({
    configuredPath: () => binary,
    env: process.env,
    platform: process.platform,
    ...(binary === null ? {} : { readVersion: async () => 'test' }),
  });
  const runner = createFfmpegRunner({ locator, ...options });
  afterAll(() => runner.close());
  return runner;
}

/** A folder that is removed after the file's tests. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'shotwright-media-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs ffmpeg plainly, to make an input or to look at an output. */
export function ffmpeg(...args: string[]): Buffer {
  return execFileSync('ffmpeg', ['-hide_banner', '-v', 'error', '-nostdin', '-y', ...args], { maxBuffer: 1 << 28 });
}

/** One frame as bytes of grey, row by row. */
export function greyFrame(file: string, frameIndex: number, size: FrameSize): Uint8Array {
  return rawFrame(file, frameIndex, size, 'gray');
}

/** One frame as red, green and blue, row by row. */
export function rgbFrame(file: string, frameIndex: number, size: FrameSize): Uint8Array {
  return rawFrame(file, frameIndex, size, 'rgb24');
}

function rawFrame(file: string, frameIndex: number, { widthPx, heightPx }: FrameSize, format: string): Uint8Array {
  const filter = `select='eq(n,${frameIndex})',scale=${widthPx}:${heightPx}:flags=area`;
  return ffmpeg('-i', file, '-vf', filter, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', format, '-');
}

/** What ffprobe says of a stream: `key=value` lines as an object. Counts frames by decoding them. */
export function ffprobe(file: string, stream: string): Record<string, string> {
  const args = [
    '-v',
    'error',
    '-count_frames',
    '-select_streams',
    stream,
    '-show_streams',
    '-of',
    'default=nw=1',
    file,
  ];
  const lines = execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

/** Mean difference of two frames, 0 to 255. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}
