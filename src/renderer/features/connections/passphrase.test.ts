import { describe, expect, it } from 'vitest';
import { passphraseProblem } from './passphrase.ts';

describe('passphraseProblem', () => {
  it('wants eight characters, twice the same', () => {
    expect(passphraseProblem('seven77', 'seven77')).toBe('tooShort');
    expect(passphraseProblem('lighthouse', 'lighthous')).toBe('different');
    expect(passphraseProblem('lighthouse', 'lighthouse')).toBeNull();
  });
});
