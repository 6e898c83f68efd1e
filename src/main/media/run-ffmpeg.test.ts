import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder, testRunner } from '../../../tests/support/media-test-support.ts';
import type { FfmpegRun } from './run-ffmpeg.ts';

const folder = testFolder();
let scripts = 0;

function script(body: string): string {
  const file = path.join(folder, `ffmpeg-${++scripts}`);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

function toFile(name: string, run: Partial<FfmpegRun> = {}): FfmpegRun {
  const file = path.join(folder, name);
  return { inputs: [], filter: 'color=red:s=64x64:r=25:d=1[v]', outputs: [{ file, options: ['-map', '[v]'] }], ...run };
}

const partFiles = () => readdirSync(folder).filter((name) => name.includes('.part'));

describe.skipIf(process.platform === 'win32')('runner.run', () => {
  it('starts exactly one process, with stdin closed', async () => {
    const log = path.join(folder, 'calls.log');
    const runner = testRunner({ binary: script(`echo "$@" >> ${log}; cat >> ${log}; exec ffmpeg "$@"`) });
    const fractions: number[] = [];
    await runner.run({ ...toFile('one.mp4'), totalFrames: 25, onProgress: (fraction) => fractions.push(fraction) });
    const calls = readFileSync(log, 'utf8').trim().split('\n');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/-map \[v\] .*one\.part\.mp4$/);
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });

  it('keeps option values with spaces in one piece', async () => {
    const options = ['-map', '[v]', '-metadata', 'title=two words'];
    const output = { file: path.join(folder, 'title.mp4'), options };
    await testRunner().run({ ...toFile(''), outputs: [output] });
    expect(readFileSync(output.file).includes('two words')).toBe(true);
  });

  it('leaves nothing behind when it fails', async () => {
    const run = testRunner().run({
      ...toFile('bad.mp4'),
      inputs: [{ file: path.join(folder, 'ffmpeg-1') }],
      filter: '[0:v]null[v]',
    });
    await expect(run).rejects.toMatchObject({ code: 'MEDIA_DECODE_FAILED' });
    expect([existsSync(path.join(folder, 'bad.mp4')), partFiles()]).toEqual([false, []]);
  });

  it('says that the disk is full, that the binary crashed, and that it is gone', async () => {
    const full = script('echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1');
    await expect(testRunner({ binary: full }).run(toFile('a.mp4'))).rejects.toMatchObject({ code: 'DISK_FULL' });
    const crashing = script('echo "some last words" >&2; kill -SEGV $$');
    await expect(testRunner({ binary: crashing }).run(toFile('b.mp4'))).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      params: {},
      cause: { message: 'some last words' },
    });
    const locator = {
      locate: async () => ({ path: path.join(folder, 'none'), source: 'path' as const, version: '1' }),
      forget() {},
    };
    await expect(testRunner({ locator }).run(toFile('c.mp4'))).rejects.toMatchObject({
      code: 'FFMPEG_FAILED',
      retry: 'later',
    });
  });

  it.skipIf(!existsSync('/dev/full'))('knows a disk that is really full', async () => {
    const writing = script('set -- $(printf "%s " "$@" | sed "s#/[^ ]*part.mkv#/dev/full#"); exec ffmpeg "$@"');
    const outputs = [{ file: path.join(folder, 'full.mkv'), options: ['-map', '[v]', '-f', 'matroska'] }];
    const run = testRunner({ binary: writing }).run(toFile('', { outputs }));
    await expect(run).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('kills what hangs, with its children', async () => {
    const pidFile = path.join(folder, 'child.pid');
    const hanging = script(`sleep 1000 & echo $! > ${pidFile}; wait`);
    const run = testRunner({ binary: hanging, stallMs: 400 }).run(toFile('hang.mp4'));
    await expect(run).rejects.toMatchObject({ code: 'FFMPEG_STALLED' });
    await expectGone(Number(readFileSync(pidFile, 'utf8')));
  });

  it('kills what runs when it is cancelled, and lets the next one start', async () => {
    const startedFile = path.join(folder, 'started');
    const slow = script(`case "$*" in *slow*) echo $$ > ${startedFile}; sleep 1000;; *) exec ffmpeg "$@";; esac`);
    const runner = testRunner({ binary: slow, maxProcesses: 1 });
    const abort = new AbortController();
    const first = runner.run(toFile('slow.mp4', { signal: abort.signal }));
    const waiting = new AbortController();
    const second = runner.run(toFile('second.mp4', { signal: waiting.signal }));
    const third = runner.run(toFile('third.mp4'));
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    while (!existsSync(startedFile) || readFileSync(startedFile, 'utf8') === '') await nextTurn();
    abort.abort();
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    await third;
    expect(readdirSync(folder).filter((name) => /slow|second|third/.test(name))).toEqual(['third.mp4']);
    await expectGone(Number(readFileSync(startedFile, 'utf8')));
  });

  it('fails on a warning that it was told to fear', async () => {
    const binary = script('exec ffmpeg "$@" && true; echo never');
    const warning = script('echo "[mp4 @ 0x1] Non-monotonic DTS; previous: 5" >&2; exec ffmpeg "$@"');
    await expect(testRunner({ binary }).run(toFile('fine.mp4', { failsOn: /non-monot/i }))).resolves.toBeDefined();
    const run = testRunner({ binary: warning }).run(toFile('warned.mp4', { failsOn: /non-monot/i }));
    await expect(run).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
    expect(existsSync(path.join(folder, 'warned.mp4'))).toBe(false);
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A killed process stays listed until its parent has looked at it. */
async function expectGone(pid: number): Promise<void> {
  const state = () => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] ?? 'gone';
    } catch {
      return 'gone';
    }
  };
  while (!['gone', 'Z', 'X'].includes(state())) await nextTurn();
  expect(pid).toBeGreaterThan(0);
}
