import { useTranslation } from 'react-i18next';
import { useSavedState } from '#renderer/rpc/use-saved-state.ts';
import { useProject } from './use-window-title.ts';
import { useRoute } from './use-route.ts';
import styles from './saved-indicator.module.css';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** Whether every edit is in the library, and since when. True, or it says that it is not. */
export function SavedIndicator() {
  const { t, i18n } = useTranslation();
  const state = useSavedState();
  const route = useRoute();
  const project = useProject(route.kind === 'project' ? route.projectId : null);
  const nowMs = useNow(20_000);

  if (state.kind === 'failed') {
    return (
      <span className={styles.failed} role="status">
        {t('app.notSaved')}
      </span>
    );
  }
  const isSaving = state.kind === 'saving';
  const savedAtMs = state.kind === 'saved' ? state.savedAtMs : project?.updatedAtMs;
  if (!isSaving && savedAtMs === undefined) return null;
  const language = i18n.language;
  const at = new Date(savedAtMs ?? nowMs).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
  // The same elements for both: while a person types, one takes the other's place twice a second.
  return (
    <Tooltip label={t('app.savedAt', { at })} isOff={isSaving}>
      {(tooltip) => (
        <span {...tooltip} className={styles.saved}>
          {isSaving ? t('app.saving') : t('app.saved')}{' '}
          <span className={styles.since}>{!isSaving && savedAtMs && timeAgo(savedAtMs, nowMs, language)}</span>
        </span>
      )}
    </Tooltip>
  );
}
