import { describe, expect, it } from 'vitest';
import { checkedPreferences } from './checked-preferences.ts';

describe('checkedPreferences', () => {
  it.each(['/usr/bin/ffmpeg', '/opt/ffmpeg-7.1/bin/ffmpeg7', 'C:\\tools\\ffmpeg.exe', null])(
    'lets %s through as the ffmpeg to run',
    (ffmpegPath) => {
      expect(checkedPreferences({ ffmpegPath })).toEqual({ ffmpegPath });
    },
  );

  it.each(['/bin/sh', 'ffmpeg', '/usr/bin/ffmpeg/../sh', '/tmp/x/ffmpeg/', '..\\ffmpeg.exe'])(
    'refuses %s, which the window would have run',
    (ffmpegPath) => {
      expect(() => checkedPreferences({ ffmpegPath })).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }));
    },
  );

  it('leaves all else alone', () => {
    expect(checkedPreferences({ theme: 'dark' })).toEqual({ theme: 'dark' });
  });
});
