/** The ways to begin a project that ask first, from anywhere in the window. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { createObservable } from '#renderer/rpc/observable.ts';
import { translator } from '#renderer/rpc/translator.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { NewProjectDialog } from './new-project-dialog.tsx';

const TemplateDialog = lazy(() =>
  import('./template-dialog.tsx').then((module) => ({ default: module.TemplateDialog })),
);

const asked = createObservable<'format' | 'template' | null>(null);

/** Asks for title and format. */
export function openNewProject(): void {
  asked.set('format');
}

/** Asks what the project begins with. */
export function openTemplates(): void {
  asked.set('template');
}

/** Asks nothing. */
export async function makeSampleProject(onMade: (projectId: ProjectId) => void): Promise<void> {
  const answer = await edit(() => studio.projects.createSample({}));
  if (!answer) return;
  showNotice({ text: translator.t('home.sampleMade'), tone: 'ok' });
  onMade(answer.projectId);
}

/** Put once into the window. */
export function NewProjectHost({ onMade }: { onMade: (projectId: ProjectId) => void }) {
  const open = useObservable(asked);
  const { data: projects } = useQuery({
    ...studioQuery.projects.list.queryOptions({ input: {} }),
    enabled: open === 'template',
  });
  const close = () => asked.set(null);
  return (
    <Suspense fallback={null}>
      {open === 'format' && <NewProjectDialog onClose={close} onMade={onMade} />}
      {open === 'template' && <TemplateDialog projects={projects ?? []} onClose={close} onMade={onMade} />}
    </Suspense>
  );
}
