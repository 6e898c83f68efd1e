/** A text field of one or many shots that saves itself. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotPatch } from '#shared/contract/schemas.ts';
import type { StoryboardShot } from '#shared/domain/records.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Field } from '#renderer/ui/field.tsx';
import { commonValue } from './common-value.ts';
import { saveShots } from './save-shots.ts';
import styles from './shot-inspector.module.css';
import { useDraft } from './use-draft.ts';

export type DraftFieldProps = {
  shots: readonly StoryboardShot[];
  field: 'title' | 'prompt' | 'notes' | 'dialogue';
  label: string;
  placeholder: string;
  /** Lines that a text area shows at least; 1 is a single line. */
  lines: number;
};

export function DraftField({ shots, field, label, placeholder, lines }: DraftFieldProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const common = commonValue(shots, (shot) => shot[field]);
  const { text, failure, change, handlers } = useDraft({
    projectId: (shots[0] as StoryboardShot).projectId,
    value: common?.value ?? '',
    save: (value, typingKey) => saveShots(shots, { [field]: value } as ShotPatch, typingKey),
  });
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);
  const shared = {
    value: text,
    placeholder: common ? placeholder : t('inspector.mixed'),
    dir: 'auto',
    spellCheck: true,
    'data-shot-field': field,
    ...handlers,
  };
  return (
    <Field label={label} error={failure ? `${t('inspector.notSaved')} ${errorText(failure.thrown)}` : undefined}>
      {lines === 1 ? (
        <input type="text" maxLength={500} {...shared} onChange={(event) => change(event.currentTarget.value)} />
      ) : (
        <textarea
          ref={area}
          rows={lines}
          className={field === 'dialogue' ? styles.script : styles.area}
          {...shared}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
