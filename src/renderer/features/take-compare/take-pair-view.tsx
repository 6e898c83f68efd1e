/** Two takes large beside each other, and all of them in a row below to choose from. */
import { IconArrowsLeftRight, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { RatingStars, takeCostText } from '#renderer/features/take-review/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandIconButton } from '#renderer/ui/command-button.tsx';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { Take } from '#shared/domain/records.ts';
import { TakeVideo } from './sync-video.tsx';
import styles from './take-compare.module.css';
import type { TakePair } from './take-focus.ts';
import type { TakesShared } from './take-grid.tsx';

export type TakePairViewProps = TakesShared & { takes: readonly Take[]; pair: TakePair; onSwap: () => void };

export function TakePairView({ takes, pair, onSwap, ...shared }: TakePairViewProps) {
  const { t } = useTranslation();
  const left = takes.find(({ id }) => id === pair.leftId);
  const right = takes.find(({ id }) => id === pair.rightId);
  const strip = useRef<HTMLUListElement>(null);
  useEffect(() => {
    strip.current
      ?.querySelector(`[data-take-id="${pair.rightId}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pair.rightId]);
  return (
    <div className={styles.pair}>
      <div className={styles.sides}>
        {left && <Side key={left.id} take={left} isFocused={false} {...shared} />}
        <div className={styles.swap}>
          <CommandIconButton label={t('takeCompare.swap')} command="takes.swap" onClick={onSwap}>
            <IconArrowsLeftRight size={17} />
          </CommandIconButton>
        </div>
        {right && <Side key={right.id} take={right} isFocused {...shared} />}
      </div>
      <ul ref={strip} className={styles.strip} aria-label={t('inspector.tabTakes')}>
        {takes.map((take) => (
          <li key={take.id}>
            <button
              type="button"
              className={styles.stripTake}
              data-take-id={take.id}
              {...(take.id === pair.rightId && { 'data-autofocus': true })}
              aria-current={take.id === pair.rightId}
              tabIndex={take.id === pair.rightId ? 0 : -1}
              onClick={() => shared.onFocus(take)}
            >
              <img src={derivedUrl(take.assetId, 'thumbnail')} alt="" loading="lazy" draggable={false} />
              <span className={styles.stripTag}>
                {t('takes.take', { number: take.takeNumber })}
                {take.id === shared.shot.selectedTakeId && <IconCheck size={12} aria-label={t('takes.chosen')} />}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Side({
  take,
  isFocused,
  shot,
  project,
  player,
  names,
  hasSound,
  onChoose,
}: TakesShared & { take: Take; isFocused: boolean }) {
  const { t, i18n } = useTranslation();
  const number = take.takeNumber;
  const isChosen = take.id === shot.selectedTakeId;
  const { widthPx, heightPx } = project.frameSize;
  return (
    <section
      className={`${styles.side} ${isChosen ? styles.chosen : ''} ${isFocused ? styles.focused : ''}`}
      aria-label={`${t(isFocused ? 'takeCompare.right' : 'takeCompare.left')}: ${t('takes.take', { number })}`}
    >
      <div className={styles.picture} style={{ aspectRatio: `${widthPx} / ${heightPx}` }}>
        <TakeVideo take={take} player={player} isMuted={!hasSound || !isFocused} />
        <span className={styles.tag}>{t('takes.take', { number })}</span>
        {isChosen && (
          <span className={styles.chosenTag}>
            <IconCheck size={13} aria-hidden /> {t('takes.chosen')}
          </span>
        )}
      </div>
      <div className={styles.sideWords}>
        <span className={styles.model} dir="auto">
          {names.labelOf(take)}
        </span>
        <span className={styles.cost}>{takeCostText(t, i18n.language, take.cost)}</span>
        <span className={styles.grow} />
        <RatingStars take={take} />
        <Button
          size="small"
          command={isFocused ? 'takes.choose' : undefined}
          aria-pressed={isChosen}
          aria-label={isChosen ? undefined : t('takes.chooseTake', { number })}
          onClick={() => onChoose(take)}
        >
          {isChosen ? t('takes.unchoose') : t('takes.choose')}
        </Button>
      </div>
    </section>
  );
}
