/** What the lanes work out: where clips stand, what a drag or a key makes of one, and what is sent of it. */
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { pressedCommand } from '#renderer/ui/keymap.ts';
import type { SoundClipPatch } from '#shared/contract/sound-schemas.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { fitGainDb, type FilmSegment, fitSound, type PlacedSound } from '#shared/domain/sound-rules.ts';
import {
  anchorAt,
  msFromFrames,
  snapSound,
  soundLengthFrames,
  startOfSound,
  trimSoundEnd,
  trimSoundStart,
} from '#shared/domain/sound-rules.ts';
import type { ListedSoundClip, SoundLaneKind } from '#shared/domain/sound.ts';
import type { FrameRate } from '#shared/domain/time.ts';

/** A clip where it stands in the film. */
export type PlacedClip = ListedSoundClip & PlacedSound;

/** In the order of their start; clips of shots that are not in the film have no place. */
export function placeClips(clips: readonly ListedSoundClip[], segments: readonly FilmSegment[]): PlacedClip[] {
  const byShot = new Map<ShotId, FilmSegment>(segments.map((segment) => [segment.shotId, segment]));
  return clips
    .flatMap((clip) => {
      const startFrame = startOfSound(clip, (shotId) => byShot.get(shotId));
      return startFrame === null ? [] : [{ ...clip, startFrame }];
    })
    .sort((a, b) => a.startFrame - b.startFrame);
}

/** What a press on a clip takes hold of. */
export type ClipGrip = 'move' | 'trim-start' | 'trim-end' | 'fade-in' | 'fade-out';

export type ClipDrag = {
  grip: ClipGrip;
  /** The clip when the drag began. */
  from: PlacedClip;
  /** How far the pointer has come since, in frames, not whole. */
  movedFrames: number;
  /** Frames that a start or an end jumps to: cuts, the playhead. */
  targets: readonly number[];
  /** How near; 0 means that nothing jumps. */
  withinFrames: number;
  frameRate: FrameRate;
};

/** The clip as the drag has it now. */
export function dragClip({ grip, from, movedFrames, targets, withinFrames, frameRate }: ClipDrag): PlacedClip {
  const limits = { sourceDurationMs: from.sourceDurationMs, frameRate };
  const length = soundLengthFrames(from, frameRate);
  const snapEdge = (frame: number) => snapSound({ startFrame: frame, lengthFrames: 0 }, targets, withinFrames);
  switch (grip) {
    case 'move': {
      const wanted = { startFrame: from.startFrame + movedFrames, lengthFrames: length };
      return { ...from, startFrame: snapSound(wanted, targets, withinFrames) };
    }
    case 'trim-start':
      return trimSoundStart(from, snapEdge(from.startFrame + movedFrames), limits);
    case 'trim-end':
      return trimSoundEnd(from, snapEdge(from.startFrame + length + movedFrames), limits);
    case 'fade-in':
      return withShape(from, { fadeInFrames: Math.min(length, from.fadeInFrames + movedFrames) }, frameRate);
    case 'fade-out': {
      const most = length - from.fadeInFrames;
      return withShape(from, { fadeOutFrames: Math.min(most, from.fadeOutFrames - movedFrames) }, frameRate);
    }
  }
}

/** A clip with other fields, brought into what may be stored. */
export function withShape(clip: PlacedClip, fields: Partial<PlacedSound>, frameRate: FrameRate): PlacedClip {
  const changed = { ...clip, ...fields };
  return { ...changed, ...fitSound(changed, clip.sourceDurationMs, frameRate) };
}

/** What a key does to the clip that has the focus. */
export type ClipCommand =
  | { kind: 'move' | 'trim-start' | 'trim-end'; frames: number }
  | { kind: 'next-cut'; direction: 1 | -1 }
  | { kind: 'gain'; byDb: number }
  | { kind: 'lane'; step: 1 | -1 }
  | { kind: 'split' | 'trim-to-film' | 'delete' | 'leave' };

