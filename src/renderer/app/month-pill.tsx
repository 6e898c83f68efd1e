import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { addMicros } from '#shared/domain/money.ts';
import styles from './header-pill.module.css';

const hourMs = 3_600_000;

/** What was spent this month, all sums of the ledger together; nothing while nothing was. */
export function MonthPill({ onOpen }: { onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const now = new Date(useNow(hourMs));
  const fromMs = new Date(now.getFullYear(), now.getMonth(), 1).getTime();
  const filter = { projectId: null, connectionId: null, host: null, purpose: null, fromMs, toMs: null };
  const { data } = useQuery(studioQuery.ledger.summary.queryOptions({ input: filter }));
  if (!data) return null;
  const { actual, estimated, unassigned, open } = data.total;
  const spent = addMicros([actual, estimated, unassigned, open]);
  if (spent === 0) return null;
  return (
    <button
      type="button"
      className={`${styles.pill} ${styles.month}`}
      {...commandAttributes('window.costs', t('costs.monthPillHint'))}
      onClick={onOpen}
    >
      {t('costs.monthPill', { amount: formatMoney(spent, i18n.language) })}
    </button>
  );
}
