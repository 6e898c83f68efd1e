import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { seekSecondsOfFrame } from '#renderer/features/shot-facts/index.ts';
import type { TakeId } from '#shared/domain/ids.ts';
import type { Take } from '#shared/domain/records.ts';
import { secondsFromFrames } from '#shared/domain/time.ts';
import { createSyncPlayer, type SyncClip, type SyncPlayer } from './sync-player.ts';

/** A player for these takes, as long as the component is there. */
export function useSyncPlayer(takes: readonly Take[]): SyncPlayer {
  const [player] = useState(() =>
    createSyncPlayer({
      nowMs: () => performance.now(),
      requestFrame: (run) => requestAnimationFrame(run),
      cancelFrame: (handle) => cancelAnimationFrame(handle),
    }),
  );
  const clips = useMemo(() => new Map(takes.map((take) => [take.id as string, clipOf(take)])), [takes]);
  useEffect(() => player.setClips(clips), [player, clips]);
  useEffect(() => () => player.dispose(), [player]);
  return player;
}

function clipOf({ durationFrames, frameRate }: Take): SyncClip {
  return {
    durationSeconds: secondsFromFrames(durationFrames, frameRate),
    lastFrameSeconds: seekSecondsOfFrame(Math.max(0, durationFrames - 1), frameRate),
  };
}

/** Goes on the video of a take. */
export function useSyncVideo(player: SyncPlayer, takeId: TakeId): (video: HTMLVideoElement | null) => void {
  return useCallback((video: HTMLVideoElement | null) => player.register(takeId, video), [player, takeId]);
}

/** Whether anything plays, and where it stands; renders a few times a second while it does. */
export function useSyncState(player: SyncPlayer): { playingIds: ReadonlySet<string>; seconds: number } {
  const playingIds = useSyncExternalStore(player.subscribe, player.playingIds);
  const seconds = useSyncExternalStore(player.subscribe, () => Math.round(player.position() * 20) / 20);
  return { playingIds, seconds };
}
