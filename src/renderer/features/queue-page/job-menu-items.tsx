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
import type { Job } from '#shared/domain/records.ts';
import { nightText } from './night-text.ts';
import type { JobActions } from './use-job-actions.ts';

export type JobMenuOptions = { t: TFunction; language: string; nowMs: number; job: Job; actions: JobActions };

export function jobMenuItems({ t, language, nowMs, job, actions }: JobMenuOptions): MenuItem[] {
  const jobs = actions.with(job);
  const cancel: MenuItem = {
    label: t('queuePage.cancelJobs', { count: jobs.length }),
    icon: <IconX size={15} />,
    command: 'queue.cancel',
    isDanger: true,
    run: () => actions.cancel(jobs),
  };
  if (job.state !== 'waiting') return [cancel];
  const size = 15;
  return [
    {
      label: t('queuePage.startNow'),
      icon: <IconPlayerPlay size={size} />,
      command: 'queue.startNow',
      isDisabled: jobs.every(({ notBeforeMs }) => notBeforeMs === null),
      run: () => actions.schedule(jobs, null),
    },
    {
      label: nightText(t, language, nowMs),
      icon: <IconMoonStars size={size} />,
      command: 'queue.tonight',
      run: () => actions.scheduleTonight(jobs),
    },
    {
      label: t('queuePage.pickTime'),
      icon: <IconCalendarTime size={size} />,
      command: 'queue.pickTime',
      run: () => actions.pickTime(jobs),
    },
    { kind: 'divider' },
    {
      label: t('queuePage.moveUp'),
      icon: <IconArrowUp size={size} />,
      command: 'queue.moveUp',
      run: () => actions.moveByStep(job.id, -1),
    },
    {
      label: t('queuePage.moveDown'),
      icon: <IconArrowDown size={size} />,
      command: 'queue.moveDown',
      run: () => actions.moveByStep(job.id, 1),
    },
    {
      label: t('queuePage.moveFirst'),
      icon: <IconArrowBarToUp size={size} />,
      command: 'queue.moveFirst',
      run: () => actions.moveToEdge(job.id, 'first'),
    },
    {
      label: t('queuePage.moveLast'),
      icon: <IconArrowBarToDown size={size} />,
      command: 'queue.moveLast',
      run: () => actions.moveToEdge(job.id, 'last'),
    },
    {
      label: t('queuePage.raise'),
      icon: <IconChevronUp size={size} />,
      command: 'queue.raise',
      run: () => actions.changePriority(jobs, 1),
    },
    {
      label: t('queuePage.lower'),
      icon: <IconChevronDown size={size} />,
      command: 'queue.lower',
      run: () => actions.changePriority(jobs, -1),
    },
    { kind: 'divider' },
    cancel,
  ];
}
