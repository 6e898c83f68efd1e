/** The shots one after another in time: what the strip draws and the film plays. */
import type { ShotId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';

/** One shot's stretch of the film, in whole frames; `endFrame` is the first frame that is not part of it. */
export type Segment = {
  shotId: ShotId;
  startFrame: number;
  endFrame: number;
};

export type Timeline = { segments: Segment[]; durationFrames: number };

/** How long a shot is in the film: as long as its selected take, which an export takes over whole; else its plan. */
export function clipFrames({
  durationFrames,
  selectedTake,
}: Pick<StoryboardShot, 'durationFrames' | 'selectedTake'>): number {
  return selectedTake?.durationFrames ?? durationFrames;
}

export function toTimeline(
  shots: ReadonlyArray<Pick<StoryboardShot, 'id' | 'durationFrames' | 'selectedTake'>>,
): Timeline {
  let frame = 0;
  const segments = shots.map((shot) => {
    const startFrame = frame;
    frame += clipFrames(shot);
    return { shotId: shot.id, startFrame, endFrame: frame };
  });
  return { segments, durationFrames: frame };
}

/** Index of the segment that holds a frame; past the end means the last. -1 without segments. */
export function segmentIndexAt({ segments }: Timeline, frame: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (segment && frame >= segment.endFrame) low = middle + 1;
    else high = middle;
  }
  return segments.length === 0 ? -1 : low;
}

/** Where a shot starts; 0 for a shot that is not there. */
export function startFrameOf({ segments }: Timeline, shotId: ShotId): number {
  return segments.find((segment) => segment.shotId === shotId)?.startFrame ?? 0;
}
