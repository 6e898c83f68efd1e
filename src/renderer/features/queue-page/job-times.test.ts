import { describe, expect, it } from 'vitest';
import { clockText, leftText, nextNight, readFieldTime, toFieldTime } from './job-times.ts';

/** Local time, as everything here is. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const now = at(20, 14, 30);

describe('clockText', () => {
  it.each([
    [at(20, 22), '22:00'],
    [at(20, 0, 5), '00:05'],
    [at(21, 7), 'Sat 07:00'],
    [at(30, 7), 'Nov 30, 07:00'],
    [new Date(2027, 0, 5, 7).getTime(), 'Jan 5, 2027, 07:00'],
  ])('%d', (ms, text) => {
    expect(clockText(ms, now, 'en')).toBe(text);
  });
});

describe('leftText', () => {
  it.each([
    [0, '10 sec'],
    [47_000, '50 sec'],
    [89_000, '90 sec'],
    [240_000, '4 min'],
    [7_560_000, '2.1 hr'],
  ])('%d', (ms, text) => {
    expect(leftText(ms, 'en')).toBe(text);
  });
});

describe('nextNight', () => {
  it('is tonight until ten, then tomorrow night', () => {
    expect(nextNight(now)).toEqual({ atMs: at(20, 22), isToday: true });
    expect(nextNight(at(20, 22))).toEqual({ atMs: at(21, 22), isToday: false });
    expect(nextNight(at(30, 23, 59))).toEqual({ atMs: new Date(2026, 11, 1, 22).getTime(), isToday: false });
  });
});

describe('a field for day and time', () => {
  it('reads back what is written into it', () => {
    expect(toFieldTime(at(3, 7, 5))).toBe('2026-11-03T07:05');
    expect(readFieldTime(toFieldTime(now))).toBe(now);
  });

  it('knows what is no time', () => {
    expect(readFieldTime('')).toBeNull();
    expect(readFieldTime('tonight')).toBeNull();
  });
});
