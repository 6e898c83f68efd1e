/** One take among the others: picture, number, what made it, what it cost, how it is rated. */
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { OutdatedPill, RatingStars, takeCostText } from '#renderer/features/take-review/index.ts';
import { Timecode } from '#renderer/ui/timecode.tsx';
import type { Take } from '#shared/domain/records.ts';
import { toShortTimecode } from '#shared/domain/time.ts';
import { TakeVideo } from './sync-video.tsx';
import styles from './take-compare.module.css';
import type { TakesShared } from './take-grid.tsx';

export type TakeCardProps = TakesShared & { take: Take; isFocused: boolean };

export function TakeCard({
  take,
  shot,
  project,
  player,
  names,
  hasSound,
  isFocused,
  onFocus,
  onChoose,
}: TakeCardProps) {
  const { t, i18n } = useTranslation();
  const number = take.takeNumber;
  const isChosen = take.id === shot.selectedTakeId;
  const made = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    // The keys of the view act on the card that has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <article
      className={[styles.card, isChosen && styles.chosen, isFocused && styles.focused].filter(Boolean).join(' ')}
      aria-label={[t('takes.take', { number }), isChosen && t('takes.chosen'), take.isOutdated && t('takes.outdated')]
        .filter((word) => word !== false)
        .join(', ')}
      aria-current={isChosen}
      data-take-id={take.id}
      tabIndex={isFocused ? 0 : -1}
      {...(isFocused && { 'data-autofocus': true })}
      onClick={() => onFocus(take)}
      onDoubleClick={() => onChoose(take)}
    >
      <div
        className={styles.picture}
        style={{ aspectRatio: `${project.frameSize.widthPx} / ${project.frameSize.heightPx}` }}
      >
        <TakeVideo take={take} player={player} isMuted={!hasSound || !isFocused} />
        <span className={styles.tag}>{t('takes.take', { number })}</span>
        {isChosen && (
          <span className={styles.chosenTag}>
            <IconCheck size={13} aria-hidden /> {t('takes.chosen')}
          </span>
        )}
        <span className={styles.length}>
          <Timecode>{toShortTimecode(take.durationFrames, take.frameRate)}</Timecode>
        </span>
      </div>
      <div className={styles.words}>
        <p className={styles.line}>
          <span className={styles.model} dir="auto">
            {names.labelOf(take)}
          </span>
          <span className={styles.cost}>{takeCostText(t, i18n.language, take.cost)}</span>
        </p>
        <p className={styles.line}>
          <span className={styles.date}>{made.format(take.createdAtMs)}</span>
          <OutdatedPill take={take} shot={shot} project={project} />
        </p>
        <p className={styles.line}>
          <RatingStars take={take} isTabStop={false} />
          <span className={styles.notePreview} dir="auto" title={take.note || undefined}>
            {take.note}
          </span>
        </p>
      </div>
    </article>
  );
}
