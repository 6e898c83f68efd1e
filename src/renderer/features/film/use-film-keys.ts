/** Keys of a film that plays, for the whole view, wherever the focus is but in a field, a dialog or a menu. */
import { useEffect } from 'react';
import { playerCommandOf } from '#renderer/features/shot-facts/index.ts';
import { toggleFullScreen } from './full-screen.ts';
import type { Playback } from './playback.ts';

/** Whether a key belongs to what has the focus. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || !(event.target instanceof Element)) return event.defaultPrevented;
  if (event.target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return true;
  if (event.target.closest('input:not([type="range"]), textarea, select, audio, [contenteditable="true"]')) return true;
  if (event.key === ' ') return event.target.closest('button, summary') !== null;
  return event.key === 'Enter' && event.target.closest('button, a, summary') !== null;
}

/** Runs a player's key on a film. @returns whether it was one. */
export function runFilmKey(event: KeyboardEvent, playback: Playback): boolean {
  const command = playerCommandOf(event);
  switch (command?.kind) {
    case 'toggle':
      playback.toggle();
      return true;
    case 'pause':
      playback.pause();
      return true;
    case 'shuttle':
      playback.shuttle(command.direction);
      return true;
    case 'step':
      playback.step(command.frames);
      return true;
    case 'shot':
      playback.stepShot(command.step);
      return true;
    case 'edge':
      playback.seek(command.to === 'start' ? 0 : Number.MAX_SAFE_INTEGER);
      return true;
    case 'mark':
      playback.mark(command.which);
      return true;
    case 'markShot':
      playback.markShot();
      return true;
    case 'unmark':
      playback.unmark();
      return true;
    case 'loop':
      playback.isLooping.set(!playback.isLooping.get());
      return true;
    case 'subtitles':
      playback.showsSubtitles.set(!playback.showsSubtitles.get());
      return true;
    case 'fullScreen':
      return toggleFullScreen(playback);
    default:
      return false;
  }
}

export function useFilmKeys(playback: Playback): void {
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (isKeyTaken(event)) return;
      // A range that has the focus keeps its arrows.
      if (event.target instanceof HTMLInputElement && event.key.startsWith('Arrow')) return;
      if (runFilmKey(event, playback)) event.preventDefault();
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [playback]);
}
