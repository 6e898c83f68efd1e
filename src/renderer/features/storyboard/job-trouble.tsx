import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import { isActive } from '#shared/domain/job-state.ts';
import { errorText } from '#shared/messages/translate.ts';
import { NeedsYouChoices, retryJobs, speakingJob } from '#renderer/features/queue/index.ts';
import { useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import styles from './storyboard.module.css';
import { CommandButton } from '#renderer/ui/command-button.tsx';

/** What went wrong with the shot's latest job, and its next step; also what a job meets that goes on by itself. */
export function JobTrouble({ shotId }: { shotId: ShotId }) {
  const { t, i18n } = useTranslation();
  const job = speakingJob(useJobsOfShot(shotId));
  if (job && isActive(job.state) && job.error) {
    return (
      <div className={styles.jobTrouble} role="status">
        <p>
          {errorText(i18n, job.error)} {t('queue.asksAgain')}
        </p>
      </div>
    );
  }
  if (!job || (job.state !== 'failed' && job.state !== 'refused' && job.state !== 'needs-you')) return null;
  const words = {
    failed: t('inspector.failedJob'),
    refused: t('inspector.refusedJob'),
    'needs-you': t('inspector.needsYouJob'),
  };
  return (
    <div className={styles.jobTrouble} role="status">
      <p>
        <b>{words[job.state]}</b> {job.error && job.state !== 'needs-you' && errorText(i18n, job.error)}
      </p>
      {job.state === 'needs-you' ? (
        <NeedsYouChoices job={job} isAlone />
      ) : (
        <div className={styles.row}>
          <CommandButton size="small" command="queue.retry" onClick={() => void retryJobs([job])}>
            {t('app.retry')}
          </CommandButton>
        </div>
      )}
    </div>
  );
}
