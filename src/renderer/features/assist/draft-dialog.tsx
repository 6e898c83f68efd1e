/** Shots from a synopsis or a scene: proposed part by part, made only where a person wants them. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { studio, studioQuery, toErrorData } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { showUndoNotice } from '#renderer/rpc/undo.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { DraftedShots } from '#shared/contract/assist-schemas.ts';
import type { ProjectId } from '#shared/domain/ids.ts';
import { sceneNumbers } from '#shared/domain/numbering.ts';
import type { Scene } from '#shared/domain/records.ts';
import styles from './assist.module.css';
import { DraftFields } from './draft-fields.tsx';
import { type DraftForm, draftedOf, type DraftSource, type DraftTaskNamed, newForm, taskOf } from './draft-form.ts';
import { createDraftRuns } from './draft-runs.ts';
import { type DraftState, progressOf, wantedShots } from './draft-state.ts';
import { DraftTable } from './draft-table.tsx';
import { assistErrorText } from './error-words.ts';
import { costWords } from './price-words.ts';
import { TaskDialog } from './task-dialog.tsx';
import { useAssistModel } from './use-assist-model.ts';
import { useSpeech } from './use-speech.ts';

const drafts = createDraftRuns(toErrorData);
/** What was filled in for each, for when the dialog is opened again. */
const forms = new Map<string, DraftForm>();

export type DraftDialogProps = { source: DraftSource; onClose: () => void; onOpenConnections: () => void };

export function DraftDialog({ source, ...rest }: DraftDialogProps) {
  const { projectId, sceneId } = source;
  const { t } = useSpeech();
  const { data: storyboard } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const key = `${projectId} ${sceneId ?? ''}`;
  const draft = useObservable(drafts.of(key));
  const choice = useAssistModel('text');
  const [form, setForm] = useState(() => forms.get(key) ?? newForm(source));
  const change = (part: Partial<DraftForm>) => {
    const next = { ...form, ...part };
    forms.set(key, next);
    setForm(next);
  };
  const task = taskOf(form, source, choice.model);
  const scenes = storyboard?.scenes ?? [];
  const hasRows = draft.rows.length > 0;
  const isAsking = draft.progress.kind === 'asking';
  const isBegun = isAsking || hasRows;
  return (
    <TaskDialog
      {...rest}
      title={titleOf(t, scenes, source)}
      width={900}
      choice={choice}
      task={task}
      revision={draft.progress.kind}
      start={{
        label: t(hasRows ? 'assist.draft.again' : 'assist.draft.start'),
        run: () => task && startDraft(key, task),
      }}
      busy={
        isAsking ? { label: askingText(t, draft), progress: progressOf(draft), onStop: () => drafts.stop(key) } : null
      }
      failure={null}
      isDone={hasRows}
      actions={
        hasRows &&
        !isAsking && (
          <CreateButton
            draft={draft}
            projectId={projectId}
            toDrafted={() => draftedOf(form, source, wantedShots(draft))}
            onCreated={() => {
              drafts.clear(key);
              forms.delete(key);
              rest.onClose();
            }}
          />
        )
      }
      fields={
        <DraftFields form={form} isScene={sceneId !== null} isSmall={isBegun} scenes={scenes} onChange={change} />
      }
    >
      <DraftOutcome draft={draft} />
      {isBegun && <DraftTable draft={draft} onChange={(toNext) => drafts.of(key).set(toNext(drafts.of(key).get()))} />}
    </TaskDialog>
  );
}

function startDraft(key: string, { task: _task, ...task }: DraftTaskNamed): void {
  void drafts.start(key, (signal) => studio.assist.draftShots(task, { signal }));
}

type CreateButtonProps = {
  draft: DraftState;
  projectId: ProjectId;
  toDrafted: () => DraftedShots;
  onCreated: () => void;
};

function CreateButton({ draft, projectId, toDrafted, onCreated }: CreateButtonProps) {
  const { t } = useSpeech();
  const [isBusy, setBusy] = useState(false);
  const { length: count } = wantedShots(draft);
  const create = async () => {
    setBusy(true);
    const isMade = await createShots(projectId, toDrafted());
    setBusy(false);
    if (!isMade) return;
    onCreated();
    showUndoNotice(t('assist.draft.created', { count }), projectId);
  };
  return (
    <Button variant="primary" isBusy={isBusy} disabled={count === 0} onClick={() => void create()}>
      {t('assist.draft.create', { count })}
    </Button>
  );
}

type Translate = ReturnType<typeof useSpeech>['t'];

function titleOf(t: Translate, scenes: readonly Scene[], { sceneId }: DraftSource): string {
  if (sceneId === null) return t('assist.draft.titleSynopsis');
  const index = scenes.findIndex(({ id }) => id === sceneId);
  return t('assist.draft.titleScene', { number: sceneNumbers(scenes)[index] ?? '' });
}

function askingText(t: Translate, { rows, progress }: DraftState): string {
  if (progress.kind !== 'asking') return '';
  const { part, partCount } = progress;
  const text =
    partCount === null ? t('assist.draft.askingOpen', { part }) : t('assist.draft.asking', { part, count: partCount });
  return rows.length === 0 ? text : `${text} · ${t('assist.draft.sofar', { count: rows.length })}`;
}

/** How it ended. */
function DraftOutcome({ draft: { progress, rows } }: { draft: DraftState }) {
  const speech = useSpeech();
  const { t, translator } = speech;
  if (progress.kind === 'stopped') return <p className={styles.text}>{t('assist.draft.stopped')}</p>;
  if (progress.kind !== 'ended') return null;
  if (progress.error === null) return <p className={styles.hint}>{costWords(speech, progress.cost)}</p>;
  return (
    <p className={styles.error} role="alert">
      {assistErrorText(translator, progress.error)} {rows.length > 0 && t('assist.draft.kept')}
    </p>
  );
}

/** @returns whether they were made; by then a notice says why not. */
async function createShots(projectId: ProjectId, drafted: DraftedShots): Promise<boolean> {
  const answer = await edit(() => studio.assist.createShots(drafted));
  if (!answer) return false;
  await queryClient.invalidateQueries({ queryKey: studioQuery.storyboard.get.queryKey({ input: { projectId } }) });
  return true;
}
