/**
 * Sound that spans shots: lanes of music, effects and voices under the film, and the clips on them.
 *
 * Where a clip begins: so many frames into a shot, so that it moves with its picture, or into the film.
 * Why: docs/decisions/0014-sound-on-lanes.md
 */
import type { AssetId, ProjectId, ShotId, SoundClipId, SoundLaneId } from './ids.ts';

/** What lanes are for. */
export const soundLaneKinds = ['music', 'effects', 'voice'] as const;

/** What a lane is for: clips on a lane of music stay at their time in the film, all others move with their shot. */
export type SoundLaneKind = (typeof soundLaneKinds)[number];

/** Quietest and loudest gain of a clip or a lane, in decibels; the quietest means silence. */
export const leastGainDb = -60;
export const mostGainDb = 12;

/** Most lanes and clips of a project. */
export const mostSoundLanes = 24;
export const mostSoundClips = 2_000;

/** One lane; lanes are heard together. */
export type SoundLane = {
  id: SoundLaneId;
  projectId: ProjectId;
  /** Fractional rank inside the project; compare by code unit. */
  rank: string;
  name: string;
  kind: SoundLaneKind;
  /** −60 to 12 decibels, on top of that of its clips. */
  gainDb: number;
  isMuted: boolean;
  createdAtMs: number;
};

/** Where a clip begins. */
export type SoundAnchor = {
  /** The shot it begins in; null means the film. */
  anchorShotId: ShotId | null;
  /** Whole frames from the start of that shot, or of the film; past the end of the shot counts as its last frame. */
  offsetFrames: number;
};

/** What is heard of a file, and how. */
export type SoundShape = {
  /** Part of the file that is heard: whole milliseconds of it; the end is not part of it. */
  trimInMs: number;
  trimOutMs: number;
  /** −60 to 12 decibels. */
  gainDb: number;
  /** Whole frames of the film; the two together are no longer than the clip. */
  fadeInFrames: number;
  fadeOutFrames: number;
};

/** A part of an audio file on a lane. */
export type SoundClip = SoundAnchor &
  SoundShape & {
    id: SoundClipId;
    projectId: ProjectId;
    laneId: SoundLaneId;
    assetId: AssetId;
    createdAtMs: number;
  };

/** A clip with what a window shows of its file. */
export type ListedSoundClip = SoundClip & {
  sourceName: string;
  sourceDurationMs: number;
};

/** All sound of a project but that of its shots. */
export type Soundtrack = {
  /** In their order from top to bottom. */
  lanes: SoundLane[];
  /** In the order in which they were made. */
  clips: ListedSoundClip[];
};
