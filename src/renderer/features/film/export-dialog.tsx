/** Plans an export, starts it and follows it to its end. Closing the dialog lets it go on in the queue. */
import { IconDownload, IconFolderOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { filmUrl } from '#shared/contract/media-urls.ts';
import { frameSizeLabel } from '#shared/domain/frame-size.ts';
import type { JobId, ProjectId } from '#shared/domain/ids.ts';
import { isEnded } from '#shared/domain/job-state.ts';
import type { Job, SubtitleMode } from '#shared/domain/records.ts';
import { frameRateLabel, toTimecode } from '#shared/domain/time.ts';
import { errorText } from '#shared/messages/translate.ts';
import { cancelJobs, elapsedText, sizeText, useFollowedJob } from '#renderer/features/queue/index.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { isDesktop, studio, studioQuery } from '#renderer/rpc/client.ts';
import { showError } from '#renderer/rpc/notices.tsx';
import { useErrorText } from '#renderer/rpc/use-error-text.ts';
import { jobsStore, useJob, useJobs } from '#renderer/rpc/use-jobs.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { commandAttributes } from '#renderer/ui/command-attributes.ts';
import { useControlCommand } from '#renderer/ui/commands.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { timeLeftMs } from './export-view.ts';
import styles from './film.module.css';
import { MissingNote } from './missing-note.tsx';

export type ExportDialogProps = { projectId: ProjectId; isOpen: boolean; onClose: () => void };

export function ExportDialog(props: ExportDialogProps) {
  return props.isOpen ? <OpenExportDialog {...props} /> : null;
}

function OpenExportDialog({ projectId, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [subtitles, setSubtitles] = useState<SubtitleMode>('track');
  const [startedId, setStartedId] = useState<JobId | null>(null);
  const [isStarting, setStarting] = useState(false);
  const running = useRunningExport(projectId);
  const job = useJob(startedId ?? running?.id ?? null);

  const start = async () => {
    setStarting(true);
    try {
      await savedState.flush();
      const answer = await studio.exports.start({ projectId, subtitles });
      if (!answer.job) return;
      jobsStore.apply({ jobs: [answer.job], queue: jobsStore.queue.get() });
      setStartedId(answer.job.id);
    } catch (thrown) {
      showError(thrown);
    } finally {
      setStarting(false);
    }
  };
  if (job) return <ExportProgress job={job} onClose={onClose} onAgain={() => setStartedId(null)} />;
  return (
    <ExportPlanning
      projectId={projectId}
      subtitles={subtitles}
      onSubtitles={setSubtitles}
      isStarting={isStarting}
      onStart={() => void start()}
      onClose={onClose}
      title={t('film.exportTitle')}
    />
  );
}

/** An export of the project that has not ended: opening the dialog again shows it. */
function useRunningExport(projectId: ProjectId): Job | null {
  const jobs = useJobs();
  return jobs.find((job) => job.kind === 'film.export' && job.projectId === projectId && !isEnded(job.state)) ?? null;
}

type ExportPlanningProps = {
  projectId: ProjectId;
  subtitles: SubtitleMode;
  onSubtitles: (mode: SubtitleMode) => void;
  isStarting: boolean;
  onStart: () => void;
  onClose: () => void;
  title: string;
};

function ExportPlanning({
  projectId,
  subtitles,
  onSubtitles,
  isStarting,
  onStart,
  onClose,
  title,
}: ExportPlanningProps) {
  const { t } = useTranslation();
  const toText = useErrorText();
  const { data: storyboard } = useQuery(studioQuery.storyboard.get.queryOptions({ input: { projectId } }));
  const { data: plan, error } = useQuery({
    ...studioQuery.exports.plan.queryOptions({ input: { projectId, subtitles } }),
    // The words and takes may have changed since the dialog was last open.
    staleTime: 0,
  });
  const project = storyboard?.project;
  const canStart = plan !== undefined && plan.clipCount > 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      closeLabel={t('app.close')}
      isBusy={isStarting}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" data-autofocus disabled={!canStart} isBusy={isStarting} onClick={onStart}>
            {t('film.start')}
          </Button>
        </>
      }
    >
      <div className={styles.export}>
        {error && (
          <p className={styles.bad} role="alert">
            {toText(error)}
          </p>
        )}
        {!plan && !error && (
          <div role="status" aria-label={t('film.planning')}>
            <Skeleton height={44} />
          </div>
        )}
        {plan && project && (
          <>
            <p className={styles.planFacts}>
              {t('film.facts', {
                clips: t('film.clipCount', { count: plan.clipCount }),
                duration: toTimecode(plan.durationFrames, project.frameRate),
                size: frameSizeLabel(project.frameSize),
                rate: frameRateLabel(project.frameRate),
              })}
            </p>
            {plan.soundCount > 0 && <p className={styles.fine}>{t('film.sounds', { count: plan.soundCount })}</p>}
            {plan.clipCount === 0 && <p>{t('film.nothing')}</p>}
            {plan.missingShotIds.length > 0 && <MissingNote projectId={projectId} missing={plan.missingShotIds} />}
            {plan.clipCount > 0 && plan.leftOutSoundCount > 0 && (
              <p className={styles.fine}>{t('film.soundsLeftOut', { count: plan.leftOutSoundCount })}</p>
            )}
          </>
        )}
        <SubtitleChoice value={subtitles} onChange={onSubtitles} burntInCount={plan?.burntInCount ?? 0} />
        {plan && plan.clipCount > 0 && (
          <div className={styles.mode} role="status">
            {plan.mode === 'copied' ? t('film.copied') : t('film.reencoded')}
            {plan.mode === 're-encoded' && (
              <ul>
                {plan.reasons.map((reason) => (
                  <li key={reason}>{t(`film.reasons.${reason}`)}</li>
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

type SubtitleChoiceProps = {
  value: SubtitleMode;
  onChange: (mode: SubtitleMode) => void;
  /** Clips whose words are part of the picture. */
  burntInCount: number;
};

function SubtitleChoice({ value, onChange, burntInCount }: SubtitleChoiceProps) {
  const { t } = useTranslation();
  const choices = [
    ['track', t('film.subtitlesTrack')],
    ['burnt-in', t('film.subtitlesBurntIn')],
    ['none', t('film.subtitlesNone')],
  ] as const;
  return (
    <fieldset className={styles.choices}>
      <legend>{t('film.subtitles')}</legend>
      {choices.map(([mode, label]) => (
        <label key={mode}>
          <input type="radio" name="subtitles" checked={value === mode} onChange={() => onChange(mode)} />
          {label}
        </label>
      ))}
      <p className={styles.calm} role="status">
        {value === 'none' && burntInCount > 0 && t('film.burntInStays', { count: burntInCount })}
      </p>
    </fieldset>
  );
}

type ExportProgressProps = { job: Job; onClose: () => void; onAgain: () => void };

function ExportProgress({ job, onClose, onAgain }: ExportProgressProps) {
  const { t, i18n } = useTranslation();
  useFollowedJob(job.id);
  const isRunning = !isEnded(job.state);
  const percent = Math.floor((job.progress ?? 0) * 100);
  const words = job.state === 'waiting' ? t('film.exportWaiting') : t('film.exporting', { percent });
  const left = timeLeftMs(job, useNow(isRunning ? 1000 : null));
  const film = job.state === 'done' && job.result?.kind === 'film' ? job.result : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('film.exportTitle')}
      closeLabel={t('app.close')}
      actions={
        isRunning ? (
          <>
            <CommandButton command="project.cancelExport" onClick={() => void cancelJobs([job.id])}>
              {t('film.exportCancel')}
            </CommandButton>
            <Button onClick={onClose}>{t('app.close')}</Button>
          </>
        ) : (
          <>
            <CommandButton command="project.exportAgain" onClick={onAgain}>
              {t('film.exportAgain')}
            </CommandButton>
            {film && <FilmButton job={job} fileName={film.fileName} />}
          </>
        )
      }
    >
      <div className={styles.export}>
        {isRunning && (
          <>
            <p>
              {words}
              {left !== null && <span className={styles.calm}> {t('film.timeLeft', { time: elapsedText(left) })}</span>}
            </p>
            <ProgressBar progress={job.state === 'waiting' ? null : job.progress} label={words} />
          </>
        )}
        <Outcome>
          {film && t('film.exportDone')}
          {job.state === 'cancelled' && t('film.exportCancelled')}
          {job.state !== 'cancelled' && job.error && <span className={styles.bad}>{errorText(i18n, job.error)}</span>}
        </Outcome>
        {film && (
          <p className={styles.calm} dir="auto">
            {t('film.doneFacts', { fileName: film.fileName, size: sizeText(film.sizeBytes), frames: film.frameCount })}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Told to screen readers when it comes. */
function Outcome({ children }: { children: ReactNode }) {
  return <div role="status">{children}</div>;
}

function FilmButton({ job, fileName }: { job: Job; fileName: string }) {
  const { t } = useTranslation();
  const download = useControlCommand<HTMLAnchorElement>('project.showFilm', isDesktop);
  if (isDesktop) {
    return (
      <CommandButton
        variant="primary"
        command="project.showFilm"
        icon={<IconFolderOpen size={17} />}
        onClick={() => void studio.exports.reveal({ jobId: job.id }).catch(showError)}
      >
        {t('film.reveal')}
      </CommandButton>
    );
  }
  return (
    <a
      ref={download}
      className={styles.downloadButton}
      {...commandAttributes('project.showFilm')}
      href={filmUrl(job.id)}
      download={fileName}
    >
      <IconDownload size={17} aria-hidden /> {t('film.download')}
    </a>
  );
}
