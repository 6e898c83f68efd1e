/** What acts on the whole queue: pausing it, and cancelling all that waits. */
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelWaitingJobs, setQueuePaused } from '#renderer/features/queue/index.ts';
import { useQueueState } from '#renderer/rpc/use-jobs.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import styles from './queue-page.module.css';

export function QueueTools() {
  const { t } = useTranslation();
  const { isPaused, waitingCount } = useQueueState();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className={styles.tools}>
      <Button
        command="window.pauseQueue"
        icon={isPaused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
        onClick={() => void setQueuePaused(!isPaused)}
      >
        {isPaused ? t('queue.resume') : t('queue.pause')}
      </Button>
      <CommandButton command="queue.cancelWaiting" disabled={waitingCount === 0} onClick={() => setAsking(true)}>
        {t('queue.cancelAll')}
      </CommandButton>
      {isAsking && (
        <CancelWaitingDialog
          count={waitingCount}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await cancelWaitingJobs();
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}

type CancelWaitingDialogProps = { count: number; onClose: () => void; onConfirm: () => Promise<void> };

function CancelWaitingDialog({ count, onClose, onConfirm }: CancelWaitingDialogProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      title={t('queuePage.cancelWaitingTitle', { count })}
      closeLabel={t('app.close')}
      actions={
        <>
          <Button onClick={onClose} disabled={isBusy}>
            {t('queuePage.keepWaiting')}
          </Button>
          <Button
            variant="danger"
            isBusy={isBusy}
            onClick={() => {
              setBusy(true);
              void onConfirm();
            }}
          >
            {t('queuePage.cancelWaitingConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('queuePage.cancelWaitingText')}</p>
    </Dialog>
  );
}
