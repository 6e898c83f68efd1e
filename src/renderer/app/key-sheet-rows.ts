/** What the sheet of keys says: every command, and the keys that are the same for everyone. */
import type { TFunction } from 'i18next';
import { type CommandGroup, commandIds, groupOf } from '#renderer/ui/command-list.ts';
import type { Keymap } from '#renderer/ui/keymap.ts';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import { holdsWords, wordsToFind } from '#shared/domain/search-text.ts';

export type SheetRow = { group: CommandGroup; does: string; chords: readonly string[] };

export function sheetRows(t: TFunction, keymap: Keymap): SheetRow[] {
  const commands = commandIds.map((id) => ({
    group: groupOf(id),
    does: t(`commands.${id}`),
    chords: keymap.chordsOf(id),
  }));
  return [...commands, ...fixedRows(t)];
}

function fixedRows(t: TFunction): SheetRow[] {
  const arrows = ['←', '→', '↑', '↓'];
  return [
    { group: 'window', does: t('fixedKeys.back'), chords: ['Escape'] },
    { group: 'storyboard', does: t('fixedKeys.moveCards'), chords: arrows },
    { group: 'storyboard', does: t('fixedKeys.rangeCards'), chords: ['Shift+←', 'Shift+→'] },
    { group: 'storyboard', does: t('fixedKeys.clipboard'), chords: ['Mod+C', 'Mod+X', 'Mod+V'] },
    { group: 'takes', does: t('fixedKeys.moveTakes'), chords: arrows },
    { group: 'sketch', does: t('fixedKeys.movePaper'), chords: ['Space'] },
    { group: 'sketch', does: t('fixedKeys.pickColour'), chords: ['Alt'] },
    { group: 'sketch', does: t('fixedKeys.leavePad'), chords: ['Escape'] },
    { group: 'sound', does: t('fixedKeys.leaveSound'), chords: ['Escape'] },
    { group: 'queue', does: t('fixedKeys.moveJobs'), chords: ['↑', '↓'] },
    { group: 'queue', does: t('fixedKeys.rangeJobs'), chords: ['Shift+↑', 'Shift+↓'] },
  ];
}

/** Rows of which the words or the keys are those that were typed; all for an empty text. */
export function findRows<Row extends Pick<SheetRow, 'does' | 'chords'>>(rows: readonly Row[], text: string): Row[] {
  const typed = text.trim().toLowerCase();
  if (typed === '') return [...rows];
  const words = wordsToFind(text);
  return rows.filter(({ does, chords }) => {
    if (chords.some((chord) => chordLabel(chord).toLowerCase() === typed)) return true;
    return words.length > 0 && holdsWords([does], words);
  });
}
