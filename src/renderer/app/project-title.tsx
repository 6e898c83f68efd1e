import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import styles from './project-title.module.css';
import { useProject } from './use-window-title.ts';

/** The title, edited where it stands: click or Enter begins, Enter keeps, Escape leaves it as it was. */
export function ProjectTitle({ projectId }: { projectId: ProjectId }) {
  const { t } = useTranslation();
  const project = useProject(projectId);
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  useCommands({ 'project.rename': project ? () => setDraft(project.title) : null });

  if (!project) return <span className={styles.waiting} />;

  function keep() {
    const title = draft?.trim() ?? '';
    setDraft(null);
    if (draft === null || title === project?.title) return;
    void edit(() => studio.projects.update({ projectId, patch: { title } }));
  }

  if (draft === null) {
    return (
      <h1 className={styles.heading}>
        <button
          ref={button}
          type="button"
          className={styles.title}
          {...commandAttributes('project.rename', t('app.renameProject'))}
          dir="auto"
          onClick={() => setDraft(project.title)}
        >
          {project.title || t('app.untitled')}
        </button>
      </h1>
    );
  }
  return (
    <input
      className={styles.input}
      aria-label={t('app.projectTitle')}
      dir="auto"
      value={draft}
      maxLength={500}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          setDraft(null);
        }
        if (event.key === 'Enter' || event.key === 'Escape') requestAnimationFrame(() => button.current?.focus());
      }}
    />
  );
}
