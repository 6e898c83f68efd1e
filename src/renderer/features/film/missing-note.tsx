import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProjectId, ShotId } from '#shared/domain/ids.ts';
import { startGeneration } from '#renderer/features/generation/index.ts';
import styles from './film.module.css';
import { CommandButton } from '#renderer/ui/command-button.tsx';

/** Says how many shots would be missing from the film, and makes their takes. */
export function MissingNote({ projectId, missing }: { projectId: ProjectId; missing: ShotId[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.missing}>
      <IconAlertTriangle size={16} aria-hidden />
      <p>{t('film.missingCount', { count: missing.length })}</p>
      <CommandButton
        size="small"
        command="storyboard.generateMissing"
        onClick={() => void startGeneration({ projectId, scope: missing })}
      >
        {t('film.generateMissing', { count: missing.length })}
      </CommandButton>
    </div>
  );
}
