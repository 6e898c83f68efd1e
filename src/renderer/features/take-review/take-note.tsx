/** What a person writes about a take; it saves itself. */
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { useDraft } from '#renderer/features/shot-inspector/index.ts';
import { Field } from '#renderer/ui/field.tsx';
import type { Take } from '#shared/domain/records.ts';
import styles from './take-review.module.css';
import { saveNote } from './update-take.ts';

/** Give it a `key` that changes with the take. */
export function TakeNote({ take }: { take: Take }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { text, failure, change, handlers } = useDraft({
    projectId: take.projectId,
    value: take.note,
    save: (note, typingKey) => saveNote(take, note, typingKey),
  });
  return (
    <Field
      label={t('takes.note')}
      error={failure ? `${t('takes.noteFailed')} ${errorText(failure.thrown)}` : undefined}
    >
      <textarea
        className={styles.note}
        rows={3}
        dir="auto"
        spellCheck
        data-take-note
        placeholder={t('takes.notePlaceholder')}
        value={text}
        {...handlers}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Field>
  );
}
