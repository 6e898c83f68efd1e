import { describe, expect, it } from 'vitest';
import { readSignature } from './file-signature.ts';

const read = (text: string, expected: 'video' | 'image' | 'audio') =>
  readSignature(Buffer.from(text, 'latin1'), expected);

describe('readSignature', () => {
  it.each([
    ['\0\0\0\x18ftypmp42', 'video', 'video/mp4'],
    ['\0\0\0\x18ftypqt  ', 'video', 'video/quicktime'],
    ['\0\0\0\x08wide\0\0', 'video', 'video/quicktime'],
    ['\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm', 'video', 'video/webm'],
    ['\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska', 'video', 'video/x-matroska'],
    ['RIFF\x10\0\0\0AVI LIST', 'video', 'video/x-msvideo'],
    ['\x89PNG\r\n\x1a\n\0\0', 'image', 'image/png'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'image', 'image/jpeg'],
    ['GIF89a', 'image', 'image/gif'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'image', 'image/webp'],
    ['\0\0\0\x20ftypavif', 'image', 'image/avif'],
    ['RIFF\x10\0\0\0WAVEfmt ', 'audio', 'audio/wav'],
    ['ID3\x04\0', 'audio', 'audio/mpeg'],
    ['\xff\xfb\x90d', 'audio', 'audio/mpeg'],
    ['\xff\xf1P\x80', 'audio', 'audio/aac'],
    ['OggS\0\x02', 'audio', 'audio/ogg'],
    ['fLaC\0\0', 'audio', 'audio/flac'],
    ['\0\0\0\x20ftypM4A ', 'audio', 'audio/mp4'],
    ['\0\0\0\x18ftypmp42', 'audio', 'audio/mp4'],
  ] as const)('knows %j as %s', (text, expected, mime) => expect(read(text, expected)).toBe(mime));

  it.each([
    ['', 'video'],
    ['<!doctype html>', 'video'],
    ['{"error":1}', 'image'],
    ['\xff\xfe<\0h\0', 'audio'],
    ['\x89PNG\r\n\x1a\n', 'video'],
    ['\0\0\0\x18ftypmp42', 'image'],
    ['RIFF\x10\0\0\0WAVE', 'video'],
  ] as const)('does not take %j for a %s', (text, expected) => expect(read(text, expected)).toBeNull());
});
