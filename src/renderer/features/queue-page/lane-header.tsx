/** Above the jobs of a connection: its name, how much it works on, what it has spent, and a way to pause it. */
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatMoney } from '#renderer/ui/money-text.ts';
import { Pill } from '#renderer/ui/pill.tsx';
import type { ConnectionId } from '#shared/domain/ids.ts';
import styles from './queue-page.module.css';
import type { Lane } from './queue-rows.ts';
import { setLanePaused } from './set-lane-paused.ts';

export function NeedsYouHeader({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <div role="gridcell" className={styles.laneHeader}>
      <h2 className={styles.laneName}>{t('queuePage.needsYou')}</h2>
      <span className={styles.laneFacts}>{count}</span>
    </div>
  );
}

export type LaneHeaderProps = {
  lane: Lane;
  isQueuePaused: boolean;
};

export function LaneHeader({ lane, isQueuePaused }: LaneHeaderProps) {
  const { t } = useTranslation();
  const { connectionId, isPaused, width, activeCount, waitingCount } = lane;
  const name = connectionId === null ? t('queuePage.films') : (lane.label ?? t('queuePage.removedConnection'));
  return (
    <div role="gridcell" className={styles.laneHeader}>
      <h2 className={styles.laneName} dir="auto">
        {name}
      </h2>
      <span className={styles.laneFacts}>
        {t('queuePage.laneCounts', {
          active: activeCount,
          width,
          waiting: waitingCount,
        })}
      </span>
      {connectionId !== null && <LaneMoney connectionId={connectionId} />}
      {(isPaused || isQueuePaused) && <Pill tone="ask">{t('queuePage.lanePaused')}</Pill>}
      <span className={styles.grow} />
      {connectionId !== null && lane.label !== null && (
        <PauseButton connectionId={connectionId} name={name} isPaused={isPaused} />
      )}
    </div>
  );
}

/** What was spent over the connection this month; nothing where that is nothing and no limit is set. */
function LaneMoney({ connectionId }: { connectionId: ConnectionId }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(studioQuery.ledger.budgets.queryOptions({ input: { projectId: null } }));
  const budget = data?.connections.find((one) => one.connectionId === connectionId);
  if (!budget || (budget.limit === null && budget.spent === 0)) return null;
  const spent = formatMoney(budget.spent, i18n.language);
  return (
    <span className={styles.laneFacts}>
      {budget.limit === null
        ? t('queuePage.laneSpent', { spent })
        : t('queuePage.laneBudget', { spent, limit: formatMoney(budget.limit, i18n.language) })}
    </span>
  );
}

function PauseButton({
  connectionId,
  name,
  isPaused,
}: {
  connectionId: ConnectionId;
  name: string;
  isPaused: boolean;
}) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const toggle = async () => {
    setBusy(true);
    await setLanePaused(connectionId, !isPaused);
    setBusy(false);
  };
  return (
    <Button
      size="small"
      variant="quiet"
      isBusy={isBusy}
      command="queue.pauseLane"
      icon={isPaused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
      onClick={() => void toggle()}
    >
      {isPaused ? t('queuePage.resumeLane', { name }) : t('queuePage.pauseLane', { name })}
    </Button>
  );
}
