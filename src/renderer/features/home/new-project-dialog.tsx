import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { ProjectId } from '#shared/domain/ids.ts';
import styles from './dialog-form.module.css';
import { FormatFields } from './format-fields.tsx';
import { usualFormat } from './project-format.ts';

/** Asks for what a project cannot do without. */
export function NewProjectDialog({ onClose, onMade }: { onClose: () => void; onMade: (projectId: ProjectId) => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [title, setTitle] = useState('');
  const [format, setFormat] = useState(usualFormat);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function make(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const answer = await edit(() => studio.projects.create({ title: title.trim(), ...format }), {
      onError: (thrown) => setError(errorText(thrown)),
    });
    setBusy(false);
    if (!answer) return;
    onClose();
    onMade(answer.project.id);
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('home.newProject')} closeLabel={t('app.close')} isBusy={isBusy}>
      <form onSubmit={(event) => void make(event)}>
        <div className={styles.fields}>
          <TextInput
            className={styles.wide ?? ''}
            label={t('home.fieldTitle')}
            placeholder={t('app.untitled')}
            dir="auto"
            maxLength={500}
            data-autofocus
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <FormatFields format={format} onChange={setFormat} />
          <p className={styles.hint}>{t('home.rateHint')}</p>
        </div>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {t('home.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
