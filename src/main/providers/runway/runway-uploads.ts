/**
 * Brings large inputs to Runway before the request that names them.
 *
 * Done without the package: its helper sends the file to storage at another host as if it were the API. What is uploaded
 * cannot be deleted by hand; Runway drops it after 24 hours (API reference, uploads).
 */
import { NoAnswerError, type ProviderAnswer, type ProviderHttp } from '#main/net/provider-http.ts';
import type { AttemptId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/util/clock.ts';
import { outcomeOfStatus, providerError, type Rejection } from '../outcome.ts';
import { readStartedUpload } from './runway-answers.ts';
import { mustBeUploaded, type RunwayInput, toDataUrl, uploadRequest, uploadStartRequest } from './runway-request.ts';

const uploadLifeMs = 24 * 3_600_000;
/** Large files on slow lines. */
const uploadTimeoutMs = 600_000;
/** Wait before an upload that broke is begun anew, with the request that it is for. */
const brokenUploadRetryMs = 15_000;

export type UploadContext = {
  http: ProviderHttp;
  clock: Clock;
  attemptId: AttemptId;
  signal?: AbortSignal | undefined;
};

type Uploaded = { kind: 'ready'; uris: string[] } | ({ kind: 'rejected' } & Rejection);

/**
 * Where each input stands for the API: a data URL, or the address of its upload.
 *
 * @returns `rejected` when an upload failed: nothing was created
 * @throws the signal's reason
 */
export async function bringInputs(inputs: RunwayInput[], context: UploadContext): Promise<Uploaded> {
  const uris: string[] = [];
  for (const input of inputs) {
    const placed = mustBeUploaded(input.media) ? await upload(input, context) : toDataUrl(input.media);
    if (typeof placed !== 'string') return { kind: 'rejected', ...placed };
    uris.push(placed);
  }
  return { kind: 'ready', uris };
}

async function upload({ media }: RunwayInput, context: UploadContext): Promise<string | Rejection> {
  const { http, clock, attemptId, signal } = context;
  try {
    const answer = await http.send(uploadStartRequest(media), { signal, attemptId });
    if (!isGood(answer)) return rejectionOf(answer, clock);
    const started = readStartedUpload(answer.json());
    if (!started) return passing('PROVIDER_ANSWER_UNREADABLE', answer.status);
    const { runwayUri, uploadUrl, fields } = started;
    http.noteRemoteCopy({
      remoteId: runwayUri,
      kind: 'upload',
      attemptId,
      expiresAtMs: clock.nowMs() + uploadLifeMs,
    });
    const stored = await http.send(uploadRequest(media, uploadUrl, fields), {
      signal,
      attemptId,
      timeoutMs: uploadTimeoutMs,
    });
    return isGood(stored) ? runwayUri : passing('PROVIDER_ERROR', stored.status);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (!(thrown instanceof NoAnswerError)) throw thrown;
    const { error } = thrown;
    return { error: error.toData(), retryAfterMs: error.retry === 'later' ? brokenUploadRetryMs : null };
  }
}

function isGood({ status }: ProviderAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Nothing costs money yet, so what proves nothing for a request that creates is only a reason to try again. */
function rejectionOf(answer: ProviderAnswer, clock: Clock): Rejection {
  const outcome = outcomeOfStatus(answer, { detail: '', clock });
  return outcome.kind === 'rejected' ? outcome : passing('PROVIDER_ERROR', answer.status);
}

function passing(code: 'PROVIDER_ERROR' | 'PROVIDER_ANSWER_UNREADABLE', status: number): Rejection {
  return { error: providerError(code, { status, retry: 'later' }), retryAfterMs: brokenUploadRetryMs };
}
