import { describe, expect, it } from 'vitest';
import { clockText, meterPosition, peakOf, toMicrophoneTrouble } from './recorder-rules.ts';

describe('toMicrophoneTrouble', () => {
  it('tells a refusal from a microphone that is missing or in use', () => {
    expect(toMicrophoneTrouble('NotAllowedError')).toBe('denied');
    expect(toMicrophoneTrouble('NotFoundError')).toBe('none');
    expect(toMicrophoneTrouble('OverconstrainedError')).toBe('none');
    expect(toMicrophoneTrouble('NotReadableError')).toBe('busy');
  });
});

describe('the meter', () => {
  it('jumps to a peak and falls slowly', () => {
    expect(peakOf(Float32Array.from([0.1, -0.5, 0.2]), 0)).toBe(0.5);
    expect(peakOf(Float32Array.from([0]), 0.5)).toBeCloseTo(0.46);
    expect(peakOf(Float32Array.from([3]), 0)).toBe(1);
  });

  it('is even in decibels', () => {
    expect(meterPosition(1)).toBe(1);
    expect(meterPosition(0.001)).toBeCloseTo(0);
    expect(meterPosition(10 ** (-30 / 20))).toBeCloseTo(0.5);
    expect(meterPosition(0)).toBe(0);
  });
});

describe('clockText', () => {
  it('counts minutes and seconds', () => {
    expect([0, 7_900, 751_000].map(clockText)).toEqual(['0:00', '0:07', '12:31']);
  });
});
