/** The dialogue of a shot spoken by a model, for the shot's voice. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { studio } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { showUndoNotice, undo } from '#renderer/rpc/undo.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { Saved } from '#shared/contract/answers.ts';
import type { AssistTask, SpeechTask } from '#shared/contract/assist-schemas.ts';
import { assetUrl } from '#shared/contract/media-urls.ts';
import { spokenText } from '#shared/domain/assist-speech.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { Cost, StoryboardShot } from '#shared/domain/records.ts';
import styles from './assist.module.css';
import type { ShotTaskDialogProps } from './board-dialog.tsx';
import { costWords } from './price-words.ts';
import { takeOver } from './shot-edits.ts';
import { ShotDialog } from './shot-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { useAssistModel } from './use-assist-model.ts';
import { runs, useRun } from './use-run.ts';
import type { PlacedShot } from './use-shot.ts';
import { useSpeech } from './use-speech.ts';

type Spoken = Saved & { shot: StoryboardShot; cost: Cost | null };

export function SpeechDialog({ place, ...rest }: ShotTaskDialogProps) {
  return (
    <ShotDialog place={place} onClose={rest.onClose}>
      {(placed) => <OpenSpeechDialog placed={placed} {...rest} />}
    </ShotDialog>
  );
}

type OpenDialogProps = Omit<ShotTaskDialogProps, 'place'> & { placed: PlacedShot };

const voiceKey = 'assist-voice';

function OpenSpeechDialog({ placed: { shot, number }, ...rest }: OpenDialogProps) {
  const speech = useSpeech();
  const { t } = speech;
  const choice = useAssistModel('speech');
  const key = `speech:${shot.id}`;
  const run = useRun<Spoken>(key);
  const [wished, setWished] = useState(() => localStorage.getItem(voiceKey) ?? '');
  const [instructions, setInstructions] = useState('');
  const { model } = choice;
  const voice = voiceFor(model, wished);
  const text = spokenText(shot.dialogue);
  const ref = model && { connectionId: model.connectionId, modelId: model.modelId };
  const task: (AssistTask & { task: 'speech' }) | null =
    ref && text !== '' && voice !== '' ? { task: 'speech', shotId: shot.id, ...ref, voice, instructions } : null;
  const spoken = run?.kind === 'done' ? run.answer : null;
  return (
    <TaskDialog
      {...rest}
      title={t('assist.speech.title', { number })}
      choice={choice}
      task={task}
      revision={run?.kind}
      start={{
        label: t(spoken ? 'assist.speech.again' : 'assist.speech.start'),
        run() {
          localStorage.setItem(voiceKey, voice);
          if (task) speak(key, task, number);
        },
      }}
      busy={
        run?.kind === 'busy'
          ? { label: t('assist.speech.busy'), progress: null, onStop: model?.isFree ? () => runs.stop(key) : null }
          : null
      }
      failure={run?.kind === 'failed' ? run : null}
      isDone={spoken !== null}
      fields={
        text === '' ? (
          <EmptyState title={t('assist.speech.nothing')} />
        ) : (
          <>
            <section aria-label={t('assist.speech.spoken')}>
              <h3 className={styles.label}>{t('assist.speech.spoken')}</h3>
              <p className={styles.script} dir="auto">
                {text}
              </p>
              {text.includes('\n') && <p className={styles.hint}>{t('assist.speech.oneVoice')}</p>}
            </section>
            <VoiceChoice model={model} voice={voice} onChange={setWished} />
            <Textarea
              label={t('assist.speech.instructions')}
              description={t('assist.speech.instructionsHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              autosize
              minRows={1}
              maxRows={5}
              dir="auto"
              maxLength={4000}
              value={instructions}
              onChange={(event) => setInstructions(event.currentTarget.value)}
            />
            {shot.voiceAssetId && !spoken && <p className={styles.hint}>{t('assist.speech.replaces')}</p>}
          </>
        )
      }
    >
      {spoken && (
        <section className={styles.result} aria-live="polite">
          {spoken.shot.voiceAssetId && (
            <audio
              className={styles.audio}
              controls
              preload="metadata"
              src={assetUrl(spoken.shot.voiceAssetId)}
              aria-label={t('assist.speech.play', { number })}
            />
          )}
          <p>
            {t('assist.speech.done', { number })} {costWords(speech, spoken.cost)}
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

/** What was wished, where the model has it; else its first voice. */
function voiceFor(model: ListedModel | null, wished: string): string {
  const voices = model?.voices ?? [];
  return voices.length === 0 || voices.includes(wished) ? wished.trim() : (voices[0] ?? '');
}

type VoiceChoiceProps = { model: ListedModel | null; voice: string; onChange: (voice: string) => void };

function VoiceChoice({ model, voice, onChange }: VoiceChoiceProps) {
  const { t } = useSpeech();
  const voices = model?.voices ?? [];
  const label = t('assist.speech.voice');
  if (voices.length > 0) {
    return <Select label={label} data={voices} value={voice} onChange={(value) => onChange(value ?? '')} searchable />;
  }
  return (
    <TextInput
      label={label}
      description={t('assist.speech.voiceHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      dir="auto"
      maxLength={200}
      value={voice}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function speak(key: string, { task: _task, ...task }: SpeechTask & { task: 'speech' }, number: string): void {
  runs.start<Spoken>(key, {
    async call(signal) {
      const answer = await studio.assist.speak(task, { signal });
      takeOver(answer);
      return answer;
    },
    onUnseen({ shot }) {
      runs.clear(key);
      showUndoNotice(translator.t('assist.speech.done', { number }), shot.projectId);
    },
    onUnseenFailure: showError,
  });
}
