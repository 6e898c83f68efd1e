/** Shows what waits for a person's word; put once into the window. */
import { lazy, Suspense } from 'react';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { answerApproval, askedApprovals } from './approvals.ts';

const PreviewDialog = lazy(() => import('./preview-dialog.tsx').then((module) => ({ default: module.PreviewDialog })));

export function ApprovalHost() {
  const [asked] = useObservable(askedApprovals);
  if (!asked) return null;
  return (
    <Suspense fallback={null}>
      <PreviewDialog
        key={asked.subjects.map(({ key }) => key).join(' ')}
        subjects={asked.subjects}
        onClose={() => answerApproval([])}
        onApproved={answerApproval}
      />
    </Suspense>
  );
}
