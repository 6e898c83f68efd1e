import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSharedFixtures, sharedFixture } from '../../../tests/support/fixtures.ts';
import { makeClipDerivatives } from './clip-derivatives.ts';
import { identifyImage } from './identify-image.ts';
import {
  difference,
  ffmpeg,
  ffprobe,
  greyFrame,
  testFolder,
  testRunner,
} from '../../../tests/support/media-test-support.ts';
import { normalizeBoard } from './normalize-board.ts';
import { probeMedia } from './probe.ts';

const folder = testFolder();
const runner = testRunner();
const out = (name: string) => path.join(folder, name);

async function normalize(file: string) {
  const facts = await identifyImage({ path: file });
  const boardPath = out('board.jpg');
  const result = await normalizeBoard({ runner, path: file, facts, boardPath, thumbnailPath: out('thumbnail.jpg') });
  return { ...result, facts, boardPath };
}

function listFixtures(under: string): string[] {
  if (!hasSharedFixtures) return [];
  const found = readdirSync(sharedFixture(under), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

describe('identifyImage', () => {
  it('goes by the content, not by the name', async () => {
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=30x20',
      '-frames:v',
      '1',
      '-f',
      'image2',
      '-c:v',
      'mjpeg',
      out('really-jpeg.png'),
    );
    const facts = await identifyImage({ path: out('really-jpeg.png') });
    expect(facts).toEqual({
      mime: 'image/jpeg',
      extension: 'jpg',
      frameSize: { widthPx: 30, heightPx: 20 },
      orientation: 1,
    });
  });

  it.each([
    ['svg', '<?xml version="1.0"?>\n<!-- hello -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['html', '<!doctype html><p>hello'],
    ['empty', ''],
    ['unknown', 'hello'],
    ['pdf', '%PDF-1.7\n'],
  ])('refuses %s and names it', async (foundType, text) => {
    writeFileSync(out('refused.png'), text);
    const refusal = { code: 'IMAGE_TYPE_NOT_SUPPORTED', params: { foundType } };
    await expect(identifyImage({ path: out('refused.png') })).rejects.toMatchObject(refusal);
  });

  it('refuses a picture that is too large before anything decodes it', async () => {
    const header = Buffer.from('89504e470d0a1a0a0000000d4948445200007d0100000010', 'hex');
    writeFileSync(out('wide.png'), header);
    await expect(identifyImage({ path: out('wide.png') })).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    writeFileSync(out('cut.png'), header.subarray(0, 18));
    await expect(identifyImage({ path: out('cut.png') })).rejects.toMatchObject({ code: 'IMAGE_DAMAGED' });
  });
});

describe('normalizeBoard', () => {
  it('makes large pictures smaller and leaves small ones as they are', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=3000x1500', '-frames:v', '1', out('large.png'));
    expect((await normalize(out('large.png'))).boardSize).toEqual({ widthPx: 2560, heightPx: 1280 });
    expect(ffprobe(out('thumbnail.jpg'), 'v:0')).toMatchObject({ width: '320', height: '160' });
  });

  it('lays what is transparent on a middle grey', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'color=red@0:s=32x32,format=rgba', '-frames:v', '1', out('clear.png'));
    const { boardPath } = await normalize(out('clear.png'));
    expect(greyFrame(boardPath, 0, { widthPx: 1, heightPx: 1 })[0]).toBeCloseTo(128, -1);
  });

  it.each(['png', 'jpg', 'webp'])('finds that a %s is cut off', async (type) => {
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=640x360,noise=alls=40', '-frames:v', '1', out(`whole.${type}`));
    const whole = ffmpeg('-i', out(`whole.${type}`), '-c', 'copy', '-f', 'image2pipe', '-');
    writeFileSync(out(`cut.${type}`), whole.subarray(0, Math.round(whole.length / 2)));
    await expect(normalize(out(`cut.${type}`))).rejects.toMatchObject({ code: 'IMAGE_DAMAGED' });
    expect(existsSync(out('board.part.jpg'))).toBe(false);
  });
});

