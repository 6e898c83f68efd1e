/** The keys of the takes side by side. Arrows and Escape are fixed; the rest are commands. */
import type { TFunction } from 'i18next';
import { pressedTakeNumber } from '#renderer/features/shot-facts/index.ts';
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { keysOf, keysTogether, pressedCommand } from '#renderer/ui/keymap.ts';

export type CompareCommand =
  | { kind: 'playAll' | 'playOne' | 'choose' | 'pair' | 'pin' | 'note' | 'mute' | 'back' }
  | { kind: 'focus'; to: FocusMove }
  | { kind: 'chooseNumber'; takeNumber: number }
  /** Null takes the rating back. */
  | { kind: 'rate'; rating: number | null }
  | { kind: 'step'; frames: 1 | -1 };

export type FocusMove = 'left' | 'right' | 'up' | 'down' | 'start' | 'end';

const moves: Record<string, FocusMove> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'start',
  End: 'end',
};

/** What the commands of the view are, by their ids. */
export const compareCommands: Partial<Record<CommandId, CompareCommand>> = {
  'takes.playAll': { kind: 'playAll' },
  'takes.playOne': { kind: 'playOne' },
  'takes.choose': { kind: 'choose' },
  'takes.previousFrame': { kind: 'step', frames: -1 },
  'takes.nextFrame': { kind: 'step', frames: 1 },
  'takes.pair': { kind: 'pair' },
  'takes.pin': { kind: 'pin' },
  'takes.note': { kind: 'note' },
  'takes.mute': { kind: 'mute' },
  'takes.rate0': { kind: 'rate', rating: null },
  'takes.rate1': { kind: 'rate', rating: 1 },
  'takes.rate2': { kind: 'rate', rating: 2 },
  'takes.rate3': { kind: 'rate', rating: 3 },
  'takes.rate4': { kind: 'rate', rating: 4 },
  'takes.rate5': { kind: 'rate', rating: 5 },
};

/** What a key does; null means nothing, so that it goes on to others. */
export function compareCommandOf(pressed: Pressed): CompareCommand | null {
  const id = pressedCommand(pressed, 'takes');
  const command = id ? compareCommands[id] : undefined;
  if (command) return command;
  const takeNumber = pressedTakeNumber(pressed);
  if (takeNumber !== null) return { kind: 'chooseNumber', takeNumber };
  const { key, ctrlKey, metaKey, altKey } = pressed;
  if (ctrlKey || metaKey || altKey) return null;
  const to = moves[key];
  if (to) return { kind: 'focus', to };
  return key === 'Escape' ? { kind: 'back' } : null;
}

/** What the keys do, in one line, by the present keys. What has none is left out. */
export function compareHints(t: TFunction): string {
  const [play, choose, all] = [
    keysOf('takes.playAll'),
    keysTogether('takes.choose', 'take.choose1'),
    keysOf('window.keys'),
  ];
  const [first, last] = [keysOf('takes.rate1'), keysOf('takes.rate5')];
  return [
    play && t('takeCompare.hints.play', { keys: play }),
    t('takeCompare.hints.move'),
    choose && t('takeCompare.hints.choose', { keys: choose }),
    first && last && t('takeCompare.hints.rate', { first, last }),
    all && t('takeCompare.hints.all', { keys: all }),
  ]
    .filter(Boolean)
    .join(' · ');
}
