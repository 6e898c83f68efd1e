/**
 * Clips from the workflows of a ComfyUI server.
 *
 * The id of a job follows from its attempt, so work whose answer was lost is found again exactly. A server's memory ends
 * with its process: a job that it does not know any more is lost, also where its file may still lie there, as no route
 * that is documented lists the results. Nor does one delete files: what was uploaded and what was made stay on the
 * server's disk until its owner removes them.
 *
 * Work that the server does not know may be sent again by itself where nothing is paid for it, or where the server's
 * memory proves that it never arrived: docs/decisions/0013-when-a-server-forgets.md
 */
import { missingSources } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import { AppError, hasCode } from '#shared/errors/app-error.ts';
import { providerError, troubleOf, troubleOfStatus } from '../outcome.ts';
import type { ProviderContext } from '../provider.ts';
import type { JobHandle, Output, PollOutcome, VideoProvider, VideoRequest } from '../video-provider.ts';
import { cancelJob } from './comfyui-cancel.ts';
import { promptIdOf } from './comfyui-ids.ts';
import {
  ask,
  type ComfyJob,
  countAhead,
  findJob,
  type JobCall,
  type JobSource,
  listOldEntries,
} from './comfyui-jobs.ts';
import { remembersSince } from './comfyui-memory.ts';
import { modelOf, type ReadyWorkflow, readyWorkflow } from './comfyui-model.ts';
import { outputsOf } from './comfyui-outputs.ts';
import { isFreeThere } from './comfyui-price.ts';
import { previewSubmit, seedFor, submitWorkflow } from './comfyui-submit.ts';
import { validateRequest } from './comfyui-validate.ts';

/** Of a server in one's own network. */
const pollAfterMs = 2000;

export function createComfyUiVideo(context: ProviderContext): VideoProvider {
  const { clock, connection, http, random } = context;
  let isClosed = false;

  function assertOpen(signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (isClosed) throw new AppError('CANCELLED', 'the connection is closed');
  }

  function find(modelId: string): ReadyWorkflow | null {
    const workflow = connection.workflows.find(({ name }) => name === modelId);
    return workflow ? readyWorkflow(workflow) : null;
  }

  /** @throws {AppError} MODEL_NOT_FOUND */
  function workflowOf({ modelId }: Pick<VideoRequest, 'modelId'>): ReadyWorkflow {
    const workflow = find(modelId);
    if (workflow) return workflow;
    throw new AppError('MODEL_NOT_FOUND', 'no such workflow, or it is damaged', {
      params: { model: modelId },
      retry: 'after-user-action',
    });
  }

  const callOf = (
    purpose: JobCall['purpose'],
    handle: Pick<JobHandle, 'attemptId'>,
    signal?: AbortSignal,
  ): JobCall => ({
    http,
    purpose,
    attemptId: handle.attemptId,
    signal,
  });

  const bindingsOf = ({ modelId }: JobHandle) => find(modelId)?.bindings ?? [];

  async function toPollOutcome(call: JobCall, handle: JobHandle, job: ComfyJob): Promise<PollOutcome> {
    const nextPollMs = Math.round(pollAfterMs * (0.75 + random() / 2));
    switch (job.kind) {
      case 'waiting': {
        const ahead = job.ahead ?? (await aheadOrNull(call, handle.id));
        const place = ahead === null ? {} : { queuePosition: ahead };
        return { kind: 'pending', progress: null, pollAfterMs: nextPollMs, ...place };
      }
      case 'running':
        return { kind: 'pending', progress: null, pollAfterMs: nextPollMs };
      case 'completed':
        return toSuccess(handle, job, outputsOf(job.outputs, bindingsOf(handle)));
      case 'failed':
        return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail: job.detail }) };
      case 'cancelled':
        return { kind: 'cancelled' };
      default:
        return { ...lost, retry: (await isFree(call, handle)) ? 'same-request' : 'never' };
    }
  }

  /** What the server does not know, it does not work on either: sent again, it costs nothing twice. */
  async function isFree(call: JobCall, { modelId }: { modelId: string }): Promise<boolean> {
    const workflow = find(modelId);
    return workflow !== null && isFreeThere(call, workflow.graph);
  }

  /** @throws {AppError} RESULT_GONE when the job has no such file, or is not known any more */
  async function urlOf(handle: JobHandle, { index, url }: Output, signal: AbortSignal | undefined): Promise<string> {
    if (url !== undefined) return url;
    const { job } = await findJob(callOf('poll', handle, signal), handle.id);
    const outputs = job.kind === 'completed' ? outputsOf(job.outputs, bindingsOf(handle)) : [];
    const found = outputs[index]?.url;
    if (found !== undefined) return found;
    throw new AppError('RESULT_GONE', 'the server names no such file', { retry: 'after-user-action' });
  }

  return {
    kind: 'comfyui',
    guarantee: 'at-most-once',
    async models() {
      return workflowModels(context);
    },
    validate: (request) => validateRequest(find(request.modelId), request),
    async preview(request, options) {
      return previewSubmit(context, workflowOf(request), request, options);
    },
    async submit(request, options) {
      assertOpen(options.signal);
      return submitWorkflow(context, workflowOf(request), request, options);
    },
    async poll(handle, signal) {
      assertOpen(signal);
      const call = callOf('poll', handle, signal);
      const { job } = await findJob(call, handle.id);
      return toPollOutcome(call, handle, job);
    },
    async download(handle, output, { path, signal }) {
      assertOpen(signal);
      const url = await urlOf(handle, output, signal);
      try {
        return await http.download(
          { purpose: 'download', method: 'GET', url, body: { kind: 'none' }, auth: 'key' },
          { path, signal, expect: 'video', attemptId: handle.attemptId },
        );
      } catch (thrown) {
        signal?.throwIfAborted();
        throw troubleOf(thrown);
      }
    },
    async cancel(handle, signal) {
      assertOpen(signal);
      return cancelJob(callOf('cancel', handle, signal), handle.id);
    },
    async remove(handle) {
      assertOpen();
      const call = callOf('remove', handle);
      // No route deletes a file that was uploaded.
      for (const remoteId of http.listUploads(handle.attemptId)) http.noteRemoved({ remoteId }, 'failed');
      const how = await removeFromHistory(call, handle.id);
      http.noteRemoved({ remoteId: handle.id }, how);
      return how;
    },
    async reconcile({ attemptId, request, sinceMs, signal }) {
      assertOpen(signal);
      const call = callOf('reconcile', { attemptId }, signal);
      const found = await findByAttempt(call, promptIdOf(attemptId));
      if (found.kind === 'cannot-tell') return found.kind;
      if (found.kind === 'unknown') {
        const { source } = found;
        if (await remembersSince(call, { sinceMs, source, clock })) return 'none';
        return request && (await isFree(call, request)) ? 'none' : 'cannot-tell';
      }
      http.noteRemoteCopy({ remoteId: found.id, kind: 'job', attemptId });
      return {
        version: 1,
        id: found.id,
        attemptId,
        modelId: request?.modelId ?? '',
        submittedAtMs: sinceMs,
        ...(request && { extra: { seed: seedFor(request, attemptId) } }),
      };
    },
    async close() {
      isClosed = true;
    },
  };
}

