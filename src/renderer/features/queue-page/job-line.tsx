/** One job that has not ended: what, how far, since when and until when, what it costs, what can be done. */
import { useDraggable } from '@dnd-kit/core';
import { Checkbox } from '@mantine/core';
import { IconDots, IconGripVertical, IconX } from '@tabler/icons-react';
import { memo, type MouseEvent, type PointerEventHandler } from 'react';
import { useTranslation } from 'react-i18next';
import { jobCostText } from '#renderer/features/job-facts/index.ts';
import { commandsOfJob, Elapsed, JobWords, NeedsYouChoices, toneOfJob } from '#renderer/features/queue/index.ts';
import { useModelNames } from '#renderer/features/take-review/index.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import type { JobId } from '#shared/domain/ids.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { clockText, leftText } from './job-times.ts';
import styles from './queue-page.module.css';

export type JobLineProps = {
  job: Job;
  /** From 1 among what waits in its lane; null for what does not wait. */
  place: number | null;
  expectedEndAtMs: number | null;
  isSelected: boolean;
  /** These are stable, so that only lines that changed render again. */
  onToggle: (jobId: JobId) => void;
  onMenu: (job: Job, event: MouseEvent) => void;
  onCancel: (job: Job) => void;
};

export const JobLine = memo(function JobLine({
  job,
  place,
  expectedEndAtMs,
  isSelected,
  onToggle,
  onMenu,
  onCancel,
}: JobLineProps) {
  const { t, i18n } = useTranslation();
  const { id, label, state } = job;
  const { canCancel } = commandsOfJob(job);
  const isSelectable = state !== 'needs-you';
  return (
    <>
      <div role="gridcell" className={styles.selectCell}>
        {isSelectable && (
          <Checkbox
            size="xs"
            color="var(--accent)"
            iconColor="var(--accent-ink)"
            tabIndex={-1}
            aria-label={t('queuePage.select', { label })}
            checked={isSelected}
            onChange={() => onToggle(id)}
          />
        )}
      </div>
      <div role="gridcell" className={styles.placeCell}>
        {place !== null && <Handle job={job} place={place} />}
      </div>
      <div role="gridcell" className={styles.what}>
        <span className={styles.label} dir="auto">
          <span className={styles.faint}>{t(`queue.kinds.${job.kind}`)}</span> {label}
        </span>
        <SmallFacts job={job} />
      </div>
      <div role="gridcell">
        {state === 'waiting' && job.hold ? (
          <Pill tone="ask">{t('queuePage.held')}</Pill>
        ) : (
          <Pill tone={toneOfJob(state)}>{t(`queue.state.${state}`)}</Pill>
        )}
      </div>
      <div role="gridcell" className={styles.times}>
        <Elapsed job={job} />
        <Expected job={job} atMs={expectedEndAtMs} />
      </div>
      <div role="gridcell" className={styles.cost}>
        {jobCostText(t, i18n.language, job)}
      </div>
      <div role="gridcell" className={styles.lineTools}>
        {canCancel && (
          <IconButton
            label={t('queue.cancelJob', { label })}
            command="queue.cancel"
            tabIndex={-1}
            onClick={() => onCancel(job)}
          >
            <IconX size={16} />
          </IconButton>
        )}
        {isSelectable && (
          <IconButton
            label={t('queuePage.menu', { label })}
            command="queue.menu"
            aria-haspopup="menu"
            tabIndex={-1}
            onClick={(event) => onMenu(job, event)}
          >
            <IconDots size={16} />
          </IconButton>
        )}
      </div>
      {(isActive(state) || job.error || job.hold || state === 'needs-you') && (
        <div role="gridcell" className={styles.below}>
          {isActive(state) && <ProgressBar progress={job.progress} label={t('queue.progressOf', { label })} />}
          <JobWords job={job} />
          {state === 'needs-you' && <NeedsYouChoices job={job} />}
        </div>
      )}
    </>
  );
});

/** The place in line, which is also what the job is dragged by. */
function Handle({ job: { id, label }, place }: { job: Job; place: number }) {
  const { t } = useTranslation();
  // The attributes of dnd-kit are left out: its keyboard is ours (Alt and arrows).
  const { setNodeRef, listeners } = useDraggable({ id });
  return (
    <span
      ref={setNodeRef}
      className={styles.handle}
      title={t('queuePage.drag', { label })}
      onPointerDown={listeners?.onPointerDown as PointerEventHandler | undefined}
    >
      <IconGripVertical size={14} aria-hidden />
      <span aria-label={t('queuePage.place', { place })} role="img">
        {place}
      </span>
    </span>
  );
}

/** Model, priority and start, where there is something to say. */
function SmallFacts({ job: { connectionId, modelId, priority, notBeforeMs, state } }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const { labelOf } = useModelNames();
  const nowMs = useNow(notBeforeMs === null ? null : 60_000);
  const parts = [
    connectionId !== null && modelId !== null && labelOf({ connectionId, modelId }),
    priority !== 0 && t('queuePage.priority', { priority: priority > 0 ? `+${priority}` : `−${-priority}` }),
    state === 'waiting' &&
      notBeforeMs !== null &&
      notBeforeMs > nowMs &&
      t('queuePage.from', { time: clockText(notBeforeMs, nowMs, i18n.language) }),
  ].filter((part) => part !== false);
  return parts.length > 0 && <span className={styles.small}>{parts.join(' · ')}</span>;
}

/** `about 4 min left` for what works, `ready about 14:32` for what waits. */
function Expected({ job, atMs }: { job: Job; atMs: number | null }) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(atMs === null ? null : 10_000);
  if (atMs === null) return null;
  return (
    <span className={styles.expected}>
      {isActive(job.state)
        ? t('queuePage.timeLeft', { time: leftText(atMs - nowMs, i18n.language) })
        : t('queuePage.endsAt', { time: clockText(atMs, nowMs, i18n.language) })}
    </span>
  );
}
