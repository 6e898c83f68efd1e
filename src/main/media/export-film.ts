/**
 * Joins clips into one MP4 of exactly the sum of their lengths.
 *
 * Pictures are copied when all clips are encoded alike (film-plan.ts), else encoded again, a few clips a process. Sound
 * is always decoded, cut or padded to each clip's length and encoded once: copied AAC drifts at every join. However many
 * clips there are, no process opens more than `clipsPerProcess`, so neither open files nor the command line run out.
 *
 * The film appears under its name only when it is whole and its frames have been counted; until then an older file of
 * that name stays as it was.
 */
import { mkdtemp, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDialogue } from '#shared/domain/dialogue.ts';
import { toDialogueCues } from '#shared/domain/dialogue-cues.ts';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import type { SubtitleMode } from '#shared/domain/records.ts';
import { type SubtitleCue, subtitleShape } from '#shared/domain/subtitle-shape.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import { subtitleEvents, subtitleStyle, toAssDocument } from './ass-subtitles.ts';
import { nonMonotonousDts } from './ffmpeg-output.ts';
import { type Chunk, chunkRun, concatList, joinRun, type JoinOptions, type PlacedClip } from './film-arguments.ts';
import { type FilmSound, mixSounds } from './film-sounds.ts';
import { decideFilmPlan, type FilmFormat, type FilmPlan, type PlannedClip, readCopyFacts } from './film-plan.ts';
import { disableTextTrack } from './mp4-text-track.ts';
import { probeMedia } from './probe.ts';
import type { FfmpegRunner } from './run-ffmpeg.ts';
import { toSrtDocument } from './srt-subtitles.ts';

export type { FilmPlan } from './film-plan.ts';
export type { FilmSound } from './film-sounds.ts';

export type FilmClip = {
  path: string;
  /** A whole number from 1; a longer file is cut, a shorter one shows its last picture to the end. */
  durationFrames: number;
  hasBurntInSubtitles: boolean;
  /** As `dialogue.ts` reads it. */
  dialogue: string;
};

export type FilmOptions = {
  runner: FfmpegRunner;
  clips: readonly FilmClip[];
  /** Of the lanes, heard together with the clips; nothing of them makes the film longer. @default none */
  sounds?: readonly FilmSound[];
  frameSize: FrameSize;
  frameRate: FrameRate;
  subtitles: SubtitleMode;
  /** Folder of the shipped fonts. */
  fontsDir: string;
  /** Ends in `.mp4`. */
  outputPath: string;
  /** An existing folder; a folder that is made in it is removed again. */
  workDir: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
  /** Bytes that can be written in a folder. @default the file system's answer */
  freeBytes?: (folder: string) => Promise<number>;
};

export type ExportedFilm = { frameCount: number; sizeBytes: number; mode: FilmPlan['mode'] };

/** Clips whose sound goes into the joining process itself; more are prepared in parts. */
const clipsPerProcess = 32;

/** Clips that are encoded again in one process: each has a decoder with frames of its own. */
const decodersPerProcess = 8;

/**
 * @throws {AppError} EXPORT_NOTHING_TO_EXPORT, EXPORT_DESTINATION_NOT_WRITABLE, DISK_FULL, and what the runner and
 * `probeMedia` throw
 */
