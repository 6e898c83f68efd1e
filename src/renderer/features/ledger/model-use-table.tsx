import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { type TableColumn, TableSkeleton, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import type { UsageMetrics } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import styles from './costs-view.module.css';
import { durationText } from './ledger-facts.ts';

type Use = UsageMetrics['models'][number];

const minWidthPx = 960;

/** What each model took and cost, and what of it was chosen. */
export function ModelUseTable({ filter }: { filter: LogFilter }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const columns = useColumns();
  const metrics = useQuery({ ...studioQuery.jobs.metrics.queryOptions({ input: filter }), refetchOnMount: 'always' });
  if (!metrics.data) {
    if (!metrics.error)
      return <TableSkeleton columns={columns} minWidthPx={minWidthPx} loadingLabel={t('app.loading')} />;
    return (
      <EmptyState
        title={t('logFilters.failed')}
        actions={
          <CommandButton command="window.retry" onClick={() => void metrics.refetch()}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(metrics.error)}
      </EmptyState>
    );
  }
  if (metrics.data.models.length === 0) {
    return <EmptyState title={t('costs.useEmpty')}>{t('costs.useEmptyText')}</EmptyState>;
  }
  return (
    <VirtualTable
      label={t('costs.view.use')}
      columns={columns}
      rows={metrics.data.models}
      rowKey={({ connectionId, modelId }) => `${connectionId} ${modelId}`}
      minWidthPx={minWidthPx}
    />
  );
}

function useColumns(): Array<TableColumn<Use>> {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const unknown = <span className={styles.faint}>{t('costs.notKnown')}</span>;
  const seconds = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  const number = (key: 'jobCount' | 'takeCount' | 'failedCount' | 'refusedCount'): TableColumn<Use> => ({
    key,
    label: t(`costs.${key}`),
    width: '58px',
    align: 'end',
    render: (use) => use[key].toLocaleString(language),
  });
  const money = (key: 'spent' | 'wasted', width: string): TableColumn<Use> => ({
    key,
    label: t(`costs.${key}`),
    width,
    align: 'end',
    render: (use) => formatMoney(use[key], language),
  });
  return [
    {
      key: 'model',
      label: t('costs.name.models'),
      width: 'minmax(140px, 2fr)',
      render: ({ modelId, connectionLabel }) => (
        <span dir="auto" title={modelId}>
          {modelId} <span className={styles.faint}>{connectionLabel}</span>
        </span>
      ),
    },
    number('jobCount'),
    number('takeCount'),
    number('failedCount'),
    number('refusedCount'),
    {
      key: 'median',
      label: t('costs.medianTime'),
      width: '88px',
      align: 'end',
      render: ({ medianMs }) => (medianMs === null ? unknown : durationText(medianMs, language)),
    },
    money('spent', '76px'),
    money('wasted', '136px'),
    {
      key: 'accepted',
      label: t('costs.acceptedSeconds'),
      width: '108px',
      align: 'end',
      render: ({ acceptedSeconds }) => seconds.format(acceptedSeconds),
    },
    {
      key: 'perSecond',
      label: t('costs.costPerSecond'),
      width: '118px',
      align: 'end',
      render: ({ costPerAcceptedSecond: amount }) => (amount === null ? unknown : formatMoney(amount, language)),
    },
  ];
}
