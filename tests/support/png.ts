/** Makes PNG files without a library: header, one compressed block, end (W3C PNG, third edition). */
import { crc32, deflateSync } from 'node:zlib';

/** A grey picture of slanted stripes; another `seed` gives other bytes. */
export function createPng({
  widthPx,
  heightPx,
  seed = 0,
}: {
  widthPx: number;
  heightPx: number;
  seed?: number;
}): Buffer {
  const row = Buffer.alloc(widthPx + 1);
  const rows: Buffer[] = [];
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) row[x + 1] = ((x + y) * 3 + seed * 7) & 255;
    rows.push(Buffer.from(row));
  }
  return toPng(widthPx, heightPx, deflateSync(Buffer.concat(rows), { level: 1 }));
}

/** Only what tells the size: for pictures that are refused before they are decoded. */
export function createPngHeader({ widthPx, heightPx }: { widthPx: number; heightPx: number }): Buffer {
  return toPng(widthPx, heightPx, deflateSync(Buffer.alloc(16)));
}

function toPng(widthPx: number, heightPx: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = 8;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