describe.skipIf(!hasSharedFixtures)('real images', () => {
  it('turns every orientation upright', async () => {
    const upright = greyFrame(sharedFixture('media/image/pillow/hopper.jpg'), 0, { widthPx: 32, heightPx: 32 });
    for (const orientation of [3, 4, 5, 7]) {
      const { boardPath, facts } = await normalize(
        sharedFixture(`media/image/pillow/hopper_orientation_${orientation}.jpg`),
      );
      expect(facts.orientation).toBe(orientation);
      expect(difference(greyFrame(boardPath, 0, { widthPx: 32, heightPx: 32 }), upright)).toBeLessThan(6);
    }
  });

  it('reads every image or says clearly why not', async () => {
    const refused: string[] = [];
    for (const file of listFixtures('media/image')) {
      await normalize(file).catch((error) =>
        refused.push(`${path.basename(file)} ${error.code} ${error.params.foundType}`),
      );
    }
    expect(refused.sort()).toEqual([
      'example.heic IMAGE_TYPE_NOT_SUPPORTED heic',
      'fixture2.jxl IMAGE_TYPE_NOT_SUPPORTED jxl',
    ]);
  });

  it('answers every broken file with an error of the list', async () => {
    const codes = new Set<string>();
    const note = (error: { code?: string }) => codes.add(error.code ?? 'no code');
    for (const file of listFixtures('media/broken')) {
      if (/\.(png|jpg|gif|avif|heic)$/.test(file)) await normalize(file).catch(note);
      else await probeMedia({ path: file, runner }).catch(note);
    }
    expect([...codes].sort()).toEqual([
      'IMAGE_DAMAGED',
      'IMAGE_TOO_LARGE',
      'IMAGE_TYPE_NOT_SUPPORTED',
      'MEDIA_DECODE_FAILED',
      'MEDIA_TYPE_NOT_SUPPORTED',
    ]);
  });

  it('probes every clip and recording', async () => {
    const refused: string[] = [];
    for (const file of [...listFixtures('media/video'), ...listFixtures('media/audio')]) {
      await probeMedia({ path: file, runner }).catch((error) => refused.push(`${path.basename(file)} ${error.code}`));
    }
    expect(refused).toEqual([]);
    const rotated = await probeMedia({ path: sharedFixture('media/video/mediabunny/rotate-buck-bunny.mp4'), runner });
    expect(rotated).toMatchObject({ frameSize: { widthPx: 1080, heightPx: 1920 }, frameCount: 45, hasAudio: true });
  });
});

describe('probeMedia', () => {
  it('tells AVI and GIF from the text of ffmpeg', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1', out('clip.avi'));
    expect(await probeMedia({ path: out('clip.avi'), runner })).toMatchObject({
      ...{ kind: 'video', mime: 'video/x-msvideo', frameSize: { widthPx: 64, heightPx: 48 }, frameCount: 25 },
      frameRate: { numerator: 25, denominator: 1 },
    });
  });
});

describe('makeClipDerivatives', () => {
  it.each([1, 30])(
    'makes cover, thumbnail and ten different tiles in one run, with a keyframe each %i frames',
    async (gop) => {
      const file = out(`ramp-${gop}.mp4`);
      // Brighter from frame to frame.
      ffmpeg(
        '-f',
        'lavfi',
        '-i',
        'color=black:s=320x180:r=24:d=2,geq=lum=16+N*4:cb=128:cr=128',
        '-g',
        String(gop),
        file,
      );
      const facts = await probeMedia({ path: file, runner });
      const paths = { thumbnailPath: out('t.jpg'), coverPath: out('c.jpg'), spritePath: out('s.jpg') };
      await makeClipDerivatives({ runner, path: file, facts, ...paths });
      expect(ffprobe(out('s.jpg'), 'v:0')).toMatchObject({ width: '1600', height: '90' });
      const tiles = [...greyFrame(out('s.jpg'), 0, { widthPx: 10, heightPx: 1 })];
      expect([...tiles].sort((a, b) => a - b)).toEqual(tiles);
      expect(new Set(tiles).size).toBeGreaterThanOrEqual(9);
      expect(tiles.at(-1)).toBeGreaterThan(150);
      expect(ffprobe(out('c.jpg'), 'v:0')).toMatchObject({ width: '320', height: '180' });
    },
  );
});
