import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportFilm, type FilmClip, planFilm } from './export-film.ts';
import { ffmpeg, ffprobe, fontsDir, testFolder, testRunner } from '../../../tests/support/media-test-support.ts';
import { renderAnimatic } from './render-animatic.ts';

const folder = testFolder();
const runner = testRunner();
const frameSize = { widthPx: 320, heightPx: 180 };
const frameRate = { numerator: 24000, denominator: 1001 };
const common = { runner, frameSize, frameRate, fontsDir, workDir: folder, subtitles: 'none' as const };

const voice = path.join(folder, 'voice.wav');

async function animatic(name: string, options: Partial<Parameters<typeof renderAnimatic>[0]> = {}): Promise<FilmClip> {
  const outputPath = path.join(folder, name);
  const shot = { durationFrames: 17, shotNumber: '1', title: '', text: '', dialogue: '', ...options };
  const cameraMove = { kind: 'static', strength: 0.3 } as const;
  const { hasBurntInSubtitles } = await renderAnimatic({
    ...{ ...common, cameraMove, boardPath: null, voicePath: null, outputPath },
    ...shot,
  });
  return { path: outputPath, durationFrames: shot.durationFrames, hasBurntInSubtitles, dialogue: shot.dialogue };
}

function clip(name: string, durationFrames: number, ...args: string[]): FilmClip {
  const file = path.join(folder, name);
  ffmpeg(...args, file);
  return { path: file, durationFrames, hasBurntInSubtitles: false, dialogue: '' };
}

let quiet: FilmClip;
let spoken: FilmClip;
let second: FilmClip;

beforeAll(async () => {
  ffmpeg('-f', 'lavfi', '-i', 'sine=f=440:d=3', voice);
  quiet = await animatic('quiet.mp4', { shotNumber: '1' });
  spoken = await animatic("it's spoken.mp4", { durationFrames: 29, voicePath: voice, dialogue: 'MARA: Nine… ten…' });
  second = await animatic('second.mp4', { durationFrames: 1, title: 'One frame' });
}, 60_000);

