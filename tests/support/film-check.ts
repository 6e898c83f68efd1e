/** Looks at finished films and pictures with tools that are not ours: ffprobe, and the boxes of the file itself. */
import { execFile, execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether ffprobe can be started here. On CI it always can. */
export const hasFfprobe = canRun('ffprobe');
export const hasFfmpeg = canRun('ffmpeg');

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export type ProbedStream = {
  kind: string;
  codec: string;
  frameCount: number;
  durationSeconds: number;
  frameRate: string;
  size: string;
};

/** What ffprobe says of each stream. Decodes all of it, so that a broken picture is an error. */
export async function probeFilm(file: string): Promise<ProbedStream[]> {
  const entries = 'stream=codec_type,codec_name,nb_read_frames,duration,r_frame_rate,width,height';
  const args = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', file];
  const { stdout, stderr } = await run('ffprobe', args);
  if (stderr.trim() !== '') throw new Error(`ffprobe complains about ${file}: ${stderr}`);
  const { streams } = JSON.parse(stdout) as { streams: Array<Record<string, string | number | undefined>> };
  return streams.map((stream) => ({
    kind: String(stream['codec_type']),
    codec: String(stream['codec_name']),
    frameCount: Number(stream['nb_read_frames'] ?? 0),
    durationSeconds: Number(stream['duration'] ?? 0),
    frameRate: String(stream['r_frame_rate']),
    size: `${stream['width']}x${stream['height']}`,
  }));
}

/** Names of the outermost boxes of an MP4, in order. */
export function listBoxes(file: string): string[] {
  const names: string[] = [];
  const handle = openSync(file, 'r');
  try {
    const { size } = statSync(file);
    const head = Buffer.alloc(16);
    for (let offset = 0; offset < size; ) {
      readSync(handle, head, 0, 16, offset);
      const short = head.readUInt32BE(0);
      const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
      names.push(head.toString('latin1', 4, 8));
      offset += length === 0 ? size : length;
    }
  } finally {
    closeSync(handle);
  }
  return names;
}

/** Width and height of a picture. */
export async function probePicture(file: string): Promise<string> {
  const [stream] = await probeFilm(file);
  return stream?.size ?? 'none';
}

/** All files below a folder, relative to it, sorted. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

export type ExpectedFilm = {
  frameCount: number;
  rate: { numerator: number; denominator: number };
  hasDialogue: boolean;
};

/** What is wrong with a film, in words; empty when nothing is. */
export async function findFilmProblems(
  file: string,
  { frameCount, rate, hasDialogue }: ExpectedFilm,
): Promise<string[]> {
  const streams = await probeFilm(file);
  const found = (kind: string) => streams.find((stream) => stream.kind === kind);
  const [video, audio] = [found('video'), found('audio')];
  const seconds = (frameCount * rate.denominator) / rate.numerator;
  const frameSeconds = rate.denominator / rate.numerator;
  const kinds = streams.map(({ kind, codec }) => `${kind} ${codec}`).join(', ');
  const wanted = `video h264, audio aac${hasDialogue ? ', subtitle mov_text' : ''}`;
  const boxes = listBoxes(file);
  return [
    kinds === wanted ? [] : `streams are ${kinds}, not ${wanted}`,
    video?.frameCount === frameCount ? [] : `${video?.frameCount} frames, not ${frameCount}`,
    Math.abs((video?.durationSeconds ?? 0) - seconds) < 1e-4
      ? []
      : `pictures of ${video?.durationSeconds} s, not ${seconds}`,
    Math.abs((audio?.durationSeconds ?? 0) - seconds) < frameSeconds
      ? []
      : `sound of ${audio?.durationSeconds} s, not ${seconds}`,
    video?.frameRate === `${rate.numerator}/${rate.denominator}` ? [] : `rate ${video?.frameRate}`,
    boxes.indexOf('moov') < boxes.indexOf('mdat') ? [] : `no fast start: ${boxes.join(' ')}`,
  ].flat();
}
