import { describe, expect, it } from 'vitest';
import { streamProgress } from './stream-progress.ts';

describe('streamProgress', () => {
  it('tells the latest, then 1', async () => {
    const told: number[] = [];
    const stream = streamProgress({
      signal: undefined,
      run: async ({ onProgress }) => {
        await Promise.resolve();
        onProgress(0.2);
        onProgress(0.4);
      },
    });
    for await (const { progress } of stream) told.push(progress);
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
    expect(told).not.toContain(0.2);
  });

  it('fails as the work does', async () => {
    const stream = streamProgress({ signal: undefined, run: () => Promise.reject(new Error('broken')) });
    const read = async () => {
      for await (const { progress } of stream) expect(progress).toBe(0);
    };
    await expect(read()).rejects.toThrow('broken');
  });

  it('ends the work when the caller leaves, in either way', async () => {
    const aborting = new AbortController();
    const signals: AbortSignal[] = [];
    const run = ({ signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('left'))));
    };
    for await (const { progress } of streamProgress({ signal: aborting.signal, run })) {
      expect(progress).toBe(0);
      aborting.abort();
    }
    for await (const { progress } of streamProgress({ signal: undefined, run })) {
      expect(progress).toBe(0);
      break;
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
