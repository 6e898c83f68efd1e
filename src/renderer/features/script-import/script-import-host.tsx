import { lazy, Suspense } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { scriptImportRequest } from './script-import-state.ts';

const ScriptImportDialog = lazy(() =>
  import('./script-import-dialog.tsx').then((module) => ({ default: module.ScriptImportDialog })),
);

export type ScriptImportHostProps = {
  onImported: (projectId: ProjectId) => void;
  /** The file is a new draft of the project's script. */
  onCompare: (projectId: ProjectId, file: File) => void;
};

/** Shows the import while one is open; put once into the window. */
export function ScriptImportHost({ onImported, onCompare }: ScriptImportHostProps) {
  const request = useObservable(scriptImportRequest);
  if (!request) return null;
  return (
    <Suspense fallback={null}>
      <ScriptImportDialog
        request={request}
        onClose={() => scriptImportRequest.set(null)}
        onImported={onImported}
        onCompare={onCompare}
      />
    </Suspense>
  );
}
