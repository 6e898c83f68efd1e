/** What was spent: sums, budgets, who got it, every entry, and what came of it. */
import { SegmentedControl } from '@mantine/core';
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ConnectionField,
  CsvButton,
  ProjectField,
  spanBounds,
  type TimeSpan,
  TimeSpanField,
} from '#renderer/features/log-filters/index.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useCommands, usePageViews } from '#renderer/ui/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { ConnectionId, ProjectId } from '#shared/domain/ids.ts';
import { Budgets } from './budgets.tsx';
import styles from './costs-view.module.css';
import { EntriesTable } from './entries-table.tsx';
import { ModelUseTable } from './model-use-table.tsx';
import { SumCards, SumSkeletons } from './sum-cards.tsx';
import { SumsTable } from './sums-table.tsx';

const views = ['connections', 'models', 'projects', 'entries', 'use'] as const;
type View = (typeof views)[number];

/** So often it is looked whether a new day has begun. */
const hourMs = 3_600_000;

type Filters = { span: TimeSpan; connectionId: ConnectionId | null; projectId: ProjectId | null };

const usualFilters: Filters = { span: { name: 'month' }, connectionId: null, projectId: null };
const noFilters: Filters = { ...usualFilters, span: { name: 'all' } };

const everything: LogFilter = {
  connectionId: null,
  projectId: null,
  host: null,
  purpose: null,
  fromMs: null,
  toMs: null,
};

export function CostsView({ onOpenConnections }: { onOpenConnections: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [view, setView] = useState<View>('connections');
  const [filters, setFilters] = useState(usualFilters);
  const { span, connectionId, projectId } = filters;
  const filter: LogFilter = {
    connectionId,
    projectId,
    host: null,
    purpose: null,
    ...spanBounds(span, useNow(hourMs)),
  };
  const summary = useQuery({
    ...studioQuery.ledger.summary.queryOptions({ input: filter }),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
  // Where nothing was ever spent, no filter is to blame.
  const ever = useQuery({
    ...studioQuery.ledger.summary.queryOptions({ input: everything }),
    enabled: summary.data?.total.entryCount === 0,
  });
  const change = (patch: Partial<Filters>) => setFilters((before) => ({ ...before, ...patch }));
  const isEverything = JSON.stringify(filters) === JSON.stringify(noFilters);
  usePageViews(views, setView);
  useCommands({ 'page.clearFilters': isEverything ? null : () => setFilters(noFilters) });
  const empty =
    isEverything || ever.data?.total.entryCount === 0 ? (
      <EmptyState icon={<IconCoins size={24} stroke={1.5} />} title={t('costs.empty')}>
        {t('costs.emptyText')}
      </EmptyState>
    ) : (
      <EmptyState
        icon={<IconCoins size={24} stroke={1.5} />}
        title={t('costs.noneFound')}
        actions={
          <Button command="page.clearFilters" onClick={() => setFilters(noFilters)}>
            {t('costs.clearFilters')}
          </Button>
        }
      />
    );

  if (summary.error && !summary.data) {
    return (
      <main className={styles.page}>
        <h1 className={styles.title}>{t('costs.title')}</h1>
        <EmptyState
          title={t('logFilters.failed')}
          actions={
            <CommandButton command="window.retry" onClick={() => void summary.refetch()}>
              {t('app.retry')}
            </CommandButton>
          }
        >
          {errorText(summary.error)}
        </EmptyState>
      </main>
    );
  }
  const isEmpty = summary.data?.total.entryCount === 0;
  return (
    <main className={styles.page} aria-busy={summary.isPending}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>{t('costs.title')}</h1>
          <p className={styles.text}>{t('costs.text')}</p>
        </div>
        <CsvButton disabled={!summary.data || isEmpty} load={() => studio.ledger.csv(filter)} />
      </div>
      <div className={styles.filters}>
        <TimeSpanField span={span} onChange={(next) => change({ span: next })} />
        <ConnectionField connectionId={connectionId} onChange={(next) => change({ connectionId: next })} />
        <ProjectField projectId={projectId} onChange={(next) => change({ projectId: next })} />
      </div>
      {summary.data ? <SumCards sums={summary.data.total} /> : <SumSkeletons />}
      <Budgets projectId={projectId} onOpenConnections={onOpenConnections} />
      <SegmentedControl
        className={styles.views ?? ''}
        aria-label={t('costs.views')}
        data={views.map((value) => ({ value, label: t(`costs.view.${value}`) }))}
        value={view}
        onChange={(value) => setView(value as View)}
      />
      {view === 'entries' ? (
        <EntriesTable filter={filter} empty={empty} />
      ) : view === 'use' ? (
        <ModelUseTable filter={filter} />
      ) : (
        summary.data && !ever.isLoading && (isEmpty ? empty : <SumsTable summary={summary.data} grouping={view} />)
      )}
    </main>
  );
}
