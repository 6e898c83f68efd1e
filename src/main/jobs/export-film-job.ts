/**
 * Makes one film of clips and puts it where the person wants it.
 *
 * The film is made beside its place under a temporary name and moved there in one step, so that what stood there
 * before is replaced by a whole film or not at all. An export that was cut off begins again; one that was finished is
 * recognised and not made twice.
 */
import path from 'node:path';
import { z } from 'zod';
import type { AssetStore } from '#main/assets/asset-store.ts';
import { type FileSystem, findSize, nodeFileSystem } from '#main/assets/file-system.ts';
import type { NewJob } from '#main/db/job-repository.ts';
import type { FilmSound } from '#main/media/film-sounds.ts';
import type { JobContext, JobOutcome, JobRunner } from '#main/queue/job-runner.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { JobId, ProjectId } from '#shared/domain/ids.ts';
import type { SubtitleMode } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import { framesSchema, frameRateSchema, frameSizeSchema, idSchema } from './job-schemas.ts';

const payloadSchema = z.object({
  options: z.object({ subtitles: z.enum(['track', 'burnt-in', 'none']) }),
  /** Absolute; a film that stands there is replaced. */
  destinationPath: z.string().min(1),
  /** Whether it lies in the library's own folder, from where the window can download it. */
  isInLibrary: z.boolean(),
  frameSize: frameSizeSchema,
  frameRate: frameRateSchema,
  /** In the order of the film, resolved when the job was queued. */
  clips: z.array(
    z.object({
      takeId: idSchema('take'),
      assetId: idSchema('asset'),
      durationFrames: framesSchema,
      dialogue: z.string(),
      hasBurntInSubtitles: z.boolean(),
    }),
  ),
  /** What is heard of the lanes; an export that was queued by an earlier version has none. */
  sounds: z
    .array(
      z.object({
        assetId: idSchema('asset'),
        startFrames: z.int().min(0),
        endFrames: z.int().min(1),
        lengthFrames: z.int().min(1),
        sourceStartMs: z.number().min(0),
        gainDb: z.number(),
        fadeInFrames: z.int().min(0),
        fadeOutFrames: z.int().min(0),
      }),
    )
    .default([]),
});

/** What an export is made from. */
export type ExportFilmPayload = z.output<typeof payloadSchema>;

/** Makes a film; resolves when the file stands under `outputPath`, whole. */
export type ExportFilm = (options: {
  clips: Array<{ path: string; durationFrames: number; hasBurntInSubtitles: boolean; dialogue: string }>;
  sounds: FilmSound[];
  frameSize: FrameSize;
  frameRate: FrameRate;
  subtitles: SubtitleMode;
  /** Ends in `.mp4`. */
  outputPath: string;
  signal: AbortSignal;
  /** Gets 0 to 1. */
  onProgress: (fraction: number) => void;
}) => Promise<{ frameCount: number; sizeBytes: number }>;

export type ExportFilmJobOptions = {
  assets: Pick<AssetStore, 'input'>;
  exportFilm: ExportFilm;
  /** @default the real one */
  files?: FileSystem;
};

type FilmTools = Required<ExportFilmJobOptions>;

/** Lane of all exports. */
export const filmLane = 'film';

export type NewExportJob = Pick<ExportFilmPayload, 'clips' | 'sounds' | 'frameSize' | 'frameRate'> & {
  projectId: ProjectId;
  subtitles: SubtitleMode;
  destination: {
    /** Absolute; a film that stands there is replaced. */
    path: string;
    /** Whether it lies in the library's own folder, from where the window can download it. */
    isInLibrary: boolean;
  };
};

/** A job that exports a film; its label is the file's name. */
export function newExportJob(film: NewExportJob): NewJob {
  const { projectId, clips, sounds, frameSize, frameRate, subtitles, destination } = film;
  const { path: destinationPath, isInLibrary } = destination;
  const payload: ExportFilmPayload = {
    options: { subtitles },
    destinationPath,
    isInLibrary,
    frameSize,
    frameRate,
    clips,
    sounds,
  };
  const label = path.basename(destinationPath);
  return { kind: 'film.export', projectId, shotId: null, connectionId: null, lane: filmLane, label, payload };
}

/** @throws when the stored payload is not that of an export */
export function parseExportFilmPayload(payload: unknown): ExportFilmPayload {
  return payloadSchema.parse(payload);
}

const checkpointSchema = z.object({ frameCount: z.int(), sizeBytes: z.int() });

type FilmContext = JobContext<ExportFilmPayload>;
type FinishedFilm = z.output<typeof checkpointSchema>;