describe('exportFilm', () => {
  it('says that a clip is damaged when its file is no clip any more', async () => {
    const file = path.join(folder, 'damaged.mp4');
    writeFileSync(file, 'not a film');
    const clips = [quiet, { path: file, durationFrames: 24, hasBurntInSubtitles: false, dialogue: '' }];
    const outputPath = path.join(folder, 'never.mp4');
    await expect(exportFilm({ ...common, clips, outputPath })).rejects.toMatchObject({ code: 'MEDIA_DECODE_FAILED' });
    expect(existsSync(outputPath)).toBe(false);
  });

  it('copies the pictures of clips that are alike, to the exact frame', async () => {
    const outputPath = path.join(folder, 'copied.mp4');
    const clips = [quiet, spoken, second, quiet, spoken];
    const film = await exportFilm({ ...common, clips, outputPath });
    expect(film).toMatchObject({ mode: 'copied', frameCount: 93 });
    const video = ffprobe(outputPath, 'v:0');
    expect(video).toMatchObject({ nb_read_frames: '93', avg_frame_rate: '24000/1001', time_base: '1/24000' });
    expect(Number(ffprobe(outputPath, 'a:0').duration)).toBeCloseTo((93 * 1001) / 24000, 2);
    expect(readdirSync(folder).filter((name) => /part|checking|^film-/.test(name))).toEqual([]);
  });

  it('puts every copied frame on the grid of the frame rate', async () => {
    const outputPath = path.join(folder, 'grid.mp4');
    await exportFilm({ ...common, clips: [spoken, quiet, spoken], outputPath });
    const times = ffmpeg('-i', outputPath, '-map', '0:v', '-c', 'copy', '-f', 'framecrc', '-').toString();
    const stamps = [...times.matchAll(/^0,\s*-?\d+,\s*(-?\d+),/gm)].map(([, pts]) => Number(pts)).sort((a, b) => a - b);
    expect(stamps).toEqual(Array.from({ length: 75 }, (_, index) => index * 1001));
  });

  it('puts the sound of each clip where its pictures are', async () => {
    const outputPath = path.join(folder, 'sound.mp4');
    await exportFilm({ ...common, clips: [quiet, spoken, quiet], outputPath });
    const samples = ffmpeg('-i', outputPath, '-map', '0:a', '-ac', '1', '-ar', '48000', '-f', 's16le', '-');
    const loudness = (fromFrame: number, toFrame: number) => {
      const at = (frame: number) => Math.round(frame * 1001 * 2 * 2);
      const part = samples.subarray(at(fromFrame), at(toFrame));
      let sum = 0;
      for (let index = 0; index + 1 < part.length; index += 2) sum += Math.abs(part.readInt16LE(index));
      return sum / (part.length / 2);
    };
    expect(loudness(0, 16)).toBeLessThan(20);
    expect(loudness(18, 45)).toBeGreaterThan(1000);
    expect(loudness(47, 62)).toBeLessThan(20);
  });

  it('encodes again what is not alike, cuts what is too long and holds what is too short', async () => {
    const clips = [
      quiet,
      clip('vertical.webm', 12, '-f', 'lavfi', '-i', 'testsrc2=s=90x160:r=30:d=1', '-c:v', 'libvpx'),
      clip('short.mp4', 30, '-f', 'lavfi', '-i', 'testsrc2=s=640x480:r=25:d=0.5', '-c:v', 'libx264'),
      clip(
        'sound.mov',
        24,
        ...['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=24:d=2'],
        ...['-f', 'lavfi', '-i', 'sine=d=2', '-c:v', 'mpeg4'],
      ),
    ];
    const outputPath = path.join(folder, 're-encoded.mp4');
    const film = await exportFilm({ ...common, clips, outputPath });
    expect(film).toMatchObject({ mode: 're-encoded', frameCount: 83 });
    expect(ffprobe(outputPath, 'v:0')).toMatchObject({ nb_read_frames: '83', width: '320', height: '180' });
  });

  it('joins more clips than one process may open', async () => {
    const clips = Array.from({ length: 230 }, (_, index) => (index % 2 === 0 ? second : quiet));
    const outputPath = path.join(folder, 'many.mp4');
    const film = await exportFilm({ ...common, clips, outputPath });
    expect(film).toMatchObject({ mode: 'copied', frameCount: 115 + 115 * 17 });
    const seconds = (film.frameCount * 1001) / 24000;
    expect(Number(ffprobe(outputPath, 'a:0').duration)).toBeCloseTo(seconds, 1);
  });

  it('adds a text track that is off where the words stand in the picture', async () => {
    const outputPath = path.join(folder, 'track.mp4');
    await exportFilm({ ...common, clips: [quiet, spoken], subtitles: 'track', outputPath });
    const track = ffprobe(outputPath, 's:0');
    expect(track).toMatchObject({ codec_name: 'mov_text', 'TAG:language': 'und', 'DISPOSITION:default': '0' });
    const text = ffmpeg('-i', outputPath, '-map', '0:s:0', '-f', 'srt', '-').toString();
    expect(text).toContain('00:00:00,709 --> 00:00:01,919\nNine… ten…');
  });

  it('burns subtitles into clips that have none', async () => {
    const bare = clip('bare.mp4', 12, '-f', 'lavfi', '-i', 'color=gray:s=320x180:r=24:d=1', '-c:v', 'libx264');
    const outputPath = path.join(folder, 'burnt.mp4');
    const clips = [{ ...bare, dialogue: 'MARA: Nine… ten…' }];
    await exportFilm({ ...common, clips, subtitles: 'burnt-in', outputPath });
    const frame = ffmpeg('-i', outputPath, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-');
    expect(Math.max(...frame.subarray(320 * 120))).toBeGreaterThan(210);
    expect(Math.max(...frame.subarray(0, 320 * 120))).toBeLessThan(150);
  });

  it('leaves an older film as it was, and nothing beside it, when it is cancelled', async () => {
    const outputPath = path.join(folder, 'older.mp4');
    writeFileSync(outputPath, 'older');
    const abort = new AbortController();
    const clips = Array.from({ length: 40 }, () => spoken);
    const onProgress = () => abort.abort();
    const film = exportFilm({ ...common, clips, outputPath, onProgress, signal: abort.signal });
    await expect(film).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readFileSync(outputPath, 'utf8')).toBe('older');
    expect(readdirSync(folder).filter((name) => /part|checking|^film-/.test(name))).toEqual([]);
  });

  it('refuses a disk without room, a folder that cannot be written and an empty film', async () => {
    const outputPath = path.join(folder, 'refused.mp4');
    const film = { ...common, clips: [quiet], outputPath };
    await expect(exportFilm({ ...film, freeBytes: async () => 10 })).rejects.toMatchObject({ code: 'DISK_FULL' });
    const nowhere = exportFilm({ ...film, outputPath: path.join(folder, 'no such folder', 'film.mp4') });
    await expect(nowhere).rejects.toMatchObject({ code: 'EXPORT_DESTINATION_NOT_WRITABLE' });
    await expect(exportFilm({ ...film, clips: [] })).rejects.toMatchObject({ code: 'EXPORT_NOTHING_TO_EXPORT' });
    expect(existsSync(outputPath)).toBe(false);
  });

  it('encodes again when ffmpeg doubts a copy', async () => {
    const doubting = path.join(folder, 'doubting-ffmpeg');
    writeFileSync(
      doubting,
      `#!/bin/sh\ncase "$*" in *"-c:v copy"*part-0*|*part-0*"-c:v copy"*) ;; *pictures.ffconcat*) [ -e ${folder}/doubted ] || { touch ${folder}/doubted; echo "Non-monotonous DTS in output stream 0:0" >&2; } ;; esac\nexec ffmpeg "$@"\n`,
    );
    chmodSync(doubting, 0o755);
    const outputPath = path.join(folder, 'doubted.mp4');
    const film = await exportFilm({
      ...common,
      runner: testRunner({ binary: doubting }),
      clips: [quiet, spoken],
      outputPath,
    });
    expect(film).toMatchObject({ mode: 're-encoded', frameCount: 46 });
  });

  it('works in a folder whose name is full of signs', async () => {
    const strange = path.join(folder, "it's 100% [a,b];c:d=e \\ «фильм» 映画");
    mkdirSync(strange);
    const outputPath = path.join(strange, 'film.mp4');
    const clips = [{ ...quiet, hasBurntInSubtitles: false, dialogue: 'MARA: Nine.' }];
    const film = exportFilm({ ...common, clips, subtitles: 'burnt-in', workDir: strange, outputPath });
    await expect(film).resolves.toMatchObject({ frameCount: 17 });
  });
});

describe('planFilm', () => {
  it('copies static, moving and card clips of one project alike', async () => {
    const board = path.join(folder, 'board.jpg');
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-frames:v', '1', board);
    const moving = await animatic('moving.mp4', { boardPath: board, cameraMove: { kind: 'pan-left', strength: 1 } });
    const still = await animatic('still.mp4', { boardPath: board, durationFrames: 60 });
    const plan = await planFilm({ ...common, clips: [quiet, spoken, second, moving, still] });
    expect(plan).toEqual({ mode: 'copied', reasons: [], details: [] });
  });

  it('says why pictures must be encoded again', async () => {
    const clips = [quiet, { ...quiet, durationFrames: 16 }, { ...quiet, hasBurntInSubtitles: false, dialogue: 'A: b' }];
    const plan = await planFilm({ ...common, clips, subtitles: 'burnt-in' });
    expect(plan).toEqual({
      mode: 're-encoded',
      reasons: ['trimmed-clips', 'burnt-in-subtitles'],
      details: ['clip 2: length', 'clip 3: needs subtitles in its picture'],
    });
  });
});
