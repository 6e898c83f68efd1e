import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRow } from '#renderer/ui/key-sheet-registry.ts';

/** The keys of the list of jobs, for the sheet. */
export function useQueueKeyRows(): readonly KeyRow[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { chords: ['↑', '↓'], does: t('queuePage.keys.move') },
      { chords: ['Space'], does: t('queuePage.keys.select') },
      { chords: ['Shift+↑', 'Shift+↓'], does: t('queuePage.keys.range') },
      { chords: ['Mod+A'], does: t('queuePage.keys.all') },
      { chords: ['Alt+↑', 'Alt+↓'], does: t('queuePage.keys.reorder') },
      { chords: ['+', '-'], does: t('queuePage.keys.priority') },
      { chords: ['Delete'], does: t('queuePage.keys.cancel') },
      { chords: ['Enter'], does: t('queuePage.keys.menu') },
    ],
    [t],
  );
}
