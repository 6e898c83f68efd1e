import { describe, expect, it } from 'vitest';
import { clockText, readLanguage, withTranscript } from './transcript-text.ts';

describe('clockText', () => {
  it('counts minutes and seconds', () => {
    expect([0, 2_900, 61_000, 725_000].map(clockText)).toEqual(['0:00', '0:02', '1:01', '12:05']);
  });
});

describe('withTranscript', () => {
  it('takes the place of the dialogue, or stands behind it', () => {
    expect(withTranscript('MARA: Nine.', ' Ten. ', 'replace')).toBe('Ten.');
    expect(withTranscript('MARA: Nine.\n', 'Ten.', 'add')).toBe('MARA: Nine.\nTen.');
    expect(withTranscript(' ', 'Ten.', 'add')).toBe('Ten.');
  });
});

describe('readLanguage', () => {
  it('takes short names of languages only', () => {
    expect(['', ' ', 'en', 'EN', 'pt-BR'].map(readLanguage)).toEqual([null, null, 'en', 'en', 'pt-BR']);
    for (const odd of ['english', 'e', 'en_US', '12', 'en-']) expect(readLanguage(odd)).toBeUndefined();
  });
});
