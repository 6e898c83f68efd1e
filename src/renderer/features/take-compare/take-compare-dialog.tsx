/** All takes of a shot side by side: played in step, rated, noted, chosen. */
import { Modal } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchFrom } from '#renderer/features/palette/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import styles from './take-compare.module.css';
import { TakeCompareView } from './take-compare-view.tsx';

export type TakeCompareDialogProps = {
  project: Project;
  shot: StoryboardShot;
  /** Number of the shot. */
  number: string;
  onClose: () => void;
};

export function TakeCompareDialog({ project, shot, number, onClose }: TakeCompareDialogProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  useFocusReturn(true, content);
  useSearchFrom(content, onClose);
  return (
    <Modal.Root
      opened
      onClose={onClose}
      // Escape first leaves the note, then the large pair, then this.
      closeOnEscape={false}
      returnFocus={false}
      size="calc(100vw - 48px)"
      yOffset={24}
      xOffset={24}
      padding={0}
      classNames={{ content: styles.dialog ?? '', body: styles.body ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content ref={content}>
        {/* A header element would count as a second banner of the page. */}
        <div className={styles.header}>
          <Modal.Title>
            {t('takeCompare.title', { number })} <span dir="auto">{shot.title}</span>
          </Modal.Title>
          <Modal.CloseButton aria-label={t('app.close')} />
        </div>
        <Modal.Body>
          <TakesOfShot project={project} shot={shot} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function TakesOfShot({ project, shot, onClose }: Omit<TakeCompareDialogProps, 'number'>) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data: takes, error, refetch } = useQuery(studioQuery.takes.list.queryOptions({ input: { shotId: shot.id } }));
  if (takes && takes.length > 0) {
    return <TakeCompareView project={project} shot={shot} takes={takes} onClose={onClose} />;
  }
  return (
    // Escape has no keys of takes to go through here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.alone} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      {error ? (
        <EmptyState
          title={t('takes.loadFailed')}
          actions={
            <CommandButton command="window.retry" onClick={() => void refetch()}>
              {t('app.retry')}
            </CommandButton>
          }
        >
          {errorText(error)}
        </EmptyState>
      ) : takes ? (
        <EmptyState
          icon={<IconMovie size={28} />}
          title={t('takes.emptyTitle')}
          actions={
            <Button onClick={onClose} data-autofocus>
              {t('app.close')}
            </Button>
          }
        >
          {t('takes.emptyText')}
        </EmptyState>
      ) : (
        <div className={styles.skeletons} role="status" aria-label={t('takes.loading')}>
          {Array.from({ length: Math.min(8, Math.max(2, shot.takeCount)) }, (_, index) => (
            <Skeleton key={index} height={190} />
          ))}
        </div>
      )}
    </div>
  );
}
