import { NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormatFields } from '#renderer/features/home/index.ts';
import type { Project } from '#shared/domain/records.ts';
import { ruleFields } from './import-rule.ts';
import { type ImportSettings, initialSettings } from './import-settings.ts';
import styles from './import-settings-fields.module.css';

export type ImportSettingsFieldsProps = {
  settings: ImportSettings;
  /** What the script calls itself; stands in the title field until a person types. */
  scriptTitle: string;
  /** The project that is open; null without one. */
  project: Project | null;
  onChange: (settings: ImportSettings) => void;
};

/** Everything that decides what a script becomes. A change shows in the preview at once. */
export function ImportSettingsFields({ settings, scriptTitle, project, onChange }: ImportSettingsFieldsProps) {
  const { t } = useTranslation();
  const isInto = settings.projectId !== null;
  return (
    <div className={styles.fields}>
      {project && (
        <Select
          label={t('scriptImport.target')}
          data={[
            { value: 'here', label: t('scriptImport.targetHere', { title: project.title || t('app.untitled') }) },
            { value: 'new', label: t('scriptImport.targetNew') },
          ]}
          value={isInto ? 'here' : 'new'}
          onChange={(value) => {
            const base = initialSettings(project);
            // A project keeps its own size and rate.
            onChange({ ...settings, format: base.format, projectId: value === 'here' ? project.id : null });
          }}
        />
      )}
      {!isInto && (
        <>
          <TextInput
            label={t('scriptImport.fieldTitle')}
            dir="auto"
            maxLength={500}
            value={settings.title ?? scriptTitle}
            onChange={(event) => onChange({ ...settings, title: event.currentTarget.value })}
          />
          <FormatFields format={settings.format} onChange={(format) => onChange({ ...settings, format })} />
        </>
      )}
      {ruleFields.map(({ key, label, min, max, step }) => (
        <NumberInput
          key={key}
          label={t(label)}
          min={min}
          max={max}
          step={step}
          clampBehavior="blur"
          decimalScale={step < 1 ? 1 : 0}
          value={settings.rule[key]}
          onChange={(value) => {
            if (typeof value === 'number') onChange({ ...settings, rule: { ...settings.rule, [key]: value } });
          }}
        />
      ))}
    </div>
  );
}
