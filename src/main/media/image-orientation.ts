/**
 * Reads how a stored picture must be turned to stand upright.
 *
 * JPEG, PNG and WebP tell it in an EXIF block (CIPA DC-008, tag 0x0112). AVIF and HEIC tell it by their `irot` property
 * (ISO 23008-12, 6.5.10), and what their EXIF says does not count. Notes that are broken mean "as stored": a camera's
 * mistake does not make a picture unreadable.
 */
import type { ImageExtension } from './image-header.ts';

/** 1 (as stored) to 8, as EXIF counts. */
export function readOrientation(bytes: Uint8Array, extension: ImageExtension): number {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (extension === 'avif' || extension === 'heic') return readIrot(view);
    const exif = exifOffset(view, extension);
    return exif === null ? 1 : readTiffOrientation(view, exif);
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

const exifName = 0x45786966; // "Exif"

/** Where the TIFF header of the EXIF block begins; null without one. */
function exifOffset(view: DataView, extension: ImageExtension): number | null {
  switch (extension) {
    case 'jpg':
      for (let at = 2; view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda; ) {
        if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === exifName) return at + 10;
        at += 2 + view.getUint16(at + 2);
      }
      return null;
    case 'png':
      for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
        if (view.getUint32(at + 4) === 0x65584966) return at + 8; // "eXIf"
      }
      return null;
    case 'webp':
      for (let at = 12; at + 8 <= view.byteLength; ) {
        const size = view.getUint32(at + 4, true);
        // "EXIF"; some writers keep the "Exif\0\0" that only JPEG needs.
        if (view.getUint32(at) === 0x45584946) return at + 8 + (view.getUint32(at + 8) === exifName ? 6 : 0);
        at += 8 + size + (size % 2);
      }
      return null;
    default:
      return null;
  }
}

function readTiffOrientation(view: DataView, start: number): number {
  const order = view.getUint16(start);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** Quarter turns against the clock become EXIF's turns with it. */
function readIrot(view: DataView): number {
  for (let at = 4; at + 5 <= Math.min(view.byteLength, 65_536); at += 1) {
    // A box of nine bytes: length, "irot", angle.
    if (view.getUint32(at) !== 0x69726f74 || view.getUint32(at - 4) !== 9) continue;
    return [1, 8, 3, 6][view.getUint8(at + 4) & 3] ?? 1;
  }
  return 1;
}

/** Filters that turn a picture of this orientation upright. */
export function orientationFilters(orientation: number): string[] {
  const turns: Record<number, string[]> = {
    2: ['hflip'],
    3: ['hflip', 'vflip'],
    4: ['vflip'],
    5: ['transpose=cclock_flip'],
    6: ['transpose=clock'],
    7: ['transpose=clock_flip'],
    8: ['transpose=cclock'],
  };
  return turns[orientation] ?? [];
}
