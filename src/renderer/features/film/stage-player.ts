/**
 * Moves a film on while it plays, and keeps its videos and voices at its position.
 *
 * Two slots take turns: while one plays, the other holds the next clip ready at its first frame. Each clip lasts as
 * long as the timeline says: a longer take is cut off there, a shorter one stands still at its last frame. A shot
 * without a take is its board, with its voice as sound.
 */
import type { StoryboardShot } from '#shared/domain/records.ts';
import { type FrameRate, secondsFromFrames } from '#shared/domain/time.ts';
import {
  followClock,
  type FollowingMedia,
  seekSecondsOfFrame,
  segmentIndexAt,
  type Timeline,
} from '#renderer/features/shot-facts/index.ts';
import { type ClockAnchor, keepInPart, playedPart, positionAt } from './film-clock.ts';
import type { Playback } from './playback.ts';

export type StageMedia = FollowingMedia & Pick<HTMLMediaElement, 'readyState' | 'error'>;

/** What plays in the two slots; null where nothing is mounted. */
export type StageSlots = {
  videos: [StageMedia | null, StageMedia | null];
  voices: [StageMedia | null, StageMedia | null];
};

export type StageFilm = {
  frameRate: FrameRate;
  /** In the order of the film, as many as the timeline has segments. */
  shots: ReadonlyArray<Pick<StoryboardShot, 'selectedTake' | 'voiceAssetId'>>;
  timeline: Timeline;
};

export type StagePlayerOptions = {
  playback: Playback;
  slots: StageSlots;
  nowMs: () => number;
  /** Runs once before the next painting. @returns what takes it back. */
  beforePainting: (run: () => void) => () => void;
};

export type StagePlayer = {
  /** What plays from now on. */
  setFilm: (film: StageFilm) => void;
  /** Brings everything to the position again, such as after a clip was loaded. */
  refresh: () => void;
  close: () => void;
};

/** Which slot a shot plays in. */
export function slotOf(index: number): 0 | 1 {
  return index % 2 === 0 ? 0 : 1;
}

/** How long a start waits for a clip that is not loaded yet. */
const longestWaitMs = 1500;
/** `HAVE_CURRENT_DATA` of the HTML standard: the frame at its position can be shown. */
const hasPicture = 2;

export function createStagePlayer({ playback, slots, nowMs, beforePainting }: StagePlayerOptions): StagePlayer {
  let film: StageFilm = { frameRate: { numerator: 24, denominator: 1 }, shots: [], timeline: emptyTimeline };
  let anchor: ClockAnchor = { frame: 0, atMs: 0, speed: 0 };
  let waitsUntilMs: number | null = null;
  let hasFilm = false;
  let cancelNext = () => {};

  const place = (position: number, speed: number) => {
    const { frameRate, shots, timeline } = film;
    const index = segmentIndexAt(timeline, Math.floor(position));
    const into = position - (timeline.segments[index]?.startFrame ?? 0);
    const frameSeconds = secondsFromFrames(1, frameRate);
    for (const slot of [0, 1] as const) {
      const shot = slotOf(index) === slot ? shots[index] : undefined;
      const take = shot?.selectedTake ?? null;
      const video = slots.videos[slot];
      if (video && !video.error) {
        const lastFrame = Math.max(0, (take?.durationFrames ?? 1) - 1);
        const isMoving = take !== null && speed > 0 && into < take.durationFrames;
        const seconds = isMoving
          ? secondsFromFrames(into, frameRate)
          : seekSecondsOfFrame(take ? Math.min(Math.floor(into), lastFrame) : 0, frameRate);
        followClock(video, { seconds, speed: isMoving ? speed : 0, frameSeconds });
      }
      const voice = slots.voices[slot];
      if (voice && !voice.error) {
        const isHeard = shot !== undefined && take === null && shot.voiceAssetId !== null && speed > 0;
        const seconds = isHeard ? secondsFromFrames(into, frameRate) : 0;
        followClock(voice, { seconds, speed: isHeard ? speed : 0, frameSeconds });
      }
    }
  };

  const isWaiting = (now: number) => {
    if (waitsUntilMs === null) return false;
    const index = segmentIndexAt(film.timeline, playback.frame.get());
    const video = film.shots[index]?.selectedTake ? slots.videos[slotOf(index)] : null;
    if (video && !video.error && (video.seeking || video.readyState < hasPicture) && now < waitsUntilMs) return true;
    waitsUntilMs = null;
    return false;
  };
  /** What plays at a moment, exactly; also between two paintings. */
  const momentAt = (now: number) => {
    const speed = playback.speed.get();
    const part = playedPart(playback.marks.get(), film.timeline.durationFrames);
    const reached = positionAt(anchor, now, film.frameRate);
    return { ...keepInPart(reached, part, { speed, isLooping: playback.isLooping.get() }), reached, speed };
  };

  const step = () => {
    const now = nowMs();
    if (isWaiting(now)) {
      anchor = { ...anchor, atMs: now };
      cancelNext = beforePainting(step);
      return;
    }
    const { position, isOver, reached, speed } = momentAt(now);
    if (position !== reached) anchor = { frame: position, atMs: now, speed };
    playback.frame.set(Math.floor(position));
    if (isOver) {
      playback.pause();
      return;
    }
    place(position, speed);
    playback.isMoving.set(true);
    cancelNext = beforePainting(step);
  };

  const follow = () => {
    cancelNext();
    const speed = playback.speed.get();
    const frame = playback.frame.get();
    playback.isMoving.set(false);
    place(frame, 0);
    if (speed === 0) return;
    const now = nowMs();
    anchor = { frame, atMs: now, speed };
    waitsUntilMs = now + longestWaitMs;
    cancelNext = beforePainting(step);
  };
  playback.setClock(() => momentAt(nowMs()).position);
  const undos = [playback.speed.subscribe(follow), playback.seeks.subscribe(follow)];

  return {
    setFilm(next) {
      film = next;
      // What was asked to play before there was a stage begins now.
      if (!hasFilm || playback.speed.get() === 0) follow();
      hasFilm = true;
    },
    refresh() {
      if (playback.speed.get() === 0) place(playback.frame.get(), 0);
    },
    close() {
      cancelNext();
      playback.isMoving.set(false);
      playback.setClock(null);
      for (const undo of undos) undo();
      for (const media of [...slots.videos, ...slots.voices]) media?.pause();
    },
  };
}

const emptyTimeline: Timeline = { segments: [], durationFrames: 0 };