export async function exportFilm(options: FilmOptions): Promise<ExportedFilm> {
  const { clips, outputPath, signal } = options;
  if (clips.length === 0) throw new AppError('EXPORT_NOTHING_TO_EXPORT', 'no clips');
  const { dir, name, ext } = path.parse(outputPath);
  const checking = path.join(dir, `${name}.checking${ext}`);
  await checkDestination(outputPath, checking);
  const folder = await mkdtemp(path.join(options.workDir, 'film-'));
  try {
    const { placed, plan } = await prepare(options, folder);
    await checkSpace(options, plan);
    const lanes = await mixLanes(options, folder);
    const mode = await joinFilm({ ...lanes.rest, outputPath: checking }, { placed, plan, folder, ...lanes });
    signal?.throwIfAborted();
    const { size } = await stat(checking);
    await rename(checking, outputPath);
    const frameCount = totalOf(clips);
    options.onProgress?.(1);
    return { frameCount, sizeBytes: size, mode };
  } finally {
    await rm(checking, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Share of the work that mixing lanes is told as. */
const mixingShare = 0.1;

/** Mixes the lanes first; what comes next tells the rest of the progress. */
async function mixLanes(
  options: FilmOptions,
  folder: string,
): Promise<{ lanesPath: string | null; rest: FilmOptions }> {
  const { runner, sounds = [], clips, frameRate, signal, onProgress } = options;
  if (sounds.length === 0) return { lanesPath: null, rest: options };
  const lanesPath = await mixSounds({
    ...{ runner, sounds, frameRate, folder, signal, totalFrames: totalOf(clips) },
    onProgress: (fraction) => onProgress?.(fraction * mixingShare),
  });
  const rest = (fraction: number) => onProgress?.(mixingShare + fraction * (1 - mixingShare));
  return { lanesPath, rest: { ...options, onProgress: rest } };
}

/** Looks at the clips and tells how they would be joined; starts no process. */
export async function planFilm({ clips, ...format }: FilmFormat & { clips: readonly FilmClip[] }): Promise<FilmPlan> {
  const planned: PlannedClip[] = [];
  for (const clip of clips) planned.push(await toPlannedClip(clip));
  return decideFilmPlan(planned, format);
}

async function toPlannedClip(clip: FilmClip): Promise<PlannedClip> {
  const { durationFrames, hasBurntInSubtitles } = clip;
  const hasDialogue = parseDialogue(clip.dialogue).length > 0;
  return { durationFrames, hasBurntInSubtitles, hasDialogue, copyFacts: await readCopyFacts(clip.path) };
}

async function checkDestination(outputPath: string, checking: string): Promise<void> {
  try {
    if ((await stat(outputPath).catch(() => null))?.isDirectory()) throw new Error('it is a folder');
    await (await open(checking, 'w')).close();
    await rm(checking);
  } catch (cause) {
    if (hasCode(cause, 'ENOSPC'))
      throw new AppError('DISK_FULL', 'no space left', { retry: 'after-user-action', cause });
    const params = { folder: path.basename(path.dirname(outputPath)) };
    throw new AppError('EXPORT_DESTINATION_NOT_WRITABLE', String(cause), { params, retry: 'after-user-action', cause });
  }
}

type Prepared = { placed: PlacedClip[]; plan: FilmPlan };

async function prepare(options: FilmOptions, folder: string): Promise<Prepared> {
  const { clips, runner, signal, frameSize, frameRate, subtitles } = options;
  const placed: PlacedClip[] = [];
  const planned: PlannedClip[] = [];
  let startFrames = 0;
  for (const [index, clip] of clips.entries()) {
    const { path: file, durationFrames } = clip;
    const facts = await probeMedia({ path: file, runner, signal }).catch((error: unknown) => {
      // It was a clip when it came in: a file that is none any more was damaged since.
      if (!hasCode(error, 'MEDIA_TYPE_NOT_SUPPORTED')) throw error;
      throw new AppError('MEDIA_DECODE_FAILED', `clip ${index + 1} is no clip any more`, { cause: error });
    });
    if (facts.kind !== 'video') throw new AppError('MEDIA_DECODE_FAILED', `clip ${index + 1} has no pictures`);
    const cues = cuesOf(clip, frameSize);
    const burns = subtitles === 'burnt-in' && !clip.hasBurntInSubtitles && cues.length > 0;
    const subtitlesPath = burns ? path.join(folder, `subtitles-${index}.ass`) : null;
    if (subtitlesPath !== null) {
      const [styles, events] = [[subtitleStyle(frameSize)], subtitleEvents(cues, frameSize)];
      await writeFile(subtitlesPath, toAssDocument({ frameSize, frameRate, styles, events }));
    }
    placed.push({ path: file, hasAudio: facts.hasAudio, startFrames, durationFrames, subtitlesPath });
    planned.push(await toPlannedClip(clip));
    startFrames += durationFrames;
  }
  return { placed, plan: decideFilmPlan(planned, { frameSize, frameRate, subtitles }) };
}

function cuesOf({ dialogue, durationFrames }: FilmClip, frameSize: FrameSize): SubtitleCue[] {
  return toDialogueCues(dialogue, durationFrames, subtitleShape(frameSize).widthEms);
}

/** Refuses early what would run into a full disk: the film, and its parts while it is made. */
async function checkSpace({ clips, frameSize, frameRate, ...options }: FilmOptions, plan: FilmPlan): Promise<void> {
  const freeBytes = options.freeBytes ?? readFreeBytes;
  const seconds = (totalOf(clips) * frameRate.denominator) / frameRate.numerator;
  const soundBytes = seconds * 24_000;
  const clipBytes = await Promise.all(clips.map(async ({ path: file }) => (await stat(file)).size));
  // A tenth of a bit for each pixel is much for crf 18.
  const encodedBytes = (frameSize.widthPx * frameSize.heightPx * totalOf(clips) * 0.1) / 8;
  const copiedBytes = clipBytes.reduce((sum, size) => sum + size, 0);
  const filmBytes = soundBytes + (plan.mode === 'copied' ? copiedBytes : encodedBytes);
  // Two mixes of the lanes at the most, as floats.
  const lanesBytes = options.sounds?.length ? 2 * seconds * 384_000 : 0;
  const partBytes = lanesBytes + seconds * 192_000 + (plan.mode === 'copied' ? 0 : encodedBytes);
  const folders = [
    { folder: path.dirname(options.outputPath), needed: filmBytes },
    { folder: options.workDir, needed: partBytes },
  ];
  for (const { folder, needed } of folders) {
    const neededMb = Math.ceil(needed / 1_000_000);
    if ((await freeBytes(folder)) >= needed) continue;
    const params = { neededMb };
    throw new AppError('DISK_FULL', `a film needs about ${neededMb} MB`, { params, retry: 'after-user-action' });
  }
}

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

type Joining = Prepared & { folder: string; lanesPath: string | null };

async function joinFilm(options: FilmOptions, joining: Joining): Promise<FilmPlan['mode']> {
  if (joining.plan.mode === 'copied') {
    try {
      await copyFilm(options, joining);
      return 'copied';
    } catch (error) {
      // ffmpeg's own doubt about a copy, or a wrong count of frames: the slow way is always right.
      if (!(error instanceof AppError) || error.code !== 'FFMPEG_FAILED') throw error;
    }
  }
  await encodeFilm(options, joining);
  return 're-encoded';
}

async function copyFilm(options: FilmOptions, { placed, folder, lanesPath }: Joining): Promise<void> {
  const isLong = placed.length > clipsPerProcess;
  const files = placed.map(({ path: file, durationFrames }) => ({ path: file, durationFrames }));
  if (!isLong) return join(options, { folder, files, sound: { clips: placed }, lanesPath, progressFrom: 0 });
  const chunks = toChunks(placed, clipsPerProcess, folder, { withVideo: false });
  const listPath = await runChunks(options, { chunks, folder, progressTo: 0.5 });
  await join(options, { folder, files, sound: { listPath }, lanesPath, progressFrom: 0.5 });
}

async function encodeFilm(options: FilmOptions, { placed, folder, lanesPath }: Joining): Promise<void> {
  const chunks = toChunks(placed, decodersPerProcess, folder, { withVideo: true });
  const listPath = await runChunks(options, { chunks, folder, progressTo: 0.9 });
  const files = chunks.map(({ clips, videoPath }) => ({ path: videoPath ?? '', durationFrames: totalOf(clips) }));
  await join(options, { folder, files, sound: { listPath }, lanesPath, progressFrom: 0.9 });
}

function toChunks(
  clips: readonly PlacedClip[],
  size: number,
  folder: string,
  { withVideo }: { withVideo: boolean },
): Chunk[] {
  return Array.from({ length: Math.ceil(clips.length / size) }, (_, index) => ({
    clips: clips.slice(index * size, (index + 1) * size),
    videoPath: withVideo ? path.join(folder, `part-${index}.mp4`) : null,
    soundPath: path.join(folder, `part-${index}.wav`),
  }));
}

/** @returns the list of the parts' sound */
async function runChunks(
  { runner, signal, onProgress, ...options }: FilmOptions,
  { chunks, folder, progressTo }: { chunks: readonly Chunk[]; folder: string; progressTo: number },
): Promise<string> {
  const total = totalOf(options.clips);
  let doneFrames = 0;
  for (const chunk of chunks) {
    const frames = totalOf(chunk.clips);
    const before = doneFrames;
    await runner.run({
      ...chunkRun(chunk, options),
      signal,
      onProgress: (fraction) => onProgress?.(((before + frames * fraction) / total) * progressTo),
    });
    doneFrames += frames;
  }
  const listPath = path.join(folder, 'sound.ffconcat');
  const sounds = chunks.map(({ clips, soundPath }) => ({ path: soundPath, durationFrames: totalOf(clips) }));
  await writeFile(listPath, concatList(sounds, options.frameRate));
  return listPath;
}

type JoinParts = {
  folder: string;
  files: ReadonlyArray<{ path: string; durationFrames: number }>;
  sound: JoinOptions['sound'];
  lanesPath: JoinOptions['lanesPath'];
  progressFrom: number;
};

async function join(options: FilmOptions, { folder, files, sound, lanesPath, progressFrom }: JoinParts): Promise<void> {
  const { runner, signal, onProgress, frameRate, outputPath, clips } = options;
  const videoListPath = path.join(folder, 'pictures.ffconcat');
  await writeFile(videoListPath, concatList(files, frameRate));
  const textTrack = await writeTextTrack(options, folder);
  const totalFrames = totalOf(clips);
  await runner.run({
    ...joinRun({ videoListPath, sound, lanesPath, textTrack, frameRate, totalFrames, outputPath }),
    failsOn: nonMonotonousDts,
    signal,
    onProgress: (fraction) => onProgress?.(progressFrom + (1 - progressFrom) * fraction * 0.99),
  });
  if (textTrack && !textTrack.isShown) await disableTextTrack(outputPath);
  const joined = await readCopyFacts(outputPath);
  if (joined?.frameCount !== totalFrames || Math.abs(joined.startSeconds) > 0.0005) {
    const found = joined ? `${joined.frameCount} frames from ${joined.startSeconds} s on` : 'nothing readable';
    throw new AppError('FFMPEG_FAILED', `expected ${totalFrames} frames, got ${found}`, { retry: 'later' });
  }
}

async function writeTextTrack({ clips, subtitles, frameSize, frameRate }: FilmOptions, folder: string) {
  if (subtitles !== 'track') return null;
  const cues: SubtitleCue[] = [];
  let startFrames = 0;
  for (const clip of clips) {
    for (const cue of cuesOf(clip, frameSize)) {
      cues.push({ ...cue, startFrames: cue.startFrames + startFrames, endFrames: cue.endFrames + startFrames });
    }
    startFrames += clip.durationFrames;
  }
  if (cues.length === 0) return null;
  const srtPath = path.join(folder, 'subtitles.srt');
  await writeFile(srtPath, toSrtDocument(cues, frameRate));
  // Words that stand in the picture already must not be shown twice.
  return { srtPath, isShown: !clips.some(({ hasBurntInSubtitles }) => hasBurntInSubtitles) };
}

function totalOf(clips: ReadonlyArray<{ durationFrames: number }>): number {
  return clips.reduce((sum, { durationFrames }) => sum + durationFrames, 0);
}
