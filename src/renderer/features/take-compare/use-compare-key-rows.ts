import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRow } from '#renderer/ui/key-sheet-registry.ts';

/** The keys of the takes side by side, for the sheet. */
export function useCompareKeyRows(): readonly KeyRow[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { chords: ['←', '→', '↑', '↓'], does: t('takeCompare.keys.move') },
      { chords: ['Space'], does: t('takeCompare.keys.playAll') },
      { chords: ['Shift+Space'], does: t('takeCompare.keys.playOne') },
      { chords: [',', '.'], does: t('takeCompare.keys.step') },
      { chords: ['Enter'], does: t('takeCompare.keys.choose') },
      { chords: ['1 – 9'], does: t('takeCompare.keys.chooseNumber') },
      { chords: ['Shift+1 – 5', 'Shift+0'], does: t('takeCompare.keys.rate') },
      { chords: ['V'], does: t('takeCompare.keys.pair') },
      { chords: ['B'], does: t('takeCompare.keys.pin') },
      { chords: ['N'], does: t('takeCompare.keys.note') },
      { chords: ['M'], does: t('takeCompare.keys.mute') },
    ],
    [t],
  );
}
