import { giveTypedAhead } from '#renderer/ui/typed-ahead.ts';

/**
 * Puts the focus into a field of the selected shots, with its words selected, and writes what was typed for it while it
 * was not there; nothing changes where it has it already.
 *
 * @returns whether the field is on the screen
 */
export function focusShotField(name: 'title' | 'duration'): boolean {
  const field = document.querySelector<HTMLInputElement>(`input[data-shot-field="${name}"]`);
  if (field && field !== document.activeElement) giveTypedAhead(field);
  return field !== null;
}
