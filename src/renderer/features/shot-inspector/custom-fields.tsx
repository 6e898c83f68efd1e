/** The fields that a project adds to its shots, and the dialog in which they are made. */
import { Switch } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import type { CustomFieldDefinition, CustomFieldValue } from '#shared/domain/shot-fields.ts';
import { edit } from '#renderer/rpc/edits.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField } from './choice-field.tsx';
import { commonValue } from './common-value.ts';
import { CustomFieldsDialog } from './custom-fields-dialog.tsx';
import { DraftInput } from './draft-input.tsx';
import { saveShots } from './save-shots.ts';
import styles from './shot-inspector.module.css';

export function CustomFields({ project, shots }: { project: Project; shots: readonly StoryboardShot[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {project.customFieldDefinitions.map((field) => (
        <CustomField key={field.id} field={field} shots={shots} />
      ))}
      <div className={styles.row}>
        <Button size="small" variant="quiet" icon={<IconPencil size={14} />} onClick={() => setOpen(true)}>
          {t('shotFields.editFields')}
        </Button>
      </div>
      <CustomFieldsDialog project={project} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function CustomField({ field, shots }: { field: CustomFieldDefinition; shots: readonly StoryboardShot[] }) {
  const { t } = useTranslation();
  const { id, name, kind, choices } = field;
  const common = commonValue(shots, ({ customFields }) => customFields[id] ?? null);
  const patch = (value: CustomFieldValue | null) => ({ customFields: { [id]: value } });
  const save = (value: CustomFieldValue | null) => void edit(() => saveShots(shots, patch(value)));
  if (kind === 'checkbox') {
    return (
      <Switch
        label={common ? name : `${name} · ${t('inspector.mixed')}`}
        checked={common?.value === true}
        onChange={(event) => save(event.currentTarget.checked ? true : null)}
      />
    );
  }
  if (kind === 'choice') {
    const held = common && typeof common.value === 'string' ? common.value : '';
    // A choice that was taken off the list stays where it was made.
    const offered = held === '' || choices.includes(held) ? choices : [...choices, held];
    return (
      <ChoiceField
        label={name}
        chosen={common ? held : null}
        options={[{ key: '', label: t('shotFields.notSaid') }, ...offered.map((key) => ({ key, label: key }))]}
        onChoose={(key) => save(key === '' ? null : key)}
      />
    );
  }
  return (
    <DraftInput
      shots={shots}
      label={name}
      common={common && { value: common.value === null ? '' : String(common.value) }}
      toPatch={(text) => {
        const value = readValue(kind, text);
        return value === undefined ? null : patch(value);
      }}
      invalidText={t('shotFields.numberInvalid')}
      placeholder=""
      inputMode={kind === 'number' ? 'decimal' : 'text'}
    />
  );
}

/** Null for nothing, undefined for what is no number. */
function readValue(kind: 'text' | 'number', text: string): string | number | null | undefined {
  if (text.trim() === '') return null;
  if (kind === 'text') return text;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}
