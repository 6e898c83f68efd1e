/** Shows whichever dialog about a model is open; put once into the window. */
import { lazy, Suspense } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { type AssistDialog, assistDialog, closeAssistDialog } from './assist-dialogs.ts';

const BoardDialog = lazy(() => import('./board-dialog.tsx').then((module) => ({ default: module.BoardDialog })));
const PromptDialog = lazy(() => import('./prompt-dialog.tsx').then((module) => ({ default: module.PromptDialog })));
const SpeechDialog = lazy(() => import('./speech-dialog.tsx').then((module) => ({ default: module.SpeechDialog })));
const TranscriptDialog = lazy(() =>
  import('./transcript-dialog.tsx').then((module) => ({ default: module.TranscriptDialog })),
);
const DraftDialog = lazy(() => import('./draft-dialog.tsx').then((module) => ({ default: module.DraftDialog })));

export type AssistHostProps = { onOpenConnections: () => void };

export function AssistHost({ onOpenConnections }: AssistHostProps) {
  const dialog = useObservable(assistDialog);
  if (!dialog) return null;
  return (
    <Suspense fallback={null}>
      <OpenDialog dialog={dialog} onOpenConnections={onOpenConnections} />
    </Suspense>
  );
}

function OpenDialog({ dialog, onOpenConnections }: AssistHostProps & { dialog: AssistDialog }) {
  const shared = { onClose: closeAssistDialog, onOpenConnections };
  if (dialog.kind === 'draft') {
    const { projectId, sceneId } = dialog;
    return <DraftDialog source={{ projectId, sceneId }} {...shared} />;
  }
  const { projectId, shotId } = dialog;
  const place = { projectId, shotId };
  switch (dialog.kind) {
    case 'board':
      return <BoardDialog place={place} {...shared} />;
    case 'prompt':
      return <PromptDialog place={place} {...shared} />;
    case 'speech':
      return <SpeechDialog place={place} {...shared} />;
    case 'transcript':
      return <TranscriptDialog place={place} {...shared} />;
  }
}
