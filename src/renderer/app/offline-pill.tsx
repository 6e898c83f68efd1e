import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import styles from './header-pill.module.css';

/** Stands in the header while nothing may leave this machine. */
export function OfflinePill({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const { data: preferences } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  if (!preferences?.isOffline) return null;
  return (
    <button
      type="button"
      className={`${styles.pill} ${styles.offline}`}
      {...commandAttributes('window.connections', t('connections.offlinePillHint'))}
      onClick={onOpen}
    >
      <span className={styles.dot} aria-hidden />
      {t('connections.offlinePill')}
    </button>
  );
}
