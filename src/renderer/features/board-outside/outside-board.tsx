/** A board in another program: opens it there, and says what comes back. */
import { useQuery } from '@tanstack/react-query';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { errorText } from '#shared/messages/translate.ts';
import styles from './outside-board.module.css';
import { CommandButton } from '#renderer/ui/command-button.tsx';

/** For a shot that has a board. */
export function OutsideBoard({ shot: { id: shotId } }: { shot: StoryboardShot }) {
  const { t, i18n } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const { data } = useQuery(studioQuery.boards.outside.queryOptions({ input: {} }));
  const board = data?.find((other) => other.shotId === shotId);
  const run = async (call: () => Promise<unknown>) => {
    setBusy(true);
    await call().catch(showError);
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: studioQuery.boards.outside.key() });
  };
  const open = (
    <CommandButton
      size="small"
      command="storyboard.openOutside"
      icon={<IconExternalLink size={15} />}
      isBusy={isBusy}
      onClick={() => void run(() => studio.boards.openOutside({ shotId }))}
    >
      {t(board && !board.ended ? 'boardOutside.again' : 'boardOutside.open')}
    </CommandButton>
  );
  if (!board) return <div>{open}</div>;
  const { takenCount, problem, ended } = board;
  if (ended) {
    return (
      <div className={styles.outside} role="status">
        <p className={styles.problem}>{t(`boardOutside.ended.${ended}`)}</p>
        <div className={styles.row}>
          {open}
          <CommandButton
            size="small"
            variant="quiet"
            command="storyboard.closeOutside"
            onClick={() => void run(() => studio.boards.closeOutside({ shotId }))}
          >
            {t('boardOutside.endedSeen')}
          </CommandButton>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.outside} role="status">
      <p>
        {t('boardOutside.followed')} {takenCount > 0 && t('boardOutside.taken', { count: takenCount })}
      </p>
      {problem && <p className={styles.problem}>{t('boardOutside.notTaken', { reason: errorText(i18n, problem) })}</p>}
      <div className={styles.row}>
        {open}
        <CommandButton
          size="small"
          variant="quiet"
          command="storyboard.closeOutside"
          onClick={() => void run(() => studio.boards.closeOutside({ shotId }))}
        >
          {t('boardOutside.stop')}
        </CommandButton>
      </div>
    </div>
  );
}
