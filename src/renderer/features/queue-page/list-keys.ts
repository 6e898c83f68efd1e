/** The keys of the list of jobs. Arrows and Escape are fixed; the rest are commands. */
import type { Pressed } from '#renderer/ui/chords.ts';
import type { CommandId } from '#renderer/ui/command-list.ts';
import { pressedCommand } from '#renderer/ui/keymap.ts';

export type ListCommand =
  | { kind: 'focus'; to: 'up' | 'down' | 'start' | 'end'; isRange: boolean }
  | {
      kind: 'toggle' | 'selectAll' | 'unselect' | 'cancel' | 'menu' | 'pauseLane' | 'startNow' | 'tonight' | 'pickTime';
    }
  | { kind: 'edge'; to: 'first' | 'last' }
  | { kind: 'move' | 'priority'; step: 1 | -1 };

const moves = { ArrowUp: 'up', ArrowDown: 'down', Home: 'start', End: 'end' } as const;

/** What the commands of the list do, by their ids. */
export const listCommands: Partial<Record<CommandId, ListCommand>> = {
  'queue.select': { kind: 'toggle' },
  'queue.selectAll': { kind: 'selectAll' },
  'queue.moveUp': { kind: 'move', step: -1 },
  'queue.moveDown': { kind: 'move', step: 1 },
  'queue.raise': { kind: 'priority', step: 1 },
  'queue.lower': { kind: 'priority', step: -1 },
  'queue.cancel': { kind: 'cancel' },
  'queue.menu': { kind: 'menu' },
  'queue.startNow': { kind: 'startNow' },
  'queue.tonight': { kind: 'tonight' },
  'queue.pickTime': { kind: 'pickTime' },
  'queue.moveFirst': { kind: 'edge', to: 'first' },
  'queue.moveLast': { kind: 'edge', to: 'last' },
  'queue.pauseLane': { kind: 'pauseLane' },
};

/** What a key does; null means nothing, so that it goes on to others. */
export function listCommandOf(pressed: Pressed): ListCommand | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey = false } = pressed;
  const id = pressedCommand(pressed, 'queue');
  const command = id ? listCommands[id] : undefined;
  if (command) return command;
  if (ctrlKey || metaKey || altKey) return null;
  if (key in moves) return { kind: 'focus', to: moves[key as keyof typeof moves], isRange: shiftKey };
  return key === 'Escape' ? { kind: 'unselect' } : null;
}
