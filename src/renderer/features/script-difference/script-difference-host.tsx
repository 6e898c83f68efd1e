import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { useCommands } from '#renderer/ui/commands.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { openScriptDifference, scriptDifferenceRequest } from './script-difference-state.ts';

const ScriptDifferenceDialog = lazy(() =>
  import('./script-difference-dialog.tsx').then((module) => ({ default: module.ScriptDifferenceDialog })),
);

export type ScriptDifferenceHostProps = {
  /** The project that is open; null on other pages. */
  projectId: ProjectId | null;
  /** The file turned out to be another script: import it instead. */
  onImport: (file: File, projectId: ProjectId) => void;
  onUpdated: (projectId: ProjectId) => void;
};

/** Shows the comparison while one is open, and offers it in a project that has a script; put once into the window. */
export function ScriptDifferenceHost({ projectId, onImport, onUpdated }: ScriptDifferenceHostProps) {
  const request = useObservable(scriptDifferenceRequest);
  const { data: storyboard } = useQuery({
    ...studioQuery.storyboard.get.queryOptions({ input: { projectId: projectId as ProjectId } }),
    enabled: projectId !== null,
  });
  const hasScript = projectId !== null && storyboard?.scriptId != null;
  useCommands({ 'project.updateScript': hasScript ? () => openScriptDifference(projectId) : null });
  if (!request) return null;
  return (
    <Suspense fallback={null}>
      <ScriptDifferenceDialog
        request={request}
        onClose={() => scriptDifferenceRequest.set(null)}
        onImport={onImport}
        onUpdated={onUpdated}
      />
    </Suspense>
  );
}
