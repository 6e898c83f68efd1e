/** The whole main job without a window: a script becomes a storyboard, takes, and a film. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Studio } from '#main/compose.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { importInput, type InputProgress, requireReadable } from './import-input.ts';
import type { Command } from './parse-arguments.ts';
import { writeStoryboard } from './write-storyboard.ts';

export type AnimaticCommand = Extract<Command, { kind: 'animatic' }>;

/** How far the job is: what the import says, `done` of `total` shots, or the film's fraction. */
export type AnimaticProgress =
  | InputProgress
  | { step: 'takes'; done: number; total: number }
  | { step: 'film'; fraction: number };

export type AnimaticResult = { filmPath: string; shotCount: number; frameCount: number };

export type RunAnimaticOptions = {
  command: AnimaticCommand;
  openStudio: (libraryDir: string) => Promise<Studio>;
  /** What SHOTWRIGHT_FFMPEG says; null when it says nothing. */
  namedFfmpeg: string | null;
  onProgress: (progress: AnimaticProgress) => void;
  signal: AbortSignal;
};

/**
 * Writes film.mp4, covers/, thumbnails/ and storyboard.json into the output folder. Each appears only whole; a film
 * that was there before stays until the new one is finished.
 *
 * @throws {AppError} SCRIPT_…, IMPORT_…, SUBTITLES_…, TABLE_…, STORYBOARDER_…, FFMPEG_…, DISK_FULL, LIBRARY_…, EXPORT_…, CANCELLED
 */
export async function runAnimatic({
  command,
  openStudio,
  namedFfmpeg,
  onProgress,
  signal,
}: RunAnimaticOptions): Promise<AnimaticResult> {
  await requireReadable(command.scriptPath);
  const outDir = path.resolve(command.outDir);
  await makeOutputFolder(outDir);
  const temporaryDir = command.libraryDir === null ? await mkdtemp(path.join(os.tmpdir(), 'shotwright-')) : null;
  try {
    const studio = await openStudio(path.resolve(temporaryDir ?? (command.libraryDir as string)));
    let projectId: ProjectId | null = null;
    try {
      await requireFfmpeg(studio, namedFfmpeg);
      projectId = (await importInput(studio, command, { onProgress, signal })).projectId;
      const takes = await studio.services.generation.generate({ projectId, scope: 'all', connectionId: null });
      onProgress({ step: 'takes', done: 0, total: takes.length });
      let done = 0;
      await waitForJobs(studio, takes, signal, (job) => {
        if (job.state !== 'done') return;
        done += 1;
        onProgress({ step: 'takes', done, total: takes.length });
      });
      const filmPath = path.join(outDir, 'film.mp4');
      const job = studio.films.start(projectId, {
        subtitles: 'track',
        destination: { path: filmPath, isInLibrary: false },
      });
      const [film] = await waitForJobs(studio, [job], signal, ({ progress, state }) => {
        if (state === 'running') onProgress({ step: 'film', fraction: progress ?? 0 });
      });
      await writeStoryboard(studio, projectId, outDir);
      const frameCount = film?.result?.kind === 'film' ? film.result.frameCount : 0;
      return { filmPath, shotCount: takes.length, frameCount };
    } catch (error) {
      // What a person breaks off must not go on when this library is opened next.
      if (signal.aborted && projectId !== null) await cancelJobs(studio, projectId);
      throw error;
    } finally {
      await studio.close();
    }
  } finally {
    if (temporaryDir !== null) await rm(temporaryDir, { recursive: true, force: true });
  }
}

/** An ffmpeg that was named must be the one that runs: another would make another film without a word. */
async function requireFfmpeg(studio: Studio, named: string | null): Promise<void> {
  const source = await studio.requireFfmpeg().catch((error: unknown) => {
    if (named === null) throw error;
    return null;
  });
  if (named === null || source === 'setting') return;
  throw new AppError('FFMPEG_NOT_USABLE', `not ${named}`, { params: { path: named }, retry: 'after-user-action' });
}

async function cancelJobs({ services }: Studio, projectId: ProjectId): Promise<void> {
  await services.jobs.cancel(services.jobs.list(projectId).map(({ id }) => id));
}

async function makeOutputFolder(outDir: string): Promise<void> {
  try {
    await mkdir(outDir, { recursive: true });
  } catch (cause) {
    throw new AppError('EXPORT_DESTINATION_NOT_WRITABLE', `cannot make ${outDir}`, { cause });
  }
}

/**
 * Waits until every job is done and answers them as they ended.
 *
 * @throws {AppError} what the first job that did not end well says; CANCELLED when the signal fires
 */
async function waitForJobs(
  studio: Studio,
  jobs: readonly Job[],
  signal: AbortSignal,
  onUpdate: (job: Job) => void,
): Promise<Job[]> {
  const open = new Set(jobs.map(({ id }) => id));
  const ended: Job[] = [];
  const { promise, resolve, reject } = deferred<void>();
  const look = (changed: readonly Job[]) => {
    for (const job of changed) {
      if (!open.has(job.id)) continue;
      onUpdate(job);
      if (job.state === 'failed' || job.state === 'refused' || job.state === 'cancelled' || job.state === 'needs-you') {
        const { code = 'CANCELLED', params = {} } = job.error ?? {};
        reject(new AppError(code, `${job.label}: ${job.state}`, { params }));
      }
      if (job.state === 'done') {
        open.delete(job.id);
        ended.push(job);
      }
    }
    if (open.size === 0) resolve();
  };
  const unsubscribe = studio.services.jobs.subscribe(({ jobs: changed }) => look(changed));
  const onAbort = () => reject(new AppError('CANCELLED', 'interrupted'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  if (open.size === 0) resolve();
  try {
    await promise;
    return ended;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
