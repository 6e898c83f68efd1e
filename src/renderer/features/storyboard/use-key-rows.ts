import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRow } from '#renderer/ui/key-sheet-registry.ts';

/** The keys of the storyboard, for the sheet. */
export function useKeyRows(): readonly KeyRow[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { chords: ['Space'], does: t('player.play') },
      { chords: ['Enter'], does: t('storyboard.openTakes') },
      { chords: ['C'], does: t('takeCompare.keys.open') },
      { chords: ['F2'], does: t('storyboard.editTitle') },
      { chords: ['N'], does: t('storyboard.newShot') },
      { chords: ['Mod+D'], does: t('storyboard.duplicate') },
      { chords: ['Mod+C', 'Mod+X', 'Mod+V'], does: t('structure.clipboardKeys') },
      { chords: ['S'], does: t('structure.split') },
      { chords: ['M'], does: t('structure.merge') },
      { chords: ['Alt+1', 'Alt+5'], does: t('structure.statusKeys') },
      { chords: ['Alt+Shift+1', 'Alt+Shift+8'], does: t('structure.colourKeys') },
      { chords: ['Mod+Shift+L'], does: t('structure.lockKeys') },
      { chords: ['Delete'], does: t('storyboard.deleteShots', { count: 1 }) },
      { chords: ['Alt+←', 'Alt+→'], does: t('storyboard.moveKeys') },
      { chords: ['Alt+Shift+←', 'Alt+Shift+→'], does: t('storyboard.lengthKeys') },
      { chords: ['Mod+A'], does: t('storyboard.selectAll') },
      { chords: ['J', 'K', 'L'], does: t('storyboard.shuttleKeys') },
      { chords: [',', '.'], does: t('storyboard.frameKeys') },
    ],
    [t],
  );
}
