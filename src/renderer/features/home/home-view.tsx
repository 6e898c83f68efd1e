/** All projects of the library, and the ways to begin one. */
import { useQuery } from '@tanstack/react-query';
import IconQuick from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs';
import IconScript from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconBoards from '@tabler/icons-react/dist/esm/icons/IconLayoutGridAdd.mjs';
import IconSample from '@tabler/icons-react/dist/esm/icons/IconMovie.mjs';
import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openQuickTake, RetirementNotes } from '#renderer/features/generation/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import { HomeNotices } from './home-notices.tsx';
import styles from './home-view.module.css';
import { LibraryLine } from './library-line.tsx';
import { makeSampleProject, openNewProject, openTemplates } from './new-project-host.tsx';
import { ProjectGrid } from './project-grid.tsx';
import { StartCard } from './start-card.tsx';

const RenameDialog = lazy(() => import('./rename-dialog.tsx').then((module) => ({ default: module.RenameDialog })));

export type HomeViewProps = {
  onOpenProject: (projectId: ProjectId) => void;
  onImportScript: () => void;
};

export function HomeView({ onOpenProject, onImportScript }: HomeViewProps) {
  const { t } = useTranslation();
  const projects = useQuery(studioQuery.projects.list.queryOptions({ input: {} }));
  const [renamed, setRenamed] = useState<ProjectSummary | null>(null);

  return (
    <main className={styles.scroll}>
      <div className={styles.page}>
        <h1 className={styles.title}>{t('home.title')}</h1>
        <LibraryLine />
        <HomeNotices />
        <RetirementNotes projectId={null} />
        <section className={styles.begin} aria-label={t('home.begin')}>
          <StartCard
            icon={<IconScript size={20} stroke={1.5} />}
            title={t('home.fromScript')}
            text={t('home.fromScriptText')}
            command="window.importScript"
            onClick={onImportScript}
          />
          <StartCard
            icon={<IconBoards size={20} stroke={1.5} />}
            title={t('home.emptyStoryboard')}
            text={t('home.emptyStoryboardText')}
            command="window.newProject"
            onClick={openNewProject}
          />
          <StartCard
            icon={<IconTemplate size={20} stroke={1.5} />}
            title={t('templates.begin')}
            text={t('templates.beginText')}
            command="window.newFromTemplate"
            onClick={openTemplates}
          />
          <StartCard
            icon={<IconQuick size={20} stroke={1.5} />}
            title={t('generation.quick')}
            text={t('generation.quickText')}
            command="window.quickTake"
            onClick={openQuickTake}
          />
          <StartCard
            icon={<IconSample size={20} stroke={1.5} />}
            title={t('home.sample')}
            text={t('home.sampleText')}
            command="window.sampleProject"
            onClick={() => void makeSampleProject(onOpenProject)}
          />
        </section>
        <ProjectGrid
          projects={projects.data ?? null}
          error={projects.error}
          onRetry={() => void projects.refetch()}
          onOpen={onOpenProject}
          onRename={setRenamed}
        />
      </div>
      <Suspense fallback={null}>
        {renamed && <RenameDialog project={renamed} onClose={() => setRenamed(null)} />}
      </Suspense>
    </main>
  );
}
