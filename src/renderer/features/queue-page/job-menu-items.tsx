/** What right-click offers for jobs that have not ended. */
import {
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconArrowDown,
  IconArrowUp,
  IconCalendarTime,
  IconChevronDown,
  IconChevronUp,
  IconMoonStars,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { MenuItem } from '#renderer/ui/context-menu.tsx';
import { keysOf } from '#renderer/ui/keymap.ts';
import type { Job } from '#shared/domain/records.ts';
import { nightText } from './night-text.ts';
import type { JobActions } from './use-job-actions.ts';

export type JobMenuOptions = { t: TFunction; language: string; nowMs: number; job: Job; actions: JobActions };

export function jobMenuItems({ t, language, nowMs, job, actions }: JobMenuOptions): MenuItem[] {
  const jobs = actions.with(job);
  const cancel: MenuItem = {
    label: t('queuePage.cancelJobs', { count: jobs.length }),
    icon: <IconX size={15} />,
    keys: keysOf('queue.cancel') ?? '',
    isDanger: true,
    run: () => actions.cancel(jobs),
  };
  if (job.state !== 'waiting') return [cancel];
  const size = 15;
  return [
    {
      label: t('queuePage.startNow'),
      icon: <IconPlayerPlay size={size} />,
      isDisabled: jobs.every(({ notBeforeMs }) => notBeforeMs === null),
      run: () => actions.schedule(jobs, null),
    },
    {
      label: nightText(t, language, nowMs),
      icon: <IconMoonStars size={size} />,
      run: () => actions.scheduleTonight(jobs),
    },
    { label: t('queuePage.pickTime'), icon: <IconCalendarTime size={size} />, run: () => actions.pickTime(jobs) },
    { kind: 'divider' },
    {
      label: t('queuePage.moveUp'),
      icon: <IconArrowUp size={size} />,
      keys: keysOf('queue.moveUp') ?? '',
      run: () => actions.moveByStep(job.id, -1),
    },
    {
      label: t('queuePage.moveDown'),
      icon: <IconArrowDown size={size} />,
      keys: keysOf('queue.moveDown') ?? '',
      run: () => actions.moveByStep(job.id, 1),
    },
    {
      label: t('queuePage.moveFirst'),
      icon: <IconArrowBarToUp size={size} />,
      run: () => actions.moveToEdge(job.id, 'first'),
    },
    {
      label: t('queuePage.moveLast'),
      icon: <IconArrowBarToDown size={size} />,
      run: () => actions.moveToEdge(job.id, 'last'),
    },
    {
      label: t('queuePage.raise'),
      icon: <IconChevronUp size={size} />,
      keys: '+',
      run: () => actions.changePriority(jobs, 1),
    },
    {
      label: t('queuePage.lower'),
      icon: <IconChevronDown size={size} />,
      keys: '-',
      run: () => actions.changePriority(jobs, -1),
    },
    { kind: 'divider' },
    cancel,
  ];
}
