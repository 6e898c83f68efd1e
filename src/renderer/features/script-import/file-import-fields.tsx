import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormatFields, type ProjectFormat } from '#renderer/features/home/index.ts';
import type { ImportPreview } from '#shared/contract/import-answers.ts';
import type { CuePlacement, FilledDialogue } from '#shared/domain/import-plan.ts';
import type { Project } from '#shared/domain/records.ts';
import { type DurationUnit, durationUnits } from '#shared/domain/table-fields.ts';
import { type FileImportSettings, withProject } from './file-import-settings.ts';
import styles from './import-settings-fields.module.css';

export type FileImportFieldsProps = {
  settings: FileImportSettings;
  /** Undefined until the file is read. */
  preview: ImportPreview | undefined;
  /** The format that holds: chosen, or the file's own. */
  format: ProjectFormat;
  /** The project that is open; null without one. */
  project: Project | null;
  onChange: (settings: FileImportSettings) => void;
};

/** Where an import goes, and how its file is read. A change shows in the preview at once. */
export function FileImportFields({ settings, preview, format, project, onChange }: FileImportFieldsProps) {
  const { t } = useTranslation();
  const isInto = settings.projectId !== null;
  const change = (patch: Partial<FileImportSettings>) => onChange({ ...settings, ...patch });
  return (
    <div className={styles.fields}>
      {project && (
        <Select
          label={t('scriptImport.target')}
          data={[
            { value: 'here', label: t('imports.targetHere', { title: project.title || t('app.untitled') }) },
            { value: 'new', label: t('scriptImport.targetNew') },
          ]}
          value={isInto ? 'here' : 'new'}
          allowDeselect={false}
          onChange={(value) => onChange(withProject(settings, value === 'here' ? project.id : null))}
        />
      )}
      {!isInto && (
        <>
          <TextInput
            label={t('scriptImport.fieldTitle')}
            dir="auto"
            maxLength={500}
            value={settings.title ?? preview?.title ?? ''}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <FormatFields format={format} onChange={(chosen) => change({ format: chosen })} />
        </>
      )}
      {preview?.details.kind === 'subtitles' && (
        <SubtitleFields details={preview.details} isInto={isInto} settings={settings} change={change} />
      )}
      {preview?.details.kind === 'table' && (preview.details.rest !== null || settings.firstRow !== null) && (
        <NumberInput
          label={t('imports.firstRow')}
          min={1}
          allowDecimal={false}
          clampBehavior="blur"
          value={settings.firstRow ?? 1}
          onChange={(value) => change({ firstRow: typeof value === 'number' && value > 1 ? Math.floor(value) : null })}
        />
      )}
      {preview?.details.kind === 'table' && preview.details.columns.some(({ field }) => field === 'duration') && (
        <Select
          label={t('imports.durationUnit')}
          data={durationUnits.map((unit) => ({ value: unit, label: t(`imports.unit.${unit}`) }))}
          value={preview.details.durationUnit}
          allowDeselect={false}
          onChange={(value) => change({ durationUnit: value as DurationUnit })}
        />
      )}
    </div>
  );
}

type SubtitleFieldsProps = {
  details: Extract<ImportPreview['details'], { kind: 'subtitles' }>;
  isInto: boolean;
  settings: FileImportSettings;
  change: (patch: Partial<FileImportSettings>) => void;
};

function SubtitleFields({ details, isInto, settings, change }: SubtitleFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {isInto && (
        <Select
          label={t('imports.placement')}
          data={[
            { value: 'onto-shots', label: t('imports.placements.onto-shots') },
            { value: 'new-shots', label: t('imports.placements.new-shots') },
          ]}
          value={settings.placement}
          allowDeselect={false}
          onChange={(value) => change({ placement: value as CuePlacement })}
        />
      )}
      {isInto && settings.placement === 'onto-shots' && (
        <Select
          label={t('imports.filled')}
          data={[
            { value: 'append', label: t('imports.filledHow.append') },
            { value: 'keep', label: t('imports.filledHow.keep') },
          ]}
          value={settings.filled}
          allowDeselect={false}
          onChange={(value) => change({ filled: value as FilledDialogue })}
        />
      )}
      {details.hasNames && (
        <Checkbox
          size="xs"
          label={t('imports.hasSpeakers')}
          checked={settings.hasSpeakers}
          onChange={(event) => change({ hasSpeakers: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
