import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import type { Project } from '#shared/domain/records.ts';
import { pageTitles } from './page-titles.ts';
import type { Route } from './router.ts';

/** The project that is open; null while it is not known. */
export function useProject(projectId: ProjectId | null): Project | null {
  const { data } = useQuery({
    ...studioQuery.storyboard.get.queryOptions({ input: { projectId: projectId as ProjectId } }),
    enabled: projectId !== null,
    select: (storyboard) => storyboard.project,
  });
  return data ?? null;
}

/** Names the window after the page, for the task bar and screen readers. */
export function useWindowTitle(route: Route): void {
  const { t } = useTranslation();
  const project = useProject(route.kind === 'project' ? route.projectId : null);
  const page =
    route.kind === 'project'
      ? project?.title || t('app.untitled')
      : route.kind === 'home'
        ? null
        : t(pageTitles[route.kind]);
  useEffect(() => {
    document.title = page ? `${page} – ${t('app.name')}` : t('app.name');
  }, [page, t]);
}
