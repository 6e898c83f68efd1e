/** The imported script as it was written, with its scenes beside it. */
import IconScript from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import { ScriptPage } from './script-page.tsx';
import styles from './script-view.module.css';

export type ScriptViewProps = {
  projectId: ProjectId;
  onImportScript: () => void;
  onOpenStoryboard: () => void;
};

export function ScriptView({ projectId, onImportScript, onOpenStoryboard }: ScriptViewProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const script = useQuery(studioQuery.scripts.get.queryOptions({ input: { projectId } }));
  if (script.data) return <ScriptPage fileName={script.data.fileName} outline={script.data.outline} />;
  if (script.isPending) {
    return (
      <main className={styles.middle} aria-busy>
        <Skeleton width="min(60ch, 80%)" height="60vh" />
      </main>
    );
  }
  return (
    <main className={styles.middle}>
      <EmptyState
        icon={<IconScript size={24} stroke={1.5} />}
        title={t('script.empty')}
        actions={
          script.error ? (
            <Button onClick={() => void script.refetch()}>{t('app.retry')}</Button>
          ) : (
            <>
              <Button onClick={onOpenStoryboard}>{t('script.startWriting')}</Button>
              <Button variant="primary" onClick={onImportScript}>
                {t('script.importScript')}
              </Button>
            </>
          )
        }
      >
        {script.error ? errorText(script.error) : t('script.emptyText')}
      </EmptyState>
    </main>
  );
}
