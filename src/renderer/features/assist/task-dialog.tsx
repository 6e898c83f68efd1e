/**
 * What every dialog about a model has: which model, what it costs, exactly what will be sent, and the one button that
 * sends it.
 */
import IconPlug from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import { skipToken, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ModelPicker } from '#renderer/features/generation/index.ts';
import { RequestView } from '#renderer/features/request-preview/index.ts';
import { studioQuery, toErrorData } from '#renderer/rpc/client.ts';
import { Button } from '#renderer/ui/button.tsx';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useControlCommand } from '#renderer/ui/commands.ts';
import { dayText } from '#renderer/ui/day-text.ts';
import { Dialog, type DialogProps } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { AssistPlan } from '#shared/contract/assist-answers.ts';
import type { AssistTask } from '#shared/contract/assist-schemas.ts';
import { pickedOf } from './assist-models.ts';
import styles from './assist.module.css';
import { assistErrorText } from './error-words.ts';
import { priceWords } from './price-words.ts';
import { useAssistPlan } from './use-assist-plan.ts';
import type { AssistModelChoice } from './use-assist-model.ts';
import { useSpeech } from './use-speech.ts';

export type TaskDialogProps = {
  title: string;
  /** @default 560 */
  width?: number;
  choice: AssistModelChoice;
  /** Null while it is not complete: there is nothing to send then. */
  task: AssistTask | null;
  /** Asks for the price anew when it changes. */
  revision?: unknown;
  start: { label: string; run: () => void };
  /** Words for what is under way; null while nothing is. */
  busy: { label: string; progress: number | null; onStop: (() => void) | null } | null;
  /** What the last try threw; null when nothing went wrong. */
  failure: { thrown: unknown } | null;
  /** Whether something came of it: closing then takes nothing back. */
  isDone: boolean;
  /** Comes last, as the main one, such as when there is something to accept. */
  actions?: ReactNode;
  /** Under the model. */
  fields: ReactNode;
  /** What came of it. */
  children?: ReactNode;
  onClose: () => void;
  onOpenConnections: () => void;
};

export function TaskDialog({ title, width = 560, choice, onClose, onOpenConnections, ...rest }: TaskDialogProps) {
  const { t } = useSpeech();
  const frame = { isOpen: true, onClose, title, closeLabel: t('app.close'), width };
  if (choice.isLoading) {
    return (
      <Dialog {...frame}>
        <div role="status" aria-label={t('assist.looking')}>
          <Skeleton height={180} />
        </div>
      </Dialog>
    );
  }
  if (choice.catalog.connections.length === 0) {
    return (
      <Dialog {...frame}>
        <EmptyState
          icon={<IconPlug size={28} />}
          title={t(`assist.noModel.${choice.kind}`)}
          actions={
            <CommandButton
              variant="primary"
              command="window.connections"
              onClick={() => {
                onClose();
                onOpenConnections();
              }}
            >
              {t('assist.openConnections')}
            </CommandButton>
          }
        >
          {t('assist.noModelText')}
        </EmptyState>
      </Dialog>
    );
  }
  return <ReadyDialog frame={frame} choice={choice} {...rest} />;
}

type ReadyDialogProps = Omit<TaskDialogProps, 'title' | 'width' | 'onClose' | 'onOpenConnections'> & {
  frame: Omit<DialogProps, 'children'>;
};

function ReadyDialog({
  frame,
  choice,
  task,
  revision,
  start,
  busy,
  failure,
  isDone,
  actions,
  fields,
  children,
}: ReadyDialogProps) {
  const speech = useSpeech();
  const { t } = speech;
  const plan = useAssistPlan(task, revision);
  const sent = useSentView(task);
  const showSent = useControlCommand<HTMLButtonElement>('dialog.showSent', !task || busy !== null);
  const isHeld = plan === null || plan.problem !== null || plan.overBudget.length > 0;
  return (
    <Dialog
      {...frame}
      actions={
        <>
          <Button onClick={frame.onClose}>{t(busy || isDone ? 'app.close' : 'app.cancel')}</Button>
          {!busy && (
            <Button
              variant={isDone ? 'plain' : 'primary'}
              disabled={task === null || isHeld || sent.isPending}
              aside={task && plan && !plan.problem && priceWords(speech, plan)}
              onClick={sent.mustLook ? sent.open : start.run}
            >
              {sent.mustLook ? t('assist.lookFirst') : start.label}
            </Button>
          )}
          {actions}
        </>
      }
      note={
        task &&
        !busy && (
          <button
            ref={showSent}
            type="button"
            className={styles.link}
            {...commandAttributes('dialog.showSent')}
            aria-expanded={sent.isOpen}
            onClick={sent.toggle}
          >
            {t(sent.isOpen ? 'assist.hideSent' : 'assist.showSent')}
          </button>
        )
      }
    >
      <div className={styles.form}>
        <ModelField choice={choice} />
        {fields}
        {busy && <Busy {...busy} />}
        {task && plan?.isPlainPrice && <p className={styles.hint}>{t('assist.price.ofNew')}</p>}
        {task && <Obstacles plan={plan} />}
        {failure && (
          <p className={styles.error} role="alert">
            {assistErrorText(speech.translator, toErrorData(failure.thrown))}
          </p>
        )}
        {children}
        {task && sent.isOpen && <SentView task={task} />}
      </div>
    </Dialog>
  );
}

