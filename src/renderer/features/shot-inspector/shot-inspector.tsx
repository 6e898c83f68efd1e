/** Everything about the selected shots that can be written, set or dropped. */
import { IconPointer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project, StoryboardShot } from '#shared/domain/records.ts';
import { ImprovePromptButton } from '#renderer/features/assist/index.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { CameraField } from './camera-field.tsx';
import { CustomFields } from './custom-fields.tsx';
import { DraftField } from './draft-field.tsx';
import { DurationField } from './duration-field.tsx';
import type { ShotBefore } from './generation-fields.tsx';
import { GenerationSection } from './generation-section.tsx';
import { BoardField, VoiceField } from './media-fields.tsx';
import { LookFields, SortFields } from './structure-fields.tsx';
import styles from './shot-inspector.module.css';

export type ShotInspectorProps = {
  project: Project;
  /** In the order of the film. */
  shots: readonly StoryboardShot[];
  /** Number of the shot, where there is one. */
  number: string;
  /** The shot before the first of them. */
  before: ShotBefore;
  /** Stands under the heading when one shot is selected: its latest job's trouble, its takes. */
  children?: ReactNode;
};

export function ShotInspector({ project, shots, number, before, children }: ShotInspectorProps) {
  const { t } = useTranslation();
  const [only] = shots;
  if (!only) {
    return (
      <EmptyState icon={<IconPointer size={28} />} title={t('inspector.emptyTitle')}>
        {t('inspector.emptyText')}
      </EmptyState>
    );
  }
  const isOne = shots.length === 1;
  return (
    // The key ends the stay in every field when the selection changes: what was typed is sent to the shots it was meant for.
    <div className={styles.form} key={shots.map(({ id }) => id).join(' ')}>
      <h2 className={styles.heading}>
        {isOne ? t('inspector.shot', { number }) : t('inspector.shots', { count: shots.length })}
      </h2>
      {isOne && children}
      <DraftField
        shots={shots}
        field="title"
        label={t('inspector.title')}
        placeholder={t('inspector.titlePlaceholder')}
        lines={1}
      />
      <DraftField
        shots={shots}
        field="prompt"
        label={t('inspector.prompt')}
        placeholder={t('inspector.promptPlaceholder')}
        lines={3}
      />
      {isOne && (
        <div className={styles.action}>
          <ImprovePromptButton shot={only} />
        </div>
      )}
      <DraftField
        shots={shots}
        field="action"
        label={t('shotFields.action')}
        placeholder={t('shotFields.actionPlaceholder')}
        lines={2}
      />
      <LookFields shots={shots} />
      <DurationField shots={shots} frameRate={project.frameRate} />
      <CameraField shots={shots} frameSize={project.frameSize} frameRate={project.frameRate} />
      {isOne && <BoardField shot={only} number={number} />}
      <DraftField
        shots={shots}
        field="dialogue"
        label={t('inspector.dialogue')}
        placeholder={t('inspector.dialoguePlaceholder')}
        lines={2}
      />
      {isOne && <VoiceField shot={only} number={number} />}
      <DraftField
        shots={shots}
        field="notes"
        label={t('inspector.notes')}
        placeholder={t('inspector.notesPlaceholder')}
        lines={2}
      />
      <SortFields shots={shots} />
      <CustomFields project={project} shots={shots} />
      <GenerationSection project={project} shots={shots} number={number} before={before} />
    </div>
  );
}
