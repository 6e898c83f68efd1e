import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '#shared/contract/import-answers.ts';
import type { Project } from '#shared/domain/records.ts';
import type { FrameRate } from '#shared/domain/time.ts';
import { CueList } from './cue-list.tsx';
import styles from './file-import.module.css';
import { type FileImportSettings, withField } from './file-import-settings.ts';
import { PlannedList } from './planned-list.tsx';
import paneStyles from './script-preview-panes.module.css';
import { TableColumns } from './table-columns.tsx';

export type FileImportPanesProps = {
  preview: ImportPreview;
  frameRate: FrameRate;
  settings: FileImportSettings;
  /** The project that is open; null without one. */
  project: Project | null;
  onChange: (settings: FileImportSettings) => void;
};

/** What stands in the file beside what it becomes. */
export function FileImportPanes({ preview, frameRate, settings, project, onChange }: FileImportPanesProps) {
  const { t } = useTranslation();
  const { details } = preview;
  if (details.kind === 'subtitles' && details.cues) {
    return (
      <div className={styles.single}>
        <CueList cues={details.cues} cueCount={details.cueCount} />
      </div>
    );
  }
  if (details.kind !== 'table') {
    return (
      <div className={styles.single}>
        {details.kind === 'storyboarder' && (
          <p className={styles.media}>
            {t('imports.media', {
              pictures: t('imports.pictures', { count: details.pictureCount }),
              sounds: t('imports.sounds', { count: details.soundCount }),
            })}
          </p>
        )}
        <PlannedList preview={preview} frameRate={frameRate} />
      </div>
    );
  }
  const fields = details.columns.map(({ field }) => field);
  return (
    <div className={paneStyles.panes}>
      <TableColumns
        columns={details.columns}
        hasHead={details.hasHead}
        ownFields={settings.projectId === project?.id ? (project?.customFieldDefinitions ?? []) : []}
        // A head tells fields; without one they stay as they are.
        onHead={(hasHead) => onChange({ ...settings, hasHead, fields: settings.fields ?? (hasHead ? null : fields) })}
        onField={(index, field) => onChange({ ...settings, fields: withField(fields, index, field) })}
      />
      <PlannedList preview={preview} frameRate={frameRate} />
    </div>
  );
}
