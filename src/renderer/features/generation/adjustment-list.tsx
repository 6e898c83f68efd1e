/** What a model does not honour as it is set, in words, one a line. Nothing is dropped in silence. */
import { useTranslation } from 'react-i18next';
import { adjustmentText, type CountedAdjustment } from './adjustment-text.ts';
import styles from './adjustment-list.module.css';
import { firstOf } from './plan-view.ts';

export type AdjustmentListProps = {
  adjustments: readonly CountedAdjustment[];
  /** How many shots are looked at; of one, no number is said. */
  shotCount: number;
  /** Lines beyond this are counted. @default all */
  most?: number;
};

export function AdjustmentList({ adjustments, shotCount, most = Number.POSITIVE_INFINITY }: AdjustmentListProps) {
  const { t } = useTranslation();
  const texts = adjustments.map(({ adjustment, shotCount: count }) => {
    const text = adjustmentText(t, adjustment);
    return {
      text: shotCount === 1 ? text : t('generation.inShots', { text, count }),
      isMissing: adjustment.kind === 'missing',
    };
  });
  const { shown, moreCount } = firstOf(
    texts.map(({ text }) => text),
    most,
  );
  return (
    <ul className={styles.list}>
      {shown.map((text, index) => (
        <li key={text} className={texts[index]?.isMissing ? styles.missing : undefined}>
          {text}
        </li>
      ))}
      {moreCount > 0 && <li>{t('generation.moreAdjustments', { count: moreCount })}</li>}
    </ul>
  );
}
