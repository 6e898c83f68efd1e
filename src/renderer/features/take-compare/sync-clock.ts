/**
 * The one clock by which several clips play in step.
 *
 * Clips of different lengths share one loop as long as the longest of them: a shorter one stands still on its last frame
 * until all begin again.
 */

export type SyncClock =
  | { kind: 'paused'; atSeconds: number }
  /** `fromSeconds` is where it stood when it was started, at `startedAtMs`. */
  | { kind: 'playing'; startedAtMs: number; fromSeconds: number };

/** Seconds into the loop. A paused clock may stand at its very end. */
export function positionOf(clock: SyncClock, nowMs: number, loopSeconds: number): number {
  if (clock.kind === 'paused') return Math.min(clock.atSeconds, loopSeconds);
  if (loopSeconds <= 0) return 0;
  return (clock.fromSeconds + Math.max(0, nowMs - clock.startedAtMs) / 1000) % loopSeconds;
}

/** Starts where it stands, from the beginning when that is the end. */
export function playFrom(atSeconds: number, nowMs: number, loopSeconds: number): SyncClock {
  return { kind: 'playing', startedAtMs: nowMs, fromSeconds: atSeconds >= loopSeconds ? 0 : atSeconds };
}

/** A clip further off than this is put right; less cannot be seen, and each seek costs a moment. */
const mostDriftSeconds = 0.08;

export type ClipOrder =
  /** Stands still at its last frame. */
  { kind: 'hold'; atSeconds: number } | { kind: 'run'; seekTo: number | null };

/**
 * What a clip must do to be in step.
 *
 * @param lastFrameSeconds the middle of the clip's last frame.
 */
export function orderFor(
  { actualSeconds, lastFrameSeconds }: { actualSeconds: number; lastFrameSeconds: number },
  wantedSeconds: number,
): ClipOrder {
  if (wantedSeconds >= lastFrameSeconds) return { kind: 'hold', atSeconds: lastFrameSeconds };
  const isOff = Math.abs(actualSeconds - wantedSeconds) > mostDriftSeconds;
  return { kind: 'run', seekTo: isOff ? wantedSeconds : null };
}
