/** Fields of a project: add, rename, change their choices, remove. Each change is one step to undo. */
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomFieldPatch } from '#shared/contract/schemas.ts';
import type { Project } from '#shared/domain/records.ts';
import { type CustomFieldDefinition, type CustomFieldKind, customFieldKinds } from '#shared/domain/shot-fields.ts';
import { studio } from '#renderer/rpc/client.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import styles from './custom-fields-dialog.module.css';

export type CustomFieldsDialogProps = { project: Project; isOpen: boolean; onClose: () => void };

export function CustomFieldsDialog({ project, isOpen, onClose }: CustomFieldsDialogProps) {
  const { t } = useTranslation();
  const { customFieldDefinitions: fields } = project;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('shotFields.fieldsTitle')}
      closeLabel={t('app.close')}
      width={640}
    >
      <div className={styles.list}>
        <p className={styles.about}>{t('shotFields.fieldsAbout')}</p>
        {fields.map((field) => (
          <FieldRow key={field.id} project={project} field={field} />
        ))}
        <NewField project={project} />
      </div>
    </Dialog>
  );
}

function FieldRow({ project, field }: { project: Project; field: CustomFieldDefinition }) {
  const { t } = useTranslation();
  const { id: fieldId, name, kind, choices } = field;
  const { id: projectId } = project;
  const change = (patch: CustomFieldPatch) =>
    void edit(() => studio.projects.updateField({ projectId, fieldId, patch }));
  return (
    <div className={styles.row}>
      <Field label={t('shotFields.fieldName')}>
        <input
          type="text"
          maxLength={60}
          defaultValue={name}
          onBlur={({ currentTarget }) => {
            const typed = currentTarget.value.trim();
            if (isFree(typed, project, fieldId)) change({ name: typed });
            else currentTarget.value = name;
          }}
        />
      </Field>
      <span className={styles.kind}>{t(`shotFields.kinds.${kind}`)}</span>
      {kind === 'choice' && (
        <Field label={t('shotFields.choices')} className={styles.choices ?? ''}>
          <input
            type="text"
            defaultValue={choices.join(', ')}
            onBlur={({ currentTarget }) => change({ choices: currentTarget.value.split(',') })}
          />
        </Field>
      )}
      <IconButton
        label={t('shotFields.removeField', { name })}
        onClick={({ currentTarget }) => {
          const place = currentTarget.closest('[role="dialog"]')?.querySelector<HTMLElement>('[data-autofocus]');
          void edit(() => studio.projects.deleteField({ projectId, fieldId })).then(
            (answer) => answer && place?.focus(),
          );
        }}
      >
        <IconTrash size={16} />
      </IconButton>
    </div>
  );
}

function NewField({ project }: { project: Project }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<CustomFieldKind>('text');
  const [choices, setChoices] = useState('');
  const typed = name.trim();
  const isTaken = typed !== '' && !isFree(typed, project);
  const add = async () => {
    const field = { name: typed, kind, choices: kind === 'choice' ? choices.split(',') : [] };
    if (!(await edit(() => studio.projects.createField({ projectId: project.id, field })))) return;
    setName('');
    setChoices('');
  };
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== '' && !isTaken) void add();
      }}
    >
      <Field label={t('shotFields.newField')} error={isTaken ? t('shotFields.nameTaken') : undefined}>
        <input
          type="text"
          data-autofocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field label={t('shotFields.kind')}>
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as CustomFieldKind)}>
          {customFieldKinds.map((key) => (
            <option key={key} value={key}>
              {t(`shotFields.kinds.${key}`)}
            </option>
          ))}
        </select>
      </Field>
      {kind === 'choice' && (
        <Field label={t('shotFields.choices')} className={styles.choices ?? ''}>
          <input
            type="text"
            value={choices}
            placeholder={t('shotFields.choicesPlaceholder')}
            onChange={(event) => setChoices(event.currentTarget.value)}
          />
        </Field>
      )}
      <Button type="submit" variant="primary" disabled={typed === '' || isTaken}>
        {t('shotFields.addField')}
      </Button>
    </form>
  );
}

function isFree(name: string, { customFieldDefinitions }: Project, ownId?: string): boolean {
  const key = name.toLowerCase();
  return key !== '' && !customFieldDefinitions.some((field) => field.id !== ownId && field.name.toLowerCase() === key);
}
