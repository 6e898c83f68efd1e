import { describe, expect, it } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import { frameAtPx, scrollForPlayhead, tickSeconds, toStripScale, visibleSegments } from './strip-layout.ts';

function aFilm(...durations: number[]): Timeline {
  let frame = 0;
  const segments = durations.map((duration, index) => {
    const startFrame = frame;
    frame += duration;
    return { shotId: `shot_${index}` as ShotId, startFrame, endFrame: frame };
  });
  return { segments, durationFrames: frame };
}

describe('toStripScale', () => {
  it('fills the width with a short film', () => {
    expect(toStripScale(aFilm(50, 50), { viewWidthPx: 1000, leastPxPerShot: 40 })).toEqual({
      pxPerFrame: 10,
      widthPx: 1000,
    });
  });

  it('keeps a readable scale for a long one', () => {
    const film = aFilm(...Array.from({ length: 5000 }, () => 100));
    expect(toStripScale(film, { viewWidthPx: 1000, leastPxPerShot: 40 })).toEqual({
      pxPerFrame: 0.4,
      widthPx: 200_000,
    });
  });
});

describe('visibleSegments', () => {
  it('names only what is seen', () => {
    const film = aFilm(...Array.from({ length: 5000 }, () => 100));
    const scale = toStripScale(film, { viewWidthPx: 1000, leastPxPerShot: 40 });
    expect(visibleSegments(film, scale, { fromPx: 4000, toPx: 5000 })).toEqual({ first: 100, last: 125 });
    expect(visibleSegments(aFilm(), scale, { fromPx: 0, toPx: 10 })).toBeNull();
  });
});

describe('frameAtPx', () => {
  it('stays inside the film', () => {
    const film = aFilm(50, 50);
    const scale = toStripScale(film, { viewWidthPx: 1000, leastPxPerShot: 1 });
    expect([-5, 0, 19, 995, 5000].map((px) => frameAtPx(film, scale, px))).toEqual([0, 0, 1, 99, 99]);
  });
});

describe('tickSeconds', () => {
  it('takes the smallest round step that leaves room', () => {
    expect([200, 30, 3, 0.01].map((px) => tickSeconds(px, 80))).toEqual([1, 5, 30, 7200]);
  });
});

describe('scrollForPlayhead', () => {
  it('scrolls only when the playhead leaves the view', () => {
    const view = { scrollLeftPx: 400, viewWidthPx: 400 };
    expect(scrollForPlayhead(600, view)).toBeNull();
    expect(scrollForPlayhead(900, view)).toBe(800);
    expect(scrollForPlayhead(0, view)).toBe(0);
    expect(scrollForPlayhead(0, { scrollLeftPx: 0, viewWidthPx: 400 })).toBeNull();
  });
});
