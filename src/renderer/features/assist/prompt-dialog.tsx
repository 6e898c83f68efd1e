/** Another wording of a shot's prompt, beside the one that is there. Nothing changes until it is used. */
import { useMemo } from 'react';
import { useCatalog, modelOfShot } from '#renderer/features/generation/index.ts';
import { studio } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { ImprovedPrompt } from '#shared/contract/assist-answers.ts';
import type { AssistTask, PromptTask } from '#shared/contract/assist-schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { openPromptDialog } from './assist-dialogs.ts';
import styles from './assist.module.css';
import type { ShotTaskDialogProps } from './board-dialog.tsx';
import { costWords } from './price-words.ts';
import { changeShot } from './shot-edits.ts';
import { ShotDialog } from './shot-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { useAssistModel } from './use-assist-model.ts';
import { runs, useRun } from './use-run.ts';
import type { PlacedShot } from './use-shot.ts';
import { useSpeech } from './use-speech.ts';
import { diffWords } from './word-diff.ts';

export function PromptDialog({ place, ...rest }: ShotTaskDialogProps) {
  return (
    <ShotDialog place={place} onClose={rest.onClose}>
      {(placed) => <OpenPromptDialog placed={placed} {...rest} />}
    </ShotDialog>
  );
}

type OpenDialogProps = Omit<ShotTaskDialogProps, 'place'> & { placed: PlacedShot };

function OpenPromptDialog({ placed: { storyboard, shot, number }, ...rest }: OpenDialogProps) {
  const { t } = useSpeech();
  const choice = useAssistModel('text');
  const { catalog } = useCatalog();
  const key = `prompt:${shot.id}`;
  const run = useRun<ImprovedPrompt>(key);
  const { model } = choice;
  const video = modelOfShot(catalog, storyboard.project, shot);
  const task: (AssistTask & { task: 'prompt' }) | null =
    model && shot.prompt.trim() !== ''
      ? { task: 'prompt', shotId: shot.id, connectionId: model.connectionId, modelId: model.modelId }
      : null;
  const improved = run?.kind === 'done' ? run.answer : null;
  return (
    <TaskDialog
      {...rest}
      title={t('assist.prompt.title', { number })}
      choice={choice}
      task={task}
      revision={run?.kind}
      start={{
        label: t(improved ? 'assist.prompt.again' : 'assist.prompt.start'),
        run: () => task && improve(key, task, { shot, number }),
      }}
      busy={
        run?.kind === 'busy'
          ? { label: t('assist.prompt.busy'), progress: null, onStop: model?.isFree ? () => runs.stop(key) : null }
          : null
      }
      failure={run?.kind === 'failed' ? run : null}
      isDone={improved !== null}
      actions={
        improved &&
        improved.after !== shot.prompt && (
          <Button
            variant="primary"
            onClick={() => {
              rest.onClose();
              void changeShot(shot, { prompt: improved.after }, t('assist.prompt.used', { number }));
            }}
          >
            {t('assist.prompt.use')}
          </Button>
        )
      }
      fields={
        shot.prompt.trim() === '' ? (
          <EmptyState title={t('assist.prompt.empty')} />
        ) : (
          <>
            <p className={styles.text}>
              {t('assist.prompt.text', { model: video.model?.label || video.model?.modelId || t('assist.model') })}
            </p>
            {!improved && <Words label={t('assist.prompt.now')} text={shot.prompt} />}
          </>
        )
      }
    >
      {improved && <Improved improved={improved} shot={shot} />}
    </TaskDialog>
  );
}

function Words({ label, text }: { label: string; text: string }) {
  return (
    <section aria-label={label}>
      <h3 className={styles.label}>{label}</h3>
      <p className={styles.words} dir="auto">
        {text}
      </p>
    </section>
  );
}

function Improved({ improved, shot }: { improved: ImprovedPrompt; shot: StoryboardShot }) {
  const speech = useSpeech();
  const { t, language } = speech;
  const { before, after, maxCharacters, cost } = improved;
  // Beside what the shot says now, which somebody may have changed while the model wrote.
  const parts = useMemo(() => diffWords(shot.prompt, after), [shot.prompt, after]);
  return (
    <section aria-label={t('assist.prompt.diff')} aria-live="polite">
      <h3 className={styles.label}>{t('assist.prompt.diff')}</h3>
      <p className={styles.words} dir="auto">
        {parts.map(({ kind, text }, index) => {
          // Parts have no name of their own but their place.
          // oxlint-disable-next-line react/no-array-index-key
          if (kind === 'same') return <span key={index}>{text}</span>;
          const Tag = kind === 'removed' ? 'del' : 'ins';
          return (
            // oxlint-disable-next-line react/no-array-index-key
            <Tag key={index} className={kind === 'removed' ? styles.removed : styles.added}>
              {text}
            </Tag>
          );
        })}
      </p>
      <p className={styles.hint}>
        {after === shot.prompt ? `${t('assist.prompt.same')} ` : ''}
        {costWords(speech, cost)}
      </p>
      {before !== shot.prompt && <p className={styles.warning}>{t('assist.prompt.changedMeanwhile')}</p>}
      {maxCharacters !== null && after.length > maxCharacters && (
        <p className={styles.warning}>
          {t('assist.prompt.tooLong', { limit: maxCharacters.toLocaleString(language) })}
        </p>
      )}
    </section>
  );
}

type About = { shot: StoryboardShot; number: string };

function improve(
  key: string,
  { task: _task, ...task }: PromptTask & { task: 'prompt' },
  { shot, number }: About,
): void {
  runs.start<ImprovedPrompt>(key, {
    call: (signal) => studio.assist.improvePrompt(task, { signal }),
    onUnseen: () =>
      showNotice({
        id: key,
        text: translator.t('assist.prompt.ready', { number }),
        action: {
          label: translator.t('assist.prompt.show'),
          run: () => openPromptDialog({ projectId: shot.projectId, shotId: shot.id }),
        },
      }),
    onUnseenFailure: showError,
  });
}
