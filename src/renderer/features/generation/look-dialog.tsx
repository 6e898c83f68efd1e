/** Exactly what would be sent for shots that were not planned yet. */
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import { PreviewDialog } from '#renderer/features/request-preview/index.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { ProblemList } from './plan-notes.tsx';
import { toPreviewSubjects } from './preview-subjects.ts';
import { usePlan } from './use-plan.ts';
import { useSpeech } from './use-speech.ts';

export function LookDialog({ request, onClose }: { request: GenerationRequest; onClose: () => void }) {
  const { t } = useSpeech();
  const errorText = useErrorText();
  const { plan, error } = usePlan(request);
  if (plan && plan.takes.length > 0) {
    return <PreviewDialog subjects={toPreviewSubjects(plan.takes, request)} onClose={onClose} />;
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('generation.preview')} closeLabel={t('app.close')} width={820}>
      {plan && plan.problems.length > 0 && <ProblemList plan={plan} />}
      {plan && plan.problems.length === 0 && <EmptyState title={t('generation.planNothing')} />}
      {!plan && error !== null && <EmptyState title={t('generation.planFailed')}>{errorText(error)}</EmptyState>}
      {!plan && error === null && (
        <div role="status" aria-label={t('generation.previewLoading')}>
          <Skeleton height={260} />
        </div>
      )}
    </Dialog>
  );
}
