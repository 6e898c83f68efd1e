/** Every job that ended, latest first: what it was, how long it took, what it cost and what became of it. */
import { Checkbox } from '@mantine/core';
import { IconHistory, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProjectField } from '#renderer/features/log-filters/index.ts';
import { retryJobs } from '#renderer/features/queue/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { useJobs } from '#renderer/rpc/use-jobs.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { TableSkeleton, VirtualTable } from '#renderer/ui/virtual-table.tsx';
import type { JobId, ProjectId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { useHistoryColumns } from './history-columns.tsx';
import styles from './queue-page.module.css';

/** Jobs that are fetched in one go. */
const pageLimit = 200;
/** Jobs may end many times a second; the history need not follow each. */
const followMs = 1_000;
const minWidthPx = 846;

export function HistoryView() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [projectId, setProjectId] = useState<ProjectId | null>(null);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<JobId>>(new Set());
  const query = useHistory(projectId);
  const rows = query.data?.pages.flatMap(({ jobs }) => jobs) ?? [];
  const selected = rows.filter(({ id, state }) => selectedIds.has(id) && isRetryable(state));
  const columns = useHistoryColumns(
    ({ id, label, state }) =>
      isRetryable(state) && (
        <Checkbox
          size="xs"
          color="var(--accent)"
          iconColor="var(--accent-ink)"
          aria-label={t('queuePage.select', { label })}
          checked={selectedIds.has(id)}
          {...commandAttributes('queue.select')}
          onChange={() => setSelectedIds(toggled(selectedIds, id))}
        />
      ),
  );
  const retry = async () => {
    await retryJobs(selected);
    setSelectedIds(new Set());
    await query.refetch();
  };
  return (
    <>
      <div className={styles.historyTools}>
        <ProjectField projectId={projectId} onChange={setProjectId} />
        <CommandButton
          icon={<IconRefresh size={15} />}
          command="queue.retry"
          disabled={selected.length === 0}
          onClick={() => void retry()}
        >
          {selected.length === 0 ? t('app.retry') : t('queuePage.retryJobs', { count: selected.length })}
        </CommandButton>
      </div>
      {!query.data && !query.error && (
        <TableSkeleton columns={columns} minWidthPx={minWidthPx} loadingLabel={t('app.loading')} />
      )}
      {!query.data && query.error && (
        <EmptyState
          title={t('queuePage.historyFailed')}
          actions={
            <CommandButton command="window.retry" onClick={() => void query.refetch()}>
              {t('app.retry')}
            </CommandButton>
          }
        >
          {errorText(query.error)}
        </EmptyState>
      )}
      {query.data && rows.length === 0 && (
        <EmptyState icon={<IconHistory size={24} stroke={1.5} />} title={t('queuePage.historyEmpty')}>
          {t('queuePage.historyEmptyText')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label={t('queuePage.tab.history')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          minWidthPx={minWidthPx}
          totalCount={Math.max(rows.length, query.data?.pages.at(-1)?.totalCount ?? 0)}
          onNearEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError) {
              void query.fetchNextPage();
            }
          }}
          footer={query.hasNextPage ? t('app.loading') : null}
        />
      )}
    </>
  );
}

/** In parts, and anew when jobs end or are queued once more. */
function useHistory(projectId: ProjectId | null) {
  const queryClient = useQueryClient();
  // A job that is tried again and ends once more leaves the number of those as it was.
  const ended = endedMark(useJobs());
  const shown = useRef(ended);
  useEffect(() => {
    if (ended === shown.current) return;
    const timer = setTimeout(() => {
      shown.current = ended;
      void queryClient.invalidateQueries({ queryKey: studioQuery.jobs.history.key() });
    }, followMs);
    return () => clearTimeout(timer);
  }, [queryClient, ended]);
  return useInfiniteQuery({
    ...studioQuery.jobs.history.infiniteOptions({
      input: (after: number | null) => ({ projectId, after, limit: pageLimit }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
    }),
    refetchOnMount: 'always',
  });
}

function isRetryable(state: Job['state']): boolean {
  return state === 'failed' || state === 'refused' || state === 'cancelled';
}

function toggled(ids: ReadonlySet<JobId>, id: JobId): ReadonlySet<JobId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Another one whenever a job ends or is begun again. */
function endedMark(jobs: readonly Job[]): string {
  const ends = jobs.flatMap(({ state, finishedAtMs }) => (isEnded(state) ? [finishedAtMs ?? 0] : []));
  return `${ends.length}:${ends.reduce((latest, endMs) => Math.max(latest, endMs), 0)}`;
}
