/** Every job, in a drawer at the side. */
import { Drawer } from '@mantine/core';
import { IconArrowsMaximize, IconPlayerPause, IconPlayerPlay, IconStack2 } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { waitingCost, waitingCostText } from '#renderer/features/job-facts/index.ts';
import { useJobs, useQueueState } from '#renderer/rpc/use-jobs.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useRowCommands } from '#renderer/ui/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useHasDialog } from '#renderer/ui/open-dialogs.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { HeldNote } from './held-note.tsx';
import { cancelWaitingJobs, clearEndedJobs, setQueuePaused } from './job-commands.ts';
import { JobRow } from './job-row.tsx';
import { inListOrder } from './job-view.ts';
import styles from './queue.module.css';
import { useQueueFill } from './use-queue-fill.ts';

export type QueuePanelProps = {
  isOpen: boolean;
  onClose: () => void;
  /** Shows the queue as a page of its own. */
  onOpenPage: () => void;
};

export function QueuePanel({ isOpen, onClose, onOpenPage }: QueuePanelProps) {
  const { t } = useTranslation();
  const hasDialog = useHasDialog();
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      closeOnEscape={!hasDialog}
      position="right"
      size={440}
      classNames={{ content: styles.drawer ?? '', body: styles.drawerBody ?? '', header: styles.drawerHeader ?? '' }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* A header element would count as a second banner of the page. */}
        <Drawer.Header role="presentation">
          <Drawer.Title>{t('queue.label')}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('app.close')} />
        </Drawer.Header>
        <Drawer.Body>
          <QueueContent onOpenPage={onOpenPage} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function QueueContent({ onOpenPage }: { onOpenPage: () => void }) {
  const { t, i18n } = useTranslation();
  useQueueFill();
  const jobs = inListOrder(useJobs());
  const { isPaused, waitingCount } = useQueueState();
  const costText = waitingCostText(t, i18n.language, waitingCost(jobs, waitingCount));
  const endedCount = jobs.filter(({ state }) => isEnded(state) && state !== 'needs-you').length;
  return (
    <>
      <div className={styles.tools}>
        <Button
          size="small"
          command="window.pauseQueue"
          icon={isPaused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          onClick={() => void setQueuePaused(!isPaused)}
        >
          {isPaused ? t('queue.resume') : t('queue.pause')}
        </Button>
        <CommandButton
          size="small"
          variant="quiet"
          command="queue.cancelWaiting"
          disabled={waitingCount === 0}
          onClick={() => void cancelWaitingJobs()}
        >
          {t('queue.cancelAll')}
        </CommandButton>
        <CommandButton
          size="small"
          variant="quiet"
          command="queue.clearEnded"
          disabled={endedCount === 0}
          onClick={() => void clearEndedJobs()}
        >
          {t('queue.clearEnded')}
        </CommandButton>
        <CommandButton
          size="small"
          variant="quiet"
          command="window.queuePage"
          icon={<IconArrowsMaximize size={14} />}
          onClick={onOpenPage}
        >
          {t('queue.openPage')}
        </CommandButton>
      </div>
      {costText && <p className={styles.costNote}>{costText}</p>}
      <HeldNote />
      {isPaused && <p className={styles.pausedNote}>{t('queue.pausedNote')}</p>}
      {jobs.length === 0 ? (
        <EmptyState icon={<IconStack2 size={28} />} title={t('queue.emptyTitle')}>
          {t('queue.emptyText')}
        </EmptyState>
      ) : (
        <JobList jobs={jobs} />
      )}
    </>
  );
}

function JobList({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rowCommands = useRowCommands('[data-job-row]');
  // No React Compiler here, which is what this rule is about.
  const virtualizer = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller,
    estimateSize: () => 56,
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: 8,
  });
  return (
    // A list that scrolls must be reachable by keyboard.
    <div
      ref={setScroller}
      className={styles.list}
      tabIndex={0}
      role="group"
      aria-label={t('queue.label')}
      {...rowCommands}
    >
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const job = jobs[index];
          return (
            job && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-job-row
                aria-setsize={jobs.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <JobRow job={job} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
