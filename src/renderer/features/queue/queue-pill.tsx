/** Counts of what runs and waits; opens the panel. */
import { useTranslation } from 'react-i18next';
import { useQueueState } from '#renderer/rpc/use-jobs.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import styles from './queue.module.css';

export type QueuePillProps = { onOpen: () => void };

export function QueuePill({ onOpen }: QueuePillProps) {
  const { t } = useTranslation();
  const { activeCount, waitingCount, heldCount, needsYouCount, isPaused } = useQueueState();
  const tone = needsYouCount + heldCount > 0 ? 'ask' : activeCount > 0 ? 'run' : 'idle';
  const parts = [
    activeCount > 0 && t('queue.running', { count: activeCount }),
    waitingCount > 0 && t('queue.waiting', { count: waitingCount }),
    heldCount > 0 && t('queue.held', { count: heldCount }),
    needsYouCount > 0 && t('queue.needsYou', { count: needsYouCount }),
    isPaused && t('queue.paused'),
  ].filter((part) => part !== false);
  return (
    <button
      type="button"
      className={styles.pill}
      {...commandAttributes('window.queue')}
      aria-haspopup="dialog"
      onClick={onOpen}
    >
      <span className={`${styles.dot} ${styles[tone]}`} aria-hidden />
      {parts.length === 0 ? t('queue.idle') : <PillParts parts={parts} />}
    </button>
  );
}

function PillParts({ parts: [first, ...rest] }: { parts: string[] }) {
  return (
    <>
      <b>{first}</b>
      {rest.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </>
  );
}
