/** Exactly what will be sent for a take, shot by shot: to be looked at, or to be approved before it leaves. */
import IconNext from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import IconPrevious from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import type { GenerationPlan } from '#shared/contract/generation-answers.ts';
import type { GenerationRequest } from '#shared/contract/generation-schemas.ts';
import type { ShotId } from '#shared/domain/ids.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { ShotName } from './plan-table.tsx';
import { ProblemList } from './plan-notes.tsx';
import styles from './preview-dialog.module.css';
import { RequestView } from './request-view.tsx';
import { usePlan } from './use-plan.ts';
import { useSpeech } from './use-speech.ts';

type PlannedTake = GenerationPlan['takes'][number];

export type PreviewDialogProps = {
  /** At least one. */
  takes: readonly PlannedTake[];
  request: Pick<GenerationRequest, 'connectionId' | 'modelId' | 'takesPerShot'>;
  onClose: () => void;
  /** Makes each request wait for a person's word; gets the shots that may be sent, at least one. */
  onApproved?: (shotIds: ShotId[]) => void;
};

export function PreviewDialog({ takes, request, onClose, onApproved }: PreviewDialogProps) {
  const { t } = useSpeech();
  const [index, setIndex] = useState(0);
  const [approved, setApproved] = useState<ShotId[]>([]);
  const take = takes[Math.min(index, takes.length - 1)];
  if (!take) return null;
  const leftCount = takes.length - index;

  const goOn = (next: ShotId[]) => {
    setApproved(next);
    if (leftCount > 1) return setIndex(index + 1);
    if (next.length > 0) return onApproved?.(next);
    showNotice({ id: 'generate', text: t('generation.nothingApproved') });
    onClose();
  };
  const actions = onApproved ? (
    <>
      <Button variant="quiet" onClick={() => goOn(approved)}>
        {t('generation.leaveOut')}
      </Button>
      {leftCount > 1 && (
        <Button onClick={() => onApproved([...approved, ...takes.slice(index).map(({ shotId }) => shotId)])}>
          {t('generation.approveRest', { count: leftCount })}
        </Button>
      )}
      <Button variant="primary" onClick={() => goOn([...approved, take.shotId])}>
        {t(leftCount > 1 ? 'generation.approve' : 'generation.approveLast')}
      </Button>
    </>
  ) : (
    <Button onClick={onClose}>{t('app.close')}</Button>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(onApproved ? 'generation.approveTitle' : 'generation.preview')}
      closeLabel={t('app.close')}
      width={820}
      actions={actions}
    >
      <div className={styles.head}>
        <h3 className={styles.shot}>
          <ShotName number={take.shotNumber} title={take.title} />
        </h3>
        <span className={styles.place} aria-live="polite">
          {t('generation.previewOf', { position: index + 1, count: takes.length })}
        </span>
        {!onApproved && takes.length > 1 && (
          <>
            <IconButton label={t('generation.previousShot')} disabled={index === 0} onClick={() => setIndex(index - 1)}>
              <IconPrevious size={18} />
            </IconButton>
            <IconButton
              label={t('generation.nextShot')}
              disabled={index + 1 >= takes.length}
              onClick={() => setIndex(index + 1)}
            >
              <IconNext size={18} />
            </IconButton>
          </>
        )}
      </div>
      <TakePreview key={take.shotId} take={take} request={request} />
    </Dialog>
  );
}

function TakePreview({ take, request }: { take: PlannedTake; request: PreviewDialogProps['request'] }) {
  const { t } = useSpeech();
  const errorText = useErrorText();
  const { connectionId, modelId } = request;
  const input = { shotId: take.shotId, connectionId, modelId };
  const { data, error, refetch } = useQuery(studioQuery.generation.preview.queryOptions({ input }));
  if (error && !data) {
    return (
      <EmptyState
        title={t('generation.previewFailed')}
        actions={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      >
        {errorText(error)}
      </EmptyState>
    );
  }
  if (!data) {
    return (
      <div role="status" aria-label={t('generation.previewLoading')}>
        <Skeleton height={260} />
      </div>
    );
  }
  const { requests } = data;
  if (requests.length === 0) return <p className={styles.local}>{t('generation.previewLocal')}</p>;
  const hasHidden = requests.some(({ headers }) => headers.some(({ value }) => value.includes('•')));
  const hasPictures = requests.some(({ media }) => media.some(({ kind }) => kind === 'image'));
  return (
    <>
      {take.inputs.length > 0 && (
        <ul className={styles.inputs}>
          {take.inputs
            .filter(({ role }) => role !== 'voice')
            .map(({ role, assetId }) => (
              <li key={`${role} ${assetId}`}>
                <img src={derivedUrl(assetId, 'thumbnail')} alt="" draggable={false} />
                <span>{t(`generation.field.${role}`)}</span>
              </li>
            ))}
        </ul>
      )}
      <ol className={styles.requests}>
        {requests.map((one, position) => (
          // What is sent has no name of its own but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={position}>
            <RequestView request={one} position={position + 1} count={requests.length} />
          </li>
        ))}
      </ol>
      <p className={styles.line}>{t('generation.previewTakes', { count: request.takesPerShot })}</p>
      {hasHidden && <p className={styles.line}>{t('generation.keysHidden')}</p>}
      {hasPictures && <p className={styles.line}>{t('generation.cleaned')}</p>}
    </>
  );
}

/** The same for shots that were not planned yet. */
export function LookDialog({ request, onClose }: { request: GenerationRequest; onClose: () => void }) {
  const { t } = useSpeech();
  const errorText = useErrorText();
  const { plan, error } = usePlan(request);
  if (plan && plan.takes.length > 0) return <PreviewDialog takes={plan.takes} request={request} onClose={onClose} />;
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
