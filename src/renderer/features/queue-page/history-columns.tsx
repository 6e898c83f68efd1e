import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { jobCostText } from '#renderer/features/job-facts/index.ts';
import { elapsedText, FilmLink, toneOfJob } from '#renderer/features/queue/index.ts';
import { useModelNames } from '#renderer/features/take-review/index.ts';
import { Pill } from '#renderer/ui/pill.tsx';
import { Timecode } from '#renderer/ui/timecode.tsx';
import type { TableColumn } from '#renderer/ui/virtual-table.tsx';
import type { Job } from '#shared/domain/records.ts';
import { errorText } from '#shared/messages/translate.ts';
import styles from './queue-page.module.css';

/** What stands in the history about a job, and before it a way to select it, where there is one. */
export function useHistoryColumns(renderSelect: (job: Job) => ReactNode): Array<TableColumn<Job>> {
  const { t, i18n } = useTranslation();
  const { labelOf, connectionOf } = useModelNames();
  const { language } = i18n;
  const timeFormat = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  return [
    {
      key: 'ended',
      label: t('queuePage.columns.ended'),
      width: '156px',
      render: (job) => (
        <span className={styles.ended}>
          <span className={styles.select}>{renderSelect(job)}</span>
          {timeFormat.format(job.finishedAtMs ?? job.createdAtMs)}
        </span>
      ),
    },
    {
      key: 'what',
      label: t('queuePage.columns.what'),
      width: 'minmax(140px, 1.6fr)',
      render: ({ kind, label }) => (
        <span dir="auto" title={label}>
          <span className={styles.faint}>{t(`queue.kinds.${kind}`)}</span> {label}
        </span>
      ),
    },
    {
      key: 'model',
      label: t('queuePage.columns.model'),
      width: 'minmax(116px, 1fr)',
      render: ({ connectionId, modelId }) =>
        connectionId !== null &&
        modelId !== null && (
          <ModelName
            modelId={modelId}
            label={labelOf({ connectionId, modelId })}
            connection={connectionOf(connectionId)?.label ?? ''}
          />
        ),
    },
    {
      key: 'took',
      label: t('queuePage.columns.took'),
      width: '64px',
      align: 'end',
      render: ({ startedAtMs, finishedAtMs }) =>
        startedAtMs !== null && finishedAtMs !== null && <Timecode>{elapsedText(finishedAtMs - startedAtMs)}</Timecode>,
    },
    {
      key: 'cost',
      label: t('queuePage.columns.cost'),
      width: '96px',
      align: 'end',
      render: (job) => jobCostText(t, language, job),
    },
    {
      key: 'outcome',
      label: t('queuePage.columns.outcome'),
      width: 'minmax(190px, 2fr)',
      render: (job) => <Outcome job={job} />,
    },
  ];
}

/** The connection stands beside its model, unless they are called the same. */
function ModelName({ modelId, label, connection }: { modelId: string; label: string; connection: string }) {
  return (
    <span dir="auto" title={modelId}>
      {label} {connection !== label && <span className={styles.faint}>{connection}</span>}
    </span>
  );
}

function Outcome({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const { state, error, result } = job;
  const why = error && (state === 'failed' || state === 'refused') ? errorText(i18n, error) : null;
  return (
    <span className={styles.outcome} title={why ?? undefined}>
      <Pill tone={toneOfJob(state)}>{t(`queue.state.${state}`)}</Pill>
      {result?.kind === 'take' && t('queuePage.madeTake', { number: result.takeNumber })}
      {result?.kind === 'film' && result.fileName}
      {why && <span className={styles.why}>{why}</span>}
      <FilmLink job={job} />
    </span>
  );
}
