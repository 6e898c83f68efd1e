import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Project } from '#shared/domain/records.ts';
import styles from './dialog-form.module.css';

export function RenameDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(project.title);

  async function rename(event: FormEvent) {
    event.preventDefault();
    onClose();
    if (title.trim() === project.title) return;
    await edit(() => studio.projects.update({ projectId: project.id, patch: { title: title.trim() } }));
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('home.renameProject')} closeLabel={t('app.close')}>
      <form onSubmit={(event) => void rename(event)}>
        <TextInput
          label={t('home.fieldTitle')}
          dir="auto"
          maxLength={500}
          data-autofocus
          value={title}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary">
            {t('home.keepName')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
