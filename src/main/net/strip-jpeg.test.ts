import { describe, expect, it } from 'vitest';
import { stripJpeg } from './strip-jpeg.ts';

function segment(marker: number, content: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, Buffer.from(content, 'latin1')]);
}

const start = Buffer.from([0xff, 0xd8]);
const jfif = segment(0xe0, 'JFIF\0');
const table = segment(0xdb, 'table');
const scan = Buffer.concat([segment(0xda, 'scan'), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd9])]);

describe('stripJpeg', () => {
  it('keeps the picture and takes all the rest out', () => {
    const secrets = [
      segment(0xe1, 'Exif\0\0where it was'),
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0who made it'),
      segment(0xe2, 'ICC_PROFILE\0'),
      segment(0xed, 'Photoshop 3.0\0'),
      segment(0xef, 'anything'),
      segment(0xfe, 'a comment'),
    ];
    const bytes = Buffer.concat([start, jfif, ...secrets, table, scan, Buffer.from('a film behind the picture')]);
    expect(Buffer.from(stripJpeg(bytes)).equals(Buffer.concat([start, jfif, table, scan]))).toBe(true);
  });

  it('keeps what tells how colours are stored', () => {
    const bytes = Buffer.concat([start, segment(0xee, 'Adobe'), table, scan]);
    expect(Buffer.from(stripJpeg(bytes)).equals(bytes)).toBe(true);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['something else', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['half a header', Buffer.concat([start, jfif]).subarray(0, 8)],
    ['a picture without its end', Buffer.concat([start, jfif, table, scan]).subarray(0, -1)],
    ['no picture', Buffer.concat([start, jfif, table])],
    ['broken markers', Buffer.concat([start, jfif, Buffer.from([1, 2, 3, 4])])],
  ])('refuses %s', (_what, bytes) => {
    expect(() => stripJpeg(bytes)).toThrow(expect.objectContaining({ code: 'IMAGE_DAMAGED' }));
  });
});
