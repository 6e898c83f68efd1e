/** A log that comes in parts, latest first: the table, what stands for it while it loads, fails or is empty. */
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { type TableColumn, TableSkeleton, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import type { Page } from '#shared/contract/generation-answers.ts';
import styles from './log-filters.module.css';

/** Rows that are fetched in one go. */
export const pageLimit = 200;

export type PagedTableProps<Entry> = {
  query: UseInfiniteQueryResult<InfiniteData<Page<Entry>, number | null>>;
  label: string;
  columns: ReadonlyArray<TableColumn<Entry>>;
  minWidthPx: number;
  /** Stands here when there are no rows. */
  empty: ReactNode;
};

export function PagedTable<Entry extends { id: number }>({
  query,
  label,
  columns,
  minWidthPx,
  empty,
}: PagedTableProps<Entry>) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError } = query;
  if (!data) {
    if (!error) return <TableSkeleton columns={columns} minWidthPx={minWidthPx} loadingLabel={t('app.loading')} />;
    return (
      <EmptyState
        title={t('logFilters.failed')}
        actions={
          <CommandButton command="window.retry" onClick={() => void query.refetch()}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(error)}
      </EmptyState>
    );
  }
  const rows = data.pages.flatMap(({ entries }) => entries);
  if (rows.length === 0) return empty;
  return (
    <VirtualTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      minWidthPx={minWidthPx}
      totalCount={Math.max(rows.length, data.pages.at(-1)?.totalCount ?? 0)}
      onNearEnd={() => {
        if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void query.fetchNextPage();
      }}
      footer={
        isFetchNextPageError ? (
          <span className={styles.more} role="alert">
            {errorText(error)}
            <CommandButton size="small" command="window.retry" onClick={() => void query.fetchNextPage()}>
              {t('app.retry')}
            </CommandButton>
          </span>
        ) : hasNextPage ? (
          t('app.loading')
        ) : null
      }
    />
  );
}
