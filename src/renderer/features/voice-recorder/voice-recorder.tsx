/** Records the voice of a shot: microphone, level, count-in, and what was cut off earlier. */
import { IconMicrophone, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordingUrl } from '#shared/contract/media-urls.ts';
import type { RecordingId } from '#shared/domain/ids.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { studio, studioQuery } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { putShots } from '#renderer/rpc/live.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { queryClient } from '#renderer/rpc/query-client.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { useObservable } from '#renderer/rpc/use-observable.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useKeptFocus } from '#renderer/ui/use-kept-focus.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { recorderChoices } from './recorder-choices.ts';
import { createRecorder, type Recorder, type RecorderState, type Trouble } from './recorder.ts';
import { clockText, meterPosition } from './recorder-rules.ts';
import styles from './voice-recorder.module.css';

export type VoiceRecorderProps = { shot: StoryboardShot };

/** One recorder for each shot that is looked at: what is being recorded never ends up at another shot. */
export function VoiceRecorder({ shot }: VoiceRecorderProps) {
  return <ShotRecorder key={shot.id} shot={shot} />;
}

function ShotRecorder({ shot }: VoiceRecorderProps) {
  const { t } = useTranslation();
  const [recorder] = useState(createRecorder);
  const state = useObservable(recorder.state);
  const choices = useObservable(recorderChoices);
  const { deviceId, hasCountIn } = choices;
  const [isBusy, setBusy] = useState(false);
  const microphones = useMicrophones(state.kind);
  const [part, setPart] = useState<HTMLElement | null>(null);
  useKeptFocus(part);
  useEffect(() => () => leave(recorder, t('recorder.left')), [recorder, t]);

  const record = () => {
    // One that was chosen and is unplugged by now.
    const isThere = microphones.some(({ id }) => id === deviceId);
    void recorder.start({ shotId: shot.id, deviceId: isThere ? deviceId : null, hasCountIn });
  };
  const finish = async (work: () => Promise<boolean>) => {
    setBusy(true);
    if (await work()) recorder.reset();
    await refetchCutOff(shot);
    setBusy(false);
  };
  const isRecording = state.kind === 'recording';
  const isIdle = state.kind === 'idle';
  return (
    <div ref={setPart} className={styles.recorder} role="group" aria-label={t('recorder.label')}>
      {isIdle && <CutOff shot={shot} />}
      {isIdle && state.trouble && <TroubleNote trouble={state.trouble} />}
      <div className={styles.row}>
        {isIdle && (
          <CommandButton size="small" command="storyboard.record" icon={<IconMicrophone size={15} />} onClick={record}>
            {t('recorder.record')}
          </CommandButton>
        )}
        {!isIdle && state.kind !== 'recorded' && (
          <CommandButton
            size="small"
            command="storyboard.record"
            variant={isRecording ? 'primary' : 'plain'}
            icon={<IconPlayerStop size={15} />}
            isBusy={state.kind === 'stopping'}
            onClick={recorder.stop}
          >
            {isRecording ? t('recorder.stop') : t('app.cancel')}
          </CommandButton>
        )}
        <Progress state={state} />
        {isIdle && (
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={hasCountIn}
              onChange={(event) => recorderChoices.set({ ...choices, hasCountIn: event.currentTarget.checked })}
            />
            {t('recorder.countIn')}
          </label>
        )}
      </div>
      {isIdle && microphones.length > 1 && (
        <label className={styles.choice}>
          {t('recorder.microphone')}
          <select
            value={deviceId ?? ''}
            onChange={(event) => recorderChoices.set({ ...choices, deviceId: event.currentTarget.value || null })}
          >
            <option value="">{t('recorder.systemMicrophone')}</option>
            {microphones.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {(isRecording || state.kind === 'counting') && <LevelMeter recorder={recorder} />}
      {state.kind === 'recorded' && (
        <Recorded
          state={state}
          isBusy={isBusy}
          onKeep={() => void finish(() => keep(shot, state.recordingId))}
          onAgain={() =>
            void finish(() => discard(state.recordingId)).then(() => {
              if (recorder.state.get().kind === 'idle') record();
            })
          }
          onDiscard={() => void finish(() => discard(state.recordingId))}
        />
      )}
    </div>
  );
}

/** What was being recorded when the person went to another shot is kept: it must not seem to be lost. */
function leave(recorder: Recorder, text: string): void {
  if (recorder.state.get().kind === 'recording') showNotice({ id: 'recording-left', tone: 'ask', text });
  recorder.close();
}

function Progress({ state }: { state: RecorderState }) {
  const { t } = useTranslation();
  const now = useNow(state.kind === 'recording' ? 500 : null);
  if (state.kind === 'asking') return <p role="status">{t('recorder.asking')}</p>;
  if (state.kind === 'counting') {
    return (
      <p role="status" className={styles.count}>
        {state.left}
      </p>
    );
  }
  if (state.kind !== 'recording') return null;
  const elapsedMs = now - (performance.timeOrigin + state.startedAtMs);
  return (
    <p className={styles.running}>
      <span role="status">{t('recorder.recording')}</span> <span>{clockText(elapsedMs)}</span>
    </p>
  );
}

function LevelMeter({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation();
  const position = meterPosition(useObservable(recorder.level));
  return (
    <div
      role="meter"
      className={styles.meter}
      aria-label={t('recorder.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(position * 100)}
    >
      <div className={position > 0.97 ? styles.tooLoud : styles.level} style={{ width: `${position * 100}%` }} />
    </div>
  );
}

type RecordedProps = {
  state: Extract<RecorderState, { kind: 'recorded' }>;
  isBusy: boolean;
  onKeep: () => void;
  onAgain: () => void;
  onDiscard: () => void;
};

function Recorded({ state, isBusy, onKeep, onAgain, onDiscard }: RecordedProps) {
  const { t } = useTranslation();
  const url = useMemo(() => URL.createObjectURL(state.blob), [state.blob]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <>
      {state.trouble && <TroubleNote trouble={state.trouble} isKept />}
      {/* What is said in it was said just now. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio className={styles.audio} controls src={url} aria-label={t('recorder.playBack')} />
      <div className={styles.row}>
        <CommandButton
          size="small"
          variant="primary"
          command="storyboard.keepRecording"
          isBusy={isBusy}
          onClick={onKeep}
        >
          {t('recorder.keep')}
        </CommandButton>
        <CommandButton size="small" command="storyboard.recordAgain" disabled={isBusy} onClick={onAgain}>
          {t('recorder.again')}
        </CommandButton>
        <CommandButton size="small" command="storyboard.discardRecording" disabled={isBusy} onClick={onDiscard}>
          {t('recorder.discard')}
        </CommandButton>
      </div>
    </>
  );
}

/** Recordings that a crash of the window or of the studio cut off. */
function CutOff({ shot }: VoiceRecorderProps) {
  const { t } = useTranslation();
  const { data } = useQuery({
    ...studioQuery.recordings.list.queryOptions({ input: { shotId: shot.id } }),
    // Leaving the shot in the middle of a recording is announced by nothing.
    refetchOnMount: 'always',
  });
  const [isBusy, setBusy] = useState(false);
  const decide = async (work: () => Promise<boolean>) => {
    setBusy(true);
    await work();
    await refetchCutOff(shot);
    setBusy(false);
  };
  return (data ?? []).map(({ recordingId, durationMs }) => (
    <div key={recordingId} className={styles.note} role="status">
      <p>
        {durationMs === null
          ? t('recorder.cutOffSomewhere')
          : t('recorder.cutOff', { seconds: Math.max(1, Math.round(durationMs / 1000)) })}
      </p>
      {/* Nobody wrote down what is said in it. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio
        className={styles.audio}
        controls
        preload="metadata"
        src={recordingUrl(recordingId)}
        aria-label={t('recorder.playBack')}
      />
      <div className={styles.row}>
        <CommandButton
          size="small"
          command="storyboard.keepRecording"
          isBusy={isBusy}
          onClick={() => void decide(() => keep(shot, recordingId))}
        >
          {t('recorder.keep')}
        </CommandButton>
        <CommandButton
          size="small"
          command="storyboard.discardRecording"
          disabled={isBusy}
          onClick={() => void decide(() => discard(recordingId))}
        >
          {t('recorder.discard')}
        </CommandButton>
      </div>
    </div>
  ));
}

function TroubleNote({ trouble, isKept = false }: { trouble: Trouble; isKept?: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <p className={styles.trouble} role="alert">
      {trouble.kind === 'microphone' ? t(`recorder.troubles.${trouble.what}`) : errorText(trouble.thrown)}
      {isKept && ` ${t('recorder.isKept')}`}
    </p>
  );
}

async function keep({ projectId }: StoryboardShot, recordingId: RecordingId): Promise<boolean> {
  const answer = await edit(() => studio.recordings.keep({ recordingId }));
  if (answer) putShots(queryClient, projectId, [answer.shot]);
  return answer !== null;
}

async function discard(recordingId: RecordingId): Promise<boolean> {
  try {
    await studio.recordings.discard({ recordingId });
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

function refetchCutOff({ id: shotId }: StoryboardShot): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: studioQuery.recordings.list.queryKey({ input: { shotId } }) });
}

type Microphone = { id: string; label: string };

/** Named only once the person has let the window hear one; asked for anew when a recording begins or ends. */
function useMicrophones(kind: RecorderState['kind']): readonly Microphone[] {
  const [found, setFound] = useState<readonly Microphone[]>([]);
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    let isGone = false;
    void devices?.enumerateDevices().then(
      (all) => {
        const inputs = all.filter((device) => device.kind === 'audioinput' && device.label !== '');
        if (!isGone) setFound(inputs.map(({ deviceId, label }) => ({ id: deviceId, label })));
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [kind]);
  return found;
}
