/** The planned duration: typed as timecode, seconds or frames; arrows step one frame, with Shift one second. */
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoryboardShot } from '#shared/domain/records.ts';
import {
  type FrameRate,
  type Frames,
  maxShotFrames,
  nominalRate,
  parseDuration,
  toShortTimecode,
} from '#shared/domain/time.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Field } from '#renderer/ui/field.tsx';
import { readDuration } from '#renderer/features/shot-facts/index.ts';
import { commonValue } from './common-value.ts';
import { saveShots } from './save-shots.ts';
import styles from './shot-inspector.module.css';
import { useDraft } from './use-draft.ts';

export type DurationFieldProps = { shots: readonly StoryboardShot[]; frameRate: FrameRate };

export function DurationField({ shots, frameRate }: DurationFieldProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const common = commonValue(shots, (shot) => shot.durationFrames);
  const [rejected, setRejected] = useState<string | null>(null);
  const { text, failure, change, handlers } = useDraft({
    projectId: (shots[0] as StoryboardShot).projectId,
    value: common ? toShortTimecode(common.value, frameRate) : '',
    save: (value, typingKey) => saveShots(shots, { durationFrames: parseDuration(value, frameRate) }, typingKey),
  });
  const shown = rejected ?? text;

  const type = (value: string) => {
    // What cannot be read stays in the field and is not sent.
    if (readDuration(value, frameRate) === null) return setRejected(value);
    setRejected(null);
    change(value);
  };
  const step = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return handlers.onKeyDown(event);
    event.preventDefault();
    const frames = readDuration(shown, frameRate);
    if (frames === null) return;
    const by = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? nominalRate(frameRate) : 1);
    type(toShortTimecode(Math.min(maxShotFrames, Math.max(1, frames + by)) as Frames, frameRate));
  };
  const isWrong = rejected !== null && rejected.trim() !== '';
  const error = isWrong ? t('inspector.durationInvalid') : failure ? errorText(failure.thrown) : undefined;
  return (
    <Field label={t('inspector.duration')} hint={t('inspector.durationHint')} error={error}>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        className={styles.timecode}
        data-shot-field="duration"
        value={shown}
        placeholder={common ? '' : t('inspector.mixed')}
        onChange={(event) => type(event.currentTarget.value)}
        onFocus={(event) => {
          handlers.onFocus();
          event.currentTarget.select();
        }}
        onBlur={() => {
          setRejected(null);
          handlers.onBlur();
        }}
        onKeyDown={step}
      />
    </Field>
  );
}
