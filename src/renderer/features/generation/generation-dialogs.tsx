/** Shows whichever dialog about generation is open; put once into the window. */
import { lazy, Suspense } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { changePlan, closeGenerationDialog, type GenerationDialog, generationDialogs } from './dialogs.ts';

const PlanDialog = lazy(() => import('./plan-dialog.tsx').then((module) => ({ default: module.PlanDialog })));
const LookDialog = lazy(() => import('./look-dialog.tsx').then((module) => ({ default: module.LookDialog })));
const RetargetDialog = lazy(() =>
  import('./retarget-dialog.tsx').then((module) => ({ default: module.RetargetDialog })),
);
const QuickTakeDialog = lazy(() =>
  import('./quick-take-dialog.tsx').then((module) => ({ default: module.QuickTakeDialog })),
);
const ProjectSettingsDialog = lazy(() =>
  import('./project-settings-dialog.tsx').then((module) => ({ default: module.ProjectSettingsDialog })),
);

/** Goes to a shot in the storyboard. */
export type OpenShot = (projectId: ProjectId, shotId: ShotId) => void;

export function GenerationDialogs({ onOpenShot }: { onOpenShot: OpenShot }) {
  const dialogs = useObservable(generationDialogs);
  const dialog = dialogs.at(-1);
  if (!dialog) return null;
  return (
    <Suspense fallback={null}>
      <OpenDialog key={dialogs.length} dialog={dialog} onOpenShot={onOpenShot} />
    </Suspense>
  );
}

function OpenDialog({ dialog, onOpenShot }: { dialog: GenerationDialog; onOpenShot: OpenShot }) {
  switch (dialog.kind) {
    case 'plan':
      return <PlanDialog request={dialog.request} onRequest={changePlan} onClose={closeGenerationDialog} />;
    case 'preview':
      return <LookDialog request={dialog.request} onClose={closeGenerationDialog} />;
    case 'retarget': {
      const { projectId, shotIds, to } = dialog;
      return <RetargetDialog projectId={projectId} shotIds={shotIds} initial={to} onClose={closeGenerationDialog} />;
    }
    case 'quick':
      return <QuickTakeDialog onClose={closeGenerationDialog} onOpenShot={onOpenShot} />;
    case 'project-settings':
      return <ProjectSettingsDialog projectId={dialog.projectId} onClose={closeGenerationDialog} />;
  }
}
