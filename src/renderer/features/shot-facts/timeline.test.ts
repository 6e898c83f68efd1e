import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Frames } from '#shared/domain/time.ts';
import {
  clipFrames,
  filmTimeline,
  frameAfterChange,
  planTimeline,
  segmentIndexAt,
  startFrameOf,
  withSegmentFrames,
} from './timeline.ts';

const take = (durationFrames: number) => ({
  takeId: 'take_0000000000000001' as TakeId,
  takeNumber: 1,
  assetId: 'asset_0000000000000001' as AssetId,
  durationFrames: durationFrames as Frames,
  isOutdated: false,
  hasBurntInSubtitles: false,
});
const shot = (index: number, durationFrames: number) => ({
  id: `shot_${index}` as ShotId,
  durationFrames: durationFrames as Frames,
  selectedTake: null,
});

describe('clipFrames', () => {
  it('is as long as the take, else as the plan', () => {
    expect(clipFrames({ durationFrames: 48 as Frames, selectedTake: take(60) })).toBe(60);
    expect(clipFrames({ durationFrames: 48 as Frames, selectedTake: take(40) })).toBe(40);
    expect(clipFrames({ durationFrames: 48 as Frames, selectedTake: null })).toBe(48);
  });
});

describe('the two timelines', () => {
  it('differ where a take is not as long as its plan', () => {
    const shots = [{ ...shot(0, 48), selectedTake: take(60) }, shot(1, 24)];
    expect(planTimeline(shots).segments.map(({ endFrame }) => endFrame)).toEqual([48, 72]);
    expect(filmTimeline(shots).segments.map(({ endFrame }) => endFrame)).toEqual([60, 84]);
  });
});

describe('withSegmentFrames', () => {
  it('is the timeline of the shots with that length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.integer({ min: 1, max: 500 }),
        (durations, seed, frames) => {
          const index = seed % durations.length;
          const timeline = planTimeline(durations.map((duration, at) => shot(at, duration)));
          const expected = planTimeline(durations.map((duration, at) => shot(at, at === index ? frames : duration)));
          expect(withSegmentFrames(timeline, `shot_${index}` as ShotId, frames)).toEqual(expected);
        },
      ),
    );
  });

  it('keeps the very same timeline when nothing changes', () => {
    const timeline = planTimeline([shot(0, 10)]);
    expect(withSegmentFrames(timeline, 'shot_0' as ShotId, 10)).toBe(timeline);
    expect(withSegmentFrames(timeline, 'shot_9' as ShotId, 5)).toBe(timeline);
  });
});

describe('frameAfterChange', () => {
  const before = planTimeline([shot(0, 10), shot(1, 20)]);

  it('stays in the same shot, as far into it', () => {
    expect(frameAfterChange(before, planTimeline([shot(0, 50), shot(1, 20)]), 15)).toBe(55);
    expect(frameAfterChange(before, planTimeline([shot(0, 10), shot(1, 3)]), 29)).toBe(12);
  });

  it('stays inside the film when the shot is gone', () => {
    expect(frameAfterChange(before, planTimeline([shot(0, 10)]), 15)).toBe(9);
    expect(frameAfterChange(before, planTimeline([]), 15)).toBe(0);
    expect(frameAfterChange(planTimeline([]), before, 4)).toBe(4);
  });
});

describe('segmentIndexAt', () => {
  it('finds the one segment that holds a frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (durations, seed) => {
          const timeline = planTimeline(durations.map((duration, index) => shot(index, duration)));
          const frame = seed % timeline.durationFrames;
          const segment = timeline.segments[segmentIndexAt(timeline, frame)];
          expect(segment && segment.startFrame <= frame && frame < segment.endFrame).toBe(true);
        },
      ),
    );
  });

  it('means the last past the end, and none in an empty film', () => {
    const timeline = planTimeline([shot(0, 10), shot(1, 10)]);
    expect(segmentIndexAt(timeline, 99)).toBe(1);
    expect(segmentIndexAt(planTimeline([]), 0)).toBe(-1);
    expect(startFrameOf(timeline, 'shot_1' as ShotId)).toBe(10);
  });
});
