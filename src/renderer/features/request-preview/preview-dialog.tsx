/** Exactly what will be sent for a take, one by one: to be looked at, or to be approved before it leaves. */
import IconNext from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import IconPrevious from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestPreview } from '#shared/contract/generation-answers.ts';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { showNotice } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton, CommandIconButton } from '#renderer/ui/command-button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import styles from './preview-dialog.module.css';
import { type PreviewSubject, requestsOf } from './preview-subject.ts';
import { RequestView } from './request-view.tsx';

export type PreviewDialogProps = {
  /** At least one. */
  subjects: readonly PreviewSubject[];
  onClose: () => void;
  /** Makes each request wait for a person's word; gets the keys of those that may be sent, at least one. */
  onApproved?: (keys: string[]) => void;
};

export function PreviewDialog({ subjects, onClose, onApproved }: PreviewDialogProps) {
  const { t } = useTranslation();
  const [index, setIndex] = useState(0);
  const [approved, setApproved] = useState<string[]>([]);
  const subject = subjects[Math.min(index, subjects.length - 1)];
  const preview = usePreview(subject);
  if (!subject) return null;
  const leftCount = subjects.length - index;

  const goOn = (next: string[]) => {
    setApproved(next);
    if (leftCount > 1) return setIndex(index + 1);
    if (next.length > 0) return onApproved?.(next);
    showNotice({ id: 'generate', text: t('generation.nothingApproved') });
    onClose();
  };
  const isUnseen = !preview.data || preview.error !== null;
  const actions = onApproved ? (
    <>
      <CommandButton variant="quiet" command="dialog.leaveOut" onClick={() => goOn(approved)}>
        {t('generation.leaveOut')}
      </CommandButton>
      {leftCount > 1 && (
        <CommandButton
          command="dialog.approveRest"
          disabled={isUnseen}
          onClick={() => onApproved([...approved, ...subjects.slice(index).map(({ key }) => key)])}
        >
          {t('generation.approveRest', { count: leftCount })}
        </CommandButton>
      )}
      <CommandButton
        variant="primary"
        command="dialog.approve"
        disabled={isUnseen}
        onClick={() => goOn([...approved, subject.key])}
      >
        {t(leftCount > 1 ? 'generation.approve' : 'generation.approveLast')}
      </CommandButton>
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
          <b className={styles.number}>{subject.name.number}</b> <span dir="auto">{subject.name.title}</span>
        </h3>
        <span className={styles.place} aria-live="polite">
          {t('generation.previewOf', { position: index + 1, count: subjects.length })}
        </span>
        {!onApproved && subjects.length > 1 && (
          <>
            <CommandIconButton
              label={t('generation.previousShot')}
              command="dialog.previous"
              disabled={index === 0}
              onClick={() => setIndex(index - 1)}
            >
              <IconPrevious size={18} />
            </CommandIconButton>
            <CommandIconButton
              command="dialog.next"
              label={t('generation.nextShot')}
              disabled={index + 1 >= subjects.length}
              onClick={() => setIndex(index + 1)}
            >
              <IconNext size={18} />
            </CommandIconButton>
          </>
        )}
      </div>
      <PreviewBody key={subject.key} subject={subject} preview={preview} />
    </Dialog>
  );
}

/** Put together anew each time: what was seen a while ago may not be what would be sent now. */
function usePreview(subject: PreviewSubject | undefined) {
  const source = subject?.source;
  return useQuery({
    queryKey: [...studioQuery.generation.preview.key(), source],
    queryFn: ({ signal }) => (source ? requestsOf(source, signal) : []),
    gcTime: 0,
  });
}

type PreviewBodyProps = { subject: PreviewSubject; preview: ReturnType<typeof usePreview> };

function PreviewBody({ subject, preview: { data, error, refetch } }: PreviewBodyProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (error) {
    return (
      <EmptyState
        title={t('generation.previewFailed')}
        actions={
          <CommandButton command="window.retry" onClick={() => void refetch()}>
            {t('app.retry')}
          </CommandButton>
        }
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
  if (data.length === 0) return <p className={styles.local}>{t('generation.previewLocal')}</p>;
  return <Requests subject={subject} requests={data} />;
}

function Requests({ subject, requests }: { subject: PreviewSubject; requests: readonly RequestPreview[] }) {
  const { t } = useTranslation();
  const hasHidden = requests.some(({ headers }) => headers.some(({ value }) => value.includes('•')));
  const hasPictures = requests.some(({ media }) => media.some(({ kind }) => kind === 'image'));
  return (
    <>
      {subject.pictures.length > 0 && (
        <ul className={styles.inputs}>
          {subject.pictures
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
      <p className={styles.line}>{t('generation.previewTakes', { count: subject.count })}</p>
      {hasHidden && <p className={styles.line}>{t('generation.keysHidden')}</p>}
      {hasPictures && <p className={styles.line}>{t('generation.cleaned')}</p>}
    </>
  );
}
