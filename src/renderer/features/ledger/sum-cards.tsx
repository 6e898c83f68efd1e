import { useTranslation } from 'react-i18next';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { LedgerSums } from '#shared/contract/generation-answers.ts';
import styles from './costs-view.module.css';
import { sumNames, totalOf } from './ledger-facts.ts';

/** The four sums and all together; what has no known price is named, as it counts as nothing. */
export function SumCards({ sums }: { sums: LedgerSums }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <dl className={styles.sums}>
        {sumNames.map((name) => (
          <div key={name} className={styles.sum}>
            <dt className={styles.sumName}>{t(`costs.sums.${name}`)}</dt>
            <dd>
              <span className={styles.amount}>{formatMoney(sums[name], i18n.language)}</span>
              <span className={styles.sumHint}>{t(`costs.sumsHint.${name}`)}</span>
            </dd>
          </div>
        ))}
        <div className={styles.sum}>
          <dt className={styles.sumName}>{t('costs.sums.total')}</dt>
          <dd>
            <span className={styles.amount}>{formatMoney(totalOf(sums), i18n.language)}</span>
          </dd>
        </div>
      </dl>
      {sums.unknownCount > 0 && (
        <p className={styles.unknown} role="status">
          {t('costs.unknown', { count: sums.unknownCount })}
        </p>
      )}
    </>
  );
}

export function SumSkeletons() {
  const { t } = useTranslation();
  return (
    <div className={styles.sums} role="status">
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
      {[...sumNames, 'total'].map((name) => (
        <Skeleton key={name} height={86} />
      ))}
    </div>
  );
}
