/** A shot beside its lines: small, as much as is needed to know it again. Memoised like a card. */
import { IconArrowsUpDown, IconPencil } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { speakingJob } from '#renderer/features/queue/index.ts';
import type { ScriptShotFacts } from '#renderer/features/script/index.ts';
import { useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import styles from './script-shot.module.css';
import { toShotCardView } from './shot-card-view.ts';
import { marksText, StatusIcon, Swatch } from './shot-marks.tsx';
import { statusText } from './status-text.ts';

export type ScriptShotProps = ScriptShotFacts & { shot: StoryboardShot; number: string; frameRate: FrameRate };

export const ScriptShot = memo(function ScriptShot({ shot, number, frameRate, isEdited, isAway }: ScriptShotProps) {
  const { t } = useTranslation();
  const job = speakingJob(useJobsOfShot(shot.id));
  const view = toShotCardView(shot, { number, job, frameRate });
  const status = statusText(t, view.status);
  const title = view.title || t('storyboard.untitledShot');
  const notes = [...(isEdited ? [t('scriptBoard.edited')] : []), ...(isAway ? [t('scriptBoard.away')] : [])];
  const name = t('storyboard.cardLabel', { number, title, status, duration: view.duration });
  return (
    <>
      <span className={styles.name}>{[name + marksText(t, shot), ...notes].join(', ')}</span>
      <span className={styles.shot} aria-hidden>
        <span className={styles.picture}>
          {view.pictureUrl ? (
            <img src={view.pictureUrl} alt="" loading="lazy" decoding="async" draggable={false} />
          ) : (
            <span className={styles.blank} />
          )}
        </span>
        <span className={styles.words}>
          <span className={styles.first}>
            <b>{number}</b>
            <span className={styles.title} dir="auto">
              {view.title || <i>{title}</i>}
            </span>
            {shot.colour && <Swatch colour={shot.colour} />}
            <StatusIcon status={shot.status} />
          </span>
          <span className={styles.second}>
            <span className={`${styles.dot} ${styles[view.tone]}`} />
            <span className={styles.status}>{status}</span>
            {isEdited && (
              <span className={styles.note} title={t('scriptBoard.edited')}>
                <IconPencil size={13} />
              </span>
            )}
            {isAway && (
              <span className={styles.note} title={t('scriptBoard.away')}>
                <IconArrowsUpDown size={13} />
              </span>
            )}
            <span className={styles.duration}>{view.duration}</span>
          </span>
        </span>
      </span>
    </>
  );
});
