/**
 * Position and speed of a film that plays, apart from who shows it.
 *
 * The position lives as long as the window, so that it follows from view to view. The stage moves it on while it
 * plays; everyone else seeks.
 */
import type { ProjectId } from '#shared/domain/ids.ts';
import { createObservable, type Observable } from '#renderer/rpc/observable.ts';
import { frameAfterChange, segmentIndexAt, shuttleSpeed, type Timeline } from '#renderer/features/shot-facts/index.ts';
import { type Marks, noMarks, playedPart, withMark } from './film-clock.ts';

export type Playback = {
  /** 0-based frame of the film. */
  frame: Observable<number>;
  /** 0 is standing still; negative is backwards. */
  speed: Observable<number>;
  /** Whether the position goes on now: not while it waits for a picture, nor before anything shows it. */
  isMoving: Observable<boolean>;
  /** Where it is now, with fractions, and how fast it moves; 0 where it does not. */
  now: () => { position: number; speed: number };
  /** Who moves it tells where it is; null when nobody does. */
  setClock: (clock: (() => number) | null) => void;
  /** Goes up with each seek, so that the stage tells a seek from its own progress. */
  seeks: Observable<number>;
  /** Between them it plays. */
  marks: Observable<Marks>;
  /** Whether it begins again at the end of what it plays. */
  isLooping: Observable<boolean>;
  /** Whether dialogue is shown over what has none in its picture. */
  showsSubtitles: Observable<boolean>;
  /** What shows the film now, for full screen; null while nothing does. */
  stage: Observable<HTMLElement | null>;
  seek: (frame: number) => void;
  /** Stops and moves by so many frames. */
  step: (frames: number) => void;
  toggle: () => void;
  pause: () => void;
  shuttle: (direction: 'back' | 'on') => void;
  /** To the start of the shot before or after; first to the start of this one. */
  stepShot: (step: 1 | -1) => void;
  /** Marks this frame as the first or last that plays. */
  mark: (which: 'in' | 'out') => void;
  /** Marks the shot at the position, from its first to its last frame. */
  markShot: () => void;
  unmark: () => void;
  /** Plays the shot at a frame alone, round and round, until another place is sought or `endAlone`. */
  playAlone: (frame: number) => void;
  /** Back to the marks and the loop of before; nothing changes where no shot plays alone. */
  endAlone: () => void;
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
  const marks = createObservable<Marks>(noMarks);
  const isMoving = createObservable(false);
  const isLooping = createObservable(false);
  // While one shot plays alone: what it is to be again.
  let before: { marks: Marks; isLooping: boolean } | null = null;
  let clock: (() => number) | null = null;
  let timeline: Timeline = { segments: [], durationFrames: 0 };
  const clamp = (to: number) => Math.max(0, Math.min(Math.max(0, timeline.durationFrames - 1), to));
  const seek = (to: number) => {
    frame.set(clamp(to));
    seeks.set(seeks.get() + 1);
  };
  const setSpeed = (next: number) => {
    if (timeline.durationFrames === 0) return speed.set(0);
    const { startFrame, endFrame } = playedPart(marks.get(), timeline.durationFrames);
    const isOutside = frame.get() < startFrame || frame.get() >= endFrame - (next > 0 ? 1 : 0);
    if (speed.get() === 0 && isOutside) seek(next > 0 ? startFrame : endFrame - 1);
    speed.set(next);
  };
  const endAlone = () => {
    if (!before) return;
    marks.set(before.marks);
    isLooping.set(before.isLooping);
    before = null;
  };
  const leaveFor = (to: number) => {
    const { startFrame, endFrame } = playedPart(marks.get(), timeline.durationFrames);
    if (clamp(to) < startFrame || clamp(to) >= endFrame) endAlone();
    seek(to);
  };
  const setMarks = (next: Marks) => {
    // Whoever marks something wants that to stay.
    before = null;
    marks.set(next);
  };
  const shotAt = (at: number): Marks => {
    const segment = timeline.segments[segmentIndexAt(timeline, at)];
    return segment ? { inFrame: segment.startFrame, outFrame: segment.endFrame - 1 } : noMarks;
  };
  return {
    frame,
    speed,
    isMoving,
    now() {
      if (!isMoving.get() || clock === null) return { position: frame.get(), speed: 0 };
      return { position: clock(), speed: speed.get() };
    },
    setClock(next) {
      clock = next;
    },
    seeks,
    marks,
    isLooping,
    showsSubtitles: createObservable(true),
    stage: createObservable<HTMLElement | null>(null),
    seek: leaveFor,
    step(frames) {
      speed.set(0);
      leaveFor(frame.get() + frames);
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
      if (target) leaveFor(target.startFrame);
    },
    mark: (which) => setMarks(withMark(marks.get(), which, frame.get())),
    markShot: () => setMarks(shotAt(frame.get())),
    unmark: () => setMarks(noMarks),
    playAlone(at) {
      endAlone();
      before = { marks: marks.get(), isLooping: isLooping.get() };
      seek(at);
      marks.set(shotAt(frame.get()));
      isLooping.set(true);
      setSpeed(1);
    },
    endAlone,
    setTimeline(next) {
      marks.set(keepMarks(marks.get(), timeline, next));
      const kept = frameAfterChange(timeline, next, frame.get());
      timeline = next;
      if (frame.get() !== kept) seek(kept);
      if (next.durationFrames === 0) speed.set(0);
    },
  };
}

/** Marks stay in their shots when lengths change. */
function keepMarks(marks: Marks, before: Timeline, after: Timeline): Marks {
  if (marks.inFrame === null && marks.outFrame === null) return marks;
  if (after.durationFrames === 0) return noMarks;
  const keep = (frame: number | null) => (frame === null ? null : frameAfterChange(before, after, frame));
  return { inFrame: keep(marks.inFrame), outFrame: keep(marks.outFrame) };
}
