/** Why waiting jobs are held back, such as by a budget, and a way to look again. Nothing while none is. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueueState } from '#renderer/rpc/use-jobs.ts';
import { errorText } from '#shared/messages/translate.ts';
import { releaseHeldJobs } from './job-commands.ts';
import styles from './queue.module.css';
import { CommandButton } from '#renderer/ui/command-button.tsx';

export function HeldNote() {
  const { t, i18n } = useTranslation();
  const { heldCount, holds } = useQueueState();
  const [isBusy, setBusy] = useState(false);
  if (heldCount === 0) return null;
  const lookAgain = async () => {
    setBusy(true);
    await releaseHeldJobs();
    setBusy(false);
  };
  const reasons = [...new Set(holds.map((hold) => errorText(i18n, hold)))];
  return (
    <div className={styles.held} role="status">
      <div className={styles.heldWords}>
        <b>{t('queue.heldTitle', { count: heldCount })}</b>
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
      </div>
      <CommandButton
        size="small"
        command="queue.lookAgain"
        isBusy={isBusy}
        title={t('queue.lookAgainHint')}
        onClick={() => void lookAgain()}
      >
        {t('queue.lookAgain')}
      </CommandButton>
    </div>
  );
}
