/** Lines about the studio itself: what is missing, what is at risk, what was recovered. */
import IconClose from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import styles from './home-notices.module.css';
import { recoveryRead } from './recovery.ts';
import { CommandButton, CommandIconButton } from '#renderer/ui/command-button.tsx';

export function HomeNotices() {
  const { t } = useTranslation();
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  const isRecoveryRead = useObservable(recoveryRead);
  if (!info) return null;
  const { ffmpeg, library, recoveredJobCount } = info;

  async function copy(command: string) {
    await navigator.clipboard.writeText(command);
    showNotice({ id: 'copied', text: t('home.copied'), tone: 'ok' });
  }

  return (
    <>
      {recoveredJobCount > 0 && !isRecoveryRead && (
        <Line tone="run">
          <p className={styles.words}>{t('home.recovered', { count: recoveredJobCount })}</p>
          <CommandIconButton label={t('home.dismiss')} command="page.dismiss" onClick={() => recoveryRead.set(true)}>
            <IconClose size={16} />
          </CommandIconButton>
        </Line>
      )}
      {ffmpeg.kind === 'missing' && (
        <Line tone="ask">
          <p className={styles.words}>
            {t('home.ffmpegMissing')} <code className={styles.command}>{ffmpeg.command}</code>
          </p>
          <CommandButton size="small" command="page.copyCommand" onClick={() => void copy(ffmpeg.command)}>
            {t('home.copyCommand')}
          </CommandButton>
        </Line>
      )}
      {library.syncedBy !== null && (
        <Line tone="ask">
          <p className={styles.words}>{t('home.synced', { service: library.syncedBy })}</p>
        </Line>
      )}
    </>
  );
}

function Line({ tone, children }: { tone: 'run' | 'ask'; children: ReactNode }) {
  return (
    <div className={styles.line} role="status">
      <span className={`${styles.dot} ${styles[tone]}`} aria-hidden />
      {children}
    </div>
  );
}
