import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTyping } from './typing.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('lasts from the first letter until none came for a while', () => {
  const { isTyping, note } = createTyping(600);
  const heard = vi.fn<() => void>();
  isTyping.subscribe(heard);
  note();
  for (let letter = 0; letter < 20; letter += 1) {
    vi.advanceTimersByTime(500);
    note();
  }
  expect(isTyping.get()).toBe(true);
  expect(heard).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(600);
  expect(isTyping.get()).toBe(false);
  expect(heard).toHaveBeenCalledTimes(2);
});

it('ends at once when the field is left', () => {
  const { isTyping, note, end } = createTyping(600);
  note();
  end();
  expect(isTyping.get()).toBe(false);
  note();
  vi.advanceTimersByTime(599);
  expect(isTyping.get()).toBe(true);
});
