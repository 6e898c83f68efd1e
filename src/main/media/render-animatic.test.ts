import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CameraMoveKind, cameraMoveKinds, easings, framingsOf } from '#shared/domain/camera-move.ts';
import {
  difference,
  ffmpeg,
  ffprobe,
  fontsDir,
  greyFrame,
  rgbFrame,
  testFolder,
  testRunner,
} from '../../../tests/support/media-test-support.ts';
import { type AnimaticOptions, renderAnimatic, toAnimaticDocuments } from './render-animatic.ts';

const folder = testFolder();
const runner = testRunner();
const frameSize = { widthPx: 320, heightPx: 180 };
const board = path.join(folder, 'board.jpg');
let files = 0;

async function render(options: Partial<AnimaticOptions> = {}): Promise<string> {
  const outputPath = path.join(options.workDir ?? folder, `clip-${++files}.mp4`);
  const cameraMove = { kind: 'static', strength: 0.3 } as const;
  const words = { shotNumber: '1', title: '', text: '', dialogue: '' };
  const rate = { frameRate: { numerator: 24, denominator: 1 }, durationFrames: 12 };
  const media = { boardPath: null, voicePath: null, fontsDir, workDir: folder };
  await renderAnimatic({ runner, frameSize, cameraMove, outputPath, ...words, ...rate, ...media, ...options });
  return outputPath;
}

beforeAll(() => {
  // Soft, so that a moved and a cut picture can be compared.
  ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=640x360,gblur=4', '-frames:v', '1', '-q:v', '2', board);
});

