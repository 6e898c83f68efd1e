/** Switches about everything that may leave this machine, whatever the connection. */
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './connections-view.module.css';
import { usePreferences } from './use-preferences.ts';

export function LeavingSwitches() {
  const { t } = useTranslation();
  const { preferences, setPreferences } = usePreferences();
  return (
    <section className={styles.leaving} aria-label={t('connections.leaving')}>
      <Switch
        label={t('connections.offline')}
        description={t('connections.offlineHint')}
        checked={preferences?.isOffline ?? false}
        disabled={!preferences}
        onChange={(event) => void setPreferences({ isOffline: event.currentTarget.checked })}
      />
      <Switch
        label={t('connections.previews')}
        description={t('connections.previewsHint')}
        checked={preferences?.alwaysPreviews ?? false}
        disabled={!preferences}
        onChange={(event) => void setPreferences({ alwaysPreviews: event.currentTarget.checked })}
      />
    </section>
  );
}
