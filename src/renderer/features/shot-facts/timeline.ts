/**
 * The shots one after another in time: what the strip draws and the stage plays.
 *
 * There are two, and a strip, its playhead and its stage always share one. The storyboard's is the plan, because
 * durations are set there: what is dragged is what is drawn and played, and a take of another length is cut off or
 * stands still at its last frame. The film's is what an export writes, which takes every selected take over whole.
 */
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

/** The storyboard's time: every shot as long as it is planned. */
export function planTimeline(shots: ReadonlyArray<Pick<StoryboardShot, 'id' | 'durationFrames'>>): Timeline {
  return layOut(shots, ({ durationFrames }) => durationFrames);
}

/** The film's time: every shot as long as its selected take, and as planned where there is none. */
export function filmTimeline(
  shots: ReadonlyArray<Pick<StoryboardShot, 'id' | 'durationFrames' | 'selectedTake'>>,
): Timeline {
  return layOut(shots, clipFrames);
}

function layOut<Shot extends { id: ShotId }>(shots: readonly Shot[], framesOf: (shot: Shot) => number): Timeline {
  let frame = 0;
  const segments = shots.map((shot) => {
    const startFrame = frame;
    frame += framesOf(shot);
    return { shotId: shot.id, startFrame, endFrame: frame };
  });
  return { segments, durationFrames: frame };
}

/** The same timeline with one segment as long as asked; those after it move. Unchanged for a shot that is not there. */
export function withSegmentFrames(timeline: Timeline, shotId: ShotId, frames: number): Timeline {
  const index = timeline.segments.findIndex((segment) => segment.shotId === shotId);
  const changed = timeline.segments[index];
  if (!changed) return timeline;
  const by = frames - (changed.endFrame - changed.startFrame);
  if (by === 0) return timeline;
  const segments = timeline.segments.map((segment, position) => {
    if (position < index) return segment;
    const startFrame = position === index ? segment.startFrame : segment.startFrame + by;
    return { ...segment, startFrame, endFrame: segment.endFrame + by };
  });
  return { segments, durationFrames: timeline.durationFrames + by };
}

/**
 * Where a position stands once lengths have changed: in the same shot and as far into it, at most at its last frame.
 * In the film at the nearest frame when the shot is gone.
 */
export function frameAfterChange(before: Timeline, after: Timeline, frame: number): number {
  const from = before.segments[segmentIndexAt(before, frame)];
  const to = from && after.segments.find((segment) => segment.shotId === from.shotId);
  if (!to) return Math.max(0, Math.min(frame, after.durationFrames - 1));
  return to.startFrame + Math.min(frame - from.startFrame, to.endFrame - to.startFrame - 1);
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
