/** Stops a job at a ComfyUI server, and never another one: what stops "whatever is running" is not used. */
import { AppError } from '#shared/errors/app-error.ts';
import { troubleOfStatus } from '../outcome.ts';
import { ask, type ComfyJob, findJob, type JobCall } from './comfyui-jobs.ts';
import { isRecord } from '#shared/domain/comfy-workflow/comfy-graph.ts';

type CancelOutcome = 'cancelled' | 'requested' | 'too-late' | 'unknown';

/** @throws {AppError} with retry `later` when the server did not say, or did not stop it */
export async function cancelJob(call: JobCall, id: string): Promise<CancelOutcome> {
  const answer = await ask(call, {
    method: 'POST',
    url: `/api/jobs/${encodeURIComponent(id)}/cancel`,
    body: { kind: 'json', value: {} },
  });
  const body = answer.json();
  if (answer.status === 200 && isRecord(body) && typeof body.cancelled === 'boolean') {
    const { job } = await findJob(call, id);
    return body.cancelled ? afterStop(job) : withoutStop(job);
  }
  // A path without a route is answered with 404, or with 405 where files are served below it.
  if (answer.status === 404 || answer.status === 405) return cancelOldJob(call, id);
  throw troubleOfStatus(answer, '');
}

/**
 * A waiting job is taken out of the queue. A running one is interrupted by its id, and only while the queue says that it
 * is the one that runs: a server that is older still does not look at the id.
 */
async function cancelOldJob(call: JobCall, id: string): Promise<CancelOutcome> {
  let { job } = await findJob(call, id);
  if (job.kind === 'waiting') {
    await post(call, '/queue', { delete: [id] });
    ({ job } = await findJob(call, id));
    if (job.kind !== 'running') return afterStop(job);
  }
  if (job.kind !== 'running') return withoutStop(job);
  await post(call, '/interrupt', { prompt_id: id });
  return afterStop((await findJob(call, id)).job);
}

/** A job that was taken out of the queue leaves nothing behind; one that was interrupted ends at its next step. */
function afterStop(job: ComfyJob): CancelOutcome {
  switch (job.kind) {
    case 'unknown':
    case 'cancelled':
      return 'cancelled';
    case 'completed':
    case 'failed':
      return 'too-late';
    default:
      return 'requested';
  }
}

function withoutStop(job: ComfyJob): CancelOutcome {
  if (job.kind === 'unknown') return 'unknown';
  if (job.kind !== 'waiting' && job.kind !== 'running') return 'too-late';
  throw new AppError('PROVIDER_ERROR', 'the server did not stop the job', {
    params: { status: 200, detail: '' },
    retry: 'later',
  });
}

/** @throws {AppError} */
async function post(call: JobCall, url: string, value: unknown): Promise<void> {
  const answer = await ask(call, { method: 'POST', url, body: { kind: 'json', value } });
  if (answer.status !== 200) throw troubleOfStatus(answer, '');
}
