/** Keeps a video or a sound where the film's clock stands. */

/** What of a media element is read and set. */
export type FollowingMedia = Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'muted' | 'play' | 'pause'> & {
  readonly paused: boolean;
  readonly seeking: boolean;
};

export type WhereTo = {
  /** Where it should stand in its own time. */
  seconds: number;
  /** 0 stands still; negative is backwards, frame by frame. */
  speed: number;
  /** Length of one frame of the film. */
  frameSeconds: number;
  /** Most by which its speed is changed to catch up, as a share of it. @default 0.1, which no picture shows */
  mostChange?: number;
};

/** Fastest at which a sound still says something. */
const fastestHeard = 2;
/** Further away than this, running faster would take too long. */
const farSeconds = 0.3;

/**
 * One step of following: a small distance is made up by running a little faster or slower, a large one by a seek.
 * Called once for every picture that is painted.
 */
export function followClock(media: FollowingMedia, { seconds, speed, frameSeconds, mostChange = 0.1 }: WhereTo): void {
  if (speed <= 0) {
    if (!media.paused) media.pause();
    // A seek that is under way is not overtaken by the next: the picture would never come.
    if (!media.seeking && Math.abs(media.currentTime - seconds) > frameSeconds / 4) media.currentTime = seconds;
    return;
  }
  media.muted = speed > fastestHeard;
  if (media.paused) {
    if (Math.abs(media.currentTime - seconds) > frameSeconds / 2) media.currentTime = seconds;
    media.playbackRate = speed;
    media.play().catch(() => undefined);
    return;
  }
  if (media.seeking) return;
  const ahead = media.currentTime - seconds;
  if (Math.abs(ahead) > farSeconds * speed) {
    media.currentTime = seconds;
    return;
  }
  media.playbackRate = speed * (1 - Math.max(-mostChange, Math.min(mostChange, changeFor(ahead, frameSeconds))));
}

/** Share of the speed to take away (or to add, when negative): none within a quarter of a frame, so that it rests. */
function changeFor(aheadSeconds: number, frameSeconds: number): number {
  return Math.abs(aheadSeconds) <= frameSeconds / 4 ? 0 : aheadSeconds * 2;
}
