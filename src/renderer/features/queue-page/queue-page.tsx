/** The whole queue on a page: what runs and waits now, what ended, and what each model took. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { waitingCost, waitingCostText } from '#renderer/features/job-facts/index.ts';
import { useJobs, useQueueState } from '#renderer/rpc/use-jobs.ts';
import { usePageViews } from '#renderer/ui/commands.ts';
import { HistoryView } from './history-view.tsx';
import { ModelsView } from './models-view.tsx';
import { NowView } from './now-view.tsx';
import { QueueTools } from './queue-tools.tsx';
import styles from './queue-page.module.css';

const tabs = ['now', 'history', 'models'] as const;
type Tab = (typeof tabs)[number];

export function QueuePage() {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('now');
  usePageViews(tabs, setTab);
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>{t('queue.label')}</h1>
          <QueueSummary />
        </div>
        <QueueTools />
      </div>
      <SegmentedControl
        className={styles.tabs ?? ''}
        aria-label={t('queuePage.tabs')}
        data={tabs.map((value) => ({ value, label: t(`queuePage.tab.${value}`) }))}
        value={tab}
        onChange={(value) => setTab(value as Tab)}
      />
      {tab === 'now' && <NowView />}
      {tab === 'history' && <HistoryView />}
      {tab === 'models' && <ModelsView />}
    </main>
  );
}

/** Counts, and what is on its way to be spent. */
function QueueSummary() {
  const { t, i18n } = useTranslation();
  const { activeCount, waitingCount, heldCount, needsYouCount } = useQueueState();
  const cost = waitingCostText(t, i18n.language, waitingCost(useJobs(), waitingCount));
  const parts = [
    t('queue.running', { count: activeCount }),
    t('queue.waiting', { count: waitingCount }),
    ...(heldCount > 0 ? [t('queue.held', { count: heldCount })] : []),
    ...(needsYouCount > 0 ? [t('queue.needsYou', { count: needsYouCount })] : []),
    ...(cost ? [cost] : []),
  ];
  return <p className={styles.text}>{parts.join(' · ')}</p>;
}
