/** The keys of every player in the window. */
import type { TFunction } from 'i18next';
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { keysTogether, pressedCommand } from '#renderer/ui/keymap.ts';

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

/** What a key does; null means nothing, so that it goes on to others. */
export function playerCommandOf(pressed: Pressed): PlayerCommand | null {
  const takeNumber = pressedTakeNumber(pressed);
  if (takeNumber !== null) return { kind: 'chooseTake', takeNumber };
  const id = pressedCommand(pressed, 'player');
  return id !== null && id in playerCommands ? playerCommands[id as keyof typeof playerCommands] : null;
}

/** The number of the take that a key chooses, 1 to 9; null when it chooses none. */
export function pressedTakeNumber(pressed: Pressed): number | null {
  const digit = /^take\.choose(\d)$/.exec(pressedCommand(pressed, 'take') ?? '')?.[1];
  return digit === undefined ? null : Number(digit);
}

const hints = {
  play: ['player.toggle'],
  shuttle: ['player.back', 'player.pause', 'player.on'],
  step: ['player.previousFrame', 'player.nextFrame'],
  shots: ['player.previousShot', 'player.nextShot'],
  part: ['player.markIn', 'player.markOut'],
  fullScreen: ['player.fullScreen'],
} as const satisfies Record<string, readonly CommandId[]>;

/** What the keys of a player do, in one line, by the present keys. What has none is left out. */
export function playerHints(t: TFunction, wanted: ReadonlyArray<keyof typeof hints | 'close'>): string {
  return wanted
    .flatMap((name) => {
      if (name === 'close') return [t('player.hints.close')];
      const keys = keysTogether(...hints[name]);
      return keys === null ? [] : [t(`player.hints.${name}`, { keys })];
    })
    .join(' · ');
}