describe('renderAnimatic', () => {
  it.each([
    [24000, 1001, 48],
    [24, 1, 1],
    [25, 1, 37],
    [30000, 1001, 31],
  ])('makes exactly the frames it should at %i/%i', async (numerator, denominator, durationFrames) => {
    const file = await render({ frameRate: { numerator, denominator }, durationFrames });
    expect(ffprobe(file, 'v:0')).toMatchObject({
      nb_read_frames: String(durationFrames),
      r_frame_rate: `${numerator}/${denominator}`,
      time_base: `1/${numerator}`,
      profile: 'High',
      pix_fmt: 'yuv420p',
      color_range: 'tv',
      color_space: 'bt709',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
    });
    const sound = ffprobe(file, 'a:0');
    expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: '2' });
    expect(Number(sound.duration)).toBeCloseTo((durationFrames * denominator) / numerator, 2);
  });

  it.each(cameraMoveKinds.filter((kind) => kind !== 'static'))(
    'shows the right part of the board: %s',
    async (kind: CameraMoveKind) => {
      const cameraMove = { kind, strength: 0.6 };
      const file = await render({ boardPath: board, cameraMove });
      const size = { widthPx: 80, heightPx: 45 };
      const cut = ({ left, top, size: part }: { left: number; top: number; size: number }) => {
        const crop = `crop=iw*${part}:ih*${part}:iw*${left}:ih*${top},scale=80:45:flags=area`;
        return ffmpeg('-i', board, '-vf', crop, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-');
      };
      const { start, end } = framingsOf(cameraMove);
      expect(difference(rgbFrame(file, 0, size), cut(start))).toBeLessThan(6);
      expect(difference(rgbFrame(file, 11, size), cut(end))).toBeLessThan(6);
      expect(difference(cut(start), cut(end))).toBeGreaterThan(9);
    },
  );

  it('goes between the parts that a person drew, and stands on one part where both are the same', async () => {
    const size = { widthPx: 80, heightPx: 45 };
    const cut = ({ left, top, size: part }: { left: number; top: number; size: number }) => {
      const crop = `crop=iw*${part}:ih*${part}:iw*${left}:ih*${top},scale=80:45:flags=area`;
      return ffmpeg('-i', board, '-vf', crop, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-');
    };
    const [start, end] = [
      { left: 0, top: 0.5, size: 0.5 },
      { left: 0.6, top: 0, size: 0.4 },
    ];
    for (const easing of easings) {
      const file = await render({ boardPath: board, framing: { start, end, easing } });
      expect(difference(rgbFrame(file, 0, size), cut(start)), easing).toBeLessThan(6);
      expect(difference(rgbFrame(file, 11, size), cut(end)), easing).toBeLessThan(6);
    }
    const still = await render({ boardPath: board, framing: { start: end, end, easing: 'linear' } });
    expect(difference(rgbFrame(still, 0, size), cut(end))).toBeLessThan(6);
    expect(difference(rgbFrame(still, 11, size), cut(end))).toBeLessThan(6);
  });

  it('stands a board of another shape whole in the frame, over a darker ground', async () => {
    const tall = path.join(folder, 'tall.jpg');
    ffmpeg('-f', 'lavfi', '-i', 'color=white:s=100x200', '-frames:v', '1', tall);
    const row = greyFrame(await render({ boardPath: tall }), 0, frameSize).subarray(320 * 90, 320 * 91);
    expect(row[160]).toBeGreaterThan(220);
    expect(row[20]).toBeLessThan(130);
    expect(row.findIndex((value) => value > 180)).toBeCloseTo(115, -1);
  });

  it.each([
    ['Latin', 'Nine'],
    ['Cyrillic', 'Девять'],
    ['Arabic', 'تسعة'],
    ['Hebrew', 'תשע'],
    ['Chinese', '九个灯'],
    ['Japanese', 'ひかり'],
    ['Korean', '아홉'],
  ])('sets %s in the shipped fonts', async (_script, dialogue) => {
    const seen: string[] = [];
    const spy = {
      ...runner,
      async run(options: Parameters<typeof runner.run>[0]) {
        const result = await runner.run({ ...options, globalOptions: ['-v', 'verbose'] });
        seen.push(result.stderr);
        return result;
      },
    };
    const file = await render({ runner: spy, dialogue, title: dialogue });
    expect(seen.join('\n')).not.toMatch(/glyph .* not found|failed to find any fallback/i);
    // Which files the letters came from: only ours.
    const chosen = [...seen.join('\n').matchAll(/fontselect: \(([^,]+),[^)]*\) -> (\S+),/g)].map(([, , font]) => font);
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.filter((font) => !font?.includes('Noto'))).toEqual([]);
    const bottom = greyFrame(file, 0, frameSize).subarray(320 * 140);
    expect(Math.max(...bottom)).toBeGreaterThan(120);
  });

  it('shows different letters for different words of a script without spaces', async () => {
    const [one, other] = [await render({ dialogue: '九九九' }), await render({ dialogue: '灯塔黑' })];
    expect(difference(greyFrame(one, 0, frameSize), greyFrame(other, 0, frameSize))).toBeGreaterThan(0.1);
  });

  it('takes a voice from its start to its end', async () => {
    const voicePath = path.join(folder, 'voice.wav');
    ffmpeg('-f', 'lavfi', '-i', 'sine=d=3', voicePath);
    const samples = ffmpeg('-i', await render({ voicePath }), '-map', '0:a', '-ac', '1', '-f', 's16le', '-');
    const end = samples.subarray(samples.length - 8000);
    expect(Math.max(...Array.from({ length: 1000 }, (_, index) => end.readInt16LE(index * 2)))).toBeGreaterThan(1000);
  });

  it('works with folders whose names are full of signs', async () => {
    const workDir = path.join(folder, "it's 100% [a,b];c:d=e \\ «доска» 映画");
    const ownFonts = path.join(workDir, 'fonts');
    mkdirSync(ownFonts, { recursive: true });
    const file = await render({ workDir, fontsDir: ownFonts, dialogue: 'MARA: {\\b1}Nine\\N ten' });
    expect(ffprobe(file, 'v:0').nb_read_frames).toBe('12');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const workDir = path.join(folder, 'cancelled');
    mkdirSync(workDir);
    const abort = new AbortController();
    const clip = render({ workDir, durationFrames: 100_000, signal: abort.signal, onProgress: () => abort.abort() });
    await expect(clip).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(workDir)).toEqual([]);
  });

  it('says that a board is no picture', async () => {
    await expect(render({ boardPath: import.meta.filename })).rejects.toMatchObject({
      code: 'IMAGE_TYPE_NOT_SUPPORTED',
    });
    expect(existsSync(path.join(folder, `clip-${files}.mp4`))).toBe(false);
  });
});

it('writes no card over a board and no subtitles without dialogue', () => {
  const recipe = {
    ...{ frameSize, frameRate: { numerator: 24, denominator: 1 }, durationFrames: 24, dialogue: '' },
    ...{ cameraMove: { kind: 'static', strength: 0 } as const, shotNumber: '1', title: 'A', text: 'B' },
  };
  expect(toAnimaticDocuments({ ...recipe, hasBoard: true })).toEqual({ card: null, subtitles: null });
  expect(toAnimaticDocuments({ ...recipe, hasBoard: false }).card).toContain('{\\fnNoto Sans}A');
});
