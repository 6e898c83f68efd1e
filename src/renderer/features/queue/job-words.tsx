/** What stands under a job beside its label: trouble that it meets while it goes on, why it failed, why it is held. */
import { useTranslation } from 'react-i18next';
import { useQueueState } from '#renderer/rpc/use-jobs.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { errorText } from '#shared/messages/translate.ts';
import styles from './queue.module.css';

export function JobWords({ job: { state, error, hold } }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const { holds } = useQueueState();
  if (isActive(state) && error) {
    return (
      <p className={styles.jobTrouble}>
        {errorText(i18n, error)} {t('queue.asksAgain')}
      </p>
    );
  }
  // One reason for all stands above the list already.
  if (state === 'waiting' && hold && holds.length > 1)
    return <p className={styles.jobTrouble}>{errorText(i18n, hold)}</p>;
  if (error && (state === 'failed' || state === 'refused')) {
    return <p className={styles.jobError}>{errorText(i18n, error)}</p>;
  }
  return null;
}