export function createExportFilmRunner({
  files = nodeFileSystem,
  ...others
}: ExportFilmJobOptions): JobRunner<ExportFilmPayload> {
  const tools: FilmTools = { ...others, files };
  return {
    parsePayload: parseExportFilmPayload,

    async run(context) {
      try {
        if (context.getState() === 'sending') context.transition('running');
        if (context.getState() === 'running') await makeFilm(context, tools);
        return await moveFilm(context, tools);
      } catch (error) {
        // A finished film waits for the next start; one that is not is made anew.
        if (context.getState() !== 'fetching' || !context.signal.aborted) await removeTemporary(context, tools);
        throw error;
      }
    },

    async cancel(context) {
      await removeTemporary(context, tools);
      return 'cancelled';
    },
  };
}

async function makeFilm(context: FilmContext, { assets, exportFilm, files }: FilmTools): Promise<void> {
  const { payload, signal } = context;
  signal.throwIfAborted();
  const outputPath = temporaryPath(payload.destinationPath, context.job.id);
  try {
    if (payload.isInLibrary) await files.mkdir(path.dirname(outputPath), { recursive: true });
    await files.rm(outputPath, { force: true });
  } catch (error) {
    throw toDestinationError(error, payload.destinationPath);
  }
  const { frameCount, sizeBytes } = await exportFilm({
    clips: payload.clips.map(({ assetId, durationFrames, hasBurntInSubtitles, dialogue }) => ({
      path: assets.input(assetId),
      durationFrames,
      hasBurntInSubtitles,
      dialogue,
    })),
    sounds: payload.sounds.map(({ assetId, ...sound }) => ({ path: assets.input(assetId), ...sound })),
    frameSize: payload.frameSize,
    frameRate: payload.frameRate,
    subtitles: payload.options.subtitles,
    outputPath,
    signal,
    onProgress: (fraction) => context.reportProgress(fraction),
  });
  const film: FinishedFilm = { frameCount, sizeBytes };
  context.transition('fetching', () => context.saveCheckpoint(film));
  // The film is moved to its name next, by which nobody could tell what it is.
  await context.db.flush();
}

/** Moves the finished film to its name; recognises one that was moved before a crash. */
async function moveFilm(context: FilmContext, { files }: FilmTools): Promise<JobOutcome> {
  const { destinationPath, isInLibrary } = context.payload;
  const film = checkpointSchema.parse(context.getCheckpoint());
  const temporary = temporaryPath(destinationPath, context.job.id);
  if ((await findSize(files, temporary)) === film.sizeBytes) {
    context.signal.throwIfAborted();
    await moveOver(temporary, destinationPath, files);
  } else if ((await findSize(files, destinationPath)) !== film.sizeBytes) {
    // Somebody removed it in between.
    context.transition('running');
    return { kind: 'again', afterMs: 0 };
  }
  return {
    kind: 'done',
    result: { kind: 'film', fileName: path.basename(destinationPath), ...film, isInLibrary },
  };
}

async function moveOver(from: string, to: string, files: FileSystem): Promise<void> {
  try {
    await files.rename(from, to);
  } catch (error) {
    throw toDestinationError(error, to);
  }
  await syncFolder(path.dirname(to), files);
}

const notWritableCodes = [
  ...['EACCES', 'EPERM', 'EBUSY', 'EEXIST', 'EISDIR', 'ENOTDIR', 'EROFS', 'ENOENT'],
  // The temporary name is longer than the film's own.
  'ENAMETOOLONG',
];

function toDestinationError(error: unknown, destinationPath: string): unknown {
  if (!notWritableCodes.some((code) => hasCode(error, code))) return error;
  const message = `cannot write a film into ${path.dirname(destinationPath)}`;
  return new AppError('EXPORT_DESTINATION_NOT_WRITABLE', message, { retry: 'after-user-action', cause: error });
}

/** Makes the new name survive a power cut, where the system can. */
async function syncFolder(folder: string, { open }: FileSystem): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  try {
    await handle?.sync();
  } catch {
    // Windows refuses to sync folders, and needs no sync of them.
  } finally {
    await handle?.close();
  }
}

/** The film under its temporary name, and what a killed export had begun beside it: `.pilot.job_4f0c….checking.mp4`. */
async function removeTemporary({ payload, job }: FilmContext, { files }: FilmTools): Promise<void> {
  const { dir, name } = path.parse(temporaryPath(payload.destinationPath, job.id));
  const names = await files.readdir(dir).catch(() => []);
  for (const found of names) if (found.startsWith(`${name}.`)) await files.rm(path.join(dir, found), { force: true });
}

/** Beside its place, so that the move is one step: `/films/.pilot.job_4f0c….mp4` for `/films/pilot.mp4`. */
function temporaryPath(destinationPath: string, jobId: JobId): string {
  const { dir, name, ext } = path.parse(destinationPath);
  return path.join(dir, `.${name}.${jobId}${ext}`);
}
