/** What keys do to a film that plays, for the whole view. */
import { type PlayerCommand, playerCommands } from '#renderer/features/shot-facts/index.ts';
import type { CommandRuns } from '#renderer/ui/commands.ts';
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

/** The commands of a player, for a film. */
export function filmCommands(playback: Playback): CommandRuns {
  const runs = Object.entries(playerCommands).map(([id, command]) => [id, runOf(command, playback)] as const);
  return Object.fromEntries(runs);
}

function runOf(command: PlayerCommand, playback: Playback): (() => void) | null {
  switch (command.kind) {
    case 'toggle':
      return () => playback.toggle();
    case 'pause':
      return () => playback.pause();
    case 'shuttle':
      return () => playback.shuttle(command.direction);
    case 'step':
      return () => playback.step(command.frames);
    case 'shot':
      return () => playback.stepShot(command.step);
    case 'edge':
      return () => playback.seek(command.to === 'start' ? 0 : Number.MAX_SAFE_INTEGER);
    case 'mark':
      return () => playback.mark(command.which);
    case 'markShot':
      return () => playback.markShot();
    case 'unmark':
      return () => playback.unmark();
    case 'loop':
      return () => playback.isLooping.set(!playback.isLooping.get());
    case 'subtitles':
      return () => playback.showsSubtitles.set(!playback.showsSubtitles.get());
    case 'fullScreen':
      return () => void toggleFullScreen(playback);
    case 'chooseTake':
      return null;
  }
}
