import { describe, expect, it } from 'vitest';
import { toFileName } from './file-name.ts';

describe('toFileName', () => {
  it.each([
    ['Rain.mp4', 'Rain.mp4'],
    ['a/b\\c:d*e?.mp4', 'a b c d e.mp4'],
    ['../../etc/passwd', 'etc passwd'],
    ['.hidden', 'hidden'],
    ['con.mp4', '_con.mp4'],
    ['', 'Untitled'],
    ['tab\tand\u0000nul.mp4', 'tab and nul.mp4'],
    ['비 오는 날 🌧.mp4', '비 오는 날 🌧.mp4'],
    ['trailing. ', 'trailing'],
  ])('turns %j into %j', (suggested, expected) => {
    expect(toFileName(suggested)).toBe(expected);
  });

  it('keeps the ending of a name that is far too long, and whole characters', () => {
    const name = toFileName(`${'🌧'.repeat(300)}.mp4`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^🌧+\.mp4$/u);
  });
});
