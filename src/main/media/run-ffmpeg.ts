/**
 * The one owner of ffmpeg processes, and the one file that knows fluent-ffmpeg.
 *
 * fluent-ffmpeg is a bare runner here: it gets finished option lists, and its questions about formats, codecs and
 * ffprobe are answered without a process, so that one operation is one process and a newer ffmpeg cannot break it. The
 * answers stand under private names of version 2.1.3, which is pinned; a test counts the processes.
 *
 * Promises: an output appears under its own name only when the whole run ended well (until then it is `name.part.ext`);
 * abort, hang and close kill the process with its children and leave nothing behind.
 */
import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';
import { open, rename, rm, stat } from 'node:fs/promises';
import { setPriority } from 'node:os';
import path from 'node:path';
import Ffmpeg from 'fluent-ffmpeg';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import type { FfmpegLocator, LocatedFfmpeg } from './ffmpeg-locator.ts';
import {
  createProgressReader,
  diskFull,
  type FfmpegProgress,
  lastLines,
  progressFraction,
  toFfmpegError,
} from './ffmpeg-output.ts';
import { createProcessSlots } from './process-slots.ts';

/** One input file with the options that stand before its `-i`. */
export type FfmpegInput = { file: string; options?: readonly string[] };

/** One output file, under its final name, with the options that stand before it; null decodes and writes nothing. */
export type FfmpegOutput = { file: string | null; options: readonly string[] };

export type FfmpegResult = {
  /** The last lines that ffmpeg wrote. */
  stderr: string;
  /** How far it came. */
  progress: FfmpegProgress;
};

