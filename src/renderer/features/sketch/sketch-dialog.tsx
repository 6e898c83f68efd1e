/** The pad as a view over the whole window, for one shot after another. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { studioQuery } from '#renderer/rpc/client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useCommands } from '#renderer/ui/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { closeSketch, type SketchPlace } from './open-sketch.ts';
import styles from './sketch.module.css';
import { SketchWorkspace } from './sketch-workspace.tsx';
import { type Opening, useOpening } from './use-opening.ts';

const nothing = () => undefined;

export type SketchDialogProps = { place: SketchPlace; origin: Element | null };

export function SketchDialog({ place: { projectId, shotId }, origin }: SketchDialogProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  useFocusReturn(true, content, origin);
  const { data: storyboard } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const shot = storyboard?.shots.find(({ id }) => id === shotId);
  // Until there is a drawing the menu undoes nothing: not what lies behind.
  useCommands({ 'window.undo': nothing, 'window.redo': nothing });
  return (
    <Modal.Root
      opened
      fullScreen
      onClose={closeSketch}
      // Escape saves; the pad decides.
      closeOnEscape={false}
      returnFocus={false}
      padding={0}
      transitionProps={{ duration: 0 }}
      classNames={{ content: styles.dialog ?? '', body: styles.body ?? '' }}
    >
      <Modal.Content
        ref={content}
        aria-label={t('sketch.title')}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) closeSketch();
          event.stopPropagation();
        }}
      >
        <Modal.Body>
          {storyboard && shot ? (
            <OpeningSketch key={shot.id} storyboard={storyboard} shot={shot} />
          ) : storyboard ? (
            <Message title={t('sketch.shotGone')} />
          ) : (
            <Loading />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function OpeningSketch({ storyboard, shot }: { storyboard: Storyboard; shot: StoryboardShot }) {
  const { opening, retry } = useOpening(shot.id, storyboard.project.frameSize);
  if (opening.kind === 'ready') return <SketchWorkspace storyboard={storyboard} shot={shot} {...opening} />;
  if (opening.kind === 'draft') return <DraftChoice {...opening} />;
  return opening.kind === 'failed' ? <Failed thrown={opening.thrown} onRetry={retry} /> : <Loading />;
}

function DraftChoice({ atMs, goOn, startAnew }: Extract<Opening, { kind: 'draft' }>) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(60_000);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className={styles.alone}>
      <EmptyState
        title={t('sketch.draftTitle')}
        actions={
          <>
            <Button ref={first} variant="primary" onClick={goOn}>
              {t('sketch.draftGoOn')}
            </Button>
            <Button onClick={startAnew}>{t('sketch.draftDiscard')}</Button>
            <Button variant="quiet" onClick={closeSketch}>
              {t('app.close')}
            </Button>
          </>
        }
      >
        {t('sketch.draftText', { ago: timeAgo(atMs, nowMs, i18n.language) })}
      </EmptyState>
    </div>
  );
}

function Failed({ thrown, onRetry }: { thrown: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Message title={t('sketch.openFailed')} onRetry={onRetry}>
      {errorText(thrown)}
    </Message>
  );
}

function Message({ title, children, onRetry }: { title: string; children?: string; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.alone}>
      <EmptyState
        title={title}
        actions={
          <>
            {onRetry && (
              <CommandButton command="window.retry" onClick={onRetry}>
                {t('app.retry')}
              </CommandButton>
            )}
            <Button onClick={closeSketch} data-autofocus>
              {t('app.close')}
            </Button>
          </>
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t('app.loading')}>
      <Skeleton height={420} />
    </div>
  );
}
