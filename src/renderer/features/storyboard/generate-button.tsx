/** The main action of the storyboard, with what it will do and cost. */
import { IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShotId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Storyboard, StoryboardShot } from '#shared/domain/records.ts';
import { generateTakes } from '#renderer/features/queue/index.ts';
import { studioQuery } from '#renderer/rpc/client.ts';
import { jobsStore, useJobs, useJobsOfShot } from '#renderer/rpc/use-jobs.ts';
import { Button } from '#renderer/ui/button.tsx';
import { shotsWithoutTake } from './missing-takes.ts';
import styles from './storyboard.module.css';

export type GenerateButtonProps = { storyboard: Storyboard; selectedIds: readonly ShotId[] };

/** With several shots selected it makes a new take of each; else the takes that are missing in the whole film. */
export function GenerateButton({ storyboard: { project, shots }, selectedIds }: GenerateButtonProps) {
  const { t } = useTranslation();
  useJobs();
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  const [isBusy, setBusy] = useState(false);
  const isSelection = selectedIds.length > 1;
  const count = isSelection ? selectedIds.length : shotsWithoutTake(shots, jobsStore.ofShot).length;
  const missing = info?.ffmpeg.kind === 'missing' ? info.ffmpeg : null;
  const reason = missing
    ? t('storyboard.generateNoFfmpeg', { command: missing.command })
    : count === 0
      ? t('storyboard.generateNothing')
      : t('storyboard.generatePlan', { count });
  const start = async () => {
    setBusy(true);
    await generateTakes(project.id, isSelection ? [...selectedIds] : 'missing');
    setBusy(false);
  };
  return (
    <div className={styles.generate}>
      <span id="generate-reason" title={reason} className={missing ? styles.trouble : styles.plan}>
        {reason}
      </span>
      <Button
        variant="primary"
        icon={<IconSparkles size={16} />}
        disabled={missing !== null || count === 0}
        isBusy={isBusy}
        aria-describedby="generate-reason"
        onClick={() => void start()}
      >
        {isSelection ? t('storyboard.generateSelected', { count }) : t('storyboard.generateAll')}
      </Button>
    </div>
  );
}

/** At the foot of the inspector: one more take of the shot that is open. */
export function GenerateShotButton({ shot }: { shot: StoryboardShot }) {
  const { t } = useTranslation();
  const { data: info } = useQuery(studioQuery.studio.info.queryOptions({ input: {} }));
  const hasJob = useJobsOfShot(shot.id).some(({ state }) => !isEnded(state));
  return (
    <div className={styles.generateShot}>
      <Button
        icon={<IconSparkles size={16} />}
        aside={hasJob ? t('storyboard.status.waiting') : t('storyboard.generateFree')}
        disabled={hasJob || info?.ffmpeg.kind === 'missing'}
        onClick={() => void generateTakes(shot.projectId, [shot.id])}
      >
        {t('storyboard.generateShots', { count: 1 })}
      </Button>
    </div>
  );
}
