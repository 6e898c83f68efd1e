/** What has not ended, by connection: seen, selected, put in order, scheduled, cancelled. */
import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeldNote, useQueueFill } from '#renderer/features/queue/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useJobs, useQueueState } from '#renderer/rpc/use-jobs.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { QueueList, type QueueListHandle } from './queue-list.tsx';
import styles from './queue-page.module.css';
import { queueRows, selectableJobs } from './queue-rows.ts';
import { keepRows, noRows } from './row-selection.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useEscapeFirst } from './use-escape-first.ts';
import { useJobActions } from './use-job-actions.ts';

const noConnections: [] = [];

export function NowView() {
  const { t } = useTranslation();
  useQueueFill();
  const jobs = useJobs();
  const { waitingByLane, isPaused } = useQueueState();
  const { data: connections = noConnections } = useQuery(studioQuery.connections.list.queryOptions({ input: {} }));
  const rows = useMemo(() => queueRows({ jobs, connections, waitingByLane }), [jobs, connections, waitingByLane]);
  const order = useMemo(() => selectableJobs(rows).map(({ id }) => id), [rows]);
  const [stored, setSelection] = useState(noRows);
  const selection = useMemo(() => keepRows(stored, order), [stored, order]);
  const [announcement, setAnnouncement] = useState('');
  const list = useRef<QueueListHandle>(null);
  const actions = useJobActions({ rows, selectedIds: selection.ids, announce: setAnnouncement });
  useEscapeFirst(selection.ids.size > 0, () => setSelection(noRows));

  if (rows.length === 0) {
    return (
      <>
        {isPaused && <p className={styles.paused}>{t('queue.pausedNote')}</p>}
        <EmptyState icon={<IconStack2 size={24} stroke={1.5} />} title={t('queuePage.emptyTitle')}>
          {t('queuePage.emptyText')}
        </EmptyState>
      </>
    );
  }
  return (
    <div className={styles.now}>
      <HeldNote />
      {isPaused && <p className={styles.paused}>{t('queue.pausedNote')}</p>}
      <SelectionBar jobs={actions.selected} actions={actions} />
      <QueueList ref={list} rows={rows} selection={selection} onSelect={setSelection} actions={actions} />
      {actions.scheduledJobs && (
        <ScheduleDialog
          jobs={actions.scheduledJobs}
          onClose={() => {
            actions.closeSchedule();
            list.current?.focus();
          }}
          onSave={(atMs) => actions.schedule(actions.scheduledJobs ?? [], atMs)}
        />
      )}
      <div className={styles.announcer} role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}
