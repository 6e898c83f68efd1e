/** What a card says of its shot. The card only shows it. */
import type { ShotId } from '#shared/domain/ids.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job, StoryboardShot } from '#shared/domain/records.ts';
import { type FrameRate, toShortTimecode } from '#shared/domain/time.ts';
import { shotSpriteUrl, shotThumbnailUrl, type Tone } from '#renderer/features/shot-facts/index.ts';

/** The word in the pill; `percent` is whole. */
export type ShotStatus =
  | { kind: 'board' | 'noBoard' | 'waiting' | 'outdated' | 'failed' | 'refused' | 'needsYou' | 'cancelled' }
  | { kind: 'running'; percent: number | null }
  | { kind: 'take'; number: number; total: number }
  | { kind: 'unchosen'; count: number };

export type ShotCardView = {
  id: ShotId;
  number: string;
  status: ShotStatus;
  tone: Tone;
  duration: string;
  title: string;
  /** Two lines under the picture: the prompt, else the title; empty for a shot without words. */
  text: string;
  pictureUrl: string | null;
  spriteUrl: string | null;
};

/** @param job the latest of the shot; null or undefined without one. */
export function toShotCardView(
  shot: StoryboardShot,
  { number, job, frameRate }: { number: string; job: Job | null | undefined; frameRate: FrameRate },
): ShotCardView {
  const status = statusOfShot(shot, job ?? null);
  return {
    id: shot.id,
    number,
    status,
    tone: toneOfStatus(status),
    duration: toShortTimecode(shot.durationFrames, frameRate),
    title: shot.title,
    text: shot.prompt.trim() || shot.title,
    pictureUrl: shotThumbnailUrl(shot),
    spriteUrl: shotSpriteUrl(shot),
  };
}

/** What matters most now: work, then trouble, then what is there. */
export function statusOfShot(shot: StoryboardShot, job: Job | null): ShotStatus {
  if (job) {
    if (job.state === 'waiting') return { kind: 'waiting' };
    if (isActive(job.state)) return { kind: 'running', percent: percentOf(job) };
    if (job.state === 'needs-you') return { kind: 'needsYou' };
    if (job.state === 'failed') return { kind: 'failed' };
    if (job.state === 'refused') return { kind: 'refused' };
    if (job.state === 'cancelled' && shot.takeCount === 0) return { kind: 'cancelled' };
  }
  if (shot.selectedTake?.isOutdated) return { kind: 'outdated' };
  if (shot.selectedTake) {
    return { kind: 'take', number: shot.selectedTake.takeNumber, total: Math.max(shot.takeCount, 1) };
  }
  if (shot.takeCount > 0) return { kind: 'unchosen', count: shot.takeCount };
  return { kind: shot.boardAssetId === null ? 'noBoard' : 'board' };
}

/** Progress is that of the present state; only making the clip is worth a number. */
function percentOf({ state, progress }: Job): number | null {
  if (state !== 'running' || progress === null) return null;
  return Math.min(99, Math.floor(progress * 100));
}

function toneOfStatus({ kind }: ShotStatus): Tone {
  switch (kind) {
    case 'running':
      return 'run';
    case 'take':
      return 'ok';
    case 'outdated':
    case 'needsYou':
    case 'unchosen':
      return 'ask';
    case 'failed':
    case 'refused':
      return 'bad';
    default:
      return 'idle';
  }
}

/** 0-based tile of a sprite sheet at a place across the picture, `across` from 0 to 1. */
export function spriteTileAt(across: number, tileCount: number): number {
  return Math.min(tileCount - 1, Math.max(0, Math.floor(across * tileCount)));
}
