/**
 * Says what an image is by its bytes; its name counts for nothing.
 *
 * Six types are taken: PNG, JPEG, WebP, AVIF, GIF and HEIC. SVG is refused on purpose: it is a program, not a picture.
 */
import { open } from 'node:fs/promises';
import type { FrameSize } from '#shared/domain/frame-size.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { type ImageExtension, readImageHeader } from './image-header.ts';
import { readOrientation } from './image-orientation.ts';

export type { ImageExtension } from './image-header.ts';

export type ImageFacts = {
  mime: string;
  extension: ImageExtension;
  /** Upright: the orientation is already applied. */
  frameSize: FrameSize;
  /** How the stored picture must be turned, 1 (not at all) to 8, as EXIF counts. */
  orientation: number;
};

/** Longest side, and most pixels, that the studio takes in. */
export const imageLimits = { sidePx: 32_000, pixels: 100_000_000 };

const mimes: Record<ImageExtension, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  heic: 'image/heic',
};

/** A JPEG's size may stand behind a large colour profile and thumbnails. */
const headerBytes = 1024 * 1024;

/**
 * Reads the first bytes only: a whole header does not promise whole pixels.
 *
 * @throws {AppError} IMAGE_TYPE_NOT_SUPPORTED (params `foundType`), IMAGE_TOO_LARGE (params `widthPx`, `heightPx`,
 * `maxSidePx`, `maxMegapixels`), IMAGE_DAMAGED
 */
export async function identifyImage({ path }: { path: string }): Promise<ImageFacts> {
  const bytes = await readStart(path);
  const header = readImageHeader(bytes);
  if (!header) {
    const foundType = await nameOtherType(bytes);
    throw new AppError('IMAGE_TYPE_NOT_SUPPORTED', `not an image that is taken: ${foundType}`, {
      params: { foundType },
    });
  }
  const { extension, storedSize } = header;
  if (!storedSize) throw new AppError('IMAGE_DAMAGED', `the header of this ${extension} tells no size`);
  checkLimits(storedSize);
  const orientation = readOrientation(bytes, extension);
  const frameSize = orientation >= 5 ? { widthPx: storedSize.heightPx, heightPx: storedSize.widthPx } : storedSize;
  return { mime: mimes[extension], extension, frameSize, orientation };
}

/** Options that make ffmpeg read an image as what it is, whatever its name says. They stand before `-i`. */
export function imageInputOptions({ extension }: ImageFacts): string[] {
  const demuxers: Record<ImageExtension, string> = {
    png: 'png_pipe',
    jpg: 'jpeg_pipe',
    webp: 'webp_pipe',
    gif: 'gif',
    avif: 'mov',
    heic: 'mov',
  };
  // We turn pictures by what EXIF says; newer ffmpeg would turn them a second time.
  return ['-f', demuxers[extension], '-noautorotate'];
}

async function readStart(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(headerBytes);
    const { bytesRead } = await handle.read(buffer, 0, headerBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function checkLimits({ widthPx, heightPx }: FrameSize): void {
  const { sidePx, pixels } = imageLimits;
  if (Math.max(widthPx, heightPx) <= sidePx && widthPx * heightPx <= pixels) return;
  throw new AppError('IMAGE_TOO_LARGE', `${widthPx}×${heightPx} pixels`, {
    params: { widthPx, heightPx, maxSidePx: sidePx, maxMegapixels: pixels / 1_000_000 },
  });
}

/** A name for people of what is not taken: `svg`, `html`, `tiff`, `pdf`, `unknown`. */
async function nameOtherType(bytes: Uint8Array): Promise<string> {
  const start = Buffer.from(bytes.subarray(0, 4096))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  // "<?xml …><!-- … --><svg", "<svg "
  if (/^<(?:\?xml|!--|!doctype svg|svg)/i.test(start) && /<svg[\s>]/i.test(start)) return 'svg';
  if (/^<(?:!doctype html|html|head|body|script)/i.test(start)) return 'html';
  if (bytes.byteLength === 0) return 'empty';
  try {
    const { fileTypeFromBuffer } = await import('file-type');
    return (await fileTypeFromBuffer(bytes))?.ext ?? 'unknown';
  } catch {
    // Only the name of a type is lost.
    return 'unknown';
  }
}
