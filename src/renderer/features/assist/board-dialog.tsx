/** A picture by an image model, for a shot's board. */
import { Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { studio } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice, undo } from '#renderer/rpc/undo.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Saved } from '#shared/contract/answers.ts';
import type { AssistTask, BoardTask } from '#shared/contract/assist-schemas.ts';
import { derivedUrl } from '#shared/contract/media-urls.ts';
import { composePrompt, shotSentence, shotWords } from '#shared/domain/compose-prompt.ts';
import { fillPrompt, indexElements } from '#shared/domain/element-mentions.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Cost, StoryboardShot } from '#shared/domain/records.ts';
import type { ShotPlace } from './assist-dialogs.ts';
import styles from './assist.module.css';
import { costWords } from './price-words.ts';
import { takeOver } from './shot-edits.ts';
import { ShotDialog } from './shot-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { useAssistModel } from './use-assist-model.ts';
import { runs, useRun } from './use-run.ts';
import type { PlacedShot } from './use-shot.ts';
import { useSpeech } from './use-speech.ts';

export type ShotTaskDialogProps = { place: ShotPlace; onClose: () => void; onOpenConnections: () => void };

type MadeBoard = Saved & { shot: StoryboardShot; cost: Cost | null };

export function BoardDialog({ place, ...rest }: ShotTaskDialogProps) {
  return (
    <ShotDialog place={place} onClose={rest.onClose}>
      {(placed) => <OpenBoardDialog placed={placed} {...rest} />}
    </ShotDialog>
  );
}

type OpenDialogProps = Omit<ShotTaskDialogProps, 'place'> & { placed: PlacedShot };

function OpenBoardDialog({ placed: { storyboard, shot, number, elements }, ...rest }: OpenDialogProps) {
  const { t, language } = useSpeech();
  const choice = useAssistModel('image');
  const key = `board:${shot.id}`;
  const run = useRun<MadeBoard>(key);
  const [prompt, setPrompt] = useState(() =>
    composePrompt({
      words: fillPrompt(shotWords(shot), indexElements(elements)),
      shot: shotSentence(shot),
      styleNotes: storyboard.project.styleNotes,
      camera: '',
    }),
  );
  const [wantsBoard, setWantsBoard] = useState(false);
  const { model } = choice;
  const fromBoard = wantsBoard && canStartFrom(shot, model);
  const limit = model?.image?.maxPromptCharacters ?? null;
  const isTooLong = limit !== null && prompt.length > limit;
  const { id: shotId } = shot;
  const task: (AssistTask & { task: 'board' }) | null =
    model && prompt.trim() !== '' && !isTooLong
      ? { task: 'board', shotId, connectionId: model.connectionId, modelId: model.modelId, prompt, fromBoard }
      : null;
  const isFree = model?.isFree === true;
  return (
    <TaskDialog
      {...rest}
      title={t('assist.board.title', { number })}
      choice={choice}
      task={task}
      revision={run?.kind}
      start={{
        label: t(run?.kind === 'done' ? 'assist.board.again' : 'assist.board.start'),
        run: () => task && makeBoard(key, task, number),
      }}
      busy={
        run?.kind === 'busy'
          ? { label: t('assist.board.busy'), progress: null, onStop: isFree ? () => runs.stop(key) : null }
          : null
      }
      failure={run?.kind === 'failed' ? run : null}
      isDone={run?.kind === 'done'}
      fields={
        <>
          <Textarea
            label={t('assist.board.prompt')}
            description={t('assist.board.promptHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={isTooLong && t('assist.board.promptTooLong', { limit: limit.toLocaleString(language) })}
            autosize
            minRows={3}
            maxRows={10}
            dir="auto"
            data-autofocus
            value={prompt}
            onChange={(event) => setPrompt(event.currentTarget.value)}
          />
          <FromBoardField shot={shot} model={model} isOn={fromBoard} onChange={setWantsBoard} />
        </>
      }
    >
      {run?.kind === 'done' && (
        <section className={styles.result} aria-live="polite">
          {run.answer.shot.boardAssetId && (
            <img
              className={styles.picture}
              src={derivedUrl(run.answer.shot.boardAssetId, 'board')}
              alt={t('assist.board.alt', { number })}
            />
          )}
          <p>
            {t('assist.board.done', { number })} {costWords({ t, language }, run.answer.cost)}
          </p>
          <Button
            size="small"
            command="window.undo"
            onClick={() => {
              runs.clear(key);
              void undo(shot.projectId);
            }}
          >
            {t('app.undo')}
          </Button>
        </section>
      )}
    </TaskDialog>
  );
}

function canStartFrom({ boardAssetId }: StoryboardShot, model: ListedModel | null): boolean {
  return boardAssetId !== null && (model?.image?.maxInputImages ?? 0) > 0;
}

type FromBoardFieldProps = {
  shot: StoryboardShot;
  model: ListedModel | null;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
};

function FromBoardField({ shot, model, isOn, onChange }: FromBoardFieldProps) {
  const { t } = useSpeech();
  const { boardAssetId } = shot;
  const isPossible = canStartFrom(shot, model);
  const why = boardAssetId === null ? t('assist.board.fromBoardNone') : t('assist.board.fromBoardNot');
  return (
    <div className={styles.fromBoard}>
      {boardAssetId && <img src={derivedUrl(boardAssetId, 'thumbnail')} alt="" draggable={false} />}
      <Switch
        label={t('assist.board.fromBoard')}
        description={isPossible ? boardAssetId && t('assist.board.replaces') : why}
        disabled={!isPossible}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}

function makeBoard(key: string, { task: _task, ...task }: BoardTask & { task: 'board' }, number: string): void {
  runs.start<MadeBoard>(key, {
    async call(signal) {
      const answer = await studio.assist.makeBoard(task, { signal });
      takeOver(answer);
      return answer;
    },
    onUnseen({ shot }) {
      runs.clear(key);
      showUndoNotice(translator.t('assist.board.doneNotice', { number }), shot.projectId);
    },
    onUnseenFailure: showError,
  });
}
