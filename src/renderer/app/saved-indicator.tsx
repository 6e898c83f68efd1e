import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSavedState } from '#renderer/rpc/use-saved-state.ts';
import { useProject } from './use-window-title.ts';
import { useRoute } from './use-route.ts';
import styles from './saved-indicator.module.css';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** Whether every edit is in the library, and since when. True, or it says that it is not. */
export function SavedIndicator() {
  const { t, i18n } = useTranslation();
  const state = useSavedState();
  const route = useRoute();
  const project = useProject(route.kind === 'project' ? route.projectId : null);
  const nowMs = useNow(20_000);

  if (state.kind === 'saving') return <span className={styles.saved}>{t('app.saving')}</span>;
  if (state.kind === 'failed') {
    return (
      <span className={styles.failed} role="status">
        {t('app.notSaved')}
      </span>
    );
  }
  const savedAtMs = state.kind === 'saved' ? state.savedAtMs : project?.updatedAtMs;
  if (savedAtMs === undefined) return null;
  const at = new Date(savedAtMs);
  return (
    <Tooltip
      label={t('app.savedAt', { at: at.toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }) })}
    >
      <span className={styles.saved}>
        {t('app.saved')} <span className={styles.since}>{timeAgo(savedAtMs, nowMs, i18n.language)}</span>
      </span>
    </Tooltip>
  );
}
