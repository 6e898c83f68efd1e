import type { CommandId } from './command-list.ts';
import { keysOf } from './keymap.ts';

/**
 * For a control that does what a command does: its tooltip with the present keys, and the name of the command, by which
 * the list that it stands in offers it.
 */
export function commandAttributes(
  command: CommandId | undefined,
  title?: string,
): { 'data-command': CommandId | undefined; title: string | undefined } {
  const keys = command && keysOf(command);
  return { 'data-command': command, title: [title, keys].filter(Boolean).join('  ') || undefined };
}
