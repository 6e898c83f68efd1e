/** A text of an element that saves itself as it is typed. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementPatch } from '#shared/contract/element-schemas.ts';
import type { StoryElement } from '#shared/domain/element.ts';
import { useDraft } from '#renderer/features/shot-inspector/index.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Field } from '#renderer/ui/field.tsx';
import styles from './element-editor.module.css';
import { saveElement } from './element-edits.ts';

export type ElementTextProps = {
  element: StoryElement;
  label: string;
  value: string;
  toPatch: (text: string) => ElementPatch;
  placeholder?: string;
  /** Lines that a text area shows at least; 1 is a single line. @default 1 */
  lines?: number;
};

export function ElementText({ element, label, value, toPatch, placeholder, lines = 1 }: ElementTextProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { text, failure, change, handlers } = useDraft({
    projectId: element.projectId,
    value,
    save: (typed, typingKey) => saveElement(element, toPatch(typed), typingKey),
  });
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight + 2}px`;
  }, [text]);
  const shared = { value: text, placeholder, dir: 'auto', spellCheck: true, ...handlers };
  return (
    <Field label={label} error={failure ? `${t('elements.notSaved')} ${errorText(failure.thrown)}` : undefined}>
      {lines === 1 ? (
        <input
          type="text"
          maxLength={2000}
          autoComplete="off"
          {...shared}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <textarea
          ref={area}
          rows={lines}
          className={styles.area}
          {...shared}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
