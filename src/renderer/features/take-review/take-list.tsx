/** The takes of a shot: look, play, choose. Keys 1 to 9 choose while the focus is inside. */
import { IconCheck, IconMovie, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { TakeId } from '#shared/domain/ids.ts';
import type { StoryboardShot, Take } from '#shared/domain/records.ts';
import { toShortTimecode } from '#shared/domain/time.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { selectTake } from './select-take.ts';
import styles from './take-review.module.css';

export type TakeListProps = {
  shot: StoryboardShot;
  onPlay: (take: Take) => void;
};

export function TakeList({ shot, onPlay }: TakeListProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data: takes, error, refetch } = useQuery(studioQuery.takes.list.queryOptions({ input: { shotId: shot.id } }));
  if (error) {
    return (
      <EmptyState
        title={t('takes.loadFailed')}
        actions={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      >
        {errorText(error)}
      </EmptyState>
    );
  }
  if (!takes) {
    return (
      <div className={styles.takes} aria-busy aria-label={t('takes.loading')} role="status">
        {Array.from({ length: Math.min(6, Math.max(1, shot.takeCount)) }, (_, index) => (
          <Skeleton key={index} height={124} />
        ))}
      </div>
    );
  }
  if (takes.length === 0) {
    return (
      <EmptyState icon={<IconMovie size={28} />} title={t('takes.emptyTitle')}>
        {t('takes.emptyText')}
      </EmptyState>
    );
  }
  const choose = (takeId: TakeId | null) => void selectTake(shot, takeId);
  const chooseByKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const take = takes.find(({ takeNumber }) => String(takeNumber) === event.key);
    if (!take) return;
    event.preventDefault();
    choose(take.id);
  };
  return (
    // Keys for what is inside; every take also has its own button.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={chooseByKey}>
      <p className={styles.hint}>{t('takes.keysHint')}</p>
      <ul className={styles.takes}>
        {takes.toReversed().map((take) => (
          <li key={take.id}>
            <TakeRow take={take} isChosen={take.id === shot.selectedTakeId} onChoose={choose} onPlay={onPlay} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type TakeRowProps = {
  take: Take;
  isChosen: boolean;
  onChoose: (takeId: TakeId | null) => void;
  onPlay: (take: Take) => void;
};

function TakeRow({ take, isChosen, onChoose, onPlay }: TakeRowProps) {
  const { t, i18n } = useTranslation();
  const made = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const number = take.takeNumber;
  return (
    <article className={`${styles.take} ${isChosen ? styles.chosen : ''}`} aria-label={t('takes.take', { number })}>
      <button
        type="button"
        className={styles.picture}
        onClick={() => onPlay(take)}
        onDoubleClick={() => onChoose(take.id)}
      >
        <VisuallyHidden>{t('takes.play')}</VisuallyHidden>
        <img src={derivedUrl(take.assetId, 'thumbnail')} alt="" loading="lazy" draggable={false} />
        <span className={styles.tag}>{t('takes.take', { number })}</span>
        {isChosen && (
          <span className={styles.chosenTag}>
            <IconCheck size={13} aria-hidden /> {t('takes.chosen')}
          </span>
        )}
        <span className={styles.length}>
          <Timecode>{toShortTimecode(take.durationFrames, take.frameRate)}</Timecode>
        </span>
        <IconPlayerPlay className={styles.playSign} size={22} aria-hidden />
      </button>
      <p className={styles.facts}>
        {take.modelId} · {made.format(take.createdAtMs)}
        {take.isOutdated && (
          <span title={t('takes.outdatedWhy')}>
            <Pill tone="ask">{t('takes.outdated')}</Pill>
          </span>
        )}
      </p>
      <div className={styles.takeTools}>
        <Button
          size="small"
          aria-pressed={isChosen}
          aria-label={isChosen ? undefined : t('takes.chooseTake', { number })}
          onClick={() => onChoose(isChosen ? null : take.id)}
        >
          {isChosen ? t('takes.unchoose') : t('takes.choose')}
        </Button>
        <IconButton label={t('takes.playTake', { number })} onClick={() => onPlay(take)}>
          <IconPlayerPlay size={16} />
        </IconButton>
      </div>
    </article>
  );
}
