/** A number or a name that saves itself while it is typed; one stay in it is one step of undo. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { type FrameRate, readPosition, toTimecode } from '#shared/domain/time.ts';
import { focusPart } from '#renderer/ui/panes.ts';
import styles from './sound.module.css';

export type NumberFieldProps = {
  label: string;
  value: number;
  least: number;
  most: number;
  step: number;
  unit: string;
  /** Whether the label is only heard. @default false */
  isLabelHidden?: boolean;
  onSave: (value: number, typingKey: string) => void;
};

export function NumberField({ label, value, least, most, step, unit, isLabelHidden, onSave }: NumberFieldProps) {
  const { text, type, handlers } = useTyping(String(value), (typed, typingKey) => {
    const next = typed.trim() === '' ? Number.NaN : Number(typed);
    if (Number.isFinite(next)) onSave(Math.max(least, Math.min(most, next)), typingKey);
  });
  return (
    <label className={styles.field}>
      {isLabelHidden ? null : <span>{label}</span>}
      <input
        type="number"
        min={least}
        max={most}
        step={step}
        value={text}
        {...(isLabelHidden ? { 'aria-label': label } : {})}
        onChange={(event) => type(event.currentTarget.value)}
        {...handlers}
      />
      <span aria-hidden>{unit}</span>
    </label>
  );
}

export type PlaceFieldProps = {
  label: string;
  /** How it can be written. */
  hint: string;
  /** Frame of the film. */
  frame: number;
  frameRate: FrameRate;
  onSave: (frame: number, typingKey: string) => void;
};

/** A place in the film: timecode, seconds or frames, as durations are written. What cannot be read is not saved. */
export function PlaceField({ label, hint, frame, frameRate, onSave }: PlaceFieldProps) {
  const { text, type, handlers } = useTyping(toTimecode(frame, frameRate), (typed, typingKey) => {
    const next = readPosition(typed, frameRate);
    if (next !== null && next !== frame) onSave(next, typingKey);
  });
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        type="text"
        autoComplete="off"
        className={styles.place}
        title={hint}
        value={text}
        aria-invalid={readPosition(text, frameRate) === null || undefined}
        onChange={(event) => type(event.currentTarget.value)}
        {...handlers}
      />
    </label>
  );
}

export type NameFieldProps = { label: string; value: string; onSave: (value: string, typingKey: string) => void };

export function NameField({ label, value, onSave }: NameFieldProps) {
  const { text, type, handlers } = useTyping(value, onSave);
  return (
    <input
      type="text"
      className={styles.name}
      aria-label={label}
      maxLength={200}
      dir="auto"
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      {...handlers}
    />
  );
}

function useTyping(value: string, save: (text: string, typingKey: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const typingKey = useRef('');
  const type = (text: string) => {
    setTyped(text);
    save(text, typingKey.current);
  };
  const handlers = {
    onFocus() {
      typingKey.current = crypto.randomUUID();
    },
    onBlur: () => setTyped(null),
    onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
      // Back to the part of the page that the field is in, where keys are commands again.
      const part = event.currentTarget.closest<HTMLElement>('section');
      if (part && (event.key === 'Enter' || event.key === 'Escape')) focusPart(part);
    },
  };
  return { text: typed ?? value, type, handlers };
}
