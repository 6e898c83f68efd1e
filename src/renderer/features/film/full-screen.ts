import type { Playback } from './playback.ts';

/** Shows the picture on the whole screen, or as before. @returns whether there is a picture. */
export function toggleFullScreen({ stage }: Playback): boolean {
  const element = stage.get();
  if (!element) return false;
  if (document.fullscreenElement) void document.exitFullscreen();
  // Refused where the window may not; then it simply stays as it is.
  else element.requestFullscreen().catch(() => undefined);
  return true;
}
