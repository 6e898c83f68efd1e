/** Buttons for the selected jobs. They stand there always, so that nothing jumps when the first one is selected. */
import {
  IconCalendarTime,
  IconChevronDown,
  IconChevronUp,
  IconMoonStars,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import type { Job } from '#shared/domain/records.ts';
import { nightText } from './night-text.ts';
import styles from './queue-page.module.css';
import type { JobActions } from './use-job-actions.ts';

const minuteMs = 60_000;

export function SelectionBar({ jobs, actions }: { jobs: readonly Job[]; actions: JobActions }) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(minuteMs);
  const waiting = jobs.filter(({ state }) => state === 'waiting');
  const isNoneWaiting = waiting.length === 0;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('queuePage.actions')}>
      <span className={styles.barText}>
        {jobs.length === 0 ? t('queuePage.noneSelected') : t('queuePage.selected', { count: jobs.length })}
      </span>
      <Button
        size="small"
        icon={<IconPlayerPlay size={14} />}
        command="queue.startNow"
        disabled={waiting.every(({ notBeforeMs }) => notBeforeMs === null)}
        onClick={() => actions.schedule(waiting, null)}
      >
        {t('queuePage.startNow')}
      </Button>
      <Button
        size="small"
        icon={<IconMoonStars size={14} />}
        command="queue.tonight"
        disabled={isNoneWaiting}
        onClick={() => actions.scheduleTonight(waiting)}
      >
        {nightText(t, i18n.language, nowMs)}
      </Button>
      <Button
        size="small"
        icon={<IconCalendarTime size={14} />}
        command="queue.pickTime"
        disabled={isNoneWaiting}
        onClick={() => actions.pickTime(waiting)}
      >
        {t('queuePage.pickTime')}
      </Button>
      <IconButton
        label={t('queuePage.raise')}
        command="queue.raise"
        disabled={isNoneWaiting}
        onClick={() => actions.changePriority(waiting, 1)}
      >
        <IconChevronUp size={16} />
      </IconButton>
      <IconButton
        label={t('queuePage.lower')}
        command="queue.lower"
        disabled={isNoneWaiting}
        onClick={() => actions.changePriority(waiting, -1)}
      >
        <IconChevronDown size={16} />
      </IconButton>
      <Button
        size="small"
        variant="quiet"
        icon={<IconX size={14} />}
        command="queue.cancel"
        disabled={jobs.length === 0}
        onClick={() => actions.cancel(jobs)}
      >
        {jobs.length === 0 ? t('queuePage.cancelNone') : t('queuePage.cancelJobs', { count: jobs.length })}
      </Button>
    </div>
  );
}
