import { expect, it } from 'vitest';
import { wavFromPcm } from './wav.ts';

it('puts a header of 44 bytes before the samples', () => {
  const samples = new Uint8Array([1, 2, 3, 4]);
  const file = Buffer.from(wavFromPcm(samples, { sampleRate: 24_000, channels: 1 }));
  expect(file.byteLength).toBe(48);
  expect(file.toString('latin1', 0, 4)).toBe('RIFF');
  expect(file.readUInt32LE(4)).toBe(40);
  expect(file.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect([file.readUInt32LE(16), file.readUInt16LE(20), file.readUInt16LE(22)]).toEqual([16, 1, 1]);
  expect([file.readUInt32LE(24), file.readUInt32LE(28)]).toEqual([24_000, 48_000]);
  expect([file.readUInt16LE(32), file.readUInt16LE(34)]).toEqual([2, 16]);
  expect(file.toString('latin1', 36, 40)).toBe('data');
  expect(file.readUInt32LE(40)).toBe(4);
  expect([...file.subarray(44)]).toEqual([1, 2, 3, 4]);
});

it('counts bytes for two channels', () => {
  const file = Buffer.from(wavFromPcm(new Uint8Array(8), { sampleRate: 48_000, channels: 2 }));
  expect([file.readUInt32LE(28), file.readUInt16LE(32)]).toEqual([192_000, 4]);
});
