import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDebounced } from './debounced.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('createDebounced', () => {
  it('runs once when a burst is over', () => {
    const run = vi.fn<() => void>();
    const call = createDebounced(run, { quietMs: 400, longestMs: 2_000 });
    call();
    vi.advanceTimersByTime(300);
    call();
    vi.advanceTimersByTime(399);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('runs now and then while a burst does not end', () => {
    const run = vi.fn<() => void>();
    const call = createDebounced(run, { quietMs: 400, longestMs: 2_000 });
    for (let passedMs = 0; passedMs < 4_500; passedMs += 100) {
      call();
      vi.advanceTimersByTime(100);
    }
    expect(run).toHaveBeenCalledTimes(2);
  });
});
