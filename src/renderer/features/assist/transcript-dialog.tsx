/** What is said in a shot's voice, written down, and put into its dialogue where a person wants that. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { studio } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { Transcript } from '#shared/contract/assist-answers.ts';
import type { AssistTask, TranscriptionTask } from '#shared/contract/assist-schemas.ts';
import { assetUrl } from '#shared/contract/media-urls.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { openTranscriptDialog } from './assist-dialogs.ts';
import styles from './assist.module.css';
import type { ShotTaskDialogProps } from './board-dialog.tsx';
import { costWords } from './price-words.ts';
import { changeShot } from './shot-edits.ts';
import { ShotDialog } from './shot-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { clockText, readLanguage, withTranscript } from './transcript-text.ts';
import { useAssistModel } from './use-assist-model.ts';
import { runs, useRun } from './use-run.ts';
import type { PlacedShot } from './use-shot.ts';
import { useSpeech } from './use-speech.ts';

export function TranscriptDialog({ place, ...rest }: ShotTaskDialogProps) {
  return (
    <ShotDialog place={place} onClose={rest.onClose}>
      {(placed) => <OpenTranscriptDialog placed={placed} {...rest} />}
    </ShotDialog>
  );
}

type OpenDialogProps = Omit<ShotTaskDialogProps, 'place'> & { placed: PlacedShot };

function OpenTranscriptDialog({ placed: { shot, number }, ...rest }: OpenDialogProps) {
  const { t } = useSpeech();
  const choice = useAssistModel('transcription');
  const key = `transcript:${shot.id}`;
  const run = useRun<Transcript>(key);
  const [languageText, setLanguageText] = useState('');
  const language = readLanguage(languageText);
  const { model } = choice;
  const task: (AssistTask & { task: 'transcription' }) | null =
    model && shot.voiceAssetId && language !== undefined
      ? {
          task: 'transcription',
          source: { kind: 'shot', shotId: shot.id },
          connectionId: model.connectionId,
          modelId: model.modelId,
          language,
        }
      : null;
  const transcript = run?.kind === 'done' ? run.answer : null;
  const use = (how: 'replace' | 'add') => {
    if (!transcript) return;
    rest.onClose();
    const dialogue = withTranscript(shot.dialogue, transcript.text, how);
    void changeShot(shot, { dialogue }, t('assist.transcript.used', { number }));
  };
  return (
    <TaskDialog
      {...rest}
      title={t('assist.transcript.title', { number })}
      width={680}
      choice={choice}
      task={task}
      revision={run?.kind}
      start={{
        label: t(transcript ? 'assist.transcript.again' : 'assist.transcript.start'),
        run: () => task && transcribe(key, task, { shot, number }),
      }}
      busy={
        run?.kind === 'busy'
          ? { label: t('assist.transcript.busy'), progress: null, onStop: model?.isFree ? () => runs.stop(key) : null }
          : null
      }
      failure={run?.kind === 'failed' ? run : null}
      isDone={transcript !== null}
      actions={
        transcript &&
        transcript.text !== '' && (
          <>
            {shot.dialogue.trim() !== '' && (
              <CommandButton command="dialog.addWords" onClick={() => use('add')}>
                {t('assist.transcript.add')}
              </CommandButton>
            )}
            <Button variant="primary" onClick={() => use('replace')}>
              {t('assist.transcript.replace')}
            </Button>
          </>
        )
      }
      fields={
        shot.voiceAssetId ? (
          <>
            <audio
              className={styles.audio}
              controls
              preload="metadata"
              src={assetUrl(shot.voiceAssetId)}
              aria-label={t('assist.transcript.play', { number })}
            />
            <TextInput
              label={t('assist.transcript.language')}
              description={t('assist.transcript.languageHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={language === undefined && t('assist.transcript.languageInvalid')}
              className={styles.short ?? ''}
              dir="ltr"
              maxLength={20}
              value={languageText}
              onChange={(event) => setLanguageText(event.currentTarget.value)}
            />
          </>
        ) : (
          <EmptyState title={t('assist.transcript.none')} />
        )
      }
    >
      {transcript && <TranscriptText transcript={transcript} />}
    </TaskDialog>
  );
}

function TranscriptText({ transcript: { text, segments, cost } }: { transcript: Transcript }) {
  const speech = useSpeech();
  const { t } = speech;
  return (
    <section aria-label={t('assist.transcript.result')} aria-live="polite">
      <h3 className={styles.label}>{t('assist.transcript.result')}</h3>
      {text === '' && <p className={styles.text}>{t('assist.transcript.nothing')}</p>}
      {text !== '' && segments.length <= 1 && (
        <p className={styles.script} dir="auto">
          {text}
        </p>
      )}
      {segments.length > 1 && (
        // What scrolls must be reachable by keyboard.
        <ol className={styles.segments} tabIndex={0} aria-label={t('assist.transcript.result')}>
          {segments.map(({ startMs, text: words }) => (
            <li key={startMs}>
              <span className={styles.time}>{clockText(startMs)}</span>
              <span dir="auto">{words}</span>
            </li>
          ))}
        </ol>
      )}
      <p className={styles.hint}>{costWords(speech, cost)}</p>
    </section>
  );
}

type About = { shot: StoryboardShot; number: string };

function transcribe(
  key: string,
  { task: _task, ...task }: TranscriptionTask & { task: 'transcription' },
  { shot, number }: About,
): void {
  runs.start<Transcript>(key, {
    call: (signal) => studio.assist.transcribe(task, { signal }),
    onUnseen: () =>
      showNotice({
        id: key,
        text: translator.t('assist.transcript.ready', { number }),
        action: {
          label: translator.t('assist.transcript.show'),
          run: () => openTranscriptDialog({ projectId: shot.projectId, shotId: shot.id }),
        },
      }),
    onUnseenFailure: showError,
  });
}
