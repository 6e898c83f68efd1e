import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PagedTable, pageLimit } from '#renderer/features/log-filters/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { Pill, type PillTone } from '#renderer/ui/pill.tsx';
import type { TableColumn } from '#renderer/ui/virtual-table.tsx';
import type { LedgerEntry } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import styles from './costs-view.module.css';
import { isPurpose, isUnassigned } from './ledger-facts.ts';

const tones: Record<LedgerEntry['state'], PillTone> = { reserved: 'run', settled: 'ok', open: 'ask', void: 'idle' };

/** Every entry of the ledger, latest first. */
export function EntriesTable({ filter, empty }: { filter: LogFilter; empty: ReactNode }) {
  const { t, i18n } = useTranslation();
  const query = useInfiniteQuery({
    ...studioQuery.ledger.list.infiniteOptions({
      input: (after: number | null) => ({ filter, after, limit: pageLimit }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
    }),
    refetchOnMount: 'always',
  });
  const timeFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const columns: Array<TableColumn<LedgerEntry>> = [
    {
      key: 'time',
      label: t('costs.time'),
      width: '128px',
      render: ({ createdAtMs }) => timeFormat.format(createdAtMs),
    },
    {
      key: 'purpose',
      label: t('costs.purposeLabel'),
      width: 'minmax(80px, 0.8fr)',
      render: ({ purpose }) =>
        isPurpose(purpose) ? t(`costs.purpose.${purpose}`) : t('costs.otherPurpose', { purpose }),
    },
    {
      key: 'project',
      label: t('costs.name.projects'),
      width: 'minmax(100px, 1.2fr)',
      render: ({ projectId, projectTitle }) => (
        <span dir="auto" title={projectTitle}>
          {projectTitle || t(projectId ? 'app.untitled' : 'costs.noProject')}
        </span>
      ),
    },
    {
      key: 'connection',
      label: t('costs.name.connections'),
      width: 'minmax(100px, 1fr)',
      render: ({ connectionLabel }) => (
        <span dir="auto" title={connectionLabel}>
          {connectionLabel}
        </span>
      ),
    },
    {
      key: 'model',
      label: t('costs.name.models'),
      width: 'minmax(110px, 1.2fr)',
      render: ({ modelId }) => <span title={modelId}>{modelId}</span>,
    },
    {
      key: 'state',
      label: t('costs.stateLabel'),
      width: '168px',
      render: (entry) => (
        <Pill tone={isUnassigned(entry) ? 'bad' : tones[entry.state]}>
          {isUnassigned(entry) ? t('costs.unassigned') : t(`costs.state.${entry.state}`)}
        </Pill>
      ),
    },
    { key: 'amount', label: t('costs.amount'), width: '132px', align: 'end', render: (entry) => <Amount {...entry} /> },
  ];
  return <PagedTable query={query} label={t('costs.view.entries')} columns={columns} minWidthPx={920} empty={empty} />;
}

/** `$0.25 actual`: how it is known stands beside it. */
function Amount({ amount, basis, state }: Pick<LedgerEntry, 'amount' | 'basis' | 'state'>) {
  const { t, i18n } = useTranslation();
  if (state === 'void') return formatMoney(0, i18n.language);
  if (basis === 'unknown') return <span className={styles.faint}>{t('costs.basis.unknown')}</span>;
  return (
    <>
      {formatMoney(amount, i18n.language)} <span className={styles.faint}>{t(`costs.basis.${basis}`)}</span>
    </>
  );
}
