/** One to five stars: a click sets them, a click on the last one takes the rating back. */
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Take } from '#shared/domain/records.ts';
import styles from './rating-stars.module.css';
import { rateTake } from './update-take.ts';

export const ratings = [1, 2, 3, 4, 5] as const;

export type RatingStarsProps = {
  take: Take;
  /** Whether Tab stops at each star; without it the keys of the view rate. @default true */
  isTabStop?: boolean;
};

export function RatingStars({ take, isTabStop = true }: RatingStarsProps) {
  const { t } = useTranslation();
  const { rating, takeNumber } = take;
  return (
    <span className={styles.stars} role="group" aria-label={t('takes.rating', { number: takeNumber })}>
      {ratings.map((value) => {
        const isLit = rating !== null && value <= rating;
        return (
          <button
            key={value}
            type="button"
            className={isLit ? styles.lit : styles.star}
            aria-label={t('takes.rate', { count: value })}
            aria-pressed={rating === value}
            tabIndex={isTabStop ? undefined : -1}
            onClick={(event) => {
              // The card below takes clicks too.
              event.stopPropagation();
              void rateTake(take, rating === value ? null : value);
            }}
          >
            {isLit ? <IconStarFilled size={14} aria-hidden /> : <IconStar size={14} aria-hidden />}
          </button>
        );
      })}
    </span>
  );
}
