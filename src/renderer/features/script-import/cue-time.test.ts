import { expect, it } from 'vitest';
import { cueTime } from './cue-time.ts';

it('tells minutes, and hours where there are some', () => {
  expect(cueTime(950, 62_540)).toBe('0:01.0 – 1:02.5');
  expect(cueTime(3_600_000, 36_061_000)).toBe('1:00:00.0 – 10:01:01.0');
});
