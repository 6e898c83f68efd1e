/** A field of one or many shots that saves itself as it is typed. What cannot be used stays in it and is not sent. */
import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Field } from '#renderer/ui/field.tsx';
import { useMentionCompletion } from '#renderer/features/element-mentions/index.ts';
import { saveShots } from './save-shots.ts';
import { useDraft } from './use-draft.ts';

export type DraftInputProps = {
  shots: readonly StoryboardShot[];
  label: string;
  /** As the shots have it; null when they differ. */
  common: { value: string } | null;
  /** What a text changes; null when it cannot be used. */
  toPatch: (text: string) => ShotPatch | null;
  /** Says why a text cannot be used. */
  invalidText?: string;
  placeholder: string;
  hint?: string | undefined;
  /** Lines that a text area shows at least; 1 is a single line. @default 1 */
  lines?: number;
  /** Name of the field for whoever looks for it, such as to put the focus there. */
  name?: string;
  /** Whether a text is kept exactly as it is typed. @default false */
  keepsWords?: boolean;
  /** Whether an `@` in it names an element, which is then completed. @default false */
  namesElements?: boolean;
  /** @default a text; `number` brings up digits */
  inputMode?: 'text' | 'numeric' | 'decimal';
  className?: string | undefined;
};

/** Whether a text area grows with its text by itself (`field-sizing`, since Chromium 123). */
const fitsItself = CSS.supports('field-sizing', 'content');

export function DraftInput({
  shots,
  label,
  common,
  toPatch,
  invalidText,
  placeholder,
  hint,
  lines = 1,
  name,
  keepsWords = false,
  namesElements = false,
  inputMode = 'text',
  className,
}: DraftInputProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [rejected, setRejected] = useState<string | null>(null);
  const { projectId } = shots[0] as StoryboardShot;
  const { text, failure, change, handlers } = useDraft({
    projectId,
    value: common?.value ?? '',
    save: (value, typingKey) => saveShots(shots, toPatch(value) ?? {}, typingKey),
    comesBackLater: keepsWords,
  });
  const shown = rejected ?? text;
  const area = useRef<HTMLTextAreaElement>(null);
  const fitted = useRef('');
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || fitsItself) return;
    // Only a shorter text may need less room; for a longer one it is enough to look whether it still fits.
    const isShorter = shown.length < fitted.current.length;
    fitted.current = shown;
    if (isShorter) element.style.height = 'auto';
    if (isShorter || element.scrollHeight > element.clientHeight)
      element.style.height = `${element.scrollHeight + 2}px`;
  }, [shown]);
  const type = (value: string) => {
    if (toPatch(value) === null) return setRejected(value);
    setRejected(null);
    change(value);
  };
  const completion = useMentionCompletion({ projectId, area, text: shown, onText: type, isOn: namesElements });
  const isNumber = inputMode !== 'text';
  const shared = {
    value: shown,
    placeholder: common ? placeholder : t('inspector.mixed'),
    dir: isNumber ? 'ltr' : 'auto',
    spellCheck: !isNumber,
    inputMode,
    'data-shot-field': name,
    ...handlers,
    onBlur() {
      setRejected(null);
      handlers.onBlur();
    },
  };
  const notSaved = failure ? `${t('inspector.notSaved')} ${errorText(failure.thrown)}` : undefined;
  return completion.around(
    <Field label={label} hint={hint} error={rejected === null ? notSaved : invalidText}>
      {lines === 1 ? (
        <input
          type="text"
          maxLength={500}
          autoComplete="off"
          className={className}
          {...shared}
          onChange={(event) => type(event.currentTarget.value)}
        />
      ) : (
        <textarea
          ref={area}
          rows={lines}
          style={{ '--lines': lines } as CSSProperties}
          className={className}
          {...shared}
          {...completion.areaProps(shared)}
          onChange={(event) => type(event.currentTarget.value)}
        />
      )}
    </Field>,
  );
}
