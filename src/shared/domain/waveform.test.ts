import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWaveform, waveformColumns, waveformHeader } from './waveform.ts';

const toFile = (peaks: readonly number[]) =>
  Uint8Array.from([...waveformHeader(), ...peaks.map((value) => value & 0xff)]);

describe('parseWaveform', () => {
  it('reads what was written, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -128, max: 0 }), fc.integer({ min: 0, max: 127 }))), (pairs) => {
        expect([...(parseWaveform(toFile(pairs.flat()))?.peaks ?? [])]).toEqual(pairs.flat());
      }),
    );
    expect(parseWaveform(new Uint8Array(0))).toBeNull();
    expect(parseWaveform(toFile([0]))).toBeNull();
    expect(parseWaveform(Uint8Array.from([0, ...toFile([0, 0]).subarray(1)]))).toBeNull();
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseWaveform(bytes)));
  });
});

describe('waveformColumns', () => {
  const waveform = parseWaveform(toFile([-10, 20, -128, 0, 0, 127, -5, 5]));
  if (!waveform) throw new Error('these are peaks');

  it('joins peaks into columns, repeats them where columns are narrower, and is silent outside', () => {
    const columns = (fromMs: number, toMs: number, count: number) =>
      waveformColumns(waveform, { fromMs, toMs, count }).map(({ low, high }) => [low * 128, high * 127]);
    expect(columns(0, 40, 2)).toEqual([
      [-128, 20],
      [-5, 127],
    ]);
    expect(columns(10, 20, 2)).toEqual([
      [-128, 0],
      [-128, 0],
    ]);
    expect(columns(30, 60, 3)).toEqual([
      [-5, 5],
      [0, 0],
      [0, 0],
    ]);
  });
});