/** What the commands of a sound do, by their ids. */
export const clipCommands = {
  'sound.earlier': { kind: 'move', frames: -1 },
  'sound.later': { kind: 'move', frames: 1 },
  'sound.previousCut': { kind: 'next-cut', direction: -1 },
  'sound.nextCut': { kind: 'next-cut', direction: 1 },
  'sound.endEarlier': { kind: 'trim-end', frames: -1 },
  'sound.endLater': { kind: 'trim-end', frames: 1 },
  'sound.startEarlier': { kind: 'trim-start', frames: -1 },
  'sound.startLater': { kind: 'trim-start', frames: 1 },
  'sound.louder': { kind: 'gain', byDb: 1 },
  'sound.quieter': { kind: 'gain', byDb: -1 },
  'sound.laneAbove': { kind: 'lane', step: -1 },
  'sound.laneBelow': { kind: 'lane', step: 1 },
  'sound.split': { kind: 'split' },
  'sound.trimToFilm': { kind: 'trim-to-film' },
  'sound.delete': { kind: 'delete' },
} as const satisfies Partial<Record<CommandId, ClipCommand>>;

/** Null for keys that mean nothing to a clip. Escape is the same for everyone. */
export function clipCommandOf(pressed: Pressed): ClipCommand | null {
  const id = pressedCommand(pressed, 'sound');
  if (id !== null && id in clipCommands) return clipCommands[id as keyof typeof clipCommands];
  return pressed.key === 'Escape' ? { kind: 'leave' } : null;
}

/** What a key makes of a clip; null for keys that do not change the clip alone. */
export function runClipCommand(
  command: ClipCommand,
  clip: PlacedClip,
  { cuts, frameRate }: { cuts: readonly number[]; frameRate: FrameRate },
): PlacedClip | null {
  const limits = { sourceDurationMs: clip.sourceDurationMs, frameRate };
  switch (command.kind) {
    case 'move':
      return { ...clip, startFrame: Math.max(0, clip.startFrame + command.frames) };
    case 'trim-start':
      return trimSoundStart(clip, clip.startFrame + command.frames, limits);
    case 'trim-end':
      return trimSoundEnd(clip, clip.startFrame + soundLengthFrames(clip, frameRate) + command.frames, limits);
    case 'next-cut': {
      const cut =
        command.direction === 1
          ? cuts.find((frame) => frame > clip.startFrame)
          : cuts.findLast((frame) => frame < clip.startFrame);
      return cut === undefined ? clip : { ...clip, startFrame: cut };
    }
    case 'gain':
      return { ...clip, gainDb: fitGainDb(clip.gainDb + command.byDb) };
    default:
      return null;
  }
}

/** Frames at which shots begin. */
export function cutsOf(segments: readonly FilmSegment[]): number[] {
  return segments.map(({ startFrame }) => startFrame);
}

export type PatchOptions = {
  segments: readonly FilmSegment[];
  /** Of the lane it is put on. */
  laneKind: SoundLaneKind;
  /** Whether that is another lane than before. */
  isOtherLane?: boolean;
};

/** What is sent of a changed clip; null when nothing changed. Only a clip that moved gets another place. */
export function clipPatch(
  before: PlacedClip,
  after: PlacedClip,
  { segments, laneKind, isOtherLane = false }: PatchOptions,
): SoundClipPatch | null {
  const patch: SoundClipPatch = {};
  const keys = ['trimInMs', 'trimOutMs', 'gainDb', 'fadeInFrames', 'fadeOutFrames'] as const;
  for (const key of keys) if (after[key] !== before[key]) patch[key] = after[key];
  if (isOtherLane) patch.laneId = after.laneId;
  if (isOtherLane || after.startFrame !== before.startFrame) {
    patch.anchor = anchorAt(segments, laneKind, after.startFrame);
  }
  return Object.keys(patch).length > 0 ? patch : null;
}

/** Which part of a clip is seen, in pixels from the start of the film; null when none is. */
export function seenPart(
  { startPx, endPx }: { startPx: number; endPx: number },
  { fromPx, toPx }: { fromPx: number; toPx: number },
): { fromPx: number; toPx: number } | null {
  const part = { fromPx: Math.max(startPx, fromPx), toPx: Math.min(endPx, toPx) };
  return part.toPx > part.fromPx ? part : null;
}

/** Milliseconds of the file at so many pixels into a clip. */
export function sourceMsAtPx(clip: PlacedClip, px: number, pxPerFrame: number, frameRate: FrameRate): number {
  return clip.trimInMs + msFromFrames(px / pxPerFrame, frameRate);
}
