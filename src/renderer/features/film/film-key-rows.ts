/** What the sheet of keys says of playing. */
import type { TFunction } from 'i18next';
import type { KeyRow } from '#renderer/ui/key-sheet-registry.ts';

let cached: { t: TFunction; rows: readonly KeyRow[] } | null = null;

/** The same rows for the same language, so that the sheet registers them once. */
export function filmKeyRows(t: TFunction): readonly KeyRow[] {
  if (cached?.t !== t) {
    cached = {
      t,
      rows: [
        { chords: ['Space'], does: t('player.play') },
        { chords: ['J'], does: t('player.keyBack') },
        { chords: ['K'], does: t('player.pause') },
        { chords: ['L'], does: t('player.keyOn') },
        { chords: [','], does: t('player.previousFrame') },
        { chords: ['.'], does: t('player.nextFrame') },
        { chords: ['I'], does: t('film.markIn') },
        { chords: ['O'], does: t('film.markOut') },
        { chords: ['X'], does: t('film.markShot') },
        { chords: ['Alt+X'], does: t('film.unmark') },
        { chords: ['R'], does: t('player.loop') },
        { chords: ['T'], does: t('film.showSubtitles') },
        { chords: ['F'], does: t('player.fullScreen') },
      ],
    };
  }
  return cached.rows;
}