function ModelField({ choice: { catalog, model, pick } }: { choice: AssistModelChoice }) {
  const { t, language } = useSpeech();
  const end = model?.retiresOn ?? null;
  return (
    <ModelPicker
      label={t('assist.model')}
      catalog={catalog}
      picked={pickedOf(catalog, model)}
      onPick={pick}
      {...(end !== null && { hint: t('assist.ends', { on: dayText(end, language) }) })}
    />
  );
}

function Busy({ label, progress, onStop }: NonNullable<TaskDialogProps['busy']>) {
  const { t } = useSpeech();
  return (
    <div className={styles.busy}>
      <div role="status">
        <ProgressBar progress={progress} label={label} />
        <p className={styles.hint}>
          {label}. {t(onStop ? 'assist.underWayFree' : 'assist.underWay')}
        </p>
      </div>
      {onStop && (
        <CommandButton size="small" command="dialog.stop" onClick={onStop}>
          {t('assist.stop')}
        </CommandButton>
      )}
    </div>
  );
}

/** Why it cannot be sent now. */
function Obstacles({ plan }: { plan: AssistPlan | null }) {
  const { translator } = useSpeech();
  const errors = plan ? [...(plan.problem ? [plan.problem] : []), ...plan.overBudget] : [];
  return errors.map((error) => (
    <p key={error.code} className={styles.error} role="alert">
      {assistErrorText(translator, error)}
    </p>
  ));
}

/**
 * Whether what is sent is shown. A person who wants to see each request has to have it open, with what it shows, before
 * the button sends: it closes when the task changes.
 */
function useSentView(task: AssistTask | null) {
  const { data: preferences } = useQuery(studioQuery.studio.preferences.queryOptions({ input: {} }));
  const [shownFor, setShownFor] = useState<string | null>(null);
  const key = JSON.stringify(task);
  const isOpen = shownFor === key;
  const { data, error } = useSent(isOpen ? task : null);
  return {
    isOpen,
    mustLook: preferences?.alwaysPreviews !== false && !isOpen,
    isPending: preferences?.alwaysPreviews !== false && isOpen && (!data || error !== null),
    open: () => setShownFor(key),
    toggle: () => setShownFor(isOpen ? null : key),
  };
}

/** Exactly what a task would send; null asks for nothing. */
function useSent(task: AssistTask | null) {
  const input = task ?? skipToken;
  return useQuery({ ...studioQuery.assist.preview.queryOptions({ input }), gcTime: 0, retry: false });
}

function SentView({ task }: { task: AssistTask }) {
  const { t, translator } = useSpeech();
  const { data, error } = useSent(task);
  if (error) {
    return (
      <p className={styles.error} role="alert">
        {t('assist.sentFailed')} {assistErrorText(translator, toErrorData(error))}
      </p>
    );
  }
  if (!data) {
    return (
      <div role="status" aria-label={t('assist.looking')}>
        <Skeleton height={120} />
      </div>
    );
  }
  return (
    <section className={styles.sent} aria-label={t('assist.showSent')}>
      <h3 className={styles.label}>{t('assist.showSent')}</h3>
      {data.requests.map((request, index) => (
        // What is sent has no name of its own but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <RequestView key={index} request={request} position={index + 1} count={data.requests.length} />
      ))}
      <p className={styles.hint}>{t('assist.keysHidden')}</p>
    </section>
  );
}
