/** What a card shows. Memoised: it renders again only when its shot, its number or its job changes. */
import { memo, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spriteTileCount } from '#shared/domain/derivatives.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { speakingJob } from '#renderer/features/queue/index.ts';
import { useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import { spriteTileAt, toShotCardView } from './shot-card-view.ts';
import { marksText, StatusIcon, Swatch } from './shot-marks.tsx';
import styles from './shot-card.module.css';
import { statusText } from './status-text.ts';

export type ShotCardProps = { shot: StoryboardShot; number: string; frameRate: FrameRate };

export const ShotCard = memo(function ShotCard({ shot, number, frameRate }: ShotCardProps) {
  const { t } = useTranslation();
  const job = speakingJob(useJobsOfShot(shot.id));
  const view = toShotCardView(shot, { number, job, frameRate });
  const status = statusText(t, view.status);
  const percent = view.status.kind === 'running' ? view.status.percent : null;
  const name = t('storyboard.cardLabel', {
    number,
    title: view.title || t('storyboard.untitledShot'),
    status,
    duration: view.duration,
  });
  return (
    <>
      <span className={styles.name}>{name + marksText(t, shot)}</span>
      <span className={styles.picture} aria-hidden>
        {view.pictureUrl ? (
          <img src={view.pictureUrl} alt="" decoding="async" draggable={false} />
        ) : (
          <span className={styles.blank} />
        )}
        {view.spriteUrl && <Scrub spriteUrl={view.spriteUrl} />}
        <span className={styles.number}>{number}</span>
        <span className={styles.status}>
          <span className={`${styles.dot} ${styles[view.tone]}`} />
          {status}
        </span>
        {(shot.colour || shot.status !== 'planned') && (
          <span className={styles.marks}>
            {shot.colour && <Swatch colour={shot.colour} />}
            <StatusIcon status={shot.status} />
            {shot.status !== 'planned' && t(`shotFields.statuses.${shot.status}`)}
          </span>
        )}
        <span className={styles.duration}>{view.duration}</span>
        {view.status.kind === 'running' && (
          <span className={`${styles.progress} ${percent === null ? styles.unknown : ''}`}>
            <span style={{ width: `${percent ?? 30}%` }} />
          </span>
        )}
      </span>
      <span className={styles.text} dir="auto" aria-hidden>
        {view.text || <i>{t('storyboard.untitledShot')}</i>}
      </span>
    </>
  );
});

/** The clip under the pointer: from left to right is from start to end. The sheet is loaded on the first hover. */
function Scrub({ spriteUrl }: { spriteUrl: string }) {
  const [isLoaded, setLoaded] = useState(false);
  const layer = useRef<HTMLSpanElement>(null);
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    const element = layer.current;
    if (!element || event.pointerType === 'touch') return;
    if (!isLoaded) setLoaded(true);
    const box = element.getBoundingClientRect();
    const tile = spriteTileAt((event.clientX - box.left) / box.width, spriteTileCount);
    element.style.backgroundPositionX = `${(tile / (spriteTileCount - 1)) * 100}%`;
    element.style.setProperty('--across', `${((tile + 1) / spriteTileCount) * 100}%`);
  };
  return (
    <span
      ref={layer}
      className={styles.scrub}
      style={
        isLoaded ? { backgroundImage: `url("${spriteUrl}")`, backgroundSize: `${spriteTileCount * 100}% 100%` } : {}
      }
      onPointerMove={move}
    />
  );
}
