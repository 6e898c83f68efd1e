import { describe, expect, it } from 'vitest';
import { orderFor, playFrom, positionOf } from './sync-clock.ts';

describe('positionOf', () => {
  it('runs in a loop', () => {
    const clock = playFrom(1, 1000, 4);
    expect([1000, 2500, 4000, 6000].map((now) => positionOf(clock, now, 4))).toEqual([1, 2.5, 0, 2]);
  });

  it('stands where it was paused, inside the loop', () => {
    expect(positionOf({ kind: 'paused', atSeconds: 3 }, 99, 4)).toBe(3);
    expect(positionOf({ kind: 'paused', atSeconds: 9 }, 99, 4)).toBe(4);
    expect(positionOf(playFrom(0, 0, 0), 5, 0)).toBe(0);
  });

  it('begins anew when it is started at the end', () => {
    expect(positionOf(playFrom(4, 500, 4), 500, 4)).toBe(0);
  });
});

describe('orderFor', () => {
  const clip = { actualSeconds: 1, lastFrameSeconds: 1.98 };

  it('lets a clip run that is nearly in step', () => {
    expect(orderFor(clip, 1.05)).toEqual({ kind: 'run', seekTo: null });
  });

  it('puts a clip right that drifted', () => {
    expect(orderFor(clip, 1.2)).toEqual({ kind: 'run', seekTo: 1.2 });
    expect(orderFor(clip, 0)).toEqual({ kind: 'run', seekTo: 0 });
  });

  it('holds the last frame of a clip that is over', () => {
    expect(orderFor(clip, 3)).toEqual({ kind: 'hold', atSeconds: 1.98 });
  });
});
