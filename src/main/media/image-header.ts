/**
 * Reads type and size out of an image's first bytes, without decoding it and whatever its name says.
 *
 * Formats: PNG (W3C PNG 3, 11.2.1), JPEG (T.81, B.2.2), GIF89a (18), WebP (RFC 9649), and AVIF and HEIC
 * (ISO 14496-12 and 23008-12: the `ispe` property of the items; the largest is the picture, others are tiles or alpha).
 */
import type { FrameSize } from '#shared/domain/frame-size.ts';

export type ImageExtension = 'png' | 'jpg' | 'webp' | 'avif' | 'gif' | 'heic';

/** Size as stored, before any orientation; null where the header is broken or cut off. */
export type ImageHeader = { extension: ImageExtension; storedSize: FrameSize | null };

/** @returns null for anything but the six types */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const extension = sniff(bytes);
  return extension === null ? null : { extension, storedSize: readOrNull(() => readers[extension](view)) };
}

function sniff(bytes: Uint8Array): ImageExtension | null {
  const text = latin1(bytes, 0, 64);
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpg';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (/^RIFF....WEBP/s.test(text)) return 'webp';
  if (text.slice(4, 8) !== 'ftyp') return null;
  // The major brand, then compatible ones: "....ftypmif1....mif1heic"
  const brands = text.slice(8, 12) + text.slice(16);
  if (/avif|avis/.test(brands)) return 'avif';
  return /heic|heix|hevc|hevx|heim|heis/.test(brands) ? 'heic' : null;
}

const readers: Record<ImageExtension, (view: DataView) => FrameSize | null> = {
  png: (view) => ({ widthPx: view.getUint32(16), heightPx: view.getUint32(20) }),
  gif: (view) => ({ widthPx: view.getUint16(6, true), heightPx: view.getUint16(8, true) }),
  jpg: readJpegSize,
  webp: readWebpSize,
  avif: readLargestIspe,
  heic: readLargestIspe,
};

function readOrNull(read: () => FrameSize | null): FrameSize | null {
  try {
    const size = read();
    return size && size.widthPx > 0 && size.heightPx > 0 ? size : null;
  } catch (error) {
    // A header that ends too early is read past its end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readJpegSize(view: DataView): FrameSize | null {
  let position = 2;
  for (;;) {
    if (view.getUint8(position) !== 0xff) return null;
    const marker = view.getUint8(position + 1);
    // Fill bytes and markers without a length.
    if (marker === 0xff) {
      position += 1;
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      position += 2;
    } else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { widthPx: view.getUint16(position + 7), heightPx: view.getUint16(position + 5) };
    } else if (marker === 0xd9 || marker === 0xda) {
      return null;
    } else {
      position += 2 + view.getUint16(position + 2);
    }
  }
}

function readWebpSize(view: DataView): FrameSize | null {
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  switch (ascii(view, 12)) {
    case 'VP8X':
      return { widthPx: uint24(24) + 1, heightPx: uint24(27) + 1 };
    case 'VP8 ':
      return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}

function readLargestIspe(view: DataView): FrameSize | null {
  let largest: FrameSize | null = null;
  for (let at = 0; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue; // "ispe"
    const size = { widthPx: view.getUint32(at + 8), heightPx: view.getUint32(at + 12) };
    if (!largest || size.widthPx * size.heightPx > largest.widthPx * largest.heightPx) largest = size;
  }
  return largest;
}

function ascii(view: DataView, at: number): string {
  return latin1(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at, at + 4);
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
