/** What left this machine: every request, the hosts it went to, and what lies at providers. */
import { SegmentedControl, Select } from '@mantine/core';
import IconSent from '@tabler/icons-react/dist/esm/icons/IconWorldUpload.mjs';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ConnectionField,
  CsvButton,
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
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { sizeText } from '#renderer/ui/size-text.ts';
import type { EgressTotals } from '#shared/contract/generation-answers.ts';
import type { LogFilter } from '#shared/contract/generation-schemas.ts';
import type { ConnectionId } from '#shared/domain/ids.ts';
import { CopiesTable } from './copies-table.tsx';
import { HostsTable } from './hosts-table.tsx';
import { RequestsTable } from './requests-table.tsx';
import { purposes, sumHosts } from './sent-facts.ts';
import styles from './sent-view.module.css';

const views = ['requests', 'hosts', 'copies'] as const;
type View = (typeof views)[number];

/** So often it is looked whether a new day has begun. */
const hourMs = 3_600_000;

/** Stands for a filter that is not set; a Select takes texts only. */
const any = '';

type Filters = { span: TimeSpan; connectionId: ConnectionId | null; host: string | null; purpose: string | null };

const noFilters: Filters = { span: { name: 'all' }, connectionId: null, host: null, purpose: null };

export function SentView({ onOpenConnections }: { onOpenConnections: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [view, setView] = useState<View>('requests');
  const [filters, setFilters] = useState<Filters>(noFilters);
  const { span, connectionId, purpose } = filters;
  // The list of hosts has no field for one of them.
  const host = view === 'requests' ? filters.host : null;
  const filter: LogFilter = { projectId: null, connectionId, host, purpose, ...spanBounds(span, useNow(hourMs)) };
  const totals = useQuery({
    // All hosts, so that another one can be chosen.
    ...studioQuery.egress.totals.queryOptions({ input: { ...filter, host: null } }),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
  const hosts = totals.data?.hosts ?? [];
  const change = (patch: Partial<Filters>) => setFilters((before) => ({ ...before, ...patch }));
  const isFiltered = JSON.stringify(filters) !== JSON.stringify(noFilters);
  usePageViews(views, setView);
  useCommands({ 'page.clearFilters': isFiltered ? () => setFilters(noFilters) : null });
  const empty = isFiltered ? (
    <EmptyState
      title={t('sent.noneFound')}
      actions={
        <Button command="page.clearFilters" onClick={() => setFilters(noFilters)}>
          {t('sent.clearFilters')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={<IconSent size={24} stroke={1.5} />}
      title={t('sent.empty')}
      actions={
        <Button command="window.connections" onClick={onOpenConnections}>
          {t('sent.openConnections')}
        </Button>
      }
    >
      {t('sent.emptyText')}
    </EmptyState>
  );
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>{t('sent.title')}</h1>
          <p className={styles.text}>{t('sent.text')}</p>
        </div>
        {view !== 'copies' && <CsvButton disabled={hosts.length === 0} load={() => studio.egress.csv(filter)} />}
      </div>
      <SegmentedControl
        className={styles.views ?? ''}
        aria-label={t('sent.views')}
        data={views.map((value) => ({ value, label: t(`sent.view.${value}`) }))}
        value={view}
        onChange={(value) => setView(value as View)}
      />
      {view === 'copies' ? (
        <CopiesTable />
      ) : (
        <>
          <FilterRow filters={filters} hosts={hosts} hasHost={view === 'requests'} onChange={change} />
          {totals.isPending ? <Skeleton width="20rem" /> : <Totals hosts={hostsIn(hosts, host)} />}
          {view === 'requests' ? (
            <RequestsTable filter={filter} empty={empty} />
          ) : totals.data ? (
            hosts.length > 0 ? (
              <HostsTable
                hosts={hosts}
                onChoose={(chosen) => {
                  change({ host: chosen });
                  setView('requests');
                }}
              />
            ) : (
              empty
            )
          ) : (
            totals.error && (
              <EmptyState
                title={t('logFilters.failed')}
                actions={
                  <CommandButton command="window.retry" onClick={() => void totals.refetch()}>
                    {t('app.retry')}
                  </CommandButton>
                }
              >
                {errorText(totals.error)}
              </EmptyState>
            )
          )}
        </>
      )}
    </main>
  );
}

type FilterRowProps = {
  filters: Filters;
  hosts: EgressTotals['hosts'];
  /** Whether the list can be narrowed to one host. */
  hasHost: boolean;
  onChange: (patch: Partial<Filters>) => void;
};

function FilterRow({ filters, hosts, hasHost, onChange }: FilterRowProps) {
  const { t } = useTranslation();
  // What is chosen stays in the list, also where nothing of it is left.
  const names = [...new Set([...hosts.map(({ host }) => host), ...(filters.host ? [filters.host] : [])])];
  return (
    <div className={styles.filters}>
      <TimeSpanField span={filters.span} onChange={(span) => onChange({ span })} />
      <ConnectionField connectionId={filters.connectionId} onChange={(connectionId) => onChange({ connectionId })} />
      {hasHost && (
        <Select
          className={styles.field ?? ''}
          label={t('sent.host')}
          searchable={names.length > 12}
          data={[{ value: any, label: t('sent.anyHost') }, ...names.map((name) => ({ value: name, label: name }))]}
          value={filters.host ?? any}
          onChange={(host) => onChange({ host: host || null })}
        />
      )}
      <Select
        className={styles.field ?? ''}
        label={t('sent.purposeLabel')}
        data={[
          { value: any, label: t('sent.anyPurpose') },
          ...purposes.map((value) => ({ value: value as string, label: t(`sent.purpose.${value}`) })),
        ]}
        value={filters.purpose ?? any}
        onChange={(purpose) => onChange({ purpose: purpose || null })}
      />
    </div>
  );
}

/** One line: how much went where. */
function Totals({ hosts }: { hosts: EgressTotals['hosts'] }) {
  const { t, i18n } = useTranslation();
  if (hosts.length === 0) return null;
  const { requestCount, sentBytes, receivedBytes } = sumHosts(hosts);
  const [only, ...more] = hosts;
  return (
    <p className={styles.totals} role="status">
      {t('sent.totals', {
        count: requestCount,
        hosts: only && more.length === 0 ? only.host : t('sent.hosts', { count: hosts.length }),
        sent: sizeText(sentBytes, i18n.language),
        received: sizeText(receivedBytes, i18n.language),
      })}
    </p>
  );
}

function hostsIn(hosts: EgressTotals['hosts'], host: string | null): EgressTotals['hosts'] {
  return host === null ? hosts : hosts.filter((other) => other.host === host);
}
