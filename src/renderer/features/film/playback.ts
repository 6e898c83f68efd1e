/**
 * Position and speed of a film that plays, apart from who shows it.
 *
 * The position lives as long as the window, so that it follows from view to view. The stage moves it on while it
 * plays; everyone else seeks.
 */
import type { ProjectId } from '#shared/domain/ids.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { frameAfterChange, segmentIndexAt, shuttleSpeed, type Timeline } from '#renderer/features/shot-facts/index.ts';

export type Playback = {
  /** 0-based frame of the film. */
  frame: Observable<number>;
  /** 0 is standing still; negative is backwards. */
  speed: Observable<number>;
  /** Goes up with each seek, so that the stage tells a seek from its own progress. */
  seeks: Observable<number>;
  seek: (frame: number) => void;
  /** Stops and moves by so many frames. */
  step: (frames: number) => void;
  toggle: () => void;
  pause: () => void;
  shuttle: (direction: 'back' | 'on') => void;
  /** To the start of the shot before or after; first to the start of this one. */
  stepShot: (step: 1 | -1) => void;
  /** What plays from now on. The position stays in its shot, also from the storyboard's time to the film's. */
  setTimeline: (timeline: Timeline) => void;
};

const playbacks = new Map<ProjectId, Playback>();

/** The window's one playback of a project. */
export function playbackOf(projectId: ProjectId): Playback {
  const known = playbacks.get(projectId);
  if (known) return known;
  const made = createPlayback();
  playbacks.set(projectId, made);
  return made;
}

export function createPlayback(): Playback {
  const frame = createObservable(0);
  const speed = createObservable(0);
  const seeks = createObservable(0);
  let timeline: Timeline = { segments: [], durationFrames: 0 };
  const clamp = (to: number) => Math.max(0, Math.min(Math.max(0, timeline.durationFrames - 1), to));
  const seek = (to: number) => {
    frame.set(clamp(to));
    seeks.set(seeks.get() + 1);
  };
  const setSpeed = (next: number) => {
    if (timeline.durationFrames === 0) return speed.set(0);
    if (next > 0 && frame.get() >= timeline.durationFrames - 1) seek(0);
    speed.set(next);
  };
  return {
    frame,
    speed,
    seeks,
    seek,
    step(frames) {
      speed.set(0);
      seek(frame.get() + frames);
    },
    toggle: () => setSpeed(speed.get() === 0 ? 1 : 0),
    pause: () => speed.set(0),
    shuttle: (direction) => setSpeed(shuttleSpeed(speed.get(), direction)),
    stepShot(step) {
      const index = segmentIndexAt(timeline, frame.get());
      const segment = timeline.segments[index];
      if (!segment) return;
      const isAtStart = frame.get() === segment.startFrame;
      const target = timeline.segments[step === 1 ? index + 1 : isAtStart ? index - 1 : index];
      if (target) seek(target.startFrame);
    },
    setTimeline(next) {
      const kept = frameAfterChange(timeline, next, frame.get());
      timeline = next;
      if (frame.get() !== kept) seek(kept);
      if (next.durationFrames === 0) speed.set(0);
    },
  };
}
