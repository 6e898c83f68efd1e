import IconEmpty from '@tabler/icons-react/dist/esm/icons/IconMovie.mjs';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openProjectSettings } from '#renderer/features/generation/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useCommands, useFocusCommands } from '#renderer/ui/commands.ts';
import { type MenuItem, useContextMenu } from '#renderer/ui/context-menu.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { ProjectSummary } from '#shared/domain/records.ts';
import { ProjectCard } from './project-card.tsx';
import { filterProjects } from './project-card-view.ts';
import styles from './project-grid.module.css';

/** From so many projects on, a field to find one is worth its place. */
const manyProjects = 9;

export type ProjectGridProps = {
  /** Null while they are being read. */
  projects: readonly ProjectSummary[] | null;
  error: unknown;
  onRetry: () => void;
  onOpen: (projectId: ProjectId) => void;
  onRename: (project: ProjectSummary) => void;
};

export function ProjectGrid({ projects, error, onRetry, onOpen, onRename }: ProjectGridProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const menu = useContextMenu();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const hasField = (projects?.length ?? 0) >= manyProjects;
  useCommands({ 'page.find': hasField ? () => field.current?.select() : null });
  const shown = filterProjects(projects ?? [], useDeferredValue(query));

  const [focusedId, setFocusedId] = useState<ProjectId | null>(null);
  const focused = projects?.find(({ id }) => id === focusedId);
  const hearKey = useFocusCommands(
    'home',
    focused
      ? {
          'home.open': () => onOpen(focused.id),
          'home.rename': () => onRename(focused),
          'home.settings': () => openProjectSettings(focused.id),
          'home.delete': () => void moveToTrash(focused),
        }
      : {},
  );

  async function moveToTrash(project: ProjectSummary) {
    const answer = await edit(() => studio.projects.delete({ projectId: project.id }));
    if (answer) showUndoNotice(t('home.deleted', { title: project.title || t('app.untitled') }), null);
  }

  function itemsFor(project: ProjectSummary): MenuItem[] {
    return [
      { label: t('home.open'), command: 'home.open', run: () => onOpen(project.id) },
      { label: t('home.rename'), command: 'home.rename', run: () => onRename(project) },
      { label: t('generation.menuSettings'), command: 'home.settings', run: () => openProjectSettings(project.id) },
      { kind: 'divider' },
      { label: t('home.toTrash'), command: 'home.delete', isDanger: true, run: () => void moveToTrash(project) },
    ];
  }

  if (error && !projects) {
    return (
      <EmptyState
        title={t('home.failed')}
        actions={
          <CommandButton command="window.retry" onClick={onRetry}>
            {t('app.retry')}
          </CommandButton>
        }
      >
        {errorText(error)}
      </EmptyState>
    );
  }
  if (projects?.length === 0) {
    return (
      <EmptyState icon={<IconEmpty size={24} stroke={1.5} />} title={t('home.empty')}>
        {t('home.emptyText')}
      </EmptyState>
    );
  }
  return (
    <section aria-label={t('home.projectsTitle')} aria-busy={projects === null}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('home.projectsTitle')}</h2>
        {hasField && (
          <input
            ref={field}
            type="search"
            className={styles.search}
            placeholder={t('home.searchProjects')}
            aria-label={t('home.searchProjects')}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
      </div>
      {/* Keys for the card that has the focus; its menu offers the same. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul className={styles.grid} onKeyDown={hearKey}>
        {projects === null
          ? [0, 1, 2, 3].map((index) => (
              <li key={index}>
                <Skeleton height="auto" className={styles.skeleton ?? ''} />
              </li>
            ))
          : shown.map((project) => (
              <ProjectCard
                key={project.id}
                project={project}
                onOpen={() => onOpen(project.id)}
                onMenu={(event) => menu.open(event, itemsFor(project), project.title || t('app.untitled'))}
                onFocus={() => setFocusedId(project.id)}
              />
            ))}
      </ul>
      {projects !== null && shown.length === 0 && <p className={styles.none}>{t('home.noneFound')}</p>}
      {menu.element}
    </section>
  );
}
