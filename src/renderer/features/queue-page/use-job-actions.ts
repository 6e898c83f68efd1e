/** What a person does to the jobs of the list: one place for keys, menus and buttons. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placeByStep } from '#renderer/features/job-facts/index.ts';
import { cancelJobs, changePriority, moveJobs, scheduleJobs } from '#renderer/features/queue/index.ts';
import type { JobId } from '#shared/domain/ids.ts';
import { isActive } from '#shared/domain/job-state.ts';
import type { Job } from '#shared/domain/records.ts';
import { nextNight } from './job-times.ts';
import { lineOf, type QueueRow, selectableJobs } from './queue-rows.ts';

export type JobActionsOptions = {
  rows: readonly QueueRow[];
  selectedIds: ReadonlySet<JobId>;
  /** Says something to screen readers. */
  announce: (text: string) => void;
};

export type JobActions = ReturnType<typeof useJobActions>;

export function useJobActions({ rows, selectedIds, announce }: JobActionsOptions) {
  const { t } = useTranslation();
  const [scheduledJobs, setScheduledJobs] = useState<readonly Job[] | null>(null);
  const selected = selectableJobs(rows).filter(({ id }) => selectedIds.has(id));
  const waitingOf = (jobs: readonly Job[]) => jobs.filter(({ state }) => state === 'waiting');
  const idsOf = (jobs: readonly Job[]) => jobs.map(({ id }) => id);
  const laneOfJob = (jobId: JobId) =>
    rows.find((row) => row.kind === 'job' && row.key === jobId && row.place !== null) as
      | Extract<QueueRow, { kind: 'job' }>
      | undefined;

  /** Those of the jobs that wait in the same lane as this one, in their order. */
  const movable = (jobId: JobId): { line: Job[]; moved: Job[]; lane: string } | null => {
    const lane = laneOfJob(jobId)?.lane;
    if (lane === undefined) return null;
    const line = lineOf(rows, lane);
    const isWith = selectedIds.has(jobId) ? (id: JobId) => selectedIds.has(id) : (id: JobId) => id === jobId;
    return { line, lane, moved: line.filter(({ id }) => isWith(id)) };
  };

  const move = (jobs: readonly Job[], beforeJobId: JobId | null, line: readonly Job[]) => {
    const [first] = jobs;
    if (!first) return;
    const ids = new Set(idsOf(jobs));
    const others = line.filter(({ id }) => !ids.has(id));
    const index = others.findIndex(({ id }) => id === beforeJobId);
    const place = (index < 0 ? others.length : index) + 1;
    announce(t('queuePage.moved', { label: first.label, place }));
    void moveJobs(jobs, beforeJobId);
  };

  return {
    selected,
    scheduledJobs,
    /** The jobs that a command on this one is about: all selected ones if it is among them. */
    with: (job: Job): readonly Job[] => (selectedIds.has(job.id) ? selected : [job]),
    movedWith: (jobId: JobId): ReadonlySet<JobId> => new Set(idsOf(movable(jobId)?.moved ?? [])),
    laneOf: (jobId: JobId): string | null => laneOfJob(jobId)?.lane ?? null,
    moveTo(jobId: JobId, beforeJobId: JobId | null) {
      const found = movable(jobId);
      if (found) move(found.moved, beforeJobId, found.line);
    },
    moveByStep(jobId: JobId, step: 1 | -1) {
      const found = movable(jobId);
      const place = found && placeByStep(idsOf(found.line), new Set(idsOf(found.moved)), step);
      if (found && place) move(found.moved, place.beforeJobId, found.line);
    },
    moveToEdge(jobId: JobId, edge: 'first' | 'last') {
      const found = movable(jobId);
      if (!found) return;
      const ids = new Set(idsOf(found.moved));
      const before = edge === 'first' ? found.line.find(({ id }) => !ids.has(id)) : undefined;
      move(found.moved, before?.id ?? null, found.line);
    },
    changePriority: (jobs: readonly Job[], step: 1 | -1) => void changePriority(waitingOf(jobs), step),
    schedule(jobs: readonly Job[], notBeforeMs: number | null) {
      const ids = idsOf(waitingOf(jobs));
      if (ids.length > 0) void scheduleJobs(ids, notBeforeMs);
    },
    scheduleTonight(jobs: readonly Job[]) {
      const ids = idsOf(waitingOf(jobs));
      if (ids.length > 0) void scheduleJobs(ids, nextNight(Date.now()).atMs);
    },
    /** Opens the dialog in which a time is chosen. */
    pickTime: (jobs: readonly Job[]) => setScheduledJobs(waitingOf(jobs)),
    closeSchedule: () => setScheduledJobs(null),
    cancel(jobs: readonly Job[]) {
      const ids = idsOf(jobs.filter(({ state }) => state === 'waiting' || (isActive(state) && state !== 'processing')));
      if (ids.length > 0) void cancelJobs(ids);
    },
  };
}
