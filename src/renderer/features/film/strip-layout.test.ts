import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShotId } from '#shared/domain/ids.ts';
import { maxShotFrames } from '#shared/domain/time.ts';
import type { Timeline } from '#renderer/features/shot-facts/index.ts';
import {
  edgeScrollPx,
  frameAtPx,
  lengthByDrag,
  lengthByStep,
  scrollForPlayhead,
  tickSeconds,
  toStripScale,
  visibleSegments,
} from './strip-layout.ts';

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

describe('toStripScale with a tail', () => {
  it('leaves room behind a short film and behind a long one', () => {
    const view = { viewWidthPx: 1000, leastPxPerShot: 40, tailPx: 100 };
    expect(toStripScale(aFilm(50, 50), view)).toEqual({ pxPerFrame: 9, widthPx: 1000 });
    const film = aFilm(...Array.from({ length: 5000 }, () => 100));
    expect(toStripScale(film, view)).toEqual({ pxPerFrame: 0.4, widthPx: 200_100 });
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

describe('lengthByDrag', () => {
  const drag = { startFrames: 48, pxPerFrame: 4, wholeSecondFrames: null };

  it('follows the pointer in whole frames', () => {
    expect([0, 1, 2, 3, 6, -41].map((movedPx) => lengthByDrag({ ...drag, movedPx }))).toEqual([48, 48, 49, 49, 50, 38]);
  });

  it('keeps to whole seconds on demand, at least one', () => {
    const bySeconds = { ...drag, startFrames: 50, wholeSecondFrames: 24 };
    expect([0, 40, 47, -200].map((movedPx) => lengthByDrag({ ...bySeconds, movedPx }))).toEqual([48, 72, 72, 24]);
  });

  it('is always a length that a shot can have', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: maxShotFrames }),
        fc.double({ min: -1e7, max: 1e7, noNaN: true }),
        fc.double({ min: 0.001, max: 50, noNaN: true }),
        fc.constantFrom(null, 24, 25, 30, 60),
        (startFrames, movedPx, pxPerFrame, wholeSecondFrames) => {
          const frames = lengthByDrag({ startFrames, movedPx, pxPerFrame, wholeSecondFrames });
          expect(Number.isInteger(frames) && frames >= 1 && frames <= maxShotFrames).toBe(true);
          expect(frames % (wholeSecondFrames ?? 1)).toBe(0);
        },
      ),
    );
  });
});

describe('lengthByStep', () => {
  it('stops at one frame and at the longest shot', () => {
    expect([lengthByStep(2, -1), lengthByStep(1, -1), lengthByStep(1, 1)]).toEqual([1, null, 2]);
    expect(lengthByStep(maxShotFrames, 1)).toBeNull();
  });
});

describe('edgeScrollPx', () => {
  it('scrolls only at the edges, and faster further out', () => {
    expect([500, 28, 972].map((px) => edgeScrollPx(px, 1000))).toEqual([0, 0, 0]);
    expect([20, -4, -500].map((px) => edgeScrollPx(px, 1000))).toEqual([-4, -16, -24]);
    expect([980, 1004, 3000].map((px) => edgeScrollPx(px, 1000))).toEqual([4, 16, 24]);
  });
});
