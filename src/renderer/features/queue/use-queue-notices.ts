/** Says in the corner what became of the queue while the person was elsewhere in the window. */
import { useEffect } from 'react';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { jobsStore } from '#renderer/rpc/use-jobs.ts';
import { useLatest } from '#renderer/ui/use-latest.ts';
import { isFollowedJob } from './followed-jobs.ts';
import { emptyQueueWatch, type QueueNotice, watchQueue } from './queue-notices.ts';

export type QueueNoticesOptions = { isPanelOpen: boolean; onOpenPanel: () => void };

/** Once for the window. */
export function useQueueNotices(options: QueueNoticesOptions): void {
  const latest = useLatest(options);
  useEffect(() => {
    let watch = emptyQueueWatch;
    const look = () => {
      const { isPanelOpen, onOpenPanel } = latest.current;
      const answer = watchQueue(watch, { jobs: jobsStore.jobs.get(), isPanelOpen, isFollowed: isFollowedJob });
      ({ watch } = answer);
      for (const notice of answer.notices) show(notice, onOpenPanel);
    };
    look();
    return jobsStore.jobs.subscribe(look);
  }, [latest]);
}

function show(notice: QueueNotice, onOpenPanel: () => void): void {
  if (notice.kind === 'ready') {
    const { readyTakes, readyFilms } = notice;
    const text = [
      readyTakes > 0 && translator.t('queue.takesReady', { count: readyTakes }),
      readyFilms > 0 && translator.t('queue.filmsReady', { count: readyFilms }),
    ];
    showNotice({ id: 'queue-ready', tone: 'ok', text: text.filter(Boolean).join(' ') });
    return;
  }
  const { failedTakes, failedFilms, needYou } = notice;
  const text = [
    needYou > 0 && translator.t('queue.jobsNeedYou', { count: needYou }),
    failedTakes > 0 && translator.t('queue.takesFailed', { count: failedTakes }),
    failedFilms > 0 && translator.t('queue.filmsFailed', { count: failedFilms }),
  ];
  showNotice({
    id: 'queue-trouble',
    tone: failedTakes + failedFilms > 0 ? 'bad' : 'ask',
    text: text.filter(Boolean).join(' '),
    action: { label: translator.t('queue.open'), run: onOpenPanel },
  });
}
