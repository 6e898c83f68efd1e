/** What stands where the script would: how one comes here, or that it is on its way. */
import IconScript from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { useTranslation } from 'react-i18next';
import { openDraftDialog } from '#renderer/features/assist/index.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import styles from './script-empty.module.css';

export type ScriptEmptyProps = {
  projectId: ProjectId;
  onImportScript: () => void;
  /** Goes to the shots without a script. */
  onLeave: () => void;
};

export function ScriptEmpty({ projectId, onImportScript, onLeave }: ScriptEmptyProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.middle}>
      <EmptyState
        icon={<IconScript size={24} stroke={1.5} />}
        title={t('script.empty')}
        actions={
          <>
            <Button variant="primary" onClick={onImportScript}>
              {t('script.importScript')}
            </Button>
            <Button onClick={() => openDraftDialog(projectId, null)}>{t('assist.draftFromSynopsis')}</Button>
            <Button onClick={onLeave}>{t('script.startWriting')}</Button>
          </>
        }
      >
        {t('script.emptyText')}
      </EmptyState>
    </div>
  );
}

export function ScriptFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <div className={styles.middle}>
      <EmptyState
        title={t('scriptBoard.loadFailed')}
        actions={
          <CommandButton command="window.retry" onClick={onRetry}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(error)}
      </EmptyState>
    </div>
  );
}

export function ScriptSkeleton() {
  return (
    <div className={styles.middle} aria-busy>
      <Skeleton width="min(60ch, 80%)" height="60vh" />
    </div>
  );
}
