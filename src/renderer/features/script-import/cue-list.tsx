import { useTranslation } from 'react-i18next';
import type { PreviewedCue } from '#shared/contract/import-answers.ts';
import { cueTime } from './cue-time.ts';
import styles from './file-import.module.css';
import paneStyles from './script-preview-panes.module.css';

export type CueListProps = { cues: readonly PreviewedCue[]; cueCount: number };

/** Every cue with the shot that gets its words. */
export function CueList({ cues, cueCount }: CueListProps) {
  const { t } = useTranslation();
  return (
    <section className={paneStyles.pane} aria-label={t('imports.cues')}>
      <h3 className={paneStyles.title}>
        {t('imports.cues')}
        {cues.length < cueCount && ` · ${t('imports.firstOnly', { count: cues.length })}`}
      </h3>
      <div className={paneStyles.scroll} tabIndex={0} role="group" aria-label={t('imports.cues')}>
        <table className={styles.cues}>
          <thead>
            <tr>
              <th scope="col">{t('imports.cueTime')}</th>
              <th scope="col">{t('imports.cueText')}</th>
              <th scope="col">{t('imports.cueShot')}</th>
            </tr>
          </thead>
          <tbody>
            {cues.map(({ startMs, endMs, text, shotNumber }, index) => (
              // Two cues can be the same in everything.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                <td className={styles.time}>{cueTime(startMs, endMs)}</td>
                <td dir="auto">{text}</td>
                <td data-left-out={shotNumber === null || undefined}>{shotNumber ?? t('imports.leftOut')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
