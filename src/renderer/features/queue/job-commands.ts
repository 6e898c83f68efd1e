/** What a person can do to jobs. None of these rejects: a notice says what went wrong. */
import type { ConnectionId, JobId, ProjectId, ShotId } from '#shared/domain/ids.ts';
import type { Job } from '#shared/domain/records.ts';
import { studio } from '#renderer/rpc/client.ts';
import { showError, showNotice } from '#renderer/rpc/notices.tsx';
import { translator } from '#renderer/rpc/translator.ts';
import { jobsStore } from '#renderer/rpc/use-jobs.ts';
import { savedState } from '#renderer/rpc/use-saved-state.ts';

/** Shows an answer before the stream brings it. */
function show(jobs: readonly Job[]): void {
  jobsStore.apply({ jobs: [...jobs], queue: jobsStore.queue.get() });
}

export async function cancelJobs(jobIds: JobId[]): Promise<void> {
  await studio.jobs.cancel({ jobIds }).then(({ jobs }) => show(jobs), showError);
}

export async function retryJobs(jobIds: JobId[]): Promise<void> {
  await studio.jobs.retry({ jobIds }).then(({ jobs }) => show(jobs), showError);
}

export async function setQueuePaused(isPaused: boolean): Promise<void> {
  await studio.jobs.setPaused({ isPaused }).then((queue) => jobsStore.queue.set(queue), showError);
}

export async function clearEndedJobs(): Promise<void> {
  try {
    await studio.jobs.clearEnded({});
    jobsStore.replace(await studio.jobs.list({ projectId: null }));
  } catch (thrown) {
    showError(thrown);
  }
}

/** Queues takes and says how many. What is being typed is saved first, so that it is part of them. */
export async function generateTakes(
  projectId: ProjectId,
  scope: 'missing' | 'all' | ShotId[],
  connectionId: ConnectionId | null = null,
): Promise<void> {
  try {
    await savedState.flush();
    const { jobs } = await studio.generation.generate({ projectId, scope, connectionId });
    show(jobs);
    const text =
      jobs.length === 0
        ? translator.t('storyboard.generateNothing')
        : translator.t('storyboard.generateQueued', { count: jobs.length });
    showNotice({ text, id: 'generate' });
  } catch (thrown) {
    showError(thrown);
  }
}