/** One each workflow that can be used. */
export function workflowModels({ connection, clock }: ProviderContext) {
  const asOf = new Date(clock.nowMs()).toISOString().slice(0, 10);
  return connection.workflows.flatMap((workflow) => {
    const ready = readyWorkflow(workflow);
    return ready && missingSources(ready.bindings).length === 0 ? [modelOf(ready, asOf)] : [];
  });
}

const lost: Omit<Extract<PollOutcome, { kind: 'lost' }>, 'retry'> = {
  kind: 'lost',
  error: { code: 'PROVIDER_JOB_LOST', params: {}, retry: 'after-user-action' },
};

function toSuccess(
  { extra }: JobHandle,
  { facts }: Extract<ComfyJob, { kind: 'completed' }>,
  outputs: Output[],
): PollOutcome {
  if (outputs.length === 0) {
    return { kind: 'failed', error: providerError('PROVIDER_FAILED', { detail: 'no video among the outputs' }) };
  }
  const seed = extra?.seed;
  return { kind: 'succeeded', outputs, facts: { ...facts, ...(typeof seed === 'number' && { seed }) } };
}

/** The place in the queue is nice to know; a poll does not fail for it. */
async function aheadOrNull(call: JobCall, id: string): Promise<number | null> {
  try {
    return await countAhead(call, id);
  } catch {
    call.signal?.throwIfAborted();
    return null;
  }
}

/** @throws {AppError} JOB_STATE_CONFLICT while it has not ended */
async function removeFromHistory(call: JobCall, id: string): Promise<'removed' | 'already-gone'> {
  const { job } = await findJob(call, id);
  if (job.kind === 'unknown') return 'already-gone';
  if (job.kind === 'waiting' || job.kind === 'running') {
    throw new AppError('JOB_STATE_CONFLICT', 'it has not ended', { retry: 'later' });
  }
  const answer = await ask(call, { method: 'POST', url: '/history', body: { kind: 'json', value: { delete: [id] } } });
  if (answer.status !== 200) throw troubleOfStatus(answer, '');
  return 'removed';
}

type FoundWork = { kind: 'found'; id: string } | { kind: 'unknown'; source: JobSource } | { kind: 'cannot-tell' };

/**
 * By its id; at an old server, which may have chosen another one, also by the name of its file, which the id is part of.
 */
async function findByAttempt(call: JobCall, promptId: string): Promise<FoundWork> {
  const { job, source } = await findJob(call, promptId);
  if (job.kind !== 'unknown') return { kind: 'found', id: promptId };
  if (source === 'jobs') return { kind: 'unknown', source };
  try {
    const entries = await listOldEntries(call);
    const own = entries.find(({ graph }) => JSON.stringify(graph ?? null).includes(promptId));
    return own ? { kind: 'found', id: own.id } : { kind: 'unknown', source };
  } catch (error) {
    if (hasCode(error, 'RESULT_TOO_LARGE')) return { kind: 'cannot-tell' };
    throw error;
  }
}
