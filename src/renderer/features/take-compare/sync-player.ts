/** Plays several videos in step, by one clock, or one of them alone. */
import { orderFor, playFrom, positionOf, type SyncClock } from './sync-clock.ts';

/** What of a video element is needed. */
export type SyncVideo = Pick<HTMLVideoElement, 'currentTime' | 'paused' | 'seeking'> & {
  play(): Promise<void>;
  pause(): void;
};

export type SyncClip = {
  durationSeconds: number;
  /** The middle of the last frame, where a clip that is over stands. */
  lastFrameSeconds: number;
};

export type SyncPlayer = {
  /** Which clips there are; those that play go on. */
  setClips(clips: ReadonlyMap<string, SyncClip>): void;
  /** A video came, or with null went. It is put in step at once. */
  register(id: string, video: SyncVideo | null): void;
  /** Plays these, or stops when they play already. */
  toggle(ids: readonly string[]): void;
  pause(): void;
  /** Stands still there, all clips. */
  seek(seconds: number): void;
  position(): number;
  /** Length of the loop of what plays, or else of all clips. */
  loopSeconds(): number;
  /** Clips that play now; empty while they stand still. */
  playingIds(): ReadonlySet<string>;
  /** Called when it starts, stops, or has moved on; a few times a second while it plays. @returns the undo. */
  subscribe(listener: () => void): () => void;
  dispose(): void;
};

export type SyncPlayerOptions = {
  nowMs: () => number;
  requestFrame: (run: () => void) => number;
  cancelFrame: (handle: number) => void;
};

/** Listeners need not hear of each frame. */
const tellEveryMs = 100;

const nobody: ReadonlySet<string> = new Set();

export function createSyncPlayer({ nowMs, requestFrame, cancelFrame }: SyncPlayerOptions): SyncPlayer {
  let clips: ReadonlyMap<string, SyncClip> = new Map();
  const videos = new Map<string, SyncVideo>();
  const listeners = new Set<() => void>();
  let clock: SyncClock = { kind: 'paused', atSeconds: 0 };
  let playing = nobody;
  let frame = 0;
  let toldAtMs = 0;

  const tell = () => {
    toldAtMs = nowMs();
    for (const listener of [...listeners]) listener();
  };
  const loopOf = (ids: Iterable<string>) => Math.max(0, ...[...ids].map((id) => clips.get(id)?.durationSeconds ?? 0));
  const loopSeconds = () => loopOf(playing.size > 0 ? playing : clips.keys());
  const position = () => positionOf(clock, nowMs(), loopSeconds());

  const align = (id: string, video: SyncVideo, wanted: number) => {
    const clip = clips.get(id);
    if (!clip) return;
    if (!playing.has(id)) {
      if (!video.paused) video.pause();
      return;
    }
    const order = orderFor({ actualSeconds: video.currentTime, lastFrameSeconds: clip.lastFrameSeconds }, wanted);
    if (order.kind === 'hold') {
      if (!video.paused) video.pause();
      if (Math.abs(video.currentTime - order.atSeconds) > 0.001 && !video.seeking) video.currentTime = order.atSeconds;
      return;
    }
    if (order.seekTo !== null && !video.seeking) video.currentTime = order.seekTo;
    // Fails when the video is gone or cannot be decoded: its error event tells.
    if (video.paused) video.play().catch(() => {});
  };
  const stand = (id: string, video: SyncVideo, seconds: number) => {
    const clip = clips.get(id);
    if (!video.paused) video.pause();
    if (clip) video.currentTime = Math.min(seconds, clip.lastFrameSeconds);
  };
  const tick = () => {
    const wanted = position();
    for (const [id, video] of videos) align(id, video, wanted);
    if (nowMs() - toldAtMs >= tellEveryMs) tell();
    frame = requestFrame(tick);
  };
  const stop = (atSeconds: number) => {
    cancelFrame(frame);
    clock = { kind: 'paused', atSeconds };
    playing = nobody;
  };

  return {
    setClips(next) {
      clips = next;
      if ([...playing].some((id) => !clips.has(id))) playing = new Set([...playing].filter((id) => clips.has(id)));
    },
    register(id, video) {
      if (!video) {
        videos.delete(id);
        return;
      }
      videos.set(id, video);
      const seconds = position();
      if (clock.kind === 'paused' && seconds > 0) stand(id, video, seconds);
    },
    toggle(ids) {
      const isSame = playing.size === ids.length && ids.every((id) => playing.has(id));
      const seconds = position();
      stop(seconds);
      if (!isSame && ids.length > 0) {
        playing = new Set(ids);
        clock = playFrom(seconds, nowMs(), loopSeconds());
        tick();
      } else {
        for (const video of videos.values()) if (!video.paused) video.pause();
      }
      tell();
    },
    pause() {
      stop(position());
      for (const video of videos.values()) if (!video.paused) video.pause();
      tell();
    },
    seek(seconds) {
      stop(Math.max(0, Math.min(seconds, loopOf(clips.keys()))));
      for (const [id, video] of videos) stand(id, video, seconds);
      tell();
    },
    position,
    loopSeconds,
    playingIds: () => playing,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      cancelFrame(frame);
      videos.clear();
      listeners.clear();
    },
  };
}
