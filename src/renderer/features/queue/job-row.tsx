/** One job in the panel: what, how far, what went wrong, what can be done. */
import { IconDownload, IconFolderOpen, IconRefresh, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { jobCostText } from '#renderer/features/job-facts/index.ts';
import { isDesktop, studio } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Pill } from '#renderer/ui/pill.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { filmUrl } from '#shared/contract/media-urls.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { cancelJobs, retryJobs } from './job-commands.ts';
import { commandsOfJob, elapsedMs, elapsedText, sizeText, toneOfJob } from './job-view.ts';
import { JobWords } from './job-words.tsx';
import { NeedsYouChoices } from './needs-you-choices.tsx';
import styles from './queue.module.css';

export const JobRow = memo(function JobRow({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const { canCancel, canRetry } = commandsOfJob(job);
  const cost = jobCostText(t, i18n.language, job);
  return (
    <div className={styles.job}>
      <div className={styles.jobHead}>
        <span className={styles.jobKind}>{t(`queue.kinds.${job.kind}`)}</span>
        <span className={styles.jobLabel} dir="auto">
          {job.label}
        </span>
        {cost && <span className={styles.cost}>{cost}</span>}
        <Elapsed job={job} />
        {job.hold && job.state === 'waiting' ? (
          <Pill tone="ask">{t('queuePage.held')}</Pill>
        ) : (
          <Pill tone={toneOfJob(job.state)}>{t(`queue.state.${job.state}`)}</Pill>
        )}
        {canRetry && (
          <IconButton
            label={t('queue.retryJob', { label: job.label })}
            command="queue.retry"
            onClick={() => void retryJobs([job])}
          >
            <IconRefresh size={16} />
          </IconButton>
        )}
        {canCancel && (
          <IconButton
            label={t('queue.cancelJob', { label: job.label })}
            command="queue.cancel"
            onClick={() => void cancelJobs([job.id])}
          >
            <IconX size={16} />
          </IconButton>
        )}
        <FilmLink job={job} />
      </div>
      {isActive(job.state) && (
        <ProgressBar progress={job.progress} label={t('queue.progressOf', { label: job.label })} />
      )}
      <JobWords job={job} />
      {job.state === 'needs-you' && <NeedsYouChoices job={job} />}
      {job.result?.kind === 'film' && (
        <p className={styles.jobFacts} dir="auto">
          {job.result.fileName} · {sizeText(job.result.sizeBytes)}
        </p>
      )}
    </div>
  );
});

/** Where a finished film is. */
export function FilmLink({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (job.state !== 'done' || job.result?.kind !== 'film') return null;
  if (isDesktop) {
    return (
      <IconButton
        label={t('queue.reveal')}
        command="queue.showFilm"
        onClick={() => void studio.exports.reveal({ jobId: job.id }).catch(showError)}
      >
        <IconFolderOpen size={16} />
      </IconButton>
    );
  }
  return (
    <a
      className={styles.download}
      {...commandAttributes('queue.showFilm')}
      href={filmUrl(job.id)}
      download={job.result.fileName}
      aria-label={t('queue.download')}
    >
      <IconDownload size={16} aria-hidden />
    </a>
  );
}

/** How long a job has worked so far, or worked in all; nothing before it started. */
export function Elapsed({ job }: { job: Job }) {
  const nowMs = useNow(isActive(job.state) ? 1000 : null);
  const ms = elapsedMs(job, nowMs);
  return ms === null ? null : <Timecode className={styles.elapsed ?? ''}>{elapsedText(ms)}</Timecode>;
}
