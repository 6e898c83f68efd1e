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
    { group: 'takes', does: t('fixedKeys.moveTakes'), chords: arrows },
    { group: 'takes', does: t('fixedKeys.chooseNumber'), chords: ['1 – 9'] },
    { group: 'takes', does: t('fixedKeys.rate'), chords: ['Shift+1 – 5', 'Shift+0'] },
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
