/** The keys that work on the screen now. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { type KeyGroup, registeredKeys } from '#renderer/ui/key-sheet-registry.ts';
import { chordLabel } from '#renderer/ui/platform-keys.ts';
import styles from './key-sheet.module.css';

export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [groups] = useState<KeyGroup[]>(() => [
    ...registeredKeys(),
    {
      title: t('app.keysEverywhere'),
      rows: [
        { chords: ['Mod+Z'], does: t('app.undo') },
        { chords: ['Mod+Shift+Z', 'Mod+Y'], does: t('app.redo') },
        { chords: ['Q'], does: t('generation.quick') },
        { chords: ['Esc'], does: t('app.keyBack') },
        { chords: ['?'], does: t('app.keys') },
      ],
    },
  ]);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('app.keys')} closeLabel={t('app.close')} width={720}>
      <div className={styles.groups}>
        {groups.map(({ title, rows }) => (
          <section key={title} className={styles.group}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.rows}>
              {rows.map(({ chords, does }) => (
                <div key={does} className={styles.row}>
                  <dt className={styles.does}>{does}</dt>
                  <dd className={styles.chords}>
                    {chords.map((chord) => (
                      <Kbd key={chord} keys={chordLabel(chord)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
