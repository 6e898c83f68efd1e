/** The keys of every player in the window. */
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { pressedCommand } from '#renderer/ui/keymap.ts';

export type PlayerCommand =
  | { kind: 'toggle' | 'pause' | 'loop' | 'fullScreen' | 'markShot' | 'unmark' | 'subtitles' }
  | { kind: 'mark'; which: 'in' | 'out' }
  | { kind: 'shuttle'; direction: 'back' | 'on' }
  | { kind: 'step'; frames: 1 | -1 }
  | { kind: 'shot'; step: 1 | -1 }
  | { kind: 'edge'; to: 'start' | 'end' }
  | { kind: 'chooseTake'; takeNumber: number };

/** What the commands of players are, by their ids. */
export const playerCommands = {
  'player.toggle': { kind: 'toggle' },
  'player.pause': { kind: 'pause' },
  'player.back': { kind: 'shuttle', direction: 'back' },
  'player.on': { kind: 'shuttle', direction: 'on' },
  'player.previousFrame': { kind: 'step', frames: -1 },
  'player.nextFrame': { kind: 'step', frames: 1 },
  'player.previousShot': { kind: 'shot', step: -1 },
  'player.nextShot': { kind: 'shot', step: 1 },
  'player.start': { kind: 'edge', to: 'start' },
  'player.end': { kind: 'edge', to: 'end' },
  'player.fullScreen': { kind: 'fullScreen' },
  'player.loop': { kind: 'loop' },
  'player.markIn': { kind: 'mark', which: 'in' },
  'player.markOut': { kind: 'mark', which: 'out' },
  'player.markShot': { kind: 'markShot' },
  'player.unmark': { kind: 'unmark' },
  'player.subtitles': { kind: 'subtitles' },
} as const satisfies Partial<Record<CommandId, PlayerCommand>>;

/** What a key does; null means nothing, so that it goes on to others. Digits choose takes and are fixed. */
export function playerCommandOf(pressed: Pressed): PlayerCommand | null {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  // "1" to "9"
  if (!ctrlKey && !metaKey && !altKey && /^[1-9]$/.test(key)) return { kind: 'chooseTake', takeNumber: Number(key) };
  const id = pressedCommand(pressed, 'player');
  return id !== null && id in playerCommands ? playerCommands[id as keyof typeof playerCommands] : null;
}