export type FfmpegRun = {
  inputs: readonly FfmpegInput[];
  /** A whole `-filter_complex` graph. */
  filter?: string;
  outputs: readonly FfmpegOutput[];
  /** Options before everything else. */
  globalOptions?: readonly string[];
  /** Length of what is written, for progress: in frames, or in microseconds. Neither: only 0 and 1 are reported. */
  totalFrames?: number;
  totalMicros?: number;
  /** Gets 0 to 1, never less than before. */
  onProgress?: ((fraction: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** A line of this kind on stderr makes a run fail although it ended well. */
  failsOn?: RegExp;
};

export interface FfmpegRunner {
  /**
   * Runs ffmpeg once, waiting for its turn first.
   *
   * @throws {AppError} FFMPEG_MISSING, FFMPEG_FAILED, FFMPEG_STALLED, MEDIA_DECODE_FAILED, DISK_FULL, CANCELLED; a
   * signal that was aborted with an AppError of its own gives that one
   */
  run(run: FfmpegRun): Promise<FfmpegResult>;
  /** Which ffmpeg runs. @throws {AppError} FFMPEG_MISSING */
  locate(): Promise<LocatedFfmpeg>;
  /** Kills what runs and refuses what waits or comes later, as CANCELLED. */
  close(): void;
}

export type FfmpegRunnerOptions = {
  locator: FfmpegLocator;
  /** Processes at the same time. @default 2 */
  maxProcesses?: number;
  /** Milliseconds without progress after which a process counts as hung. @default 60_000 */
  stallMs?: number;
  /** Priority of the processes as Node counts it, -20 to 19. @default 10 */
  niceness?: number;
};

export function createFfmpegRunner({
  locator,
  maxProcesses = 2,
  stallMs = 60_000,
  niceness = 10,
}: FfmpegRunnerOptions): FfmpegRunner {
  const slots = createProcessSlots(maxProcesses);
  const closing = new AbortController();

  async function run(options: FfmpegRun): Promise<FfmpegResult> {
    const aborting = joinSignals(options.signal, closing.signal);
    try {
      const release = await slots.take(aborting.signal);
      try {
        return await runWithParts({ ...options, signal: aborting.signal }, { locator, stallMs, niceness });
      } finally {
        release();
      }
    } catch (error) {
      throw aborting.signal.aborted ? toCancelled(aborting.signal.reason) : error;
    } finally {
      aborting.dispose();
    }
  }

  return { run, locate: () => locator.locate(), close: () => closing.abort() };
}

/** `film.part.mp4` for `film.mp4`: the ending stays last, because ffmpeg takes the format from it. */
export function partPath(file: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.part${ext}`);
}

type ProcessOptions = { locator: FfmpegLocator; stallMs: number; niceness: number };

async function runWithParts(run: FfmpegRun, options: ProcessOptions): Promise<FfmpegResult> {
  const outputs = run.outputs.map((output) => ({
    ...output,
    file: output.file === null ? null : partPath(output.file),
  }));
  const files = run.outputs.flatMap(({ file }) => (file === null ? [] : [{ file, part: partPath(file) }]));
  const { path: binary } = await options.locator.locate();
  run.signal?.throwIfAborted();
  try {
    // What a killed studio left may still be written to by its ffmpeg; under a new file that does no harm.
    for (const { part } of files) await rm(part, { force: true });
    run.onProgress?.(0);
    const result = await runProcess({ ...run, outputs }, { ...options, binary });
    for (const { part } of files) await syncFile(part, result.stderr);
    run.signal?.throwIfAborted();
    for (const { file, part } of files) await rename(part, file);
    run.onProgress?.(1);
    return result;
  } finally {
    // After a rename there is nothing left to remove.
    await Promise.all(files.map(({ part }) => rm(part, { force: true })));
  }
}

async function syncFile(file: string, stderr: string): Promise<void> {
  // Some decoders give no picture and no error for a file that is cut off.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size === 0) {
    throw new AppError('MEDIA_DECODE_FAILED', `nothing came out of the input: ${lastLines(stderr, 2)}`);
  }
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const stderrLines = 200;

function runProcess(run: FfmpegRun, { locator, binary, stallMs, niceness }: ProcessOptions & { binary: string }) {
  return new Promise<FfmpegResult>((resolve, reject) => {
    const { command, onStart } = createBareCommand(binary, run);
    const stderr: string[] = [];
    let child: ChildProcess | null = null;
    let watch: { progressed: () => void; dispose: () => void } | null = null;
    let stopped: AppError | null = null;
    let failingLine: string | null = null;
    let progress: FfmpegProgress = { frame: null, outTimeMicros: null };

    const stop = (error: AppError) => {
      stopped ??= error;
      if (child) killTree(child);
    };
    const handleAbort = () => stop(toCancelled(run.signal?.reason));
    // The process has a group of its own and would outlive the app.
    const handleExit = () => child && killTree(child);
    const settle = () => {
      watch?.dispose();
      process.off('exit', handleExit);
      run.signal?.removeEventListener('abort', handleAbort);
    };

    onStart((started) => {
      child = started;
      process.once('exit', handleExit);
      lowerPriority(started.pid, niceness);
      watch = watchForStall({
        stallMs,
        files: run.outputs.flatMap(({ file }) => file ?? []),
        onStall: () =>
          stop(
            new AppError('FFMPEG_STALLED', `no progress for ${stallMs} ms`, {
              params: { seconds: Math.round(stallMs / 1000) },
              retry: 'later',
            }),
          ),
      });
      const { progressed } = watch;
      readProgress(started, run, (latest) => {
        if (latest.frame !== progress.frame || latest.outTimeMicros !== progress.outTimeMicros) progressed();
        progress = latest;
      });
      if (run.signal?.aborted) handleAbort();
    });
    command.on('stderr', (line: string) => {
      stderr.push(line);
      if (stderr.length > stderrLines) stderr.shift();
      if (run.failsOn?.test(line)) failingLine ??= line;
    });
    command.once('end', () => {
      settle();
      if (stopped) reject(stopped);
      else if (stderr.some((line) => diskFull.test(line)))
        reject(toFfmpegError('ffmpeg ended well', stderr.join('\n')));
      else if (failingLine !== null) reject(new AppError('FFMPEG_FAILED', `ffmpeg warned: ${failingLine}`));
      else resolve({ stderr: stderr.join('\n'), progress });
    });
    command.once('error', (error: Error) => {
      settle();
      if (stopped) {
        reject(stopped);
        return;
      }
      if (hasCode(error, 'ENOENT') || hasCode(error, 'EACCES')) {
        // It was there when it was found. Looking again gives the right words, or another binary for the next try.
        locator.forget();
        const gone = new AppError('FFMPEG_FAILED', `ffmpeg is gone: ${error.message}`, {
          retry: 'later',
          cause: error,
        });
        void locator.locate().then(() => reject(gone), reject);
        return;
      }
      reject(toFfmpegError(lastLines(error.message, 1), stderr.join('\n')));
    });
    run.signal?.addEventListener('abort', handleAbort, { once: true });
    command.run();
  });
}

/** What fluent-ffmpeg 2.1.3 keeps private and this file answers for it. */
type BareCommand = Omit<Ffmpeg.FfmpegCommand, 'availableEncoders' | 'ffprobe'> & {
  ffmpegProc?: ChildProcess;
  _global: (...options: string[]) => void;
  _checkCapabilities: (done: (error: null) => void) => void;
  _getFfmpegPath: (done: (error: null, file: string) => void) => void;
  availableEncoders: (done: (error: null, encoders: object) => void) => void;
  ffprobe: (index: number, done: (error: null, data: object) => void) => void;
  _spawnFfmpeg: (args: string[], options: object, onProcess: unknown, onEnd: EndOfProcess) => void;
};
type Ring = { get: () => string };
type EndOfProcess = (error: unknown, stdout?: Ring, stderr?: Ring) => void;

function createBareCommand(binary: string, run: FfmpegRun) {
  const command = Ffmpeg({ stdoutLines: stderrLines }) as unknown as BareCommand;
  const none: Ring = { get: () => '' };
  const spawnProcess = command._spawnFfmpeg;
  command._checkCapabilities = (done) => done(null);
  command.availableEncoders = (done) => done(null, {});
  command.ffprobe = (_index, done) => done(null, {});
  // setFfmpegPath would be one setting for the whole of the app.
  command._getFfmpegPath = (done) => done(null, binary);
  command._spawnFfmpeg = (args, options, onProcess, onEnd) => {
    // Without the rings a missing binary is an uncaught TypeError that ends the app.
    const end: EndOfProcess = (error, stdout = none, stderr = none) => onEnd(error, stdout, stderr);
    // A group of its own, so that what a wrapper script starts can be killed with it; no stdin to wait for.
    const ours = { detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'] };
    try {
      spawnProcess.call(command, args, { ...options, ...ours }, onProcess, end);
    } catch (error) {
      end(error);
    }
  };
  const globalOptions = ['-hide_banner', '-nostdin', '-nostats', '-v', 'warning', '-progress', 'pipe:1'];
  command._global(...globalOptions, ...(run.globalOptions ?? []));
  for (const { file, options = [] } of run.inputs) {
    command.input(file);
    // Spread: in an array, a value with exactly one space would be cut in two.
    if (options.length > 0) command.inputOptions(...options);
  }
  if (run.filter !== undefined) command.complexFilter(run.filter);
  for (const { file, options } of run.outputs) {
    command.output(file ?? '-');
    const all = file === null ? [...options, '-f', 'null'] : options;
    if (all.length > 0) command.outputOptions(...all);
  }
  const onStart = (start: (child: ChildProcess) => void) =>
    command.once('start', () => {
      // A binary that could not be started has no pid; its error event follows.
      if (command.ffmpegProc?.pid !== undefined) start(command.ffmpegProc);
    });
  return { command, onStart };
}

function readProgress(child: ChildProcess, run: FfmpegRun, onLatest: (progress: FfmpegProgress) => void): void {
  let best = 0;
  const read = createProgressReader((progress) => {
    onLatest(progress);
    const fraction = progressFraction(progress, run) ?? 0;
    // 1 is told only when the files stand under their names.
    if (fraction <= best || fraction >= 1) return;
    best = fraction;
    run.onProgress?.(fraction);
  });
  child.stdout?.setEncoding('utf8').on('data', read);
}

/** Looks four times in a stall's length: a laptop that slept counts as one look, not as a hang. */
function watchForStall({ stallMs, files, onStall }: { stallMs: number; files: string[]; onStall: () => void }) {
  let quietLooks = 0;
  let lastSizes = '';
  const look = async () => {
    // Moving a film's index to its front reports no progress, but the file changes.
    const sizes = (await Promise.all(files.map(fileStamp))).join(' ');
    quietLooks = sizes === lastSizes ? quietLooks + 1 : 0;
    lastSizes = sizes;
    if (quietLooks >= 4) onStall();
  };
  const timer = setInterval(() => void look(), Math.max(1, stallMs / 4));
  return {
    progressed: () => {
      quietLooks = 0;
    },
    dispose: () => clearInterval(timer),
  };
}

async function fileStamp(file: string): Promise<string> {
  return stat(file).then(
    ({ size, mtimeMs }) => `${size}@${mtimeMs}`,
    () => 'none',
  );
}

function lowerPriority(pid: number | undefined, niceness: number): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // Not allowed everywhere, and the work is right without it.
  }
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true }, () => child.kill('SIGKILL'));
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** One signal for two; `dispose` takes the listeners off again. `AbortSignal.any` is missing in Node 18. */
function joinSignals(...signals: Array<AbortSignal | undefined>): { signal: AbortSignal; dispose: () => void } {
  const joined = new AbortController();
  const undos = signals.map((signal) => {
    if (signal?.aborted) joined.abort(signal.reason);
    const handleAbort = () => joined.abort(signal?.reason);
    signal?.addEventListener('abort', handleAbort, { once: true });
    return () => signal?.removeEventListener('abort', handleAbort);
  });
  return { signal: joined.signal, dispose: () => undos.forEach((undo) => undo()) };
}

function toCancelled(reason: unknown): AppError {
  return reason instanceof AppError ? reason : new AppError('CANCELLED', 'the work was cancelled', { cause: reason });
}
