/**
 * Takes out of a JPEG everything that is not the picture: EXIF, XMP and IPTC blocks, colour profiles, comments, and
 * whatever stands behind its end (ITU-T T.81, annex B; application segments by convention).
 */
import { AppError } from '#shared/errors/app-error.ts';

const startOfImage = 0xd8;
const startOfScan = 0xda;
const comment = 0xfe;
/** `APP0` is JFIF's own header, without which some readers take no JPEG; 14 tells how colours are stored. */
const keptApplicationData = new Set([0xe0, 0xee]);

/** @throws {AppError} IMAGE_DAMAGED for what is no JPEG */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  try {
    if (view.getUint16(0) !== 0xff00 + startOfImage) throw damaged();
    kept.push(bytes.subarray(0, 2));
    for (let at = 2; ; ) {
      if (view.getUint8(at) !== 0xff) throw damaged();
      const marker = view.getUint8(at + 1);
      const end = at + 2 + view.getUint16(at + 2);
      if (marker === startOfScan) {
        kept.push(bytes.subarray(at, endOfPicture(view, end)));
        return new Uint8Array(Buffer.concat(kept));
      }
      const isApplicationData = marker >= 0xe0 && marker <= 0xef;
      const isDropped = marker === comment || (isApplicationData && !keptApplicationData.has(marker));
      if (!isDropped) kept.push(bytes.subarray(at, end));
      at = end;
    }
  } catch (error) {
    throw error instanceof RangeError ? damaged() : error;
  }
}

/** Behind the marker that ends the picture; tables between its scans are part of it. */
function endOfPicture(view: DataView, start: number): number {
  for (let at = start; at + 1 < view.byteLength; at += 1) {
    if (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xd9) return at + 2;
  }
  throw damaged();
}

function damaged(): AppError {
  return new AppError('IMAGE_DAMAGED', 'this is no whole JPEG');
}
