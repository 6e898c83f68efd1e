/**
 * Which clips sound when, from where in their files and how loud. The one place that knows, for players, for the film
 * that is exported and for whoever plays the storyboard.
 */
import type { AssetId, SoundClipId, SoundLaneId } from './ids.ts';
import { leastGainDb, type SoundClip, type SoundLane } from './sound.ts';
import { type FilmSegment, gainFactor, msFromFrames, soundLengthFrames, startOfSound } from './sound-rules.ts';
import type { FrameRate } from './time.ts';

/** A clip at its time in a film, with the gain of its lane; what is muted or silent has none. */
export type ScheduledSound = {
  clipId: SoundClipId;
  assetId: AssetId;
  startFrame: number;
  /** First frame at which it is not heard any more: its own end, or that of the film. */
  endFrame: number;
  /** Its own length, which fades are measured from; it may go on behind the end of the film. */
  lengthFrames: number;
  /** Millisecond of the file that is heard at `startFrame`. */
  sourceStartMs: number;
  /** Of clip and lane together, in decibels. */
  gainDb: number;
  fadeInFrames: number;
  fadeOutFrames: number;
};

/** What a schedule is made from. */
export type SoundScheduleOptions = {
  /** The film, in order. */
  segments: readonly FilmSegment[];
  lanes: readonly SoundLane[];
  clips: readonly SoundClip[];
  frameRate: FrameRate;
  /** Lanes that are heard alone; empty means all. @default all */
  soloLaneIds?: ReadonlySet<SoundLaneId>;
};

/** By their start. Clips whose shot is not in the film, and those behind its end, are left out. */
export function scheduleSounds({
  segments,
  lanes,
  clips,
  frameRate,
  soloLaneIds = new Set(),
}: SoundScheduleOptions): ScheduledSound[] {
  const filmFrames = segments.at(-1)?.endFrame ?? 0;
  const byShot = new Map(segments.map((segment) => [segment.shotId, segment]));
  const heard = new Map(
    lanes
      .filter(({ id, isMuted }) => (soloLaneIds.size > 0 ? soloLaneIds.has(id) : !isMuted))
      .map((lane) => [lane.id, lane]),
  );
  const scheduled: ScheduledSound[] = [];
  for (const clip of clips) {
    const lane = heard.get(clip.laneId);
    const startFrame = startOfSound(clip, (shotId) => byShot.get(shotId));
    if (!lane || startFrame === null || startFrame >= filmFrames) continue;
    if (lane.gainDb <= leastGainDb || clip.gainDb <= leastGainDb) continue;
    const lengthFrames = soundLengthFrames(clip, frameRate);
    scheduled.push({
      clipId: clip.id,
      assetId: clip.assetId,
      startFrame,
      endFrame: Math.min(filmFrames, startFrame + lengthFrames),
      lengthFrames,
      sourceStartMs: clip.trimInMs,
      gainDb: lane.gainDb + clip.gainDb,
      fadeInFrames: clip.fadeInFrames,
      fadeOutFrames: clip.fadeOutFrames,
    });
  }
  return scheduled.sort((a, b) => a.startFrame - b.startFrame);
}

/** What is to be heard of a clip at one moment. */
export type SoundingClip = {
  clipId: SoundClipId;
  assetId: AssetId;
  /** Place in its file. */
  sourceMs: number;
  /** What samples are multiplied with, fades included. */
  gain: number;
};

/** The clips that sound at a frame, in the order of the schedule. */
export function soundsAt(scheduled: readonly ScheduledSound[], frame: number, rate: FrameRate): SoundingClip[] {
  const sounding: SoundingClip[] = [];
  for (const sound of scheduled) {
    if (sound.startFrame > frame) break;
    if (frame >= sound.endFrame) continue;
    const { clipId, assetId, sourceStartMs } = sound;
    const sourceMs = sourceStartMs + msFromFrames(frame - sound.startFrame, rate);
    sounding.push({ clipId, assetId, sourceMs, gain: gainFactor(sound.gainDb) * fadeAt(sound, frame) });
  }
  return sounding;
}

/** 0 to 1; fades are straight lines. */
export function fadeAt(
  { startFrame, lengthFrames, fadeInFrames, fadeOutFrames }: Omit<ScheduledSound, 'clipId' | 'assetId'>,
  frame: number,
): number {
  const into = frame - startFrame;
  const rising = fadeInFrames > 0 ? into / fadeInFrames : 1;
  const falling = fadeOutFrames > 0 ? (lengthFrames - into) / fadeOutFrames : 1;
  return Math.max(0, Math.min(1, rising, falling));
}
