/** The keys of the pad, for the sheet of keys. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRow } from '#renderer/ui/key-sheet-registry.ts';

export function useSketchKeyRows(): readonly KeyRow[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { chords: ['P'], does: t('sketch.brushes.pencil') },
      { chords: ['I'], does: t('sketch.brushes.ink') },
      { chords: ['B'], does: t('sketch.brushes.brush') },
      { chords: ['M'], does: t('sketch.brushes.marker') },
      { chords: ['E'], does: t('sketch.brushes.eraser') },
      { chords: ['['], does: t('sketch.smaller') },
      { chords: [']'], does: t('sketch.larger') },
      { chords: ['H', t('sketch.keys.space')], does: t('sketch.hand') },
      { chords: ['+', '-'], does: t('sketch.keys.zoom') },
      { chords: ['0'], does: t('sketch.fit') },
      { chords: ['F'], does: t('sketch.flip') },
      { chords: ['O'], does: t('sketch.onion') },
      { chords: ['N'], does: t('sketch.layers.add') },
      { chords: ['Alt'], does: t('sketch.keys.pick') },
      { chords: ['Mod+Z'], does: t('sketch.undo') },
      { chords: ['Mod+Shift+Z'], does: t('sketch.redo') },
      { chords: [t('sketch.keys.pageUp')], does: t('sketch.previousShot') },
      { chords: [t('sketch.keys.pageDown')], does: t('sketch.nextShot') },
      { chords: ['Escape', 'Mod+Enter'], does: t('sketch.done') },
    ],
    [t],
  );
}
