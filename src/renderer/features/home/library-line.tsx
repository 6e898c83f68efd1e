import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { sizeText } from '#renderer/ui/size-text.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import styles from './library-line.module.css';

/** Where everything stays, how much it is, and when it was last backed up. */
export function LibraryLine() {
  const { t, i18n } = useTranslation();
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  const nowMs = useNow(60_000);
  if (!info) return <Skeleton width="28rem" height="1.45em" />;
  const { location, projectCount, sizeBytes, lastBackupAtMs } = info.library;
  const language = i18n.language;
  const facts = [
    t('home.projects', { count: projectCount }),
    sizeText(sizeBytes, language),
    lastBackupAtMs === null
      ? t('home.neverBackedUp')
      : t('home.backedUp', { ago: timeAgo(lastBackupAtMs, nowMs, language) }),
  ];
  const [before = '', after = ''] = t('home.firstLine', { location: '\u0000' }).split('\u0000');
  return (
    <p className={styles.line}>
      <span>
        {before}
        <bdi className={styles.location}>{location}</bdi>
        {after}
      </span>
      {facts.map((fact) => (
        <span key={fact} className={styles.fact}>
          {fact}
        </span>
      ))}
    </p>
  );
}
