/** Outline, cards, inspector and strip of one project. */
import { IconFileText, IconPhotoPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProjectId } from '#shared/domain/ids.ts';
import { openDraftDialog } from '#renderer/features/assist/index.ts';
import { ScriptEmpty } from '#renderer/features/script/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { createShot, createScene } from './storyboard-commands.ts';
import styles from './storyboard.module.css';
import { StoryboardWorkspace, type StoryboardWorkspaceProps } from './storyboard-workspace.tsx';
import { useWordsLater } from './use-words-later.ts';

export type StoryboardViewProps = { projectId: ProjectId } & Omit<StoryboardWorkspaceProps, 'storyboard'>;

export function StoryboardView({ projectId, ...options }: StoryboardViewProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const storyboard = useWordsLater(data);
  if (error && !data) {
    return (
      <main className={styles.whole}>
        <EmptyState
          title={t('storyboard.loadFailed')}
          actions={
            <CommandButton command="window.retry" onClick={() => void refetch()}>
              {t('app.retry')}
            </CommandButton>
          }
        >
          {errorText(error)}
        </EmptyState>
      </main>
    );
  }
  if (!storyboard) return <StoryboardSkeleton label={t('storyboard.loading')} />;
  if (storyboard.scenes.length === 0 && options.isScript && storyboard.scriptId === null) {
    return (
      <main className={styles.whole}>
        <ScriptEmpty
          projectId={projectId}
          onImportScript={options.onImportScript}
          onLeave={() => options.onScript(false)}
        />
      </main>
    );
  }
  if (storyboard.scenes.length === 0) return <EmptyStoryboard projectId={projectId} />;
  return <StoryboardWorkspace key={projectId} storyboard={storyboard} {...options} />;
}

function EmptyStoryboard({ projectId }: { projectId: ProjectId }) {
  const { t } = useTranslation();
  const begin = async () => {
    const sceneId = await createScene(projectId, null);
    if (sceneId) await createShot(projectId, { sceneId, afterShotId: null });
  };
  return (
    <main className={styles.whole}>
      <EmptyState
        icon={<IconPhotoPlus size={32} />}
        title={t('storyboard.emptyTitle')}
        actions={
          <>
            <Button variant="primary" onClick={() => void begin()}>
              {t('storyboard.emptyScene')}
            </Button>
            <Button onClick={() => openDraftDialog(projectId, null)}>{t('assist.draftFromSynopsis')}</Button>
          </>
        }
      >
        <p>{t('storyboard.emptyText')}</p>
        <p className={styles.dropHint}>
          <IconFileText size={15} aria-hidden /> {t('storyboard.emptyDropHint')}
        </p>
      </EmptyState>
    </main>
  );
}

function StoryboardSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} height={196} />
      ))}
    </div>
  );
}
