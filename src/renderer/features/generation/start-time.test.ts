import { describe, expect, it } from 'vitest';
import { isSameDay, nextEveningMs, readLocalText, startMsOf, toLocalText } from './start-time.ts';

const noon = new Date(2026, 10, 22, 12, 30, 15).getTime();

describe('the evening', () => {
  it('is today’s until ten, then tomorrow’s', () => {
    expect(nextEveningMs(noon)).toBe(new Date(2026, 10, 22, 22).getTime());
    const late = new Date(2026, 10, 30, 22).getTime();
    expect(nextEveningMs(late)).toBe(new Date(2026, 11, 1, 22).getTime());
    expect(isSameDay(late, nextEveningMs(late))).toBe(false);
  });
});

describe('a time of one’s own', () => {
  it('goes into a field and back', () => {
    expect(toLocalText(noon)).toBe('2026-11-22T12:30');
    expect(readLocalText('2026-11-23T06:05', noon)).toBe(new Date(2026, 10, 23, 6, 5).getTime());
  });

  it.each(['', 'soon', '2026-11-22T12:30'])('is not “%s”', (text) => {
    expect(readLocalText(text, noon)).toBeNull();
    expect(startMsOf('time', text, noon)).toBeUndefined();
  });
});

describe('startMsOf', () => {
  it('is nothing for at once', () => {
    expect(startMsOf('now', '', noon)).toBeNull();
    expect(startMsOf('evening', '', noon)).toBe(nextEveningMs(noon));
    expect(startMsOf('time', '2026-11-23T06:05', noon)).toBe(new Date(2026, 10, 23, 6, 5).getTime());
  });
});
