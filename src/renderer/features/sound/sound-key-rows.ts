/** What the sheet of keys says of the lanes. */
import type { TFunction } from 'i18next';
import type { KeyRow } from '#renderer/ui/key-sheet-registry.ts';

let cached: { t: TFunction; rows: readonly KeyRow[] } | null = null;

/** The same rows for the same language, so that the sheet registers them once. */
export function soundKeyRows(t: TFunction): readonly KeyRow[] {
  if (cached?.t !== t) {
    cached = {
      t,
      rows: [
        { chords: ['←', '→'], does: t('sound.keyMove') },
        { chords: ['Shift+←', 'Shift+→'], does: t('sound.keyCut') },
        { chords: ['Alt+←', 'Alt+→'], does: t('sound.keyEnd') },
        { chords: ['Alt+Shift+←', 'Alt+Shift+→'], does: t('sound.keyStart') },
        { chords: ['↑', '↓'], does: t('sound.keyGain') },
        { chords: ['Alt+↑', 'Alt+↓'], does: t('sound.keyLane') },
        { chords: ['S'], does: t('sound.keySplit') },
        { chords: ['Delete'], does: t('sound.keyDelete') },
      ],
    };
  }
  return cached.rows;
}
