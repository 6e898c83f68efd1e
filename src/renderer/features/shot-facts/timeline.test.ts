import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetId, ShotId, TakeId } from '#shared/domain/ids.ts';
import type { Frames } from '#shared/domain/time.ts';
import { clipFrames, segmentIndexAt, startFrameOf, toTimeline } from './timeline.ts';

const take = (durationFrames: number) => ({
  takeId: 'take_0000000000000001' as TakeId,
  takeNumber: 1,
  assetId: 'asset_0000000000000001' as AssetId,
  durationFrames: durationFrames as Frames,
  isOutdated: false,
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

describe('segmentIndexAt', () => {
  it('finds the one segment that holds a frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (durations, seed) => {
          const timeline = toTimeline(durations.map((duration, index) => shot(index, duration)));
          const frame = seed % timeline.durationFrames;
          const segment = timeline.segments[segmentIndexAt(timeline, frame)];
          expect(segment && segment.startFrame <= frame && frame < segment.endFrame).toBe(true);
        },
      ),
    );
  });

  it('means the last past the end, and none in an empty film', () => {
    const timeline = toTimeline([shot(0, 10), shot(1, 10)]);
    expect(segmentIndexAt(timeline, 99)).toBe(1);
    expect(segmentIndexAt(toTimeline([]), 0)).toBe(-1);
    expect(startFrameOf(timeline, 'shot_1' as ShotId)).toBe(10);
  });
});
